namespace Descent.Training;

/// <summary>Units of ReLU and its kin whose derivative is 0 for every row: no gradient reaches their weights, so they stay as they are.</summary>
internal static class DeadUnits
{
    // Exactly 0 for ReLU; smooth relatives such as ELU only come close.
    private const float FlatSlope = 1e-3f;

    // Some dead units cost little, since the layer is then just narrower. Where half of them are, something killed them.
    private const double MostShare = 0.5;

    public static IEnumerable<Finding> Find(Evidence evidence, Probe probe)
    {
        for (int l = 0; l < probe.Layers.Length; l++)
        {
            if (!(probe.Layers[l].DeadShare >= MostShare))
                continue;
            double share = probe.Layers[l].DeadShare!.Value;
            string activation = evidence.Run.Network.Layers[l].Activation.Name;
            yield return new Finding(
                FindingKind.DeadUnits,
                share == 1 ? FindingSeverity.Warning : FindingSeverity.Note,
                FindingText.Layer(l, evidence.Layers),
                $"{FindingText.Percent(share)} of its {evidence.Run.Network.Layers[l].Units} {activation} units are at 0 for all of {evidence.Prober.Sample.Rows} training rows, so no gradient passes them",
                share,
                share == 1 ? "Start again with a lower learning rate, scaled features, or leaky-relu: this layer cannot recover" : "Lower the learning rate, scale the features, or use leaky-relu or gelu");
        }
    }

    /// <summary>The share of units that are flat in every row.</summary>
    /// <param name="slope">σ', [rows, stride].</param>
    /// <param name="units">The units of the layer.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    public static double Share(ReadOnlySpan<float> slope, int units, int stride)
    {
        int dead = 0;
        for (int unit = 0; unit < units; unit++)
        {
            bool isDead = true;
            for (int i = unit; i < slope.Length && isDead; i += stride)
                isDead = Math.Abs(slope[i]) <= FlatSlope;
            dead += isDead ? 1 : 0;
        }

        return (double)dead / units;
    }
}
