using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <content>The two forms that the targets of a cross-entropy take. For a one-hot row both give the same bits.</content>
internal static unsafe partial class RowMath
{
    internal interface ITargets
    {
        /// <summary>Σt and Σ t·(z − m) of a row, m being its maximum; the lanes are room for two sums.</summary>
        (float Weight, float Product) Sums<T>(int row, float* z, float maximum, int columns, float* lanes)
            where T : struct, ILanes<T>;

        /// <summary>p·Σt − t of the register that starts at a column.</summary>
        T Difference<T>(int row, int column, T probability, float weight)
            where T : struct, ILanes<T>;
    }

    /// <summary>[rows], the class of each row.</summary>
    internal readonly struct Classes(int* classes) : ITargets
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (float Weight, float Product) Sums<T>(int row, float* z, float maximum, int columns, float* lanes)
            where T : struct, ILanes<T> =>
            (1f, z[classes[row]] - maximum);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Difference<T>(int row, int column, T probability, float weight)
            where T : struct, ILanes<T>
        {
            int lane = classes[row] - column;
            return probability - ((First<T>(lane) ^ First<T>(lane + 1)) & T.Broadcast(1f));
        }
    }

    /// <summary>[rows, stride], a weight for each class.</summary>
    internal readonly struct Weights(float* weights, int stride) : ITargets
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (float Weight, float Product) Sums<T>(int row, float* z, float maximum, int columns, float* lanes)
            where T : struct, ILanes<T>
        {
            float* t = weights + (nint)row * stride, products = lanes + Reductions.Lanes;
            T zero = T.Broadcast(0f);
            for (int part = 0; part < Reductions.Lanes; part += T.Count)
            {
                T weight = zero, product = zero;
                for (int j = part; j < columns; j += Reductions.Lanes)
                {
                    T target = First<T>(columns - j) & T.Load(t + j);
                    weight += target;
                    product += T.Select(T.AreEqual(target, zero), zero, target * (T.Load(z + j) - T.Broadcast(maximum)));
                }

                if (FillsOneRegister<T>(columns))
                    return (T.Sum(weight), T.Sum(product));
                T.Store(lanes + part, weight);
                T.Store(products + part, product);
            }

            return (Reductions.Fold<T>(lanes), Reductions.Fold<T>(products));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Difference<T>(int row, int column, T probability, float weight)
            where T : struct, ILanes<T> =>
            T.FusedMultiplyAdd(probability, T.Broadcast(weight), -T.Load(weights + (nint)row * stride + column));
    }
}
