using System.Numerics;

namespace Descent.Reference;

/// <summary>
/// Compares every gradient of the backward pass with central differences of the loss, in double precision:
/// ∂L/∂p ≈ (L(p + h) − L(p − h)) / 2h at h, h/2 and h/4, extrapolated to h = 0. The differences use the forward pass alone,
/// so the two are independent.
/// </summary>
/// <remarks>
/// The relative error of a gradient g against its difference d is |g − d| / max(|g|, |d|, s), where s, 1e-5 of the
/// largest of 1, |L| and all |g|, keeps the rounding of L from counting as an error of a gradient near 0.
/// An element is compared at a coarse step first and at finer ones while the two do not agree: too large a step
/// meets curvature, too small a one rounding, and a wrong gradient disagrees at all of them.
/// </remarks>
public sealed record GradientCheck
{
    internal const double AgreesBelow = 1e-7;

    internal GradientCheck(IReadOnlyList<GradientTensorCheck> tensors, bool isFinite)
    {
        Tensors = tensors;
        Parameters = tensors.Sum(tensor => tensor.IsInput ? 0 : tensor.Elements);
        Inputs = tensors.Sum(tensor => tensor.IsInput ? tensor.Elements : 0);
        Kinks = tensors.Sum(tensor => tensor.Kinks);
        Unresolved = tensors.Sum(tensor => tensor.Unresolved);
        bool isAnyCompared = Parameters + Inputs > Kinks + Unresolved;
        MaxRelativeError = isFinite && isAnyCompared ? tensors.Max(tensor => tensor.MaxRelativeError) : double.NaN;
    }

    /// <summary>The method, in words.</summary>
    public static string Method => "central differences";

    /// <summary>The largest relative error of all elements compared; NaN if the loss or a gradient is not finite or all were left out.</summary>
    public double MaxRelativeError { get; }

    /// <summary>How many parameters were looked at: all of them, unless the caller set a limit.</summary>
    public int Parameters { get; }

    /// <summary>How many elements of dX were looked at.</summary>
    public int Inputs { get; }

    /// <summary>
    /// How many of these were left out of <see cref="MaxRelativeError"/>, because a kink or jump of an activation or of the
    /// loss lies so near that every difference reaches across it.
    /// </summary>
    public int Kinks { get; }

    /// <summary>
    /// How many were left out because the rounding of the loss hides the derivative: the differences scatter by as much as they
    /// differ from the gradient. It happens to ln(1 − a) with a very close to 1, for example.
    /// </summary>
    public int Unresolved { get; }

    /// <summary>The same for each gradient: dW[1], db[1], dW[2], … and dX.</summary>
    public IReadOnlyList<GradientTensorCheck> Tensors { get; }

    /// <summary>What the error says.</summary>
    public GradientVerdict Verdict => MaxRelativeError switch
    {
        double.NaN => GradientVerdict.NotComparable,
        < AgreesBelow => GradientVerdict.Agrees,
        <= 1e-4 => GradientVerdict.Acceptable,
        _ => GradientVerdict.Disagrees,
    };

    /// <summary>Checks the gradients of one batch.</summary>
    /// <param name="network">The network; it stays as it is.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="inputs">X, [rows, inputs].</param>
    /// <param name="targets">T, [rows, outputs]; classes as one-hot rows.</param>
    /// <param name="limit">The most elements to look at, at least 1; if there are more, they are taken at even distances, in every column of every matrix.</param>
    /// <param name="cancellationToken">Looked at before every element.</param>
    /// <exception cref="ArgumentException">The inputs or the targets do not have the network's shape.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static GradientCheck Run(
        ReferenceNetwork network,
        ReferenceLoss loss,
        double[,] inputs,
        double[,] targets,
        long limit = long.MaxValue,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        long elements = (long)network.ParameterCount + inputs.Length;
        long stride = ((elements - 1) / limit) + 1;

        // A distance that shares a factor with a number of columns would meet some of those columns never.
        while (stride > 1 && network.Layers.Any(layer => BigInteger.GreatestCommonDivisor(stride, layer.Outputs) > 1))
            stride++;
        return new CentralDifferences(network.Copy(), loss, (double[,])inputs.Clone(), targets).Run(stride, cancellationToken);
    }
}
