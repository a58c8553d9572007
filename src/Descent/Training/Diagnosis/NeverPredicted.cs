using Descent.Data;
using Descent.Networks;

namespace Descent.Training;

/// <summary>Classes that no row is taken for, not even one of their own.</summary>
internal static class NeverPredicted
{
    // A network that finds a class at all finds it among so many of its own rows.
    private const int MostRows = 64;

    public static IEnumerable<Finding> Find(Evidence evidence)
    {
        Dataset train = evidence.Run.Train;
        if (!train.HasLabels)
            yield break;
        List<string> names = [];
        int rows = 0;
        for (int k = 0; k < evidence.Latest.Predicted.Length; k++)
        {
            int[] own = evidence.Latest.Predicted[k] > 0 ? [] : RowsOf(train, k);
            if (own.Length == 0 || IsPredicted(evidence, k, own))
                continue;
            names.Add(train.Classes[k]);
            rows += train.Labels.Span.Count(k);
        }

        if (names.Count == 0)
            yield break;
        double share = (double)rows / train.Rows;
        yield return new Finding(
            FindingKind.ClassNeverPredicted, FindingSeverity.Note,
            FindingText.Names("class", "classes", names),
            $"no training row is taken for {(names.Count == 1 ? "it" : "any of them")}, though {FindingText.Number(rows)} of {FindingText.Number(train.Rows)} ({FindingText.Percent(share)}) are of {(names.Count == 1 ? "this class" : "these classes")}",
            share,
            names.Count == 1
                ? "Add rows of that class or give those that there are more weight, and train longer"
                : "Look at the other findings first; then train longer, or add rows of these classes or give them more weight");
    }

    private static int[] RowsOf(Dataset train, int k)
    {
        List<int> rows = [];
        ReadOnlySpan<int> labels = train.Labels.Span;
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] == k)
                rows.Add(row);
        }

        return [.. SampleRows.Of(rows.Count, MostRows).Select(i => rows[i])];
    }

    private static bool IsPredicted(Evidence evidence, int k, int[] rows)
    {
        Network network = evidence.Run.Network;
        float threshold = OutputHead.For(network.Layers[^1].Activation, evidence.Run.Trainer.Loss).Threshold;
        float[] outputs = network.Predict(evidence.Run.Train.Select(rows).Features.Span);
        return Enumerable.Range(0, rows.Length).Any(i => PredictedClass.Of(outputs.AsSpan(i * network.Outputs, network.Outputs), threshold) == k);
    }
}
