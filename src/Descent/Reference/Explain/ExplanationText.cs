using System.Globalization;
using Descent.Networks;

namespace Descent.Reference;

/// <summary>
/// Writes an explanation as plain text to read from top to bottom: the forward pass, the loss, the backward pass, the check
/// of the gradients and the update, each with its equation and its numbers. The symbols are those of Datta's text.
/// </summary>
public static class ExplanationText
{
    /// <summary>What a feature-wise layer is, in a line.</summary>
    internal const string FeatureWise = "each unit reads one input; the other weights are 0 and no parameters";

    /// <summary>Writes the text.</summary>
    public static void Write(Explanation explanation, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentNullException.ThrowIfNull(writer);
        TextSheet sheet = new(writer);
        WriteTitle(explanation.Spec, sheet);
        WriteForward(explanation, sheet);
        WriteLoss(explanation, sheet);
        WriteBackward(explanation, sheet);
        WriteCheck(explanation, sheet);
        WriteUpdate(explanation, sheet);
    }

    private static void WriteTitle(ExplainSpec spec, TextSheet sheet)
    {
        ReferenceNetwork network = spec.Network;
        string widths = string.Join(" → ", network.Layers.Select(layer => layer.Outputs).Prepend(network.Inputs));
        sheet.Line($"A network {widths} with {Count(network.ParameterCount, "parameter")}, on {Count(spec.Inputs.GetLength(0), "row")} of data.");
        sheet.Line();
        sheet.Line("Each row of a matrix is one example, A[0] = X is the input, and W[l] has a row for each input and a");
        sheet.Line("column for each output of layer l. · is the matrix product, ∘ and / work element by element, dV is ∂L/∂V.");
    }

    private static void WriteForward(Explanation explanation, TextSheet sheet)
    {
        sheet.Heading("Forward");
        sheet.Layer("Input");
        sheet.Matrix("X", explanation.Spec.Inputs);
        for (int l = 1; l <= explanation.Pass.Layers.Count; l++)
        {
            ReferenceLayer layer = explanation.Spec.Network.Layers[l - 1];
            ReferenceLayerPass pass = explanation.Pass.Layers[l - 1];
            sheet.Layer($"Layer {l}: {layer.Inputs} → {layer.Outputs}, {layer.Activation}{(layer.Sources is null ? "" : $"; {FeatureWise}")}");
            sheet.Equation($"Z[{l}] = A[{l - 1}]·W[{l}]{(layer.Biases is null ? "" : $" + b[{l}]")}");
            sheet.Equation(layer.Activation is IdentityActivation ? $"A[{l}] = Z[{l}]"
                : $"A[{l}] = {(layer.Activation.IsElementwise ? "σ" : "softmax")}(Z[{l}]), {Equations.Of(layer.Activation).Value}");
            sheet.Matrix($"W[{l}]", layer.Weights);
            sheet.Vector($"b[{l}]", layer.Biases);
            sheet.Matrix($"Z[{l}]", pass.Z);
            if (layer.Activation is not IdentityActivation)
                sheet.Matrix($"A[{l}]", pass.A);
        }
    }

    private static void WriteLoss(Explanation explanation, TextSheet sheet)
    {
        ExplainSpec spec = explanation.Spec;
        sheet.Heading("Loss");
        sheet.Layer(spec.Loss.Loss.Name);
        sheet.Equation($"{Equations.Of(spec.Loss, spec.RowWeights is not null).Value}, A = A[{spec.Network.Layers.Count}]");
        sheet.Matrix("T", spec.Targets);
        if (spec.RowWeights is { } weights)
            sheet.Matrix("w", MatrixText.Column(weights));
        sheet.Number("L", explanation.Pass.Loss);
    }

