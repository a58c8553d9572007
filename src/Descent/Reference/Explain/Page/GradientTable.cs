using System.Globalization;

namespace Descent.Reference;

/// <summary>A gradient beside its central differences: element, both values, relative error and what it says.</summary>
internal sealed class GradientTable
{
    private const int MostOpen = 9;

    private readonly HtmlWriter _html;
    private readonly ElementDifferences _differences;
    private readonly int _rows;
    private readonly IReadOnlyList<GradientTensorCheck> _tensors;

    public GradientTable(HtmlWriter html, Explanation explanation)
    {
        _html = html;
        _differences = new ElementDifferences(explanation.Spec);
        _rows = explanation.Spec.Inputs.GetLength(0);
        _tensors = explanation.Check.Tensors;
    }

    public void OfA(int layer, double[,] gradient) => Write(
        layer == 0 ? "dX" : "", gradient, (view, i, k) => view.Element("dA", layer, View.Number(i + 1), View.Number(k + 1)), (i, k) => _differences.OfA(layer, i, k));

    public void OfZ(int layer, double[,] gradient) => Write(
        "", gradient, (view, i, j) => view.Element("dZ", layer, View.Number(i + 1), View.Number(j + 1)), (i, j) => _differences.OfZ(layer, i, j));

    public void OfWeights(int layer, ReferenceLayer weights, double[,] gradient) => Write(
        $"dW[{View.Number(layer)}]",
        gradient,
        (view, k, j) => view.Weight(layer, View.Number(k + 1), View.Number(j + 1), isDerivative: true),
        (k, j) => _differences.OfWeight(layer, k, j),
        weights);

    public void OfBiases(int layer, double[] gradient) => Write(
        $"db[{View.Number(layer)}]",
        MatrixMarkup.Row(gradient),
        (view, _, j) => view.Bias(layer, View.Number(j + 1), isDerivative: true),
        (_, j) => _differences.OfBias(layer, j));

    private void Write(string name, double[,] gradient, Func<View, int, int, string> symbol, Func<int, int, GradientElement?> compare, ReferenceLayer? weights = null)
    {
        int columns = gradient.GetLength(1);
        Cut cut = new(weights?.WeightCount ?? gradient.Length, most: 12, first: 8);
        (int Row, int Column, GradientElement? Found)[] elements = [.. Enumerable.Range(0, cut.Shown)
            .Select(place => weights?.PlaceOf(cut[place]) ?? (cut[place] / columns, cut[place] % columns))
            .Select(at => (at.Item1, at.Item2, compare(at.Item1, at.Item2)))];

        bool isLong = cut.IsCut || cut.Shown > MostOpen;
        _html.Open(isLong ? "details" : "div", ("class", "check"));
        if (isLong)
            _html.Element("summary", Summary(cut, elements.Select(element => element.Found)));
        _html.Open("div", ("class", "scroll"));
        _html.Open("table");
        _html.Raw(new Markup("<thead><tr><th scope=\"col\">gradient</th><th scope=\"col\">backward pass</th><th scope=\"col\">central difference</th>"
            + "<th scope=\"col\">relative error</th><th scope=\"col\">verdict</th></tr></thead>"));
        _html.Open("tbody");
        foreach ((int row, int column, GradientElement? found) in elements)
            WriteRow(view => symbol(view, row, column), gradient[row, column], found);
        _html.Close();
        _html.Close();
        _html.Close();
        if (elements.Any(element => element.Found is { Comparison: GradientComparison.Kink }))
            _html.Element("p", Markup.Of($"∧ A kink is no mistake: here the slopes from the left and from the right differ, and a rule decides which is taken; see {Markup.Link("check", "the check")}."), ("class", "remark"));
        if (cut.IsCut)
            WriteRest(name, cut);
        _html.Close();
    }

    // The worst of the elements speaks for all.
    private static Markup Summary(Cut cut, IEnumerable<GradientElement?> found)
    {
        string[] order = ["bad", "fair", "kink", "none", "good"];
        (string kind, string words) = found.Select(Verdict).MinBy(verdict => Array.IndexOf(order, verdict.Kind));
        return Markup.Of($"Beside central differences: {cut.Shown} of {(long)cut.Count} elements {new Markup($"<span class=\"verdict {kind}\">{words}</span>")}");
    }

    private void WriteRow(Func<View, string> symbol, double gradient, GradientElement? found)
    {
        Markup Of(bool isColumn) => new($"<span class=\"view {(isColumn ? "column" : "row")}\">{TexMath.Inline(symbol(new View(isColumn, true, _rows))).Xml}</span>");
        bool isCompared = found is { Comparison: GradientComparison.Compared };
        (string kind, string words) = Verdict(found);
        _html.Raw(new Markup(
            $"<tr><th scope=\"row\">{Of(false).Xml}{Of(true).Xml}</th><td>{Digits(gradient)}</td><td>{(isCompared ? Digits(found!.Value.Difference) : "—")}</td>"
            + $"<td>{(isCompared ? Error(found!.Value.RelativeError) : "—")}</td><td><span class=\"verdict {kind}\">{words}</span></td></tr>"));
    }

    private static (string Kind, string Words) Verdict(GradientElement? found) => found switch
    {
        null => ("none", "– not compared"),
        { Comparison: GradientComparison.Kink } => ("kink", "∧ kink"),
        { Comparison: GradientComparison.Unresolved } => ("none", "– hidden by rounding"),
        { Comparison: GradientComparison.NotFinite } => ("none", "– not finite"),
        { Verdict: GradientVerdict.Agrees } => ("good", "✓ good"),
        { Verdict: GradientVerdict.Acceptable } => ("fair", "≈ acceptable near a kink"),
        _ => ("bad", "✗ disagrees"),
    };

    // Beyond what the table shows, the check that runs over all parameters and inputs has the word.
    private void WriteRest(string name, Cut cut)
    {
        GradientTensorCheck? tensor = _tensors.FirstOrDefault(tensor => tensor.Gradient == name);
        _html.Element(
            "p",
            tensor is null
                ? Markup.Of($"{cut.Hidden} more elements are not shown.")
                : Markup.Of($"{cut.Hidden} more elements are not shown; {(long)tensor.Elements} of all {(long)cut.Count} were compared, with a largest relative error of {Error(tensor.MaxRelativeError)}."),
            ("class", "left-out"));
    }

    public static string Error(double error) => MathNumber.Plain(double.Parse(error.ToString("g2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static string Digits(double value) => (value == 0 ? 0 : value).ToString("g9", CultureInfo.InvariantCulture).Replace('-', '−').Replace("Infinity", "∞", StringComparison.Ordinal);
}
