namespace Descent.Networks;

/// <summary>How the losses of the rows of a batch become one number.</summary>
public enum Reduction
{
    /// <summary>Their mean: the cost of a batch in Vege (7), (9) and Datta.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}
