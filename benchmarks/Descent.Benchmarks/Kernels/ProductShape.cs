namespace Descent.Benchmarks.Kernels;

/// <summary>A product C[M, N] = A[M, K]·B[K, N] of a training.</summary>
internal sealed record ProductShape(string Name, int M, int N, int K, bool TransposesA = false, bool TransposesB = false)
{
    /// <summary>A cube, and what <c>wide</c> and <c>image</c> do: forward X·W, then dW = Xᵀ·dZ, then dX = dZ·Wᵀ.</summary>
    public static IReadOnlyList<ProductShape> All { get; } =
    [
        new("cube", 1024, 1024, 1024),
        new("wide 1, forward", 256, 2048, 1024),
        new("wide 2, forward", 256, 2048, 2048),
        new("wide 3, forward", 256, 1000, 2048),
        new("wide 1, dW", 1024, 2048, 256, TransposesA: true),
        new("wide 2, dW", 2048, 2048, 256, TransposesA: true),
        new("wide 3, dW", 2048, 1000, 256, TransposesA: true),
        new("wide 2, dX", 256, 2048, 2048, TransposesB: true),
        new("wide 3, dX", 256, 2048, 1000, TransposesB: true),
        new("image 1, forward", 128, 512, 784),
        new("image 2, forward", 128, 256, 512),
        new("image 1, dW", 784, 512, 128, TransposesA: true),
        new("image 2, dW", 512, 256, 128, TransposesA: true),
        new("image 2, dX", 128, 512, 256, TransposesB: true),
    ];

    public double Flops => 2.0 * M * N * K;

    public override string ToString() => $"{M}×{N}×{K}{(TransposesA ? " Aᵀ" : "")}{(TransposesB ? " Bᵀ" : "")}";
}
