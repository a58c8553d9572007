using BenchmarkDotNet.Attributes;
using Descent.Numerics;

namespace Descent.Benchmarks.Kernels;

/// <summary>Products on one thread and on two.</summary>
public class ProductBenchmarks
{
    private OwnProduct? _own;
    private WorkerTeam? _team;
    private float[] _a = [], _b = [], _c = [];

    [Params("cube", "wide 2, forward", "wide 2, dW", "wide 2, dX", "image 1, forward", "image 1, dW")]
    public string Product { get; set; } = "cube";

    [Params(1, 2)]
    public int Threads { get; set; }

    private ProductShape Shape => ProductShape.All.First(shape => shape.Name == Product);

    [GlobalSetup]
    public void Create()
    {
        ProductShape shape = Shape;
        _own = new OwnProduct(shape, Threads);
        _team = WorkerTeam.Rent(Threads);
        _a = new float[shape.M * shape.K];
        _b = new float[shape.K * shape.N];
        _c = new float[shape.M * shape.N];
        OpenBlas.SetThreads(Threads);
    }

    [GlobalCleanup]
    public void Return() => _team!.Return();

    [Benchmark]
    public void Descent() => _own!.Run(_team!);

    [Benchmark(Baseline = true, Description = "OpenBLAS")]
    public void ByOpenBlas() => OpenBlas.Multiply(Shape, _a, _b, _c);
}
