using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>a = z.</summary>
internal sealed record IdentityActivation : ElementwiseActivation<IdentityActivation.Value, IdentityActivation.Derived>
{
    public static readonly IdentityActivation Instance = new();

    private IdentityActivation()
    {
    }

    public override string Name => "identity";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (double.NegativeInfinity, double.PositiveInfinity);

    internal readonly struct Value : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            x;
    }

    internal readonly struct Derived : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> =>
            T.Broadcast(1f);
    }
}
