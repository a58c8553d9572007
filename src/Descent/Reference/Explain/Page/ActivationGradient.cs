using Descent.Networks;

namespace Descent.Reference;

/// <summary>dZ of a layer from its dA: times the slope of the activation, or times the Jacobian of softmax.</summary>
internal static class ActivationGradient
{
    public static void Write(PageSheet sheet, int layer)
    {
        Activation activation = sheet.Layers[layer - 1].Activation;
        ReferenceLayerPass pass = sheet.Pass.Layers[layer - 1];
        string l = View.Number(layer);
        Markup from = Markup.Link($"dA{l}", $"dA of layer {l}");
        Markup why = activation switch
        {
            IdentityActivation => Markup.Of($"Without an activation z and a are the same number, and so are their derivatives: {from}."),
            SoftmaxActivation => Markup.Of($"For each example, {from} times {Markup.Link($"J{l}", "its Jacobian")}."),
            _ => Markup.Of($"Each number of {from} times the slope of {activation.Name} at {Markup.Link($"Z{l}", $"Z of layer {l}")}."),
        };
        sheet.Step($"dZ{l}", Markup.Of($"dZ of layer {l}, the derivative by its weighted sums"), why, () =>
        {
            if (activation is IdentityActivation or SoftmaxActivation)
                WriteResult(sheet, layer, activation is SoftmaxActivation);
            else
                WriteSlopes(sheet, layer, activation);
            sheet.SayHidden(("dZ", pass.dZ.GetLength(0), pass.dZ.GetLength(1)));
            sheet.Gradients.OfZ(layer, pass.dZ);
        });
    }

    private static void WriteResult(PageSheet sheet, int layer, bool isSoftmax) => sheet.Views(view =>
    {
        string right = !isSoftmax ? view.Symbol("dA", layer)
            : sheet.Rows > 1 ? $@"{view.Symbol("dA", layer)} \cdot J \text{{ for each example}}"
            : view.IsColumn ? $@"J \cdot {view.Symbol("dA", layer)}" : $@"{view.Symbol("dA", layer)} \cdot J";
        sheet.Symbols($"{view.Symbol("dZ", layer)} = {right}");
        sheet.Html.Raw(TexMath.Display(TexSymbols.Operator("=") + view.Matrix(sheet.Pass.Layers[layer - 1].dZ)));
    });

    private static void WriteSlopes(PageSheet sheet, int layer, Activation activation)
    {
        ReferenceLayerPass pass = sheet.Pass.Layers[layer - 1];
        ActivationTex tex = ActivationTex.Of(activation);
        double[,] slopes = Slopes(activation, pass);
        sheet.Symbols($@"\sigma'(z) = {tex.Derivative}{(tex.Where.Length == 0 ? "" : $@",\quad {tex.Where}")}");
        sheet.Views(view =>
        {
            if (view.IsElements)
            {
                sheet.Symbols($@"{view.Element("dZ", layer, "i", "j")} = {view.Element("dA", layer, "i", "j")} \cdot \sigma'({view.Element("Z", layer, "i", "j")})");
                sheet.Lines(pass.dZ.Length, at =>
                {
                    (int i, int j) = (at / pass.dZ.GetLength(1), at % pass.dZ.GetLength(1));
                    Dictionary<string, Markup> bound = new()
                    {
                        ["g"] = MathNumber.Of(pass.dA[i, j]),
                        ["z"] = MathNumber.Of(pass.Z[i, j]),
                        ["a"] = MathNumber.Of(pass.A[i, j]),
                        ["s"] = MathNumber.Of(ReferenceMath.Sigmoid(pass.Z[i, j])),
                        ["h"] = MathNumber.Of(Math.Tanh(ReferenceMath.Softplus(pass.Z[i, j]))),
                    };
                    Markup product = TexMath.Parse($@"g \cdot {TexMath.AsFactor(tex.Derivative)}", bound);
                    return (view.Element("dZ", layer, View.Number(i + 1), View.Number(j + 1)), product.WithResult(pass.dZ[i, j]));
                });
                return;
            }

            sheet.Equation(
                view.Symbol("dZ", layer),
                @"\A \circ \Z",
                [new("A", view.Symbol("dA", layer), view.Matrix(pass.dA)), new("Z", $@"\sigma'({view.Symbol("Z", layer)})", view.Matrix(slopes))],
                view.Matrix(pass.dZ));
        });
    }

    private static double[,] Slopes(Activation activation, ReferenceLayerPass pass)
    {
        double[,] ones = new double[pass.Z.GetLength(0), pass.Z.GetLength(1)], slopes = (double[,])ones.Clone();
        for (int i = 0; i < ones.GetLength(0); i++)
        {
            for (int j = 0; j < ones.GetLength(1); j++)
                ones[i, j] = 1;
        }

        ReferenceActivation.Of(activation).Backward(pass.Z, pass.A, ones, slopes);
        return slopes;
    }
}
