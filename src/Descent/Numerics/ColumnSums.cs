using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>Sums down the columns of a matrix: the gradient of the biases.</summary>
internal static unsafe class ColumnSums
{
    /// <summary>sums[j] = start + Σᵢ matrix[i, j], each column in the order of the rows.</summary>
    /// <param name="matrix">[rows, stride].</param>
    /// <param name="rows">Rows to add.</param>
    /// <param name="stride">Floats between rows; as many sums are computed as a row has floats, padding included.</param>
    /// <param name="sums">[stride].</param>
    /// <param name="accumulate">Whether the sums start from what they hold, instead of from 0.</param>
    public static void Compute(ReadOnlySpan<float> matrix, int rows, int stride, Span<float> sums, bool accumulate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(matrix.Length, rows * stride, nameof(matrix));
        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, stride, nameof(sums));
        InstructionSet set = stride < 16 && KernelCatalogue.Current == InstructionSet.Vector512
            ? InstructionSet.Vector256
            : KernelCatalogue.Current;
        fixed (float* m = matrix, s = sums)
            KernelCatalogue.Run(new Action(m, rows, stride, s, accumulate), set);
    }

    private readonly struct Action(float* matrix, int rows, nint stride, float* sums, bool accumulate) : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            for (nint j = 0; j < stride; j += T.Count)
            {
                T sum = accumulate ? T.Load(sums + j) : T.Broadcast(0f);
                float* element = matrix + j;
                for (int i = 0; i < rows; i++, element += stride)
                    sum += T.Load(element);
                T.Store(sums + j, sum);
            }
        }
    }
}
