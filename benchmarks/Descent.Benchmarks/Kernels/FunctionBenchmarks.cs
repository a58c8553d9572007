using BenchmarkDotNet.Attributes;
using Descent.Networks;

namespace Descent.Benchmarks.Kernels;

/// <summary>Activations on an array that the first-level cache holds; divide by <see cref="Elements"/> for the time of an element.</summary>
public class FunctionBenchmarks
{
    public const int Elements = 1024;

    private readonly float[] _source = new float[Elements];
    private readonly float[] _destination = new float[Elements];

    [Params("relu", "sigmoid", "tanh", "softmax", "gelu", "silu", "softplus", "exponential")]
    public string Function { get; set; } = "relu";

    private Activation _activation = Activation.ReLU;

    [GlobalSetup]
    public void Create()
    {
        _activation = Activation.Parse(Function);
        var random = new Random(1);
        foreach (ref float value in _source.AsSpan())
            value = (random.NextSingle() * 8) - 4;
    }

    [Benchmark]
    public void Forward() => _activation.Forward(_source, _destination, Elements, Elements);
}