    private static void WriteBackward(Explanation explanation, TextSheet sheet)
    {
        IReadOnlyList<ReferenceLayer> layers = explanation.Spec.Network.Layers;
        ReferenceLoss loss = explanation.Spec.Loss;
        bool isWeighted = explanation.Spec.RowWeights is not null;
        sheet.Heading("Backward");
        for (int l = layers.Count; l >= 1; l--)
        {
            Activation activation = layers[l - 1].Activation;
            ReferenceLayerPass pass = explanation.Pass.Layers[l - 1];
            sheet.Layer($"Layer {l}");
            sheet.Equation(l == layers.Count ? Equations.Of(loss, isWeighted).Derivative.Replace("dA", $"dA[{l}]", StringComparison.Ordinal) : $"dA[{l}] = dZ[{l + 1}]·W[{l + 1}]ᵀ");
            sheet.Equation(activation is IdentityActivation ? $"dZ[{l}] = dA[{l}]"
                : activation.IsElementwise ? $"dZ[{l}] = dA[{l}] ∘ σ'(Z[{l}]), {Equations.Of(activation).Derivative}"
                : $"dZ[{l}] = dA[{l}]·J row by row, {Equations.Of(activation).Derivative}");
            if (l == layers.Count && Equations.Fused(activation, loss, isWeighted) is { } fused)
                sheet.Equation($"{fused}: the same, simplified".Replace("dZ", $"dZ[{l}]", StringComparison.Ordinal));
            sheet.Equation($"dW[{l}] = A[{l - 1}]ᵀ·dZ[{l}]{(layers[l - 1].Sources is null ? "" : " where there is a weight, else 0")}{(pass.db is null ? "" : $", db[{l}] = the sum of the rows of dZ[{l}]")}");
            sheet.Matrix($"dA[{l}]", pass.dA);
            if (activation is SoftmaxActivation)
            {
                double[,] jacobian = new double[layers[l - 1].Outputs, layers[l - 1].Outputs];
                ReferenceSoftmax.Jacobian(pass.A, 0, jacobian);
                sheet.Matrix(pass.A.GetLength(0) == 1 ? "J" : "J row 1", jacobian);
            }

            if (activation is not IdentityActivation)
                sheet.Matrix($"dZ[{l}]", pass.dZ);
            sheet.Matrix($"dW[{l}]", pass.dW);
            sheet.Vector($"db[{l}]", pass.db);
        }

        sheet.Layer("Input");
        sheet.Equation("dX = dZ[1]·W[1]ᵀ");
        sheet.Matrix("dX", explanation.Pass.dX);
    }

    private static void WriteCheck(Explanation explanation, TextSheet sheet)
    {
        GradientCheck check = explanation.Check;
        int parameters = explanation.Spec.Network.ParameterCount;
        string part = check.Parameters == parameters ? "" : string.Create(CultureInfo.InvariantCulture, $" (of {parameters})");
        sheet.Heading("Check");
        sheet.Layer($"dV against central differences (L(v + h) − L(v − h))/2h, for {Count(check.Parameters, "parameter")}{part} and {Count(check.Inputs, "input")}");
        if (check.Kinks > 0)
            sheet.Equation($"left out, since a kink is too near for a difference: {check.Kinks}");
        if (check.Unresolved > 0)
            sheet.Equation($"left out, since the rounding of the loss hides the derivative: {check.Unresolved}");
        sheet.Equation($"largest relative error {check.MaxRelativeError.ToString("g2", CultureInfo.InvariantCulture)}: " + check.Verdict switch
        {
            GradientVerdict.Agrees => "the gradients agree.",
            GradientVerdict.Acceptable => "acceptable beside a kink.",
            GradientVerdict.Disagrees => "the gradients do not agree.",
            _ => "nothing to compare, since the loss or a gradient is not finite or all was left out.",
        });
    }

    private static void WriteUpdate(Explanation explanation, TextSheet sheet)
    {
        if (explanation is not { Spec.Update: { } update, Updated: { } network, UpdatedLoss: { } loss })
            return;
        sheet.Heading("Update");
        sheet.Layer($"{update.Optimizer.Name}, η = {MatrixText.Number(update.LearningRate)}, {Count(update.Steps, "step")} on this batch");
        sheet.Equation(Equations.Of(update.Optimizer));
        for (int l = 1; l <= network.Layers.Count; l++)
        {
            sheet.Matrix($"W[{l}]", network.Layers[l - 1].Weights);
            sheet.Vector($"b[{l}]", network.Layers[l - 1].Biases);
        }

        sheet.Number("L", loss, $"before: {MatrixText.Number(explanation.Pass.Loss)}");
    }

    private static string Count(int count, string one) => SpecPlace.Count(count, one);
}
