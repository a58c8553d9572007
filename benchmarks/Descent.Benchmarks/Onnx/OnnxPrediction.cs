using Descent.Cli.Bench;
using Descent.Networks;
using Microsoft.ML.OnnxRuntime;

namespace Descent.Benchmarks.Onnx;

/// <summary>Predictions by ONNX Runtime, with inputs and outputs in memory that is bound once.</summary>
internal static class OnnxPrediction
{
    /// <summary>Both predict the same numbers up to rounding, or the comparison means nothing.</summary>
    private const float Tolerance = 1e-4f;

    public static string Version => OrtEnv.Instance().GetVersionString();

    public static double MedianSeconds(Workload workload, int rows, int threads, BenchEffort effort)
    {
        Network network = workload.BuildNetwork();
        float[] inputs = workload.CreateRows(rows);
        float[] outputs = new float[rows * network.Outputs];

        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        using var session = new InferenceSession(OnnxModel.From(network, rows), options);
        using var run = new RunOptions();
        using OrtValue x = OrtValue.CreateTensorValueFromMemory(inputs, [rows, network.Inputs]);
        using OrtValue y = OrtValue.CreateTensorValueFromMemory(outputs, [rows, network.Outputs]);
        string[] inputNames = [OnnxModel.Input], outputNames = [OnnxModel.Output];
        OrtValue[] inputValues = [x], outputValues = [y];
        Predict(1);
        RequireSame(network.Predict(inputs), outputs);
        return SampleTimer.MedianSeconds(Predict, effort, CancellationToken.None);

        void Predict(int repetitions)
        {
            for (int i = 0; i < repetitions; i++)
                session.Run(run, inputNames, inputValues, outputNames, outputValues);
        }
    }

    private static void RequireSame(float[] ours, float[] theirs)
    {
        float difference = ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
        if (!(difference <= Tolerance))
            throw new InvalidOperationException($"ONNX Runtime predicts something else: the largest difference is {difference}.");
    }
}
