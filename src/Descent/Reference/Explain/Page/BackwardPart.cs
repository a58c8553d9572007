using Descent.Networks;

namespace Descent.Reference;

/// <summary>The way back from the loss to the input: dA, dZ, dW and db of every layer, each beside its central differences.</summary>
internal static class BackwardPart
{
    public static void Write(PageSheet sheet) => sheet.Part("backward", "Backward", () =>
    {
        sheet.Html.Element("p", Markup.Of($"The chain rule, from the last layer to the first. dV, or in the notation of columns ∂L/∂V, says how much L grows when V does; δ stands for ∂L/∂z. Beside each derivative stands its central difference {TexMath.Inline(@"\frac{L(v + h) - L(v - h)}{2 h}")}, which needs nothing but the forward pass."), ("class", "lead"));
        for (int l = sheet.Layers.Count; l >= 1; l--)
        {
            int layer = l;
            sheet.Group($"backward{View.Number(l)}", $"Layer {View.Number(l)}, {sheet.Layers[l - 1].Activation}", () => WriteLayer(sheet, layer));
        }

        sheet.Group("backward0", "Input", () => WriteInputGradient(sheet, 0, sheet.Pass.dX));
    });

    private static void WriteLayer(PageSheet sheet, int layer)
    {
        bool isLast = layer == sheet.Layers.Count;
        Activation activation = sheet.Layers[layer - 1].Activation;
        if (isLast)
            LossGradient.Write(sheet);
        else
            WriteInputGradient(sheet, layer, sheet.Pass.Layers[layer - 1].dA);
        if (activation is SoftmaxActivation)
            SoftmaxPart.WriteJacobian(sheet, layer);
        ActivationGradient.Write(sheet, layer);
        if (isLast)
            FusionPart.Write(sheet);
        WriteWeightGradient(sheet, layer);
        if (sheet.Pass.Layers[layer - 1].db is { } db)
            WriteBiasGradient(sheet, layer, db);
    }

    // dA of a layer, or dX, from the layer above.
    private static void WriteInputGradient(PageSheet sheet, int layer, double[,] gradient)
    {
        int above = layer + 1;
        double[,] dZ = sheet.Pass.Layers[layer].dZ, w = sheet.Layers[layer].Weights;
        string l = View.Number(layer), next = View.Number(above);
        Markup title = layer == 0 ? Markup.Text("dX, the derivative by the input") : Markup.Of($"dA of layer {l}, the derivative by its output");
        Markup why = Markup.Of($"Each number of {PageSheet.LinkToOutput(layer)} reached the loss through every neuron of layer {next}, so what comes back through each of them is added: {Markup.Link($"dZ{next}", $"dZ of layer {next}")} times the weight on the way, which is {Markup.Link($"Z{next}", "W")} the other way round.");
        sheet.Step(layer == 0 ? "dX" : $"dA{l}", title, why, () =>
        {
            sheet.Views(view =>
            {
                if (!view.IsElements)
                {
                    sheet.Equation(
                        view.Symbol("dA", layer),
                        view.IsColumn ? @"\W \cdot \Z" : @"\Z \cdot \W",
                        [new("Z", view.Symbol("dZ", above), view.Matrix(dZ)), new("W", view.Symbol("W", above, transposed: true), view.Transposed(w))],
                        view.Matrix(gradient));
                    return;
                }

                string delta = view.Element("dZ", above, "i", "j"), weight = view.Weight(above, "k", "j");
                sheet.Symbols($@"{view.Element("dA", layer, "i", "k")} = \sum_j {(view.IsColumn ? $"{weight} {delta}" : $"{delta} {weight}")}");
                sheet.Lines(gradient.Length, at =>
                {
                    (int i, int k) = (at / gradient.GetLength(1), at % gradient.GetLength(1));
                    Markup sum = NumberSum.OfProducts(w.GetLength(1), j => view.IsColumn ? (w[k, j], dZ[i, j]) : (dZ[i, j], w[k, j]));
                    return (view.Element("dA", layer, View.Number(i + 1), View.Number(k + 1)), sum.WithResult(gradient[i, k]));
                });
            });
            sheet.SayHidden((layer == 0 ? "dX" : "dA", gradient.GetLength(0), gradient.GetLength(1)), ("W", w.GetLength(0), w.GetLength(1)));
            sheet.Gradients.OfA(layer, gradient);
        });
    }

