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

    /// <summary>Adds what a network says of the rows that it did not train on.</summary>
    public void Add(Network member, bool[]? isTrain)
    {
        if (isTrain is null)
            return;
        int[] rows = [.. Enumerable.Range(0, isTrain.Length).Where(row => !isTrain[row])];
        float[] predicted = member.Predict(scaled.Select(rows).Features.Span);
        for (int i = 0; i < rows.Length; i++)
        {
            _counts[rows[i]]++;
            for (int output = 0; output < outputs; output++)
                _sums[(rows[i] * outputs) + output] += predicted[(i * outputs) + output];
        }
    }

    /// <summary>The means, in the unit of the table; null where no row was held back.</summary>
    /// <param name="network">One of the networks.</param>
    /// <param name="rows">The rows, not scaled.</param>
    /// <param name="targets">How targets were scaled.</param>
    public HeldBackRows? Predict(Network network, Dataset rows, TargetScaler? targets)
    {
        int[] held = [.. Enumerable.Range(0, _counts.Length).Where(row => _counts[row] > 0)];
        if (held.Length == 0)
            return null;
        float[] means = [.. held.SelectMany(row => Enumerable.Range(row * outputs, outputs).Select(i => _sums[i] / _counts[row]))];
        Dataset measured = rows.Select(held);
        if (rows.Task == TaskKind.Classification)
            return new HeldBackRows(measured, network.Outputs == 1 ? ClassProbabilities.OfTwo(means) : means, NetworkEvaluation.Classification(network, means, measured));
        targets?.Invert(means, means);
        return new HeldBackRows(measured, means, RegressionMetrics.Compute(means, measured.Targets.Span, outputs));
    }
}

/// <summary>Rows that networks had held back, and what they say of them.</summary>
/// <param name="Rows">The rows, not scaled.</param>
/// <param name="Predictions">[rows, classes or targets], in the unit of the table.</param>
/// <param name="Metrics">How good they are.</param>
internal sealed record HeldBackRows(Dataset Rows, float[] Predictions, MetricSet Metrics);
