namespace Descent.Reference;

/// <summary>What a reader sees first: the answer in a few lines, and the network drawn with its numbers.</summary>
internal static class OverviewPart
{
    public static void Write(PageSheet sheet, ExplanationNames names) => sheet.Part("overview", "The network", () =>
    {
        HtmlWriter html = sheet.Html;
        int last = sheet.Layers.Count;
        html.Open("dl", ("class", "facts"));
        Fact("Network", Markup.Of($"{last} {(last == 1 ? "layer" : "layers")}, {(long)sheet.Spec.Network.ParameterCount} weights and biases"));
        Fact("Data", Markup.Of($"{sheet.Rows} {(sheet.Rows == 1 ? "example" : "examples")} of {sheet.Spec.Network.Inputs} {(sheet.Spec.Network.Inputs == 1 ? "number" : "numbers")}"));
        Fact("Loss", Markup.Of($"{Markup.Link("L", sheet.Spec.Loss.Loss.Name)} {new Markup($"<strong>{MathNumber.Plain(sheet.Pass.Loss)}</strong>")}"));
        if (sheet.Explanation.UpdatedLoss is { } updated)
            Fact("After the update", Markup.Of($"{Markup.Link("updated-loss", "loss")} {new Markup($"<strong>{MathNumber.Plain(updated)}</strong>")}"));
        Fact("Gradients", Markup.Of($"{CheckPart.Verdict(sheet.Explanation.Check)} {Markup.Link("check", $"largest relative error {GradientTable.Error(sheet.Explanation.Check.MaxRelativeError)}")}"));
        html.Close();

        NetworkDrawing forward = new(sheet, names, isBackward: false), backward = new(sheet, names, isBackward: true);
        html.Open("div", ("class", forward.IsWide ? "drawings stacked" : "drawings"));
        Figure(forward, Markup.Of($"Forward, from left to right. In each neuron stands its output a{(sheet.Rows == 1 ? "" : " for the first example")}, on each line a weight: {new Markup("<span class=\"key plus\">solid</span>")} lines are positive, {new Markup("<span class=\"key minus\">dashed</span>")} ones negative, thick ones large."));
        Figure(backward, Markup.Of($"Backward, from right to left. In each neuron stands the derivative of L by its z, in the inputs that by x{(sheet.Rows == 1 ? "" : ", for the first example")}; on each line the derivative by that weight, drawn in the same way."));
        html.Close();
        if (forward.LeftOut is { Length: > 0 } leftOut)
            html.Element("p", leftOut, ("class", "left-out"));

        void Fact(string term, Markup description)
        {
            html.Open("div");
            html.Element("dt", term);
            html.Element("dd", description);
            html.Close();
        }

        void Figure(NetworkDrawing drawing, Markup caption)
        {
            html.Open("figure");
            drawing.Write(html);
            html.Element("figcaption", caption);
            html.Close();
        }
    });
}
