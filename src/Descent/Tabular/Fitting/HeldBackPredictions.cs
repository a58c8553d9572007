using Descent.Data;
using Descent.Evaluation;
using Descent.Networks;

namespace Descent.Tabular;

/// <summary>
/// What networks say of their own training rows, each predicted by the mean of those networks alone that had held it back: an
/// estimate that costs nothing. Few networks speak for each row, which makes it look worse; the rows chose the best epoch of
/// those networks, which makes it look better. After Breiman 1996, "Out-of-bag estimation".
/// </summary>
/// <param name="scaled">The rows as the networks see them.</param>
/// <param name="outputs">The outputs of a network.</param>
internal sealed class HeldBackPredictions(Dataset scaled, int outputs)
{
    private readonly float[] _sums = new float[scaled.Rows * outputs];
    private readonly int[] _counts = new int[scaled.Rows];
    private readonly List<HeldBackOutputs> _members = [];

    /// <summary>Adds what a network, or the mean of those that share layers, says of the rows that it did not train on.</summary>
    public void Add(Ensemble member, bool[]? isTrain, TargetScaler? targets)
    {
        if (isTrain is null)
        {
            _members.Add(new HeldBackOutputs(ReadOnlyMemory<int>.Empty, ReadOnlyMemory<float>.Empty));
            return;
        }

        int[] rows = [.. Enumerable.Range(0, isTrain.Length).Where(row => !isTrain[row])];
        float[] predicted = member.Predict(scaled.Select(rows).Features.Span);
        targets?.Invert(predicted, predicted);
        _members.Add(new HeldBackOutputs(rows, predicted));
        for (int i = 0; i < rows.Length; i++)
        {
            _counts[rows[i]]++;
            for (int output = 0; output < outputs; output++)
                _sums[(rows[i] * outputs) + output] += predicted[(i * outputs) + output];
        }
    }

    /// <summary>The means, in the unit of the table, and what they say of the uncertainty; null where no row was held back.</summary>
    /// <param name="network">One of the networks.</param>
    /// <param name="rows">The rows, not scaled.</param>
    public HeldBackRows? Predict(Network network, Dataset rows)
    {
        int[] held = [.. Enumerable.Range(0, _counts.Length).Where(row => _counts[row] > 0)];
        if (held.Length == 0)
            return null;
        float[] means = [.. held.SelectMany(row => Enumerable.Range(row * outputs, outputs).Select(i => _sums[i] / _counts[row]))];
        Dataset measured = rows.Select(held);
        PredictionCalibration? calibration = PredictionCalibration.Fit(network, rows, _members);
        MetricSet metrics = rows.Task == TaskKind.Classification
            ? NetworkEvaluation.Classification(network, means, measured, calibration?.Temperature ?? 1)
            : RegressionMetrics.Compute(means, measured.Targets.Span, outputs);
        return new HeldBackRows(metrics, calibration);
    }
}

/// <summary>What networks say of rows that they had held back.</summary>
/// <param name="Metrics">How good it is.</param>
/// <param name="Calibration">What it says of the uncertainty of predictions; null: nothing.</param>
internal sealed record HeldBackRows(MetricSet Metrics, PredictionCalibration? Calibration);
