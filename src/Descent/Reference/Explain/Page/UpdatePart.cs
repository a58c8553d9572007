namespace Descent.Reference;

/// <summary>The step of training that the specification asks for.</summary>
internal static class UpdatePart
{
    public static void Write(PageSheet sheet)
    {
        if (sheet.Explanation is not { Spec.Update: { } update, Updated: { } network, UpdatedLoss: { } loss })
            return;
        sheet.Part("update", "Update", () =>
        {
            string steps = SpecPlace.Count(update.Steps, "step");
            sheet.Html.Element("p", Markup.Of($"{steps} of {update.Optimizer.Name} with the learning rate η = {MathNumber.Plain(update.LearningRate)} on the same examples. p stands for any weight or bias and g for its derivative; all derivatives of a step are taken before anything changes."), ("class", "why"));
            foreach (string rule in Rules(update.Optimizer))
                sheet.Symbols(rule);
            bool isPlain = update is { Steps: 1, Optimizer: ReferenceSgd { Momentum: 0 } };
            for (int l = 1; l <= network.Layers.Count; l++)
                WriteLayer(sheet, l, network.Layers[l - 1], isPlain ? update.LearningRate : null, steps);
            WriteLoss(sheet, loss, steps);
        });
    }

    private static void WriteLayer(PageSheet sheet, int layer, ReferenceLayer after, double? rate, string steps)
    {
        ReferenceLayer before = sheet.Layers[layer - 1];
        ReferenceLayerPass pass = sheet.Pass.Layers[layer - 1];
        string l = View.Number(layer);
        Markup biases = before.Biases is null ? Markup.Empty : Markup.Of($" and {Markup.Link($"db{l}", "db")}");
        Markup why = rate is not null
            ? Markup.Of($"The old values, minus η times {Markup.Link($"dW{l}", "dW")}{biases} of this layer: against the slope, so that L falls.")
            : Markup.Of($"After {steps}. The first begins with {Markup.Link($"dW{l}", "dW")}{biases} above.");
        sheet.Step($"update{l}", Markup.Of($"Layer {l} after the update"), why, () => sheet.Views(view =>
        {
            if (view.IsElements)
            {
                int columns = before.Outputs;
                sheet.Lines(before.WeightCount, at =>
                {
                    (int k, int j) = before.PlaceOf(at);
                    return (view.Weight(layer, View.Number(k + 1), View.Number(j + 1)), Step(before.Weights[k, j], pass.dW[k, j], after.Weights[k, j], rate));
                });
                if (before.Biases is not null)
                    sheet.Lines(columns, j => (view.Bias(layer, View.Number(j + 1)), Step(before.Biases[j], pass.db![j], after.Biases![j], rate)));
                return;
            }

            WriteMatrix(view, "W", before.Weights, pass.dW, after.Weights);
            if (before.Biases is not null)
                WriteMatrix(view, "b", MatrixMarkup.Row(before.Biases), MatrixMarkup.Row(pass.db!), MatrixMarkup.Row(after.Biases!));
        }));

        void WriteMatrix(View view, string name, double[,] old, double[,] gradient, double[,] result)
        {
            string symbol = view.Symbol(name, layer);
            if (rate is { } eta)
            {
                sheet.Equation(
                    $@"{symbol} \leftarrow {symbol} - \eta {view.Symbol($"d{name}", layer)}",
                    @"\old - \eta \cdot \slope",
                    [new("old", symbol, view.Matrix(old)), new("eta", @"\eta", MathNumber.Of(eta)), new("slope", view.Symbol($"d{name}", layer), view.Matrix(gradient))],
                    view.Matrix(result));
            }
            else
            {
                sheet.Html.Raw(TexMath.Display(TexMath.Parse(symbol) + TexSymbols.Operator("=") + view.Matrix(old) + TexSymbols.Operator("→") + view.Matrix(result)));
            }
        }
    }

    private static Markup Step(double old, double gradient, double result, double? rate) => rate is { } eta
        ? (MathNumber.Of(old) + TexSymbols.Operator("−") + MathNumber.Of(eta) + TexSymbols.Operator("·") + NumberSum.Signed(gradient, isFirst: false)).WithResult(result)
        : MathNumber.Of(old) + TexSymbols.Operator("→") + MathNumber.Of(result);

    private static void WriteLoss(PageSheet sheet, double loss, string steps)
    {
        double before = sheet.Pass.Loss, change = loss - before;
        string words = change < 0 ? "It has fallen, as it should." : change > 0 ? "It has risen: the step was too long, or the slope was 0 where it counts." : "It has not changed.";
        sheet.Step("updated-loss", Markup.Text("The loss after the update"), Markup.Of($"A forward pass with the new weights and biases, after {steps}. {words}"), () =>
        {
            sheet.Html.Open("div", ("class", "equation result"));
            sheet.Html.Raw(TexMath.Display(TexMath.Parse("L") + TexSymbols.Operator("=") + MathNumber.Of(loss) + TexMath.Parse(@"\quad \text{before: }") + MathNumber.Of(before)));
            sheet.Html.Close();
        });
    }

    private static string[] Rules(ReferenceOptimizer optimizer) => optimizer switch
    {
        ReferenceSgd { Momentum: 0 } => [@"p \leftarrow p - \eta g"],
        ReferenceSgd sgd => [$@"v \leftarrow {Number(sgd.Momentum)} v + g", sgd.Nesterov ? $@"p \leftarrow p - \eta (g + {Number(sgd.Momentum)} v)" : @"p \leftarrow p - \eta v"],
        ReferenceAdam adam =>
        [
            .. adam.WeightDecay == 0 ? [] : adam.Decoupled
                ? [$@"p \leftarrow p (1 - \eta \cdot {Number(adam.WeightDecay)})"]
                : new[] { $@"g \leftarrow g + {Number(adam.WeightDecay)} p" },
            $@"m \leftarrow {Number(adam.Beta1)} m + (1 - {Number(adam.Beta1)}) g,\quad \hat{{m}} = \frac{{m}}{{1 - {Number(adam.Beta1)}^t}}",
            $@"v \leftarrow {Number(adam.Beta2)} v + (1 - {Number(adam.Beta2)}) g^2,\quad \hat{{v}} = \frac{{v}}{{1 - {Number(adam.Beta2)}^t}}",
            $@"p \leftarrow p - \eta \frac{{\hat{{m}}}}{{\sqrt{{\hat{{v}}}} + {Number(adam.Epsilon)}}}",
        ],
        _ => throw new NotSupportedException($"There is no equation for the optimizer {optimizer.Name}."),
    };

    private static string Number(double value)
    {
        string text = value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? Power(value) : text;
    }

    private static string Power(double value)
    {
        string[] parts = value.ToString("R", System.Globalization.CultureInfo.InvariantCulture).Split('E');
        return parts.Length == 1 ? parts[0] : $@"{parts[0]} \cdot 10^{{{int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)}}}";
    }
}
