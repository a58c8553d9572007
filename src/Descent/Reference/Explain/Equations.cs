using System.Globalization;
using Descent.Networks;

namespace Descent.Reference;

/// <summary>The equations of activations and losses as text, for people.</summary>
public static class Equations
{
    /// <summary>An activation's value and derivative, such as <c>σ(z) = 1/(1 + e⁻ᶻ)</c> and <c>σ'(z) = a(1 − a)</c>.</summary>
    public static (string Value, string Derivative) Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        string parameter = activation.Parameter?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        (string value, string derivative) = activation switch
        {
            SoftmaxActivation => ("exp(zₖ − max z) / Σⱼ exp(zⱼ − max z)", ""),
            IdentityActivation => ("z", "1"),
            SigmoidActivation => ("1/(1 + e⁻ᶻ)", "a(1 − a)"),
            TanhActivation => ("tanh z", "1 − a²"),
            ReluActivation => ("max(0, z)", "1 for z > 0, else 0"),
            HeavisideActivation => ("1 for z ≥ 0, else 0", "0"),
            LeakyReluActivation => ($"z for z > 0, else {parameter}·z", $"1 for z > 0, else {parameter}"),
            EluActivation => ($"z for z > 0, else {parameter}·(eᶻ − 1)", $"1 for z > 0, else {parameter}·eᶻ"),
            SeluActivation => ("λz for z > 0, else λα(eᶻ − 1), λ = 1.0507, α = 1.67326", "λ for z > 0, else λα·eᶻ"),
            GeluActivation => ("z·Φ(z), Φ the normal distribution", "Φ(z) + z·φ(z)"),
            SiluActivation => ("z·s, s = 1/(1 + e⁻ᶻ)", "s·(1 + z(1 − s))"),
            MishActivation => ("z·t, t = tanh(ln(1 + eᶻ))", "t + z(1 − t²)/(1 + e⁻ᶻ)"),
            SoftplusActivation => ("ln(1 + eᶻ)", "1/(1 + e⁻ᶻ)"),
            HardSigmoidActivation => ("min(max(z/6 + ½, 0), 1)", "1/6 for |z| < 3, else 0"),
            HardTanhActivation => ("min(max(z, −1), 1)", "1 for |z| < 1, else 0"),
            HardSwishActivation => ("z·min(max(z/6 + ½, 0), 1)", "z/3 + ½ for |z| < 3, else 1 for z > 0 and 0 below"),
            ExponentialActivation => ("eᶻ", "a"),
            SineActivation => ("sin z", "cos z"),
            _ => throw new NotSupportedException($"There is no equation for the activation {activation.Name}."),
        };
        return activation is SoftmaxActivation
            ? ($"aₖ = {value}", "J = diag(a) − aᵀa for each row a of A")
            : ($"σ(z) = {value}", $"σ'(z) = {derivative}");
    }

    /// <summary>
    /// A loss and its derivative by the predictions A, such as <c>L = 1/m Σᵢ ½ Σₖ (aᵢₖ − tᵢₖ)²</c> and <c>dA = 1/m (A − T)</c>.
    /// i runs over the m rows and k over the K outputs; with weights of rows, wᵢ stands before the loss of a row.
    /// </summary>
    public static (string Value, string Derivative) Of(ReferenceLoss loss, bool isWeighted = false)
    {
        ArgumentNullException.ThrowIfNull(loss);
        string delta = Number(loss.Delta);
        string logBase = loss.Loss.LogBase is { } b ? Number(b) : "";
        string log = logBase.Length == 0 ? "ln" : "log" + Subscript(logBase);
        (string value, string derivative) = loss.Loss switch
        {
            SquaredErrorLoss => ("½ Σₖ (aᵢₖ − tᵢₖ)²", "(A − T)"),
            MeanSquaredErrorLoss => ("(aᵢₖ − tᵢₖ)²", "2(A − T)"),
            MeanAbsoluteErrorLoss => ("|aᵢₖ − tᵢₖ|", "sign(A − T)"),
            HuberLoss => ($"h(aᵢₖ − tᵢₖ), h(e) = ½e² for |e| ≤ {delta}, else {delta}·(|e| − ½·{delta})", $"min(max(A − T, −{delta}), {delta})"),
            CrossEntropyLoss => ($"−Σₖ tᵢₖ {log} aᵢₖ", "(−T/A)"),
            BinaryCrossEntropyLoss => ($"−Σₖ [tᵢₖ {log} aᵢₖ + (1 − tᵢₖ) {log}(1 − aᵢₖ)]", "(A − T)/(A(1 − A))"),
            PoissonLoss => ("(aᵢₖ − tᵢₖ ln aᵢₖ)", "(1 − T/A)"),
            SoftmaxCrossEntropyLoss => ($"−Σₖ tᵢₖ {log} pᵢₖ, pᵢ = softmax(aᵢ)", "(P·Σₖtₖ − T)"),
            SigmoidBinaryCrossEntropyLoss => ($"−Σₖ [tᵢₖ {log} pᵢₖ + (1 − tᵢₖ) {log}(1 − pᵢₖ)], p = 1/(1 + e⁻ᵃ)", "(P − T)"),
            _ => throw new NotSupportedException($"There is no equation for the loss {loss.Loss.Name}."),
        };

        (string sum, string factor) = Reduction(loss.Loss, isWeighted);
        string sign = value.StartsWith('−') ? "−" : "";
        return ($"L = {sign}{sum}{value[sign.Length..]}", $"dA = {factor}{derivative}");
    }

    /// <summary>
    /// dZ of the last layer in one step, where the activation and the loss are made for each other and their derivatives
    /// cancel: softmax with cross-entropy, sigmoid with binary cross-entropy. Otherwise <see langword="null"/>.
    /// </summary>
    public static string? Fused(Activation activation, ReferenceLoss loss, bool isWeighted = false)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(loss);
        return (activation, loss.Loss) switch
        {
            (SoftmaxActivation, CrossEntropyLoss) => $"dZ = {Reduction(loss.Loss, isWeighted).Factor}(A·Σₖtₖ − T)",
            (SigmoidActivation, BinaryCrossEntropyLoss) => $"dZ = {Reduction(loss.Loss, isWeighted).Factor}(A − T)",
            _ => null,
        };
    }

    /// <summary>An optimizer's rule for a parameter p with the gradient g and the learning rate η.</summary>
    public static string Of(ReferenceOptimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return optimizer switch
        {
            ReferenceSgd { Momentum: 0 } => "p ← p − η·g",
            ReferenceSgd { Nesterov: true } sgd => $"v ← {Number(sgd.Momentum)}·v + g,  p ← p − η·(g + {Number(sgd.Momentum)}·v)",
            ReferenceSgd sgd => $"v ← {Number(sgd.Momentum)}·v + g,  p ← p − η·v",
            ReferenceAdam adam => (adam.WeightDecay, adam.Decoupled) switch
            {
                (0, _) => "",
                (_, true) => $"p ← p·(1 − η·{Number(adam.WeightDecay)}),  ",
                _ => $"g ← g + {Number(adam.WeightDecay)}·p,  ",
            }
            + $"m ← {Number(adam.Beta1)}·m + (1 − {Number(adam.Beta1)})·g,  v ← {Number(adam.Beta2)}·v + (1 − {Number(adam.Beta2)})·g²,  "
            + $"p ← p − η·m̂/(√v̂ + {Number(adam.Epsilon)})",
            _ => throw new NotSupportedException($"There is no equation for the optimizer {optimizer.Name}."),
        };
    }

    // What stands before the loss of a row or an element, and before its derivative.
    private static (string Sum, string Factor) Reduction(Loss loss, bool isWeighted)
    {
        (string sum, string count) = loss switch
        {
            { IsMeanOverElements: true } => ("1/(mK) Σᵢₖ ", "mK"),
            { Reduction: Networks.Reduction.Mean } => ("1/m Σᵢ ", "m"),
            _ => ("Σᵢ ", ""),
        };
        string divisor = loss.LogBase is { } b ? $"{count} ln {Number(b)}".TrimStart() : count;
        string factor = divisor.Length == 0 ? "" : divisor.Length == 1 ? $"1/{divisor} " : $"1/({divisor}) ";
        return isWeighted ? (sum + "wᵢ ", factor + "diag(w)·") : (sum, factor);
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Subscript(string digits) => string.Concat(digits.Select(c => char.IsAsciiDigit(c) ? (char)('₀' + (c - '0')) : c));
}
