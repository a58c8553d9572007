namespace Descent.Reference;

/// <summary>What a <see cref="GradientCheck"/> found in one gradient.</summary>
public sealed class GradientTensorCheck
{
    private readonly GradientTensor _tensor;

    internal GradientTensorCheck(GradientTensor tensor, IReadOnlyList<GradientElement> elements)
    {
        _tensor = tensor;
        Checked = elements;
        Counts = GradientCounts.Of(tensor.Elements, elements);
        foreach (GradientElement element in elements)
        {
            if (element.Comparison == GradientComparison.Compared && (Worst is not { } worst || element.RelativeError > worst.RelativeError))
                Worst = element;
        }
    }

    /// <summary>Which one, as <c>descent explain</c> calls it: <c>dW[1]</c>, <c>db[1]</c>, …, <c>dX</c>.</summary>
    public string Gradient => _tensor.Name;

    /// <summary>The layer it belongs to, from 1; 0 for dX.</summary>
    public int Layer => _tensor.Layer;

    /// <summary>Its rows; 1 for the gradient of biases.</summary>
    public int Rows => _tensor.Rows;

    /// <summary>Its columns.</summary>
    public int Columns => _tensor.Columns;

    /// <summary>The elements that were looked at, row by row.</summary>
    public IReadOnlyList<GradientElement> Checked { get; }

    /// <summary>How many of its elements were looked at.</summary>
    public int Elements => Checked.Count;

    /// <summary>What became of all its elements.</summary>
    public GradientCounts Counts { get; }

    /// <summary>The element with the largest relative error; <see langword="null"/> if none was compared.</summary>
    public GradientElement? Worst { get; }

    /// <summary>The largest relative error of those that were compared; 0 if none was.</summary>
    public double MaxRelativeError => Worst?.RelativeError ?? 0;

    /// <summary>The row of the element with that error, from 0.</summary>
    public int WorstRow => Worst?.Row ?? 0;

    /// <summary>The column of the element with that error, from 0.</summary>
    public int WorstColumn => Worst?.Column ?? 0;

    /// <summary>How many were left out because a kink or jump lies too near.</summary>
    public int Kinks => Counts.Kinks;

    /// <summary>How many were left out because the rounding of the loss hides the derivative.</summary>
    public int Unresolved => Counts.Unresolved;

    /// <summary>Whether this is the gradient by the inputs rather than by parameters.</summary>
    public bool IsInput => _tensor.IsInput;

    /// <summary>Whether some weights do not exist: the layer is feature-wise.</summary>
    internal bool IsFeatureWise => Counts.Total < (long)Rows * Columns;

    /// <summary>What was found: the worst of its elements.</summary>
    public GradientVerdict Verdict => GradientCheck.VerdictOf(Counts);
}
