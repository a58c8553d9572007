using Descent.Numerics;

namespace Descent.Networks;

/// <summary>An activation that works element by element: σ and σ' as vector functions.</summary>
internal abstract record ElementwiseActivation<TFunction, TDerivative> : Activation
    where TFunction : struct, IUnaryFunction
    where TDerivative : struct, IUnaryFunction
{
    /// <summary>σ, with its parameters.</summary>
    protected virtual TFunction Function => default;

    /// <summary>σ' as a function of what <see cref="Activation.DerivativeReads"/> names.</summary>
    protected virtual TDerivative Derivative => default;

    // The padding of a row is mapped as well: one long loop is faster than many short ones.
    internal sealed override void Forward(ReadOnlySpan<float> z, Span<float> a, int columns, int stride) =>
        Elementwise.Map(z, a, Function);

    internal sealed override void Backward(ReadOnlySpan<float> source, Span<float> gradient, int columns, int stride) =>
        Elementwise.MultiplyByMap(source, gradient, Derivative);
}
