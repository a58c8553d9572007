namespace Descent.Reference;

/// <summary>What a gradient check found, in one element or in all.</summary>
public enum GradientVerdict
{
    /// <summary>The relative error is below 1e-7: the gradient is right.</summary>
    Agrees,

    /// <summary>It is at most 1e-4, and a kink is near, which leaves only small and therefore less exact steps.</summary>
    Acceptable,

    /// <summary>It is larger: the gradient is wrong.</summary>
    Disagrees,

    /// <summary>There was nothing to compare: the loss or a difference is not finite, or every element was left out.</summary>
    NotComparable,
}
