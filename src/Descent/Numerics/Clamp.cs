using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>Bounds with one meaning on every processor: a NaN stays NaN.</summary>
internal static class Clamp
{
    /// <summary>min(max(x, minimum), maximum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Invoke<T>(T x, float minimum, float maximum)
        where T : struct, ILanes<T> =>
        Maximum(T.Greater(T.Broadcast(minimum), x), maximum);

    /// <summary>min(x, maximum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Maximum<T>(T x, float maximum)
        where T : struct, ILanes<T> =>
        T.Lesser(T.Broadcast(maximum), x);
}
