namespace Descent.Reference;

/// <summary>What became of all elements of one or more gradients. Every element is in exactly one of the counts.</summary>
/// <param name="Total">How many elements there are.</param>
/// <param name="Agree">Below 1e-7.</param>
/// <param name="Acceptable">Up to 1e-4 beside a kink.</param>
/// <param name="Disagree">Wrong.</param>
/// <param name="Kinks">Left out, because a kink or jump of an activation or of the loss lies so near that every difference reaches across it.</param>
/// <param name="Unresolved">Left out, because the rounding of the loss hides the derivative.</param>
/// <param name="NotFinite">Left out, because the loss is not finite there.</param>
public readonly record struct GradientCounts(int Total, int Agree, int Acceptable, int Disagree, int Kinks, int Unresolved, int NotFinite)
{
    /// <summary>How many have a difference to be compared with.</summary>
    public int Compared => Agree + Acceptable + Disagree;

    /// <summary>How many were looked at: all, or the sample that was asked for.</summary>
    public int Checked => Compared + Kinks + Unresolved + NotFinite;

    /// <summary>How many the sample passed over.</summary>
    public int NotDrawn => Total - Checked;

    /// <summary>The counts of two gradients together.</summary>
    public static GradientCounts operator +(GradientCounts a, GradientCounts b) => new(
        a.Total + b.Total, a.Agree + b.Agree, a.Acceptable + b.Acceptable, a.Disagree + b.Disagree,
        a.Kinks + b.Kinks, a.Unresolved + b.Unresolved, a.NotFinite + b.NotFinite);

    /// <summary>The counts of two gradients together.</summary>
    public static GradientCounts Add(GradientCounts left, GradientCounts right) => left + right;

    internal static GradientCounts Of(int total, IReadOnlyList<GradientElement> elements)
    {
        Span<int> verdicts = stackalloc int[4];
        Span<int> comparisons = stackalloc int[4];
        foreach (GradientElement element in elements)
        {
            verdicts[(int)element.Verdict]++;
            comparisons[(int)element.Comparison]++;
        }

        return new(
            total,
            verdicts[(int)GradientVerdict.Agrees],
            verdicts[(int)GradientVerdict.Acceptable],
            verdicts[(int)GradientVerdict.Disagrees],
            comparisons[(int)GradientComparison.Kink],
            comparisons[(int)GradientComparison.Unresolved],
            comparisons[(int)GradientComparison.NotFinite]);
    }
}
