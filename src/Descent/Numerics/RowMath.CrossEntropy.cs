using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <content>
/// Softmax and cross-entropy in one, on the weighted inputs z. With p = softmax(z), m = max zⱼ and s = Σⱼ e^(zⱼ − m), the loss of a
/// row is −Σ t ln p = Σt·ln s − Σ t·(z − m), and its gradient p·Σt − t. Datta; Sabine 5.2; the slides for Σt = 1.
/// A term with t = 0 is 0, also where ln p = −∞.
/// </content>
internal static unsafe partial class RowMath
{
    /// <summary>Loss and gradient of rows whose targets are classes.</summary>
    /// <param name="z">[rows, stride].</param>
    /// <param name="classes">[rows], each in [0, columns).</param>
    /// <param name="probabilities">p, [rows, stride], overwritten; empty: not wanted. May be z.</param>
    /// <param name="gradient">(p − t)·scale, [rows, stride], overwritten; empty: not wanted. May be z.</param>
    /// <param name="losses">−ln p of the class, unscaled, [rows], overwritten.</param>
    /// <param name="columns">The number of classes.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="scale">The factor of the gradient: the reduction over rows and 1/ln b.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shapes do not fit, or a class does not exist.</exception>
    public static void SoftmaxCrossEntropy(
        ReadOnlySpan<float> z, ReadOnlySpan<int> classes, Span<float> probabilities, Span<float> gradient, Span<float> losses,
        int columns, int stride, float scale)
    {
        int rows = CheckOutputs(z, probabilities, gradient, losses, columns, stride);
        ArgumentOutOfRangeException.ThrowIfNotEqual(classes.Length, rows);
        foreach (int c in classes)
        {
            if ((uint)c >= (uint)columns)
                throw new ArgumentOutOfRangeException(nameof(classes), c, $"expected a class from 0 to {columns - 1}");
        }

        fixed (float* pz = z, pp = probabilities, pg = gradient, pl = losses)
        fixed (int* pc = classes)
            Run(new CrossEntropyAction<Classes>(new(pz, pp, pg, pl, rows, columns, stride, scale), new(pc)), columns, stride);
    }

    /// <summary>Loss and gradient of rows whose targets are rows of weights of any sum: one-hot rows, soft labels.</summary>
    /// <param name="z">[rows, stride].</param>
    /// <param name="targets">t, [rows, stride].</param>
    /// <param name="probabilities">p, [rows, stride], overwritten; empty: not wanted. May be z.</param>
    /// <param name="gradient">(p·Σt − t)·scale, [rows, stride], overwritten; empty: not wanted. May be z.</param>
    /// <param name="losses">−Σ t ln p, unscaled, [rows], overwritten.</param>
    /// <param name="columns">The number of classes.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="scale">The factor of the gradient: the reduction over rows and 1/ln b.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shapes do not fit.</exception>
    public static void SoftmaxCrossEntropy(
        ReadOnlySpan<float> z, ReadOnlySpan<float> targets, Span<float> probabilities, Span<float> gradient, Span<float> losses,
        int columns, int stride, float scale)
    {
        int rows = CheckOutputs(z, probabilities, gradient, losses, columns, stride);
        ArgumentOutOfRangeException.ThrowIfNotEqual(targets.Length, z.Length);
        fixed (float* pz = z, pt = targets, pp = probabilities, pg = gradient, pl = losses)
            Run(new CrossEntropyAction<Weights>(new(pz, pp, pg, pl, rows, columns, stride, scale), new(pt, stride)), columns, stride);
    }

    internal readonly struct CrossEntropyAction<TTargets>(LossRows rows, TTargets targets) : ILanesAction
        where TTargets : struct, ITargets
    {
        private const int Block = 16;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            float* lanes = stackalloc float[2 * Reductions.Lanes];

            // Of a block of rows: Σt, Σ t·(z − m) and s − 1, so that the logarithms are taken in whole registers.
            float* weights = stackalloc float[Block], products = stackalloc float[Block], sums = stackalloc float[Block];
            for (int first = 0; first < rows.Count; first += Block)
            {
                int count = Math.Min(Block, rows.Count - first);
                for (int r = 0; r < count; r++)
                    Row<T>(first + r, weights + r, products + r, sums + r, lanes);
                for (int r = 0; r < count; r += T.Count)
                    T.Store(sums + r, T.Load(weights + r) * VectorMath.Log1p(T.Load(sums + r)) - T.Load(products + r));
                for (int r = 0; r < count; r++)
                    rows.Losses[first + r] = sums[r];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Row<T>(int row, float* weight, float* product, float* sum, float* lanes)
            where T : struct, ILanes<T>
        {
            int columns = rows.Columns;
            float* z = rows.Row(rows.Z, row), p = rows.Row(rows.Probabilities, row), g = rows.Row(rows.Gradient, row);
            float* terms = g != null ? g : p;

            // The targets' sums first: the terms may overwrite z.
            float maximum = Maximum<T>(z, columns);
            (*weight, *product) = targets.Sums<T>(row, z, maximum, columns, lanes);
            (float ones, float others) = Terms<T>(z, maximum, terms, columns, lanes);
            *sum = ones - 1 + others;
            if (terms == null)
                return;

            T inverse = T.Broadcast(1 / (ones + others)), scale = T.Broadcast(rows.Scale);
            for (int j = 0; j < columns; j += T.Count)
            {
                T mask = First<T>(columns - j), probability = T.Load(terms + j) * inverse;
                if (p != null)
                    T.Store(p + j, mask & probability);
                if (g != null)
                    T.Store(g + j, mask & (targets.Difference(row, j, probability, *weight) * scale));
            }

            rows.ClearPadding<T>(p);
            rows.ClearPadding<T>(g);
        }
    }
}
