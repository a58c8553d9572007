namespace Descent.Benchmarks.Compare;

/// <summary>How many times as fast as the peers a training is meant to be at least, each side with its better number of threads.</summary>
internal sealed record Target(string Workload, string Optimizer, double OfTorch, double OfOpenBlas)
{
    public static IReadOnlyList<Target> All { get; } =
    [
        new("image", "sgd", 2.3, 1.6),
        new("image", "adam", 2.3, 1.6),
        new("table", "adam", 30, 1.5),
        new("tiny", "sgd", 100, 1.1),
        new("wide", "sgd", 1.45, 1.2),
        new("regression", "adam", 12, 1.5),
        new("online", "sgd", 20, 1.8),
    ];
}
