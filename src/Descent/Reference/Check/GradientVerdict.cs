namespace Descent.Reference;

/// <summary>What a gradient check found.</summary>
public enum GradientVerdict
{
    /// <summary>The largest relative error is below 1e-7: the gradients are right.</summary>
    Agrees,

    /// <summary>It is at most 1e-4: acceptable where a kink or a very large weight is near, suspicious elsewhere.</summary>
    Acceptable,

    /// <summary>It is larger: the gradients are wrong.</summary>
    Disagrees,

    /// <summary>There was nothing to compare: the loss or a gradient is not finite, or every element was left out.</summary>
    NotComparable,
}
