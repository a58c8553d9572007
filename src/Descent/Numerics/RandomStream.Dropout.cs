using System.Runtime.CompilerServices;

namespace Descent.Numerics;

internal readonly partial struct RandomStream
{
    // 16 blocks of four words: word w of block b belongs to element 16·w + b, so that registers of every width are
    // stored as they come.
    private const int Group = 64;

    /// <summary>
    /// mask[i] = 1/p with probability p, else 0, overwriting: what units are multiplied by so that the expectation
    /// stays the same. Srivastava et al. 2014. Element i depends on offset + i only, so threads can fill parts.
    /// </summary>
    /// <param name="mask">Any length.</param>
    /// <param name="keepProbability">p, in (0, 1]; a multiple of 2⁻³¹ is met exactly.</param>
    /// <param name="offset">The place of mask[0] in the whole mask.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside its range, or the offset is negative.</exception>
    public unsafe void FillDropoutMask(Span<float> mask, float keepProbability, long offset = 0)
    {
        if (!(keepProbability is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(keepProbability), keepProbability, "expected a probability in (0, 1]");
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        fixed (float* m = mask)
            KernelCatalogue.Run(new DropoutMaskAction(this, m, mask.Length, keepProbability, offset));
    }

    /// <summary>The words of the blocks first, first + 1, …, one in each lane; first is a multiple of 16 plus less than 16 − lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Blocks<T>(long first, out T w0, out T w1, out T w2, out T w3)
        where T : struct, ILanes<T>
    {
        w0 = T.AddBits(T.BroadcastBits((int)first), T.Indices);
        w1 = T.BroadcastBits((int)SecondWord(first));
        w2 = T.BroadcastBits((int)a);
        w3 = T.BroadcastBits((int)b);
        Philox.Block(seed, ref w0, ref w1, ref w2, ref w3);
    }

    internal readonly unsafe struct DropoutMaskAction(RandomStream stream, float* mask, nint length, float keepProbability, long offset) : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            float* part = stackalloc float[Group];
            long group = offset / Group;
            for (nint i = (nint)(group * Group - offset); i < length; i += Group, group++)
            {
                bool whole = i >= 0 && i <= length - Group;
                Fill<T>(whole ? mask + i : part, group * 16);
                if (whole)
                    continue;
                for (nint j = Math.Max(i, 0); j < Math.Min(i + Group, length); j++)
                    mask[j] = part[j - i];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Fill<T>(float* elements, long block)
            where T : struct, ILanes<T>
        {
            T threshold = T.BroadcastBits((int)(uint)(keepProbability * 2147483648.0));
            T kept = T.Broadcast(1 / keepProbability);
            for (int lane = 0; lane < 16; lane += T.Count)
            {
                stream.Blocks(block + lane, out T w0, out T w1, out T w2, out T w3);
                T.Store(elements + lane, IsBelow(w0, threshold) & kept);
                T.Store(elements + lane + 16, IsBelow(w1, threshold) & kept);
                T.Store(elements + lane + 32, IsBelow(w2, threshold) & kept);
                T.Store(elements + lane + 48, IsBelow(w3, threshold) & kept);
            }
        }

        /// <summary>Whether the upper 31 bits of the word are below the threshold, up to 2³¹: the sign of the difference.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T IsBelow<T>(T word, T threshold)
            where T : struct, ILanes<T>
        {
            T upper = T.ShiftBitsRight(word, 1) & T.BroadcastBits(int.MaxValue);
            return T.ShiftBitsRight(T.SubtractBits(upper, threshold), 31);
        }
    }
}
