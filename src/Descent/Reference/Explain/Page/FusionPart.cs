using System.Globalization;

namespace Descent.Reference;

/// <summary>
/// Softmax with cross-entropy and sigmoid with binary cross-entropy: once step by step, once in the form in which the two
/// derivatives have cancelled, and the proof in numbers that both agree.
/// </summary>
internal static class FusionPart
{
    // Some rounding errors of numbers around 1.
    private const double Agreement = 1e-12;

    /// <summary>Writes the step where the last layer and the loss are such a pair.</summary>
    public static void Write(PageSheet sheet)
    {
        if (TwoWays.Of(sheet) is not { } ways)
            return;
        string name = ways.IsSoftmax ? "softmax and cross-entropy" : "sigmoid and binary cross-entropy";
        string saved = ways.IsSoftmax ? "the Jacobian" : "the slope";
        Markup why = Markup.Of($"The two were made for each other: in the product of their derivatives the probability p in the denominator cancels, and what is left needs neither a division nor {saved}. The value can be had without p as well, so that even where p rounds to 0 its logarithm stays finite.");
        sheet.Step("fused", Markup.Of($"Both ways through {name}"), why, () =>
        {
            sheet.Views(view =>
            {
                sheet.Html.Element("p", "Step by step: the derivative by p, and from there to what p is made of:", ("class", "between"));
                if (view.IsElements)
                    WriteStepByStepElements(sheet, view, ways);
                else
                    WriteStepByStep(sheet, view, ways);
                sheet.Html.Element("p", "At once:", ("class", "between"));
                if (view.IsElements)
                    WriteAtOnceElements(sheet, view, ways);
                else
                    WriteAtOnce(sheet, view, ways);
            });
            WriteProof(sheet, ways);
        });
    }

    private static void WriteStepByStep(PageSheet sheet, View view, TwoWays ways)
    {
        string symbol = view.Symbol(ways.Quantity, sheet.Layers.Count);
        string derivative = (ways.IsSoftmax, view.IsColumn) switch
        {
            (true, true) => @"J \cdot \frac{\partial L}{\partial p}",
            (true, false) => @"\frac{\partial L}{\partial p} \cdot J",
            _ => @"\frac{\partial L}{\partial p} \circ p \circ (1 - p)",
        };
        sheet.Symbols($"{symbol} = {derivative}{(ways.IsSoftmax && sheet.Rows > 1 ? @"\text{ for each example}" : "")}");
        sheet.Html.Raw(TexMath.Display(
            TexMath.Parse(@"\frac{\partial L}{\partial p} =") + view.Matrix(ways.ByProbability) + TexMath.Parse($@",\quad {symbol} =") + view.Matrix(ways.StepByStep)));
    }

    private static void WriteStepByStepElements(PageSheet sheet, View view, TwoWays ways)
    {
        int outputs = ways.Probabilities.GetLength(1);
        sheet.Symbols(ways.IsSoftmax
            ? $@"{Element(view, sheet, ways, "k")} = \sum_j \frac{{\partial L}}{{\partial p_j}} p_j (\delta_{{jk}} - p_k)"
            : $@"{Element(view, sheet, ways, "k")} = \frac{{\partial L}}{{\partial p_k}} p_k (1 - p_k)");
        sheet.Lines(ways.StepByStep.Length, at =>
        {
            (int i, int k) = (at / outputs, at % outputs);
            double[,] p = ways.Probabilities;
            Markup sum = ways.IsSoftmax
                ? NumberSum.OfProducts(outputs, j => (ways.ByProbability[i, j], p[i, j] * ((j == k ? 1 : 0) - p[i, k])))
                : TexMath.Parse(@"g \cdot p (1 - p)", new Dictionary<string, Markup> { ["g"] = MathNumber.Of(ways.ByProbability[i, k]), ["p"] = MathNumber.Of(p[i, k]) });
            return (Element(view, sheet, ways, View.Number(k + 1), View.Number(i + 1)), sum.WithResult(ways.StepByStep[i, k]));
        });
    }

