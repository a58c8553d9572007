using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>
/// The products of a layer in which each unit j reads one input s(j): what is left of those of a dense layer, whose other
/// weights are 0.
/// </summary>
/// <remarks>
/// As in <see cref="MatrixProduct"/> each element is one chain of fused multiply-adds in the order of the sum, so its bits
/// depend neither on the register width nor on how the work is shared. Sources that are empty stand for s(j) = j, where whole
/// registers are read; other ones are gathered number by number.
/// </remarks>
internal static unsafe class FeatureWiseProduct
{
    /// <summary>z[i, j] = w[j]·x[i, s(j)] + b[j], and 0 in the padding.</summary>
    /// <param name="x">[rows, strideX].</param>
    /// <param name="strideX">Floats between rows of x.</param>
    /// <param name="sources">s, [columns]; empty: s(j) = j.</param>
    /// <param name="weights">w, [columns].</param>
    /// <param name="biases">b, [columns]; empty: 0.</param>
    /// <param name="z">[rows, strideZ].</param>
    /// <param name="strideZ">Floats between rows of z, at least the padded columns.</param>
    /// <param name="rows">Rows of x and z.</param>
    public static void Compute(
        ReadOnlySpan<float> x, int strideX, ReadOnlySpan<int> sources, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases,
        Span<float> z, int strideZ, int rows)
    {
        int columns = weights.Length, padded = RowStride.Padded(columns);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = x[(row * strideX)..];
            Span<float> to = z.Slice(row * strideZ, padded);
            to[columns..].Clear();
            to = to[..columns];
            if (biases.IsEmpty)
                to.Clear();
            else
                biases.CopyTo(to);
            if (sources.IsEmpty)
                AddProduct(from[..columns], weights, to);
            else
                Gather(from, sources, weights, to);
        }
    }

    /// <summary>dx[i, k] = Σ w[j]·dz[i, j] over those j with s(j) = k, in their order; 0 where there are none, and in the padding.</summary>
    /// <param name="dZ">[rows, strideZ].</param>
    /// <param name="strideZ">Floats between rows of dz.</param>
    /// <param name="sources">s, [units]; empty: s(j) = j.</param>
    /// <param name="weights">w, [units].</param>
    /// <param name="dX">Where column <paramref name="first"/> lies in the first row, [rows, strideX].</param>
    /// <param name="strideX">Floats between rows of dx, at least the padded columns.</param>
    /// <param name="rows">Rows of dx and dz.</param>
    /// <param name="first">The first input whose derivative is wanted.</param>
    /// <param name="columns">Of how many inputs.</param>
    public static void ComputeTransposed(
        ReadOnlySpan<float> dZ, int strideZ, ReadOnlySpan<int> sources, ReadOnlySpan<float> weights,
        Span<float> dX, int strideX, int rows, int first, int columns)
    {
        int units = weights.Length;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = dZ.Slice(row * strideZ, units);
            Span<float> to = dX.Slice(row * strideX, RowStride.Padded(columns));
            to.Clear();
            if (sources.IsEmpty)
            {
                int end = Math.Min(first + columns, units);
                if (first < end)
                    AddProduct(from[first..end], weights[first..end], to[..(end - first)]);
                continue;
            }

            for (int j = 0; j < sources.Length; j++)
            {
                int k = sources[j] - first;
                if ((uint)k < (uint)columns)
                    to[k] = MathF.FusedMultiplyAdd(from[j], weights[j], to[k]);
            }
        }
    }

    /// <summary>dw[j] = start + Σᵢ x[i, s(j)]·dz[i, j], in the order of the rows.</summary>
    /// <param name="x">[rows, strideX].</param>
    /// <param name="strideX">Floats between rows of x.</param>
    /// <param name="sources">s, [units]; empty: s(j) = j.</param>
    /// <param name="dZ">[rows, strideZ].</param>
    /// <param name="strideZ">Floats between rows of dz.</param>
    /// <param name="rows">Rows of x and dz.</param>
    /// <param name="dW">[units].</param>
    /// <param name="accumulate">Whether the sums start from what they hold, instead of from 0.</param>
    public static void Differentiate(
        ReadOnlySpan<float> x, int strideX, ReadOnlySpan<int> sources, ReadOnlySpan<float> dZ, int strideZ, int rows, Span<float> dW, bool accumulate)
    {
        if (!accumulate)
            dW.Clear();
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = x[(row * strideX)..], factors = dZ.Slice(row * strideZ, dW.Length);
            if (sources.IsEmpty)
                AddProduct(from[..dW.Length], factors, dW);
            else
                Gather(from, sources, factors, dW);
        }
    }

    /// <summary>sum[j] = sum[j] + x[s(j)]·y[j].</summary>
    private static void Gather(ReadOnlySpan<float> x, ReadOnlySpan<int> sources, ReadOnlySpan<float> y, Span<float> sum)
    {
        y = y[..sum.Length];
        sources = sources[..sum.Length];
        for (int j = 0; j < sum.Length; j++)
            sum[j] = MathF.FusedMultiplyAdd(x[sources[j]], y[j], sum[j]);
    }

    /// <summary>sum[j] = sum[j] + x[j]·y[j].</summary>
    private static void AddProduct(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> sum)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(x.Length, sum.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, sum.Length);
        fixed (float* px = x, py = y, s = sum)
            KernelCatalogue.Run(new AddProductAction(px, py, s, sum.Length));
    }

    internal readonly struct AddProductAction(float* x, float* y, float* sum, nint length) : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            float* px = x, py = y, s = sum;
            nint n = length, i = 0;
            for (; i <= n - T.Count; i += T.Count)
                T.Store(s + i, T.FusedMultiplyAdd(T.Load(px + i), T.Load(py + i), T.Load(s + i)));
            for (; i < n; i++)
                s[i] = MathF.FusedMultiplyAdd(px[i], py[i], s[i]);
        }
    }
}
