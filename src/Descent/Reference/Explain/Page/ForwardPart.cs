using Descent.Networks;

namespace Descent.Reference;

/// <summary>The way from the input to the output: Z and A of every layer.</summary>
internal static class ForwardPart
{
    public static void Write(PageSheet sheet, ExplanationNames names) => sheet.Part("forward", "Forward", () =>
    {
        WriteInput(sheet, names);
        for (int l = 1; l <= sheet.Layers.Count; l++)
        {
            int layer = l;
            ReferenceLayer shape = sheet.Layers[l - 1];
            sheet.Group($"forward{View.Number(l)}", $"Layer {View.Number(l)}: {View.Number(shape.Inputs)} → {View.Number(shape.Outputs)}, {shape.Activation}", () =>
            {
                WriteWeightedSums(sheet, layer);
                WriteActivation(sheet, layer);
            });
        }
    });

    private static void WriteInput(PageSheet sheet, ExplanationNames names)
    {
        double[,] x = sheet.Spec.Inputs;
        Markup rows = sheet.Rows == 1 ? Markup.Text("one example") : Markup.Of($"{sheet.Rows} examples");
        sheet.Step("X", Markup.Text("The input X"), Markup.Of($"These numbers are given: {rows} of {x.GetLength(1)} {(x.GetLength(1) == 1 ? "value" : "values")}. All that follows is computed from them and from the weights and biases, which are given too."), () =>
        {
            sheet.Views(view =>
            {
                string symbol = view.Symbol("A", 0);
                sheet.Html.Raw(TexMath.Display(TexMath.Parse(symbol) + TexSymbols.Operator("=") + view.Matrix(x)));
            });
            sheet.SayHidden(("X", x.GetLength(0), x.GetLength(1)));
            if (names.Inputs.Count > 0)
                sheet.Html.Element("p", Markup.Of($"The inputs are, in this order: {Listed(names.Inputs)}."), ("class", "remark"));
        });
    }

    private static void WriteWeightedSums(PageSheet sheet, int layer)
    {
        ReferenceLayer parameters = sheet.Layers[layer - 1];
        double[,] x = sheet.OutputOf(layer - 1), w = parameters.Weights, z = sheet.Pass.Layers[layer - 1].Z;
        double[]? b = parameters.Biases;
        string l = View.Number(layer);
        Markup why = Markup.Of($"Each neuron multiplies every number of {PageSheet.LinkToOutput(layer - 1)} by a weight of its own and adds the products{(b is null ? "; this layer has no biases" : " and its bias")}. The weights W{(b is null ? " are" : " and biases b are")} given.{(parameters.Sources is null ? "" : " In this layer each unit reads one input; the other weights are 0 and no parameters.")}{(b is not null && sheet.Rows > 1 ? " The same b is added for every example." : "")}");
        sheet.Step($"Z{l}", Markup.Of($"Weighted sums Z of layer {l}"), why, () =>
        {
            sheet.Views(view =>
            {
                if (view.IsElements)
                    WriteElements(view);
                else
                    WriteMatrices(view);
            });
            sheet.SayHidden(("W", w.GetLength(0), w.GetLength(1)), ("Z", z.GetLength(0), z.GetLength(1)));
            if (OnKinks(parameters.Activation, z) is { Length: > 0 } places)
                sheet.Html.Element("p", Markup.Of($"∧ On a kink of {parameters.Activation.Name}: {places}. There its slope jumps; the value is still exact."), ("class", "remark"));
        });

        void WriteMatrices(View view)
        {
            string product = view.IsColumn ? @"\W \cdot \A" : @"\A \cdot \W";
            List<Operand> operands =
            [
                new("A", view.Symbol("A", layer - 1), view.Matrix(x)),
                new("W", view.Symbol("W", layer), view.Matrix(w)),
            ];
            if (b is not null)
                operands.Add(new("b", view.Symbol("b", layer), view.Matrix(MatrixMarkup.Row(b))));
            sheet.Equation(view.Symbol("Z", layer), b is null ? product : $"{product} + b", [.. operands], view.Matrix(z));
        }

        void WriteElements(View view)
        {
            string input = view.Element("A", layer - 1, "i", "k"), weight = view.Weight(layer, "k", "j");
            string product = view.IsColumn ? $"{weight} {input}" : $"{input} {weight}";
            sheet.Symbols($@"{view.Element("Z", layer, "i", "j")} = \sum_k {product}{(b is null ? "" : $" + {view.Bias(layer, "j")}")}");
            sheet.Lines(z.Length, at =>
            {
                (int i, int j) = (at / z.GetLength(1), at % z.GetLength(1));
                Markup sum = NumberSum.OfProducts(x.GetLength(1), k => view.IsColumn ? (w[k, j], x[i, k]) : (x[i, k], w[k, j]), b?[j]);
                return (view.Element("Z", layer, View.Number(i + 1), View.Number(j + 1)), sum.WithResult(z[i, j]));
            });
        }
    }

