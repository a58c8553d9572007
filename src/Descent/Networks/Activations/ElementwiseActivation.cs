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

    internal sealed override void Forward(ReadOnlySpan<float> z, Span<float> a, int columns, int stride)
    {
        int width = ComputedWidth(columns, stride);
        for (int start = 0; start < z.Length; start += stride)
        {
            int length = width == stride ? z.Length : width;
            Elementwise.Map(z.Slice(start, length), a.Slice(start, length), Function);
            if (width == stride)
                return;
        }
    }

    internal sealed override void Backward(ReadOnlySpan<float> source, Span<float> gradient, int columns, int stride)
    {
        int width = ComputedWidth(columns, stride);
        for (int start = 0; start < source.Length; start += stride)
        {
            int length = width == stride ? source.Length : width;
            Elementwise.MultiplyByMap(source.Slice(start, length), gradient.Slice(start, length), Derivative);
            if (width == stride)
                return;
        }
    }

    // Padding that the matrix product computes is mapped along, so that most layers are one long loop. Padding that it
    // leaves alone must not be: mapped in place step after step it would grow without bound.
    private static int ComputedWidth(int columns, int stride) => Math.Min(RowStride.Padded(columns), stride);
}
