using Descent.Networks;

namespace Descent.Reference;

/// <summary>Where the way back begins: the derivative of the loss by the output of the last layer.</summary>
internal static class LossGradient
{
    public static void Write(PageSheet sheet)
    {
        ReferenceLoss loss = sheet.Spec.Loss;
        LossTex tex = LossTex.Of(loss);
        int layer = sheet.Layers.Count, outputs = sheet.Spec.Network.Outputs;
        double[,] a = sheet.OutputOf(layer), t = sheet.Spec.Targets, dA = sheet.Pass.Layers[layer - 1].dA;
        double[,]? p = Probabilities.Of(loss.Loss, a);
        double[]? weights = sheet.Spec.RowWeights;
        string factor = LossTex.Factor(loss, sheet.Rows, outputs);
        string l = View.Number(layer);
        Markup why = Markup.Of($"How the {Markup.Link("L", "loss")} grows with each number of {PageSheet.LinkToOutput(layer)}: the derivative of that output's part.{(factor.Length == 0 ? "" : " What divides the sum of the parts divides the derivative too.")}{(weights is null ? "" : " The weight of an example multiplies its derivatives.")}");
        sheet.Step($"dA{l}", Markup.Of($"dA of layer {l}, the derivative by the output"), why, () =>
        {
            if (tex.Where.Length > 0)
                sheet.Symbols(loss.Loss is SoftmaxCrossEntropyLoss ? $@"{tex.Where},\quad s = \sum_k t_k" : tex.Where);
            sheet.Views(view =>
            {
                if (view.IsElements)
                    WriteElements(view);
                else
                    WriteMatrices(view);
            });
            sheet.SayHidden(("dA", dA.GetLength(0), dA.GetLength(1)));
            sheet.Gradients.OfA(layer, dA);
        });

        void WriteMatrices(View view)
        {
            string right = factor.Length == 0 ? tex.Matrices : $@"{factor} \cdot {TexMath.AsFactor(tex.Matrices)}";
            if (weights is not null)
                right = LossTex.Weighted(right, sheet.Rows);
            if (sheet.Rows == 1)
                right = right.Replace(@"\circ s", @"\cdot s", StringComparison.Ordinal);
            List<Operand> operands =
            [
                new("A", view.Symbol("A", layer), view.Matrix(a)),
                new("T", view.Symbol("T", layer), view.Matrix(t)),
                new("m", "m", MathNumber.Of(sheet.Rows)),
                new("K", "K", MathNumber.Of(outputs)),
            ];
            if (p is not null)
                operands.Add(new("P", view.IsColumn && sheet.Rows == 1 ? "p" : "P", view.Matrix(p)));
            if (weights is not null)
                operands.Add(new("w", "w", view.Matrix(MatrixText.Column(weights))));
            if (loss.Loss is SoftmaxCrossEntropyLoss)
                operands.Add(new("s", "s", sheet.Rows == 1 ? MathNumber.Of(SumOfRow(t, 0)) : view.Matrix(Sums(t))));
            sheet.Equation(view.Symbol("dA", layer), right, [.. operands], view.Matrix(dA));
        }

        void WriteElements(View view)
        {
            string left = $"{factor}{(factor.Length == 0 || weights is null ? "" : @" \cdot ")}{(weights is null ? "" : "w")}";
            string right = left.Length == 0 ? tex.Derivative : $@"{left} \cdot {TexMath.AsFactor(tex.Derivative)}";
            sheet.Symbols($"{view.Element("dA", layer, "i", "k")} = {LossTex.Indexed(view, right, layer)}");
            sheet.Lines(a.Length, at => (Left(view, at), TexMath.Parse(right, Numbers(at)).WithResult(dA[at / outputs, at % outputs])));
        }

        string Left(View view, int at) => view.Element("dA", layer, View.Number((at / outputs) + 1), View.Number((at % outputs) + 1));

        Dictionary<string, Markup> Numbers(int at)
        {
            (int i, int k) = (at / outputs, at % outputs);
            Dictionary<string, Markup> bound = new()
            {
                ["a"] = MathNumber.Of(a[i, k]),
                ["t"] = MathNumber.Of(t[i, k]),
                ["s"] = MathNumber.Of(SumOfRow(t, i)),
                ["m"] = MathNumber.Of(sheet.Rows),
                ["K"] = MathNumber.Of(outputs),
            };
            if (p is not null)
                bound["p"] = MathNumber.Of(p[i, k]);
            if (weights is not null)
                bound["w"] = MathNumber.Of(weights[i]);
            return bound;
        }
    }

    private static double SumOfRow(double[,] t, int i) => Enumerable.Range(0, t.GetLength(1)).Sum(k => t[i, k]);

    private static double[,] Sums(double[,] t)
    {
        double[,] sums = new double[t.GetLength(0), 1];
        for (int i = 0; i < t.GetLength(0); i++)
            sums[i, 0] = SumOfRow(t, i);
        return sums;
    }
}
