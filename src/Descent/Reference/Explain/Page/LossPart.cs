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
        double[]? weights = sheet.Spec.RowWeights;
        Markup why = Markup.Of($"The loss {loss.Loss.Name} says how far {PageSheet.LinkToOutput(last)} is from the targets T, which are given. Each output adds a part{(weights is null ? "" : " times the weight w of its example")}; {Reduction(sheet)}");
        sheet.Step("L", Markup.Text("The loss L"), why, () =>
        {
            string factor = LossTex.ValueFactor(loss, sheet.Rows, outputs);
            string sum = (sheet.Rows == 1, weights is null) switch
            {
                (true, true) => @"\sum_k",
                (true, false) => @"w \sum_k",
                (false, true) => @"\sum_i \sum_k",
                (false, false) => @"\sum_i w_i \sum_k",
            };
            sheet.Views(view =>
            {
                sheet.Symbols($"L = {factor} {sum} {LossTex.Indexed(view, TexMath.AsFactor(tex.Term), last)}{(tex.Where.Length == 0 ? "" : $@",\quad {tex.Where}")}");
                if (view.IsElements)
                    return;
                sheet.Html.Open("div", ("class", "numbers"));
                sheet.Html.Raw(TexMath.Display(TexMath.Parse($"{view.Symbol("T", 0)} =") + view.Matrix(t)));
                sheet.Html.Raw(TexMath.Display(TexMath.Parse($"{view.Symbol("A", last)} =") + view.Matrix(a)));
                if (weights is not null)
                    sheet.Html.Raw(TexMath.Display(TexMath.Parse("w =") + view.Matrix(MatrixText.Column(weights))));
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
        int[] parts = [.. a.Length <= FewParts ? all : all.Where(at => Part(sheet, a, t, at) != 0)];
        return parts.Length == 0 ? [.. all] : parts;
    }

    // What output k of row i adds, in the base of the logarithm.
    private static double Part(PageSheet sheet, double[,] a, double[,] t, int at)
    {
        ReferenceLoss loss = sheet.Spec.Loss;
        (int i, int k) = Math.DivRem(at, a.GetLength(1));
        double weight = sheet.Spec.RowWeights?[i] ?? 1;
        return weight == 0 ? 0 : weight * loss.Term(a, t, i, k) / (loss.Loss.LogBase is { } b ? Math.Log(b) : 1);
    }

    private static void WriteParts(PageSheet sheet, LossTex tex, double[,] a, double[,] t)
    {
        ReferenceLoss loss = sheet.Spec.Loss;
        int outputs = a.GetLength(1);
        double[,]? p = Probabilities.Of(loss.Loss, a);
        double[]? weights = sheet.Spec.RowWeights;
        string term = weights is null ? tex.Term : $@"w \cdot {TexMath.AsFactor(tex.Term)}";
        sheet.Html.Element("p", "What each output adds:", ("class", "between"));
        int[] parts = Parts(sheet, a, t);
        sheet.Lines(parts.Length, part =>
        {
            (int i, int k) = (parts[part] / outputs, parts[part] % outputs);
            Dictionary<string, Markup> bound = new() { ["a"] = MathNumber.Of(a[i, k]), ["t"] = MathNumber.Of(t[i, k]) };
            if (p is not null)
                bound["p"] = MathNumber.Of(p[i, k]);
            if (weights is not null)
                bound["w"] = MathNumber.Of(weights[i]);
            string name = sheet.Rows == 1 ? $@"\text{{output {View.Number(k + 1)}}}" : $@"\text{{example {View.Number(i + 1)}, output {View.Number(k + 1)}}}";
            return (name, TexMath.Parse(term, bound).WithResult(Part(sheet, a, t, parts[part])));
        });

        Dictionary<string, Markup> counts = new() { ["m"] = MathNumber.Of(sheet.Rows), ["K"] = MathNumber.Of(outputs) };
        Markup factor = TexMath.Parse(LossTex.ValueFactor(loss, sheet.Rows, outputs), counts);
        Markup sum = NumberSum.Of(parts.Length, part => Part(sheet, a, t, parts[part]));
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
