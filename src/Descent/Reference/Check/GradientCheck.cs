namespace Descent.Reference;

/// <summary>
/// Compares every gradient with central differences of the loss, in double precision:
/// ∂L/∂p ≈ (L(p + h) − L(p − h)) / 2h at h, h/2 and h/4, extrapolated to h = 0. The differences use the forward pass alone,
/// so the two are independent. The gradients are those of the backward pass, or your own.
/// </summary>
/// <remarks>
/// The relative error of a gradient g against its difference d is |g − d| / max(|g|, |d|, s), where s, 1e-5 of the
/// largest of 1, |L| and all gradients, keeps the rounding of L from counting as an error of a gradient near 0.
/// An element is compared at a coarse step first and at finer ones while the two do not agree: too large a step
/// meets curvature, too small a one rounding, and a wrong gradient disagrees at all of them.
/// </remarks>
public sealed record GradientCheck
{
    internal const double AgreesBelow = 1e-7;
    internal const double AcceptableUpTo = 1e-4;

    internal GradientCheck(IReadOnlyList<GradientTensorCheck> tensors)
    {
        Tensors = tensors;
        foreach (GradientTensorCheck tensor in tensors)
        {
            if (tensor.IsInput)
                InputCounts += tensor.Counts;
            else
                ParameterCounts += tensor.Counts;
        }

        GradientCounts all = ParameterCounts + InputCounts;
        MaxRelativeError = all is { NotFinite: 0, Compared: > 0 } ? tensors.Max(tensor => tensor.MaxRelativeError) : double.NaN;
    }

    /// <summary>The method, in words.</summary>
    public static string Method => "central differences";

    /// <summary>The largest relative error of all elements compared; NaN if the loss is not finite somewhere or all were left out.</summary>
    public double MaxRelativeError { get; }

    /// <summary>What became of all weights and biases of the network.</summary>
    public GradientCounts ParameterCounts { get; }

    /// <summary>What became of the elements of dX.</summary>
    public GradientCounts InputCounts { get; }

    /// <summary>How many parameters were looked at: all of them, unless the caller asked for a sample.</summary>
    public int Parameters => ParameterCounts.Checked;

    /// <summary>How many elements of dX were looked at.</summary>
    public int Inputs => InputCounts.Checked;

    /// <summary>
    /// How many of these were left out of <see cref="MaxRelativeError"/>, because a kink or jump of an activation or of the
    /// loss lies so near that every difference reaches across it.
    /// </summary>
    public int Kinks => (ParameterCounts + InputCounts).Kinks;

    /// <summary>
    /// How many were left out because the rounding of the loss hides the derivative: the differences scatter by as much as they
    /// differ from the gradient. It happens to ln(1 − a) with a very close to 1, for example.
    /// </summary>
    public int Unresolved => (ParameterCounts + InputCounts).Unresolved;

    /// <summary>The same for each gradient: dW[1], db[1], dW[2], … and dX.</summary>
    public IReadOnlyList<GradientTensorCheck> Tensors { get; }

    /// <summary>What was found: the worst of all elements.</summary>
    public GradientVerdict Verdict => VerdictOf(ParameterCounts + InputCounts);

    /// <summary>Every element that is wrong, with the gradient it belongs to; the worst first, and among equals in their order.</summary>
    public IEnumerable<(GradientTensorCheck Tensor, GradientElement Element)> Mistakes =>
        from tensor in Tensors
        from element in tensor.Checked
        where element.Verdict == GradientVerdict.Disagrees
        orderby Math.Round(Math.Log10(element.RelativeError), 4) descending
        select (tensor, element);

