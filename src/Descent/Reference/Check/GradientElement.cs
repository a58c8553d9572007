namespace Descent.Reference;

/// <summary>What became of the comparison of one element.</summary>
public enum GradientComparison
{
    /// <summary>It was compared.</summary>
    Compared,

    /// <summary>Left out: a kink or jump lies so near that every difference reaches across it.</summary>
    Kink,

    /// <summary>Left out: the rounding of the loss hides the derivative.</summary>
    Unresolved,

    /// <summary>Left out: the loss, or its value beside this element, is not finite.</summary>
    NotFinite,
}

/// <summary>One element of a gradient beside its central difference.</summary>
/// <param name="Row">Its row, from 0; for a weight the input.</param>
/// <param name="Column">Its column, from 0; for a weight or a bias the output.</param>
/// <param name="Gradient">The value that was judged.</param>
/// <param name="Difference">The central difference, extrapolated to h = 0; NaN where there is none.</param>
/// <param name="RelativeError">|g − d| / max(|g|, |d|, s) with the s of <see cref="GradientCheck"/>; NaN if it was not compared.</param>
/// <param name="Comparison">Whether it was compared, or why not.</param>
/// <param name="IsNearKink">Whether a kink lies within the widest step, so that finer and less exact steps had to do.</param>
public readonly record struct GradientElement(
    int Row, int Column, double Gradient, double Difference, double RelativeError, GradientComparison Comparison, bool IsNearKink)
{
    /// <summary>What the error of this element says.</summary>
    public GradientVerdict Verdict => (Comparison, RelativeError) switch
    {
        (not GradientComparison.Compared, _) => GradientVerdict.NotComparable,
        (_, < GradientCheck.AgreesBelow) => GradientVerdict.Agrees,
        (_, <= GradientCheck.AcceptableUpTo) when IsNearKink => GradientVerdict.Acceptable,
        _ => GradientVerdict.Disagrees,
    };
}
