using Descent.Networks;

namespace Descent.Reference;

/// <summary>
/// Softmax with cross-entropy and sigmoid with binary cross-entropy: once step by step, once in the form in which the two
/// derivatives have cancelled, and the proof in numbers that both agree.
/// </summary>
internal static class FusionPart
{
    public static void Write(PageSheet sheet)
    {
        Activation activation = sheet.Layers[^1].Activation;
        (bool isSoftmax, bool isFused)? pair = (activation, sheet.Spec.Loss.Loss) switch
        {
            (SoftmaxActivation, CrossEntropyLoss) => (true, false),
            (SigmoidActivation, BinaryCrossEntropyLoss) => (false, false),
            (_, SoftmaxCrossEntropyLoss) => (true, true),
            (_, SigmoidBinaryCrossEntropyLoss) => (false, true),
            _ => null,
        };
        if (pair is not { } kind)
            return;

        int layer = sheet.Layers.Count;
        double[,] z = kind.isFused ? sheet.OutputOf(layer) : sheet.Pass.Layers[layer - 1].Z;
        Both both = Both.Of(sheet.Spec, z, kind.isSoftmax);
        string name = kind.isSoftmax ? "softmax and cross-entropy" : "sigmoid and binary cross-entropy";
        Markup why = Markup.Of($"The two were made for each other: in the product of their derivatives the probability p in the denominator cancels, and what is left needs neither a division nor {(kind.isSoftmax ? Markup.Text("the Jacobian") : Markup.Text("the slope"))}. The value can be had without p as well, so that even where p rounds to 0 its logarithm stays finite.");
        sheet.Step("fused", Markup.Of($"Both ways through {name}"), why, () =>
        {
            sheet.Views(view => WriteWays(sheet, view, kind.isSoftmax, z, both));
            WriteProof(sheet, both);
        });
    }

    private static void WriteWays(PageSheet sheet, View view, bool isSoftmax, double[,] z, Both both)
    {
        string factor = LossTex.Factor(sheet.Spec.Loss, sheet.Rows, z.GetLength(1));
        string difference = !isSoftmax ? @"\P - \T" : sheet.Rows == 1 ? @"\P \cdot s - \T" : @"\P \circ s - \T";
        string symbol = view.IsColumn ? @"\delta" : "dZ";
        sheet.Html.Element("p", "Step by step, with p from z, the derivative by p, and then back to z:", ("class", "between"));
        string derivative = (isSoftmax, view.IsColumn, view.IsElements) switch
        {
            (true, _, true) => @"\sum_j \frac{\partial L}{\partial p_j} p_j (\delta_{jk} - p_k)",
            (true, true, _) => @"J \cdot \frac{\partial L}{\partial p}",
            (true, false, _) => @"\frac{\partial L}{\partial p} \cdot J",
            _ => @"\frac{\partial L}{\partial p} \circ p \circ (1 - p)",
        };
        sheet.Symbols($"{symbol} = {derivative}");
        sheet.Html.Raw(TexMath.Display(TexMath.Parse($@"\frac{{\partial L}}{{\partial p}} =") + view.Matrix(both.ByProbability) + TexMath.Parse($@",\quad {symbol} =") + view.Matrix(both.StepByStep)));
        sheet.Html.Element("p", "At once:", ("class", "between"));
        sheet.Equation(
            symbol,
            factor.Length == 0 ? difference : $"{factor} ({difference})",
            [
                new("P", view.IsColumn ? "p" : "P", view.Matrix(both.Probabilities)),
                new("T", view.Symbol("T", 0), view.Matrix(sheet.Spec.Targets)),
                new("s", @"\sum_k t_k", sheet.Rows == 1 ? MathNumber.Of(both.Sums[0, 0]) : view.Matrix(both.Sums)),
                new("m", "m", MathNumber.Of(sheet.Rows)),
            ],
            view.Matrix(both.AtOnce));
    }

    private static void WriteProof(PageSheet sheet, Both both)
    {
        double gradients = Largest(both.StepByStep, both.AtOnce);
        double values = Math.Abs(both.ValueStepByStep - both.ValueAtOnce);
        bool agree = gradients <= 1e-12 && values <= 1e-12 * Math.Max(1, Math.Abs(both.ValueAtOnce));
        string L(double value) => value.ToString("g10", System.Globalization.CultureInfo.InvariantCulture).Replace('-', '−');
        sheet.Html.Open("div", ("class", "proof"));
        sheet.Html.Element("p", double.IsFinite(gradients) && double.IsFinite(values)
            ? Markup.Of($"{new Markup(agree ? "<span class=\"verdict good\">✓ both agree</span>" : "<span class=\"verdict fair\">≈ both differ by rounding</span>")} The largest difference between the two derivatives is {GradientTable.Error(gradients)}. The loss is {L(both.ValueStepByStep)} through the logarithm of p and {L(both.ValueAtOnce)} at once.")
            : Markup.Of($"{new Markup("<span class=\"verdict kink\">∧ overflow</span>")} Step by step the numbers are not finite: a probability is rounded to 0 or 1. At once they stay finite where the way itself is: the loss is {L(both.ValueAtOnce)}."));
        sheet.Html.Close();
    }

    private static double Largest(double[,] a, double[,] b)
    {
        double largest = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int k = 0; k < a.GetLength(1); k++)
                largest = Math.Max(largest, Math.Abs(a[i, k] - b[i, k]));
        }

        return largest;
    }

    /// <summary>The two ways from logits to the loss and back.</summary>
    private sealed record Both(
        double[,] Probabilities, double[,] ByProbability, double[,] StepByStep, double[,] AtOnce, double[,] Sums, double ValueStepByStep, double ValueAtOnce)
    {
        public static Both Of(ExplainSpec spec, double[,] z, bool isSoftmax)
        {
            double[,] Like() => new double[z.GetLength(0), z.GetLength(1)];
            double[,] p = Like(), byP = Like(), slow = Like(), quick = Like(), sums = new double[z.GetLength(0), 1], t = spec.Targets;
            Loss loss = spec.Loss.Loss;
            ReferenceLoss parts = new((isSoftmax ? (Loss)Loss.CrossEntropy : Loss.BinaryCrossEntropy) with { Reduction = loss.Reduction, LogBase = loss.LogBase });
            ReferenceLoss whole = new((isSoftmax ? (Loss)Loss.SoftmaxCrossEntropy : Loss.SigmoidBinaryCrossEntropy) with { Reduction = loss.Reduction, LogBase = loss.LogBase });
            ReferenceActivation squash = ReferenceActivation.Of(isSoftmax ? Activation.Softmax : Activation.Sigmoid);
            squash.Forward(z, p);
            parts.Derivative(p, t, byP);
            squash.Backward(z, p, byP, slow);
            whole.Derivative(z, t, quick);
            for (int i = 0; i < z.GetLength(0); i++)
            {
                for (int k = 0; k < z.GetLength(1); k++)
                    sums[i, 0] += t[i, k];
            }

            return new Both(p, byP, slow, quick, sums, parts.Value(p, t), whole.Value(z, t));
        }
    }
}