    private static void WriteWeightGradient(PageSheet sheet, int layer)
    {
        double[,] x = sheet.OutputOf(layer - 1), dZ = sheet.Pass.Layers[layer - 1].dZ, dW = sheet.Pass.Layers[layer - 1].dW;
        ReferenceLayer weights = sheet.Layers[layer - 1];
        string l = View.Number(layer);
        Markup why = Markup.Of($"A weight acts on the loss through the product of its input with it. Its derivative is the number that went in, from {PageSheet.LinkToOutput(layer - 1)}, times the derivative behind it, from {Markup.Link($"dZ{l}", $"dZ of layer {l}")}{(sheet.Rows > 1 ? ", added over the examples" : "")}.{(weights.Sources is null ? "" : " For the weights that are no parameters the product is left out.")}");
        sheet.Step($"dW{l}", Markup.Of($"dW of layer {l}, the derivative by its weights"), why, () =>
        {
            sheet.Views(view =>
            {
                if (!view.IsElements)
                {
                    sheet.Equation(
                        view.Symbol("dW", layer),
                        view.IsColumn ? @"\Z \cdot \A" : @"\A \cdot \Z",
                        [new("A", view.Symbol("A", layer - 1, transposed: true), view.Transposed(x)), new("Z", view.Symbol("dZ", layer), view.Matrix(dZ))],
                        view.Matrix(dW));
                    return;
                }

                string input = view.Element("A", layer - 1, "i", "k"), delta = view.Element("dZ", layer, "i", "j");
                sheet.Symbols($@"{view.Weight(layer, "k", "j", isDerivative: true)} = {(sheet.Rows == 1 ? "" : @"\sum_i")} {(view.IsColumn ? $"{delta} {input}" : $"{input} {delta}")}");
                sheet.Lines(weights.WeightCount, at =>
                {
                    (int k, int j) = weights.PlaceOf(at);
                    Markup sum = NumberSum.OfProducts(sheet.Rows, i => view.IsColumn ? (dZ[i, j], x[i, k]) : (x[i, k], dZ[i, j]));
                    return (view.Weight(layer, View.Number(k + 1), View.Number(j + 1), isDerivative: true), sum.WithResult(dW[k, j]));
                });
            });
            sheet.SayHidden(("dW", dW.GetLength(0), dW.GetLength(1)));
            sheet.Gradients.OfWeights(layer, weights, dW);
        });
    }

    private static void WriteBiasGradient(PageSheet sheet, int layer, double[] db)
    {
        double[,] dZ = sheet.Pass.Layers[layer - 1].dZ;
        string l = View.Number(layer);
        Markup from = Markup.Link($"dZ{l}", $"dZ of layer {l}");
        Markup why = sheet.Rows == 1
            ? Markup.Of($"A bias is added to z as it is, so its derivative is {from} itself.")
            : Markup.Of($"A bias is added to z of every example as it is, so its derivative is the sum of {from} over the examples.");
        sheet.Step($"db{l}", Markup.Of($"db of layer {l}, the derivative by its biases"), why, () =>
        {
            sheet.Views(view =>
            {
                string delta = view.Element("dZ", layer, "i", "j");
                if (view.IsElements)
                {
                    sheet.Symbols($@"{view.Bias(layer, "j", isDerivative: true)} = {(sheet.Rows == 1 ? "" : @"\sum_i")} {delta}");
                    sheet.Lines(db.Length, j => (view.Bias(layer, View.Number(j + 1), isDerivative: true), sheet.Rows == 1 ? MathNumber.Of(db[j]) : NumberSum.Of(sheet.Rows, i => dZ[i, j]).WithResult(db[j])));
                }
                else if (sheet.Rows == 1)
                {
                    sheet.Symbols($"{view.Symbol("db", layer)} = {view.Symbol("dZ", layer)}");
                    sheet.Html.Raw(TexMath.Display(TexSymbols.Operator("=") + view.Matrix(MatrixMarkup.Row(db))));
                }
                else
                {
                    double[,] ones = new double[1, sheet.Rows];
                    for (int i = 0; i < sheet.Rows; i++)
                        ones[0, i] = 1;
                    Operand one = new("one", view.IsColumn ? @"\mathbf{1}" : @"\mathbf{1}^{\top}", view.Matrix(ones));
                    sheet.Equation(
                        view.Symbol("db", layer),
                        view.IsColumn ? @"Z \cdot \one" : @"\one \cdot Z",
                        [new("Z", view.Symbol("dZ", layer), view.Matrix(dZ)), one],
                        view.Matrix(MatrixMarkup.Row(db)));
                }
            });
            sheet.SayHidden(("db", 1, db.Length));
            sheet.Gradients.OfBiases(layer, db);
        });
    }
}