    private static void WriteAtOnce(PageSheet sheet, View view, TwoWays ways)
    {
        string factor = LossTex.Factor(sheet.Spec.Loss, sheet.Rows, ways.Probabilities.GetLength(1));
        string difference = !ways.IsSoftmax ? @"\P - \T" : sheet.Rows == 1 ? @"\P \cdot s - \T" : @"\P \circ s - \T";
        string right = factor.Length == 0 ? difference : $@"{factor} \cdot ({difference})";
        double[]? weights = sheet.Spec.RowWeights;
        sheet.Equation(
            view.Symbol(ways.Quantity, sheet.Layers.Count),
            weights is null ? right : LossTex.Weighted(right, sheet.Rows),
            [
                .. weights is null ? (Operand[])[] : [new("w", "w", view.Matrix(MatrixText.Column(weights)))],
                new("P", view.IsColumn ? "p" : "P", view.Matrix(ways.Probabilities)),
                new("T", view.Symbol("T", 0), view.Matrix(sheet.Spec.Targets)),
                new("s", @"\sum_k t_k", sheet.Rows == 1 ? MathNumber.Of(ways.Sums[0, 0]) : view.Matrix(ways.Sums)),
                new("m", "m", MathNumber.Of(sheet.Rows)),
            ],
            view.Matrix(ways.AtOnce));
    }

    private static void WriteAtOnceElements(PageSheet sheet, View view, TwoWays ways)
    {
        int outputs = ways.Probabilities.GetLength(1);
        string factor = LossTex.Factor(sheet.Spec.Loss, sheet.Rows, outputs);
        double[]? weights = sheet.Spec.RowWeights;
        string weight = weights is null ? "" : @"w \cdot ";
        string difference = $@"{factor}{(factor.Length == 0 ? "" : @" \cdot ")}{weight}({(ways.IsSoftmax ? @"p \cdot s - t" : "p - t")})";
        sheet.Symbols($@"{Element(view, sheet, ways, "k")} = {(sheet.Rows == 1 ? difference : difference.Replace("w", "w_i", StringComparison.Ordinal))}{(ways.IsSoftmax ? @",\quad s = \sum_k t_k" : "")}");
        sheet.Lines(ways.AtOnce.Length, at =>
        {
            (int i, int k) = (at / outputs, at % outputs);
            Dictionary<string, Markup> bound = new()
            {
                ["p"] = MathNumber.Of(ways.Probabilities[i, k]),
                ["s"] = MathNumber.Of(ways.Sums[i, 0]),
                ["t"] = MathNumber.Of(sheet.Spec.Targets[i, k]),
                ["m"] = MathNumber.Of(sheet.Rows),
                ["w"] = MathNumber.Of(weights?[i] ?? 1),
            };
            return (Element(view, sheet, ways, View.Number(k + 1), View.Number(i + 1)), TexMath.Parse(difference, bound).WithResult(ways.AtOnce[i, k]));
        });
    }

    private static string Element(View view, PageSheet sheet, TwoWays ways, string k, string i = "i") => view.Element(ways.Quantity, sheet.Layers.Count, i, k);

    private static void WriteProof(PageSheet sheet, TwoWays ways)
    {
        double gradients = ways.LargestDifference;
        double values = Math.Abs(ways.ValueStepByStep - ways.ValueAtOnce);
        bool agree = gradients <= Agreement && values <= Agreement * Math.Max(1, Math.Abs(ways.ValueAtOnce));
        Markup verdict = new(agree ? "<span class=\"verdict good\">✓ both agree</span>" : "<span class=\"verdict fair\">≈ both differ by rounding</span>");
        Markup overflow = new("<span class=\"verdict kink\">∧ overflow</span>");
        sheet.Html.Element(
            "p",
            double.IsFinite(gradients) && double.IsFinite(values)
                ? Markup.Of($"{verdict} The largest difference between the two derivatives is {GradientTable.Error(gradients)}. The loss is {Digits(ways.ValueStepByStep)} through the logarithm of p and {Digits(ways.ValueAtOnce)} at once.")
                : Markup.Of($"{overflow} Step by step the numbers are not finite: a probability is rounded to 0 or 1. At once they stay finite as long as the inputs are: the loss is {Digits(ways.ValueAtOnce)}."),
            ("class", "proof"));
    }

    private static string Digits(double value) => value.ToString("g10", CultureInfo.InvariantCulture).Replace('-', '−');
}