    private static void WriteActivation(PageSheet sheet, int layer)
    {
        Activation activation = sheet.Layers[layer - 1].Activation;
        double[,] z = sheet.Pass.Layers[layer - 1].Z, a = sheet.Pass.Layers[layer - 1].A;
        string l = View.Number(layer);
        Markup from = Markup.Link($"Z{l}", $"Z of layer {l}");
        Markup title = Markup.Of($"Output A of layer {l}");
        if (activation is IdentityActivation)
        {
            sheet.Step($"A{l}", title, Markup.Of($"There is no activation, so the output is {from} itself."), () => sheet.Views(view => sheet.Symbols($"{view.Symbol("A", layer)} = {view.Symbol("Z", layer)}")));
            return;
        }

        ActivationTex tex = ActivationTex.Of(activation);
        bool isSoftmax = activation is SoftmaxActivation;
        Markup why = isSoftmax
            ? Markup.Of($"Softmax turns the numbers of each example in {from} into shares that sum to 1. The largest is subtracted before exponentiating: it cancels in the fraction, and nothing can overflow.")
            : Markup.Of($"The activation {activation.Name} is applied to each number of {from} on its own.");
        sheet.Step($"A{l}", title, why, () =>
        {
            sheet.Symbols(isSoftmax ? $"a_k = {tex.Value}" : $@"\sigma(z) = {tex.Value}{(tex.Where.Length == 0 ? "" : $@",\quad {tex.Where}")}");
            sheet.Views(view =>
            {
                if (!view.IsElements)
                    sheet.Equation(view.Symbol("A", layer), isSoftmax ? @"\softmax(Z)" : @"\sigma(Z)", [new("Z", view.Symbol("Z", layer), view.Matrix(z))], view.Matrix(a));
                else if (isSoftmax)
                    sheet.Lines(a.Length, at => SoftmaxPart.Element(view, layer, z, a, at));
                else
                    WriteElements(view);
            });
            sheet.SayHidden(("A", a.GetLength(0), a.GetLength(1)));
        });

        void WriteElements(View view)
        {
            sheet.Symbols($@"{view.Element("A", layer, "i", "j")} = \sigma({view.Element("Z", layer, "i", "j")})");
            sheet.Lines(a.Length, at => Element(view, at));
        }

        (string Left, Markup Right) Element(View view, int at)
        {
            (int i, int j) = (at / a.GetLength(1), at % a.GetLength(1));
            Dictionary<string, Markup> bound = new() { ["z"] = MathNumber.Of(z[i, j]), ["a"] = MathNumber.Of(a[i, j]) };
            return (view.Element("A", layer, View.Number(i + 1), View.Number(j + 1)), TexMath.Parse(tex.Value, bound).WithResult(a[i, j]));
        }
    }

    // The neurons whose Z is exactly where the activation has no derivative, in words.
    private static string OnKinks(Activation activation, double[,] z)
    {
        List<string> places = [];
        for (int i = 0; i < z.GetLength(0); i++)
        {
            for (int j = 0; j < z.GetLength(1); j++)
            {
                if (activation.Kinks.Contains(z[i, j]))
                    places.Add($"neuron {View.Number(j + 1)} of example {View.Number(i + 1)}, z = {MathNumber.Plain(z[i, j])}");
            }
        }

        return places.Count <= 4 ? string.Join("; ", places) : $"{string.Join("; ", places.Take(3))}; and {View.Number(places.Count - 3)} more";
    }

    private static string Listed(IReadOnlyList<string> names)
    {
        Cut cut = new(names.Count, most: 16, first: 12);
        IEnumerable<string> shown = Enumerable.Range(0, cut.Shown).Select(place => cut.IsAfterGap(place) ? $"… ({View.Number(cut.Hidden)} more) …, {names[cut[place]]}" : names[cut[place]]);
        return string.Join(", ", shown);
    }
}
