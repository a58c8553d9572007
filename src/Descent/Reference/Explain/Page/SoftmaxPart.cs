namespace Descent.Reference;

/// <summary>Softmax, whose outputs depend on all inputs: its Jacobian as the matrix it is, and the product without it.</summary>
internal static class SoftmaxPart
{
    private const int MostExamples = 2;

    /// <summary>One output with its numbers: e^(z − max) over the sum.</summary>
    public static (string Left, Markup Right) Element(View view, int layer, double[,] z, double[,] a, int at)
    {
        int outputs = z.GetLength(1);
        (int i, int k) = (at / outputs, at % outputs);
        double largest = Enumerable.Range(0, outputs).Max(j => z[i, j]);
        Dictionary<string, Markup> bound = new()
        {
            ["z"] = MathNumber.Of(z[i, k]),
            ["c"] = MathNumber.Of(largest),
            ["S"] = NumberSum.Of(outputs, j => Math.Exp(z[i, j] - largest)),
        };
        return (view.Element("A", layer, View.Number(i + 1), View.Number(k + 1)), TexMath.Parse(@"\frac{e^{z - c}}{S}", bound).WithResult(a[i, k]));
    }

    /// <summary>The Jacobian of the first examples and both ways to multiply with it.</summary>
    public static void WriteJacobian(PageSheet sheet, int layer)
    {
        string l = View.Number(layer);
        ReferenceLayerPass pass = sheet.Pass.Layers[layer - 1];
        int outputs = pass.A.GetLength(1), shown = Math.Min(sheet.Rows, MostExamples);
        Markup why = Markup.Of($"Every output of softmax depends on every z, so its derivative is not a number for each neuron but a matrix for each example: J has a row for each output and a column for each z, and is made of {PageSheet.LinkToOutput(layer)} alone.");
        sheet.Step($"J{l}", Markup.Of($"The Jacobian J of softmax, layer {l}"), why, () =>
        {
            sheet.Views(view => sheet.Symbols(view.IsElements
                ? @"J_{ji} = \frac{\partial a_j}{\partial z_i} = a_j (\delta_{ji} - a_i)"
                : view.IsColumn ? @"J = \diag(a) - a \cdot a^{\top}" : @"J = \diag(a) - a^{\top} \cdot a"));
            for (int row = 0; row < shown; row++)
            {
                double[,] jacobian = new double[outputs, outputs];
                ReferenceSoftmax.Jacobian(pass.A, row, jacobian);
                WriteExample(sheet, row, jacobian, pass);
            }

            if (MatrixMarkup.Hidden(outputs, outputs) is > 0 and long hidden)
                sheet.Html.Element("p", Markup.Of($"The dots stand for {hidden} of the {(long)outputs * outputs} numbers of J, which all follow from A."), ("class", "left-out matrices"));
            if (shown < sheet.Rows)
                sheet.Html.Element("p", Markup.Of($"The Jacobians of {sheet.Rows - shown} more examples are not shown; they follow from A in the same way."), ("class", "left-out"));
        });
    }

    private static void WriteExample(PageSheet sheet, int row, double[,] jacobian, ReferenceLayerPass pass)
    {
        double[,] a = RowOf(pass.A, row), g = RowOf(pass.dA, row), dZ = RowOf(pass.dZ, row);
        double dot = 0;
        for (int k = 0; k < a.Length; k++)
            dot += a[0, k] * g[0, k];
        if (sheet.Rows > 1)
            sheet.Html.Element("h5", $"Example {View.Number(row + 1)}");
        sheet.Views(view =>
        {
            Markup j = MatrixMarkup.Of(jacobian);
            sheet.Html.Raw(TexMath.Display(TexMath.Parse("J =") + j));
            if (view.IsElements)
            {
                sheet.Html.Element("p", "The long product, over all outputs:", ("class", "between"));
                sheet.Lines(a.Length, i => ($"dz_{{{View.Number(i + 1)}}}", NumberSum.OfProducts(a.Length, k => (g[0, k], jacobian[k, i])).WithResult(dZ[0, i])));
                sheet.Html.Element("p", Markup.Of($"The short one, with {TexMath.Inline(@"g = \frac{\partial L}{\partial a}")} and one sum for all of them:"), ("class", "between"));
                sheet.Lines(a.Length + 1, i => i == 0
                    ? (@"\sum_k g_k a_k", NumberSum.OfProducts(a.Length, k => (g[0, k], a[0, k])).WithResult(dot))
                    : ($"dz_{{{View.Number(i)}}}", TexMath.Parse("a (g - s)", Short(MathNumber.Of(a[0, i - 1]), MathNumber.Of(g[0, i - 1]))).WithResult(a[0, i - 1] * (g[0, i - 1] - dot))));
                return;
            }

            string z = view.IsColumn ? @"\delta" : "dz";
            sheet.Html.Element("p", Markup.Of($"The long product with the matrix, {TexMath.Inline(@"g = \frac{\partial L}{\partial a}")}:"), ("class", "between"));
            sheet.Equation(z, view.IsColumn ? @"J \cdot g" : @"g \cdot J", [new("J", "J", j), new("g", "g", view.Matrix(g))], view.Matrix(dZ));
            sheet.Html.Element("p", "The short product, without it:", ("class", "between"));
            sheet.Equation(z, @"a \circ (g - s)", [new("a", "a", view.Matrix(a)), new("g", "g", view.Matrix(g)), new("s", @"\sum_k g_k a_k", MathNumber.Of(dot))], view.Matrix(ShortProduct()));
        });

        Dictionary<string, Markup> Short(Markup output, Markup gradient) => new() { ["a"] = output, ["g"] = gradient, ["s"] = MathNumber.Of(dot) };

        double[,] ShortProduct()
        {
            double[,] product = new double[1, a.Length];
            for (int k = 0; k < a.Length; k++)
                product[0, k] = a[0, k] * (g[0, k] - dot);
            return product;
        }
    }

    private static double[,] RowOf(double[,] matrix, int row) =>
        MatrixMarkup.Row([.. Enumerable.Range(0, matrix.GetLength(1)).Select(k => matrix[row, k])]);
}
