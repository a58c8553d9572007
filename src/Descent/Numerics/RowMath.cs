namespace Descent.Numerics;

internal static class RowMath
{
    public static void Softmax(ReadOnlySpan<float> z, Span<float> a, int columns, int stride) => throw new NotImplementedException();
    public static void SoftmaxBackward(ReadOnlySpan<float> a, Span<float> gradient, int columns, int stride) => throw new NotImplementedException();
}
