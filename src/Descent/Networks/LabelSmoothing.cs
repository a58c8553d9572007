namespace Descent.Networks;

/// <summary>
/// Label smoothing: t' = (1 − ε)·t + ε/K, a little of the label given to all of the K classes alike. Szegedy et al., "Rethinking the
/// Inception Architecture for Computer Vision" (2016), arXiv:1512.00567, section 7.
/// </summary>
/// <remarks>
/// Outputs that compete for one label are K classes; labels of another sum than 1 keep it: t' = (1 − ε)·t + ε·Σt/K. An output that
/// answers yes or no by itself has two classes, K = 2: a single output, and every output of a binary cross-entropy.
/// </remarks>
internal readonly struct LabelSmoothing
{
    private readonly float _own;
    private readonly float _uniform;
    private readonly bool _isYesOrNo;

    /// <summary>The smoothing of the targets of a loss.</summary>
    /// <param name="share">ε, in [0, 1).</param>
    /// <param name="outputs">The outputs of the network.</param>
    /// <param name="loss">The loss, as it is written or as it is computed.</param>
    public LabelSmoothing(double share, int outputs, Loss loss)
    {
        Share = share;
        _isYesOrNo = outputs == 1 || loss is BinaryCrossEntropyLoss or SigmoidBinaryCrossEntropyLoss;
        _own = (float)(1 - share);
        _uniform = (float)(share / (_isYesOrNo ? 2 : outputs));
    }

    /// <summary>ε.</summary>
    public double Share { get; }

    /// <summary>Whether targets stay as they are.</summary>
    public bool IsNone => Share == 0;

    /// <summary>Smooths the targets of one row, [outputs].</summary>
    public void Apply(Span<float> targets)
    {
        if (IsNone)
            return;
        float sum = 1;
        if (!_isYesOrNo)
        {
            sum = 0;
            foreach (float target in targets)
                sum += target;
        }

        foreach (ref float target in targets)
            target = (_own * target) + (_uniform * sum);
    }
}
