using Descent.Networks;

namespace Descent.Cli.Bench;

/// <summary>What the prediction of some rows costs.</summary>
/// <param name="Workload">Whose network predicted.</param>
/// <param name="Rows">How many rows at once.</param>
/// <param name="Seconds">The median.</param>
internal sealed record PredictionMeasurement(Workload Workload, int Rows, double Seconds)
{
    /// <summary>Fewer rows than this for each thread are not worth waking it.</summary>
    private const int LeastRowsPerThread = 64;

    public double Microseconds => Seconds * 1e6;

    public static PredictionMeasurement Of(Workload workload, int rows, int threads, BenchEffort effort, CancellationToken cancellationToken)
    {
        Network network = workload.BuildNetwork();
        float[] inputs = workload.CreateRows(rows);
        float[] outputs = new float[rows * network.Outputs];
        int parts = Math.Clamp(rows / LeastRowsPerThread, 1, threads);
        int rowsPerPart = (rows + parts - 1) / parts;
        Workspace[] workspaces = [.. Enumerable.Range(0, parts).Select(_ => network.CreateWorkspace(Math.Min(rowsPerPart, 64)))];
        Action<int> predictPart = PredictPart;

        double seconds = SampleTimer.MedianSeconds(
            repetitions =>
            {
                for (int i = 0; i < repetitions; i++)
                {
                    if (parts == 1)
                        network.Predict(inputs, outputs, workspaces[0]);
                    else
                        Parallel.For(0, parts, predictPart);
                }
            },
            effort,
            cancellationToken);
        return new PredictionMeasurement(workload, rows, seconds);

        // A network is never written by a prediction, so each thread predicts its rows in memory of its own.
        void PredictPart(int part)
        {
            int first = part * rowsPerPart, count = Math.Min(rowsPerPart, rows - first);
            network.Predict(
                inputs.AsSpan(first * network.Inputs, count * network.Inputs),
                outputs.AsSpan(first * network.Outputs, count * network.Outputs),
                workspaces[part]);
        }
    }
}