    /// <summary>Checks the gradients that the backward pass computes for one batch.</summary>
    /// <param name="network">The network; it stays as it is.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="inputs">X, [rows, inputs].</param>
    /// <param name="targets">T, [rows, outputs]; classes as one-hot rows.</param>
    /// <param name="limit">How many elements to look at, at least 1; if there are more, a sample, see <see cref="GradientSample"/>.</param>
    /// <param name="rowWeights">w, how much each row counts, [rows], finite and not negative; <see langword="null"/>: 1.</param>
    /// <param name="cancellationToken">Looked at before every element.</param>
    /// <exception cref="ArgumentException">The inputs or the targets do not have the network's shape.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static GradientCheck Run(
        ReferenceNetwork network,
        ReferenceLoss loss,
        double[,] inputs,
        double[,] targets,
        long limit = long.MaxValue,
        double[]? rowWeights = null,
        CancellationToken cancellationToken = default) =>
        Of(network, loss, inputs, targets, rowWeights, null, new GradientSample(limit), cancellationToken);

    /// <summary>Checks gradients that were computed elsewhere: your own derivation, or another program's.</summary>
    /// <param name="network">The network; it stays as it is.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="inputs">X, [rows, inputs].</param>
    /// <param name="targets">T, [rows, outputs]; classes as one-hot rows.</param>
    /// <param name="gradients">What is judged. A number that is not finite where the loss is smooth is wrong.</param>
    /// <param name="sample">Which elements; <see langword="null"/>: all.</param>
    /// <param name="rowWeights">w, how much each row counts, [rows], finite and not negative; <see langword="null"/>: 1.</param>
    /// <param name="cancellationToken">Looked at before every element.</param>
    /// <exception cref="ArgumentException">The inputs, the targets or the gradients do not have the network's shape.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static GradientCheck Judge(
        ReferenceNetwork network,
        ReferenceLoss loss,
        double[,] inputs,
        double[,] targets,
        NetworkGradients gradients,
        GradientSample? sample = null,
        double[]? rowWeights = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        return Of(network, loss, inputs, targets, rowWeights, gradients, sample ?? GradientSample.All, cancellationToken);
    }

    /// <summary>Checks the gradient of any function of many numbers, such as the loss of a network that you wrote yourself.</summary>
    /// <param name="function">The function, deterministic, in double precision. Its kinks are recognised where the slopes to both sides differ.</param>
    /// <param name="point">Where the gradient is taken.</param>
    /// <param name="gradient">What is judged, one number for each of <paramref name="point"/>.</param>
    /// <param name="tensors">How the numbers are grouped and called, one group after another, rows first; <see langword="null"/>: as one vector.</param>
    /// <param name="sample">Which elements; <see langword="null"/>: all.</param>
    /// <param name="cancellationToken">Looked at before every element.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static GradientCheck JudgeFunction(
        Func<ReadOnlySpan<double>, double> function,
        ReadOnlySpan<double> point,
        ReadOnlySpan<double> gradient,
        IReadOnlyList<GradientTensor>? tensors = null,
        GradientSample? sample = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        tensors ??= [new GradientTensor("gradient", 1, point.Length)];
        if (gradient.Length != point.Length)
            throw new ArgumentException($"There are {gradient.Length} numbers in the gradient; expected {point.Length}, one for each of the point.", nameof(gradient));
        int grouped = tensors.Sum(tensor => tensor.Elements);
        if (grouped != point.Length)
            throw new ArgumentException($"The tensors have {grouped} elements together; expected {point.Length}, one for each of the point.", nameof(tensors));
        return new FunctionDifferences(function, point.ToArray(), gradient.ToArray()).Run(tensors, sample ?? GradientSample.All, cancellationToken);
    }

    internal static GradientVerdict VerdictOf(GradientCounts counts) => counts switch
    {
        { Disagree: > 0 } => GradientVerdict.Disagrees,
        { NotFinite: > 0 } or { Compared: 0 } => GradientVerdict.NotComparable,
        { Acceptable: > 0 } => GradientVerdict.Acceptable,
        _ => GradientVerdict.Agrees,
    };

    private static GradientCheck Of(
        ReferenceNetwork network,
        ReferenceLoss loss,
        double[,] inputs,
        double[,] targets,
        double[]? rowWeights,
        NetworkGradients? judged,
        GradientSample sample,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        return new NetworkDifferences(network.Copy(), loss, (double[,])inputs.Clone(), targets, rowWeights, judged).Run(sample, cancellationToken);
    }
}
