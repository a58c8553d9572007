namespace Descent.Reference;

/// <summary>The loss and what each output adds to it.</summary>
internal static class LossPart
{
    private const int FewParts = 10;

    public static void Write(PageSheet sheet) => sheet.Part("loss", "Loss", () =>
    {
        ReferenceLoss loss = sheet.Spec.Loss;
        LossTex tex = LossTex.Of(loss);
        int last = sheet.Layers.Count, outputs = sheet.Spec.Network.Outputs;
        double[,] a = sheet.OutputOf(last), t = sheet.Spec.Targets;
        Markup why = Markup.Of($"The loss {loss.Loss.Name} says how far {PageSheet.LinkToOutput(last)} is from the targets T, which are given. Each output adds a part; {Reduction(sheet)}");
        sheet.Step("L", Markup.Text("The loss L"), why, () =>
        {
            string factor = LossTex.ValueFactor(loss, sheet.Rows, outputs);
            string sum = sheet.Rows == 1 ? @"\sum_k" : @"\sum_i \sum_k";
            sheet.Views(view =>
            {
                sheet.Symbols($"L = {factor} {sum} {LossTex.Indexed(view, TexMath.AsFactor(tex.Term), last)}{(tex.Where.Length == 0 ? "" : $@",\quad {tex.Where}")}");
                if (view.IsElements)
                    return;
                sheet.Html.Open("div", ("class", "numbers"));
                sheet.Html.Raw(TexMath.Display(TexMath.Parse($"{view.Symbol("T", 0)} =") + view.Matrix(t)));
                sheet.Html.Raw(TexMath.Display(TexMath.Parse($"{view.Symbol("A", last)} =") + view.Matrix(a)));
                sheet.Html.Close();
            });
            WriteParts(sheet, tex, a, t);
        });
    });

    private static string Reduction(PageSheet sheet) => sheet.Spec.Loss.Loss switch
    {
        { IsMeanOverElements: true } => "L is the mean of all parts.",
        { Reduction: Networks.Reduction.Mean } when sheet.Rows > 1 => "L is their sum for each example, and the mean over the examples.",
        _ => "L is their sum.",
    };

    // Of many parts those that are not 0: of a class among many there is only one.
    private static int[] Parts(PageSheet sheet, double[,] a, double[,] t)
    {
        IEnumerable<int> all = Enumerable.Range(0, a.Length);
        int outputs = a.GetLength(1);
        int[] parts = [.. a.Length <= FewParts ? all : all.Where(at => sheet.Spec.Loss.Term(a, t, at / outputs, at % outputs) != 0)];
        return parts.Length == 0 ? [.. all] : parts;
    }

    private static void WriteParts(PageSheet sheet, LossTex tex, double[,] a, double[,] t)
    {
        ReferenceLoss loss = sheet.Spec.Loss;
        int outputs = a.GetLength(1);
        double[,]? p = Probabilities.Of(loss.Loss, a);
        double logBase = loss.Loss.LogBase is { } b ? Math.Log(b) : 1;
        sheet.Html.Element("p", "What each output adds:", ("class", "between"));
        int[] parts = Parts(sheet, a, t);
        sheet.Lines(parts.Length, part =>
        {
            (int i, int k) = (parts[part] / outputs, parts[part] % outputs);
            Dictionary<string, Markup> bound = new() { ["a"] = MathNumber.Of(a[i, k]), ["t"] = MathNumber.Of(t[i, k]) };
            if (p is not null)
                bound["p"] = MathNumber.Of(p[i, k]);
            string name = sheet.Rows == 1 ? $@"\text{{output {View.Number(k + 1)}}}" : $@"\text{{example {View.Number(i + 1)}, output {View.Number(k + 1)}}}";
            return (name, TexMath.Parse(tex.Term, bound).WithResult(loss.Term(a, t, i, k) / logBase));
        });

        Dictionary<string, Markup> counts = new() { ["m"] = MathNumber.Of(sheet.Rows), ["K"] = MathNumber.Of(outputs) };
        Markup factor = TexMath.Parse(LossTex.ValueFactor(loss, sheet.Rows, outputs), counts);
        Markup sum = NumberSum.Of(parts.Length, part => loss.Term(a, t, parts[part] / outputs, parts[part] % outputs) / logBase);
        if (parts.Length < a.Length)
            sheet.Html.Element("p", Markup.Of($"The {a.Length - parts.Length} others add 0."), ("class", "remark"));
        sheet.Html.Open("div", ("class", "equation result"));
        sheet.Html.Raw(TexMath.Display(TexMath.Parse("L =") + Whole(factor, sum)));
        sheet.Html.Close();

        Markup Whole(Markup factor, Markup sum) => factor.Xml.Length > 0 ? (factor + TexSymbols.Fence("(") + sum + TexSymbols.Fence(")")).WithResult(sheet.Pass.Loss)
            : parts.Length > 1 ? sum.WithResult(sheet.Pass.Loss)
            : MathNumber.Of(sheet.Pass.Loss);
    }
}
