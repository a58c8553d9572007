using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <content>
/// Sigmoid and binary cross-entropy in one, on the weighted inputs z: −t ln σ(z) − (1 − t) ln(1 − σ(z)) =
/// max(z, 0) − z·t + ln(1 + e^−|z|), with the gradient σ(z) − t. Vege (11), 6.2.
/// </content>
internal static unsafe partial class RowMath
{
    /// <summary>Loss and gradient of rows of independent probabilities.</summary>
    /// <param name="z">[rows, stride].</param>
    /// <param name="targets">t, [rows, stride].</param>
    /// <param name="probabilities">σ(z), [rows, stride], overwritten; empty: not wanted. May be z.</param>
    /// <param name="gradient">(σ(z) − t)·scale, [rows, stride], overwritten; empty: not wanted. May be z.</param>
    /// <param name="losses">The sum over the columns of a row, unscaled, [rows], overwritten.</param>
    /// <param name="columns">The outputs of the layer.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="scale">The factor of the gradient: the reduction over rows and 1/ln b.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shapes do not fit.</exception>
    public static void SigmoidBinaryCrossEntropy(
        ReadOnlySpan<float> z, ReadOnlySpan<float> targets, Span<float> probabilities, Span<float> gradient, Span<float> losses,
        int columns, int stride, float scale)
    {
        int rows = CheckOutputs(z, probabilities, gradient, losses, columns, stride);
        ArgumentOutOfRangeException.ThrowIfNotEqual(targets.Length, z.Length);
        fixed (float* pz = z, pt = targets, pp = probabilities, pg = gradient, pl = losses)
            Run(new BinaryCrossEntropyAction(new(pz, pp, pg, pl, rows, columns, stride, scale), pt), columns, stride);
    }

    internal readonly struct BinaryCrossEntropyAction(LossRows rows, float* targets) : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            float* lanes = stackalloc float[Reductions.Lanes];
            for (int i = 0; i < rows.Count; i++)
            {
                float* z = rows.Row(rows.Z, i), t = rows.Row(targets, i), p = rows.Row(rows.Probabilities, i), g = rows.Row(rows.Gradient, i);
                rows.Losses[i] = Row<T>(z, t, p, g, lanes);
                rows.ClearPadding<T>(p);
                rows.ClearPadding<T>(g);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private float Row<T>(float* z, float* t, float* p, float* g, float* lanes)
            where T : struct, ILanes<T>
        {
            T zero = T.Broadcast(0f), scale = T.Broadcast(rows.Scale);
            for (int part = 0; part < Reductions.Lanes; part += T.Count)
            {
                T sum = zero;
                for (int j = part; j < rows.Columns; j += Reductions.Lanes)
                {
                    T mask = First<T>(rows.Columns - j), x = T.Load(z + j), target = T.Load(t + j);

                    // max(z, 0) − z·t first: for a large z on the right side it is exactly 0.
                    T line = T.FusedMultiplyAdd(-x, target, T.Greater(x, zero));
                    sum += mask & (line + VectorMath.Log1pExp(-T.Abs(x)));
                    if (p == null && g == null)
                        continue;

                    T probability = VectorMath.Sigmoid(x);
                    if (p != null)
                        T.Store(p + j, mask & probability);
                    if (g != null)
                        T.Store(g + j, mask & ((probability - target) * scale));
                }

                if (FillsOneRegister<T>(rows.Columns))
                    return T.Sum(sum);
                T.Store(lanes + part, sum);
            }

            return Reductions.Fold<T>(lanes);
        }
    }
}
