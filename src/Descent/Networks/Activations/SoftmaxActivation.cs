using Descent.Numerics;

namespace Descent.Networks;

/// <summary>aₖ = eᶻₖ⁻ᵐ / Σⱼ eᶻⱼ⁻ᵐ with m the row's maximum; dZ = a ∘ (dA − dA·a), the product with J = diag(a) − aᵀa.</summary>
internal sealed record SoftmaxActivation : Activation
{
    public static readonly SoftmaxActivation Instance = new();

    private SoftmaxActivation()
    {
    }

    public override string Name => "softmax";

    internal override DerivativeSource DerivativeReads => DerivativeSource.Output;

    internal override (double Minimum, double Maximum) Range => (0, 1);

    internal override void Forward(ReadOnlySpan<float> z, Span<float> a, int columns, int stride) =>
        RowMath.Softmax(z, a, columns, stride);

    internal override void Backward(ReadOnlySpan<float> source, Span<float> gradient, int columns, int stride) =>
        RowMath.SoftmaxBackward(source, gradient, columns, stride);
}
