namespace Descent.Training;

/// <summary>Gradients that shrink or grow by orders of magnitude from layer to layer.</summary>
internal static class GradientSizes
{
    // The layers of a healthy network differ by ten or thirty; at a thousand, one learning rate cannot suit both.
    private const double MostRatio = 1000;

    // A gradient a hundred times the weights: at any usual learning rate a step replaces the weights rather than improve them.
    private const double MostOfWeights = 100;

    // A plain step of ten times the weights is ruin whatever comes after it.
    private const double MostFirstStep = 10;

    /// <summary>Before the first update: whether plain gradient descent will throw the weights away.</summary>
    public static IEnumerable<Finding> FindAtStart(Evidence evidence)
    {
        if (evidence.Run.Trainer.Optimizer is not Sgd { LearningRate: var rate })
            yield break;
        foreach ((int l, LayerProbe layer) in evidence.Start.Layers.Index())
        {
            double step = rate * OfWeights(layer);
            if (step < MostFirstStep)
                continue;
            yield return new Finding(
                FindingKind.ExplodingGradients, FindingSeverity.Warning,
                FindingText.Layer(l, evidence.Layers),
                $"its first gradient is {FindingText.Number(OfWeights(layer))} times as large as its weights, so a step at the learning rate {FindingText.Number(rate)} is {FindingText.Number(step)} times as large as they are",
                OfWeights(layer),
                "Standardise the features and the targets, lower the learning rate, or begin with smaller weights");
            yield break;
        }
    }

    /// <summary>At the end: what has been so at the start, after the first epoch and still is.</summary>
    public static IEnumerable<Finding> Find(Evidence evidence)
    {
        Probe[] probes = [evidence.Start, evidence.Early, evidence.Latest];
        (int Layer, double Ratio) vanishing = Strongest(evidence, layer => probes.Min(probe => ToLater(probe, layer)));
        if (vanishing.Ratio >= MostRatio)
        {
            yield return new Finding(
                FindingKind.VanishingGradients, FindingSeverity.Note,
                FindingText.Layer(vanishing.Layer, evidence.Layers),
                $"from first to last its gradient is at least {FindingText.Number(vanishing.Ratio)} times as small as that of a later layer, so it hardly learns",
                vanishing.Ratio,
                "Use relu or gelu instead of sigmoid or tanh, fewer layers, or an initialisation that suits the activation");
        }

        (int Layer, double Ratio) growing = Strongest(evidence, layer => probes.Min(probe => ToLast(probe, layer)));
        (int Layer, double Ratio) large = Strongest(evidence, layer => probes.Min(probe => OfWeights(probe.Layers[layer])));
        if (growing.Ratio >= MostRatio || large.Ratio >= MostOfWeights)
        {
            bool isLarge = large.Ratio >= MostOfWeights;
            (int layer, double ratio) = isLarge ? large : growing;
            yield return new Finding(
                FindingKind.ExplodingGradients, FindingSeverity.Note,
                FindingText.Layer(layer, evidence.Layers),
                $"from first to last its gradient is at least {FindingText.Number(ratio)} times as large as {(isLarge ? "its weights" : "that of the output layer")}",
                ratio,
                "Standardise the features and the targets, or begin with smaller weights (he for relu, xavier for tanh)");
        }
    }

    private static (int Layer, double Ratio) Strongest(Evidence evidence, Func<int, double> ratio) =>
        Enumerable.Range(0, evidence.Layers).Select(layer => (layer, ratio(layer))).MaxBy(entry => entry.Item2);

    /// <summary>How many times smaller the gradient is than the largest of the layers behind.</summary>
    private static double ToLater(Probe probe, int layer) => layer == probe.Layers.Length - 1
        ? 0
        : Ratio(probe.Layers.Skip(layer + 1).Max(later => later.GradientSize), probe.Layers[layer].GradientSize);

    private static double ToLast(Probe probe, int layer) => Ratio(probe.Layers[layer].GradientSize, probe.Layers[^1].GradientSize);

    private static double OfWeights(LayerProbe layer) => Ratio(layer.GradientSize, layer.WeightSize);

    // Behind a dead layer, and before weights of 0, a gradient is exactly 0: that has causes of its own.
    private static double Ratio(double numerator, double denominator) => denominator > 0 ? numerator / denominator : 0;
}
