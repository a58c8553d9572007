using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>Bounds with one meaning on every processor: a NaN stays NaN.</summary>
internal static class Clamp
{
    /// <summary>min(max(x, minimum), maximum).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Invoke<T>(T x, float minimum, float maximum)
        where T : struct, ILanes<T>
    {
        T low = T.Broadcast(minimum), high = T.Broadcast(maximum);
        x = T.Select(T.GreaterThan(low, x), low, x);
        return T.Select(T.GreaterThan(x, high), high, x);
    }
}
