using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>
/// How many float32 operations per second this machine can do at most: fused multiply-adds on registers, with enough
/// independent chains to hide their latency and no memory in the way. Products are measured against it.
/// </summary>
internal static unsafe class FmaPeak
{
    private const int Chains = 12;
    private const int RoundsPerPiece = 100_000;

    /// <summary>The peak in GFLOP/s, a multiply-add being two operations: the best of many short bursts.</summary>
    /// <param name="threads">How many threads work at once, at least 1.</param>
    /// <param name="duration">How long to try; an interrupted burst counts for nothing, so longer is surer.</param>
    public static double MeasureGflops(int threads, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        WorkerTeam team = WorkerTeam.Rent(threads);
        try
        {
            var burst = new Burst();
            double fewestSeconds = double.PositiveInfinity;
            var clock = Stopwatch.StartNew();
            do
            {
                long start = Stopwatch.GetTimestamp();
                team.Run(burst, threads);
                fewestSeconds = Math.Min(fewestSeconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
            while (clock.Elapsed < duration);
            return 2.0 * Chains * Lanes(KernelCatalogue.Current) * RoundsPerPiece * threads / fewestSeconds / 1e9;
        }
        finally
        {
            team.Return();
        }
    }

    private static int Lanes(InstructionSet set) => set switch
    {
        InstructionSet.Vector512 => Lanes16.Count,
        InstructionSet.Vector256 => Lanes8.Count,
        InstructionSet.Vector128 => Lanes4.Count,
        _ => Lanes1.Count,
    };

    private sealed class Burst : ITeamJob
    {
        public void Execute(int piece) => KernelCatalogue.Run(new Multiplications());
    }

    private readonly struct Multiplications : ILanesAction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            // Each chain tends to 1, so no number becomes subnormal or infinite.
            T x = T.Broadcast(0.5f), y = T.Broadcast(0.5f);
            T c0 = y, c1 = y, c2 = y, c3 = y, c4 = y, c5 = y, c6 = y, c7 = y, c8 = y, c9 = y, c10 = y, c11 = y;
            for (int round = 0; round < RoundsPerPiece; round++)
            {
                c0 = T.FusedMultiplyAdd(c0, x, y);
                c1 = T.FusedMultiplyAdd(c1, x, y);
                c2 = T.FusedMultiplyAdd(c2, x, y);
                c3 = T.FusedMultiplyAdd(c3, x, y);
                c4 = T.FusedMultiplyAdd(c4, x, y);
                c5 = T.FusedMultiplyAdd(c5, x, y);
                c6 = T.FusedMultiplyAdd(c6, x, y);
                c7 = T.FusedMultiplyAdd(c7, x, y);
                c8 = T.FusedMultiplyAdd(c8, x, y);
                c9 = T.FusedMultiplyAdd(c9, x, y);
                c10 = T.FusedMultiplyAdd(c10, x, y);
                c11 = T.FusedMultiplyAdd(c11, x, y);
            }

            // A store keeps the compiler from leaving the loop out.
            float* sink = stackalloc float[T.Count];
            T.Store(sink, c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
        }
    }
}
