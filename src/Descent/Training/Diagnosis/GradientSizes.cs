namespace Descent.Training;

/// <summary>Gradients that are orders of magnitude too small beside those of other layers, or too large for the weights.</summary>
internal static class GradientSizes
{
    // The layers of a healthy network differ by ten or thirty; at a thousand, one learning rate cannot suit both.
    private const double MostRatio = 1000;

    // A gradient a hundred times the weights: at any usual learning rate a step replaces the weights rather than improve them.
    public const double MostOfWeights = 100;

    /// <summary>How many times larger the gradient of a layer is than its weights.</summary>
    public static double OfWeights(LayerProbe layer) => Ratio(layer.GradientSize, layer.WeightSize);

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

        (int Layer, double Ratio) exploding = Strongest(evidence, layer => probes.Min(probe => OfWeights(probe.Layers[layer])));
        if (exploding.Ratio >= MostOfWeights)
        {
            yield return new Finding(
                FindingKind.ExplodingGradients, FindingSeverity.Note,
                FindingText.Layer(exploding.Layer, evidence.Layers),
                $"from first to last its gradient is at least {FindingText.Number(exploding.Ratio)} times as large as its weights",
                exploding.Ratio,
                "Standardise the features and the targets, or begin with smaller weights (he for relu, xavier for tanh)");
        }
    }

    private static (int Layer, double Ratio) Strongest(Evidence evidence, Func<int, double> ratio) =>
        Enumerable.Range(0, evidence.Layers).Where(evidence.IsTrained).Select(layer => (layer, ratio(layer))).MaxBy(entry => entry.Item2);

    /// <summary>How many times smaller the gradient is than the largest of the layers behind.</summary>
    private static double ToLater(Probe probe, int layer) => layer == probe.Layers.Length - 1
        ? 0
        : Ratio(probe.Layers.Skip(layer + 1).Max(later => later.GradientSize), probe.Layers[layer].GradientSize);

    // Behind a dead layer, and before weights of 0, a gradient is exactly 0: that has causes of its own.
    private static double Ratio(double numerator, double denominator) => denominator > 0 ? numerator / denominator : 0;
}
