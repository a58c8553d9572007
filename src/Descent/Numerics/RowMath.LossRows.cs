using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <content>What the losses that are fused with an activation have in common.</content>
internal static unsafe partial class RowMath
{
    private static int CheckOutputs(
        ReadOnlySpan<float> z, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> gradient, ReadOnlySpan<float> losses, int columns, int stride)
    {
        int rows = Rows(z.Length, columns, stride);
        ArgumentOutOfRangeException.ThrowIfNotEqual(losses.Length, rows);
        if (!probabilities.IsEmpty)
            ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, z.Length);
        if (!gradient.IsEmpty)
            ArgumentOutOfRangeException.ThrowIfNotEqual(gradient.Length, z.Length);
        return rows;
    }

    /// <summary>The arguments of a fused loss; outputs that are not wanted are null.</summary>
    internal readonly struct LossRows(float* z, float* probabilities, float* gradient, float* losses, int count, int columns, int stride, float scale)
    {
        public readonly float* Z = z, Probabilities = probabilities, Gradient = gradient, Losses = losses;
        public readonly int Count = count, Columns = columns, Stride = stride;
        public readonly float Scale = scale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float* Row(float* matrix, int row) => matrix == null ? null : matrix + (nint)row * Stride;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void ClearPadding<T>(float* row)
            where T : struct, ILanes<T>
        {
            if (row != null)
                RowMath.ClearPadding<T>(row, Columns, Stride);
        }
    }
}
