using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>
/// Philox4x32-10: a bijection of 128-bit counters for each 64-bit key, so that random numbers can be had in any order.
/// Salmon, Moraes, Dror and Shaw, <em>Parallel random numbers: as easy as 1, 2, 3</em>, SC 2011.
/// </summary>
internal static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;

    // The fractional parts of the golden ratio and of √3: the key grows by them from round to round.
    private const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>Replaces a counter by its four random words.</summary>
    public static void Block(ulong key, ref uint c0, ref uint c1, ref uint c2, ref uint c3)
    {
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++, k0 += Weyl0, k1 += Weyl1)
        {
            ulong p0 = (ulong)Multiplier0 * c0, p1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
            c1 = (uint)p1;
            c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
            c3 = (uint)p0;
        }
    }

    /// <summary>The same for as many counters as there are lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Block<T>(ulong key, ref T c0, ref T c1, ref T c2, ref T c3)
        where T : struct, ILanes<T>
    {
        T m0 = T.BroadcastBits(unchecked((int)Multiplier0)), m1 = T.BroadcastBits(unchecked((int)Multiplier1));
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++, k0 += Weyl0, k1 += Weyl1)
        {
            T low0 = T.MultiplyBits(m0, c0, out T high0), low1 = T.MultiplyBits(m1, c2, out T high1);
            c0 = high1 ^ c1 ^ T.BroadcastBits((int)k0);
            c1 = low1;
            c2 = high0 ^ c3 ^ T.BroadcastBits((int)k1);
            c3 = low0;
        }
    }
}
