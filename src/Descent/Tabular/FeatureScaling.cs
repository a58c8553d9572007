namespace Descent.Tabular;

/// <summary>How features are brought to the scale of a network.</summary>
public enum FeatureScaling
{
    /// <summary>Mean 0 and standard deviation 1, column by column.</summary>
    Standardize,

    /// <summary>Median 0 and the middle half 1 wide, column by column, smoothly bounded.</summary>
    Robust,

    /// <summary>From 0 to 1, column by column.</summary>
    MinMax,

    /// <summary>As they are.</summary>
    None,
}
