using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>
/// How long it takes to read memory once from the cache that holds it: the least time in which a product of one row,
/// which needs each weight once, can be done.
/// </summary>
internal static unsafe class ReadSpeed
{
    private const int Registers = 8;

    /// <summary>The median time of reading that many floats over and over.</summary>
    /// <param name="floats">How many, at least 1; rounded up to whole steps of the loop.</param>
    /// <param name="repetitions">How many times, at least 1.</param>
    public static double MedianMicroseconds(int floats, int repetitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(floats, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        const int Step = Registers * 16;
        int length = (floats + Step - 1) / Step * Step;
        var buffer = new AlignedBuffer(length);
        double[] microseconds = new double[repetitions];
        fixed (float* memory = buffer.Span)
        {
            for (int i = 0; i < repetitions; i++)
            {
                long start = Stopwatch.GetTimestamp();
                KernelCatalogue.Run(new Sum(memory, length));
                microseconds[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        }

        Array.Sort(microseconds);
        return microseconds[repetitions / 2];
    }

    private readonly struct Sum(float* memory, int length) : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            T zero = T.Broadcast(0f);
            T s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, s6 = zero, s7 = zero;
            float* end = memory + length;
            for (float* p = memory; p < end; p += Registers * T.Count)
            {
                s0 += T.Load(p);
                s1 += T.Load(p + T.Count);
                s2 += T.Load(p + (2 * T.Count));
                s3 += T.Load(p + (3 * T.Count));
                s4 += T.Load(p + (4 * T.Count));
                s5 += T.Load(p + (5 * T.Count));
                s6 += T.Load(p + (6 * T.Count));
                s7 += T.Load(p + (7 * T.Count));
            }

            // A store keeps the compiler from leaving the loop out.
            float* sink = stackalloc float[T.Count];
            T.Store(sink, s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
        }
    }
}
