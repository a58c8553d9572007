using Descent.Networks;
using Descent.Training;

namespace Descent.Cli.Bench;

/// <summary>The standard workloads: from a network that fits the first-level cache to one that fits none.</summary>
internal static class WorkloadTable
{
    /// <summary>All of them, in the order in which they are reported.</summary>
    public static IReadOnlyList<Workload> Training { get; } =
    [
        Classifier("image", [784, 512, 256, 10], Activation.ReLU, 128, 4096, new Sgd { LearningRate = 0.01f }),
        Classifier("image", [784, 512, 256, 10], Activation.ReLU, 128, 4096, new Adam { LearningRate = 1e-4f }),
        Classifier("table", [20, 64, 64, 3], Activation.ReLU, 32, 4096, new Adam { LearningRate = 1e-4f }),
        Classifier("tiny", [4, 16, 3], Activation.Tanh, 16, 2048, new Sgd { LearningRate = 0.01f }),
        Classifier("wide", [1024, 2048, 2048, 1000], Activation.ReLU, 256, 1024, new Sgd { LearningRate = 0.01f }),
        new("regression", [13, 128, 128, 1], Activation.ReLU, IsRegression: true, 64, 4096, new Adam { LearningRate = 1e-4f }),
        Classifier("online", [784, 128, 10], Activation.ReLU, 1, 2048, new Sgd { LearningRate = 0.001f }),
    ];

    /// <summary>The networks whose predictions are measured as well.</summary>
    public static IReadOnlyList<Workload> Prediction { get; } = [Find("image"), Find("table")];

    /// <summary>The numbers of rows of a measured prediction.</summary>
    public static IReadOnlyList<int> PredictionRows { get; } = [1, 1024];

    private static Workload Find(string name) => Training.First(workload => workload.Name == name);

    private static Workload Classifier(string name, int[] sizes, Activation hidden, int batchSize, int rows, Optimizer optimizer) =>
        new(name, sizes, hidden, IsRegression: false, batchSize, rows, optimizer);
}
