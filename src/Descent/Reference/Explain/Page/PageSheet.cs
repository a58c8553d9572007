namespace Descent.Reference;

/// <summary>A symbol of an equation and what stands in its place when the numbers are substituted.</summary>
/// <param name="Name">Its name in the equation: a letter, or a word behind a backslash.</param>
/// <param name="Symbol">The symbol, in TeX.</param>
/// <param name="Number">A number or a matrix.</param>
internal readonly record struct Operand(string Name, string Symbol, Markup Number);

/// <summary>The parts that every section of the page is made of: steps, equations with and without numbers, lines for elements.</summary>
internal sealed class PageSheet(HtmlWriter html, Explanation explanation)
{
    public HtmlWriter Html => html;

    public Explanation Explanation => explanation;

    public ExplainSpec Spec => explanation.Spec;

    public ReferencePass Pass => explanation.Pass;

    public IReadOnlyList<ReferenceLayer> Layers => explanation.Spec.Network.Layers;

    public int Rows => explanation.Spec.Inputs.GetLength(0);

    public GradientTable Gradients { get; } = new(html, explanation);

    /// <summary>The input of layer l, counted from 1, or the output of the last for one more.</summary>
    public double[,] OutputOf(int layer) => layer == 0 ? Spec.Inputs : Pass.Layers[layer - 1].A;

    /// <summary>Where the output of a layer is explained.</summary>
    public static Markup LinkToOutput(int layer) => layer == 0 ? Markup.Link("X", "the input X")
        : Markup.Link($"A{View.Number(layer)}", $"the output A of layer {View.Number(layer)}");

    /// <summary>A part of the page.</summary>
    public void Part(string id, string title, Action body)
    {
        html.Open("section", ("id", id), ("class", "part"), ("aria-labelledby", $"{id}-title"));
        html.Element("h2", title, ("id", $"{id}-title"));
        body();
        html.Close();
    }

    /// <summary>A layer, or what else belongs together within a part.</summary>
    public void Group(string id, string title, Action body)
    {
        html.Open("section", ("id", id), ("class", "group"));
        html.Element("h3", title);
        body();
        html.Close();
    }

    /// <summary>One quantity: what it is, where its numbers come from, its equations.</summary>
    public void Step(string id, Markup title, Markup why, Action body)
    {
        html.Open("section", ("id", id), ("class", "step"));
        html.Element("h4", title);
        html.Element("p", why, ("class", "why"));
        body();
        html.Close();
    }

    /// <summary>The same content once for each way to write it.</summary>
    public void Views(Action<View> write)
    {
        foreach (View view in View.All(Rows))
        {
            html.Open("div", ("class", $"view {view.Classes}"));
            write(view);
            html.Close();
        }
    }

    /// <summary>An equation in symbols, the same with numbers, and the result.</summary>
    public void Equation(string left, string right, ReadOnlySpan<Operand> operands, Markup result)
    {
        Dictionary<string, Markup> symbols = [], numbers = [];
        foreach (Operand operand in operands)
        {
            symbols[operand.Name] = TexMath.Parse(operand.Symbol);
            numbers[operand.Name] = operand.Number;
        }

        Markup equals = TexSymbols.Operator("=");
        html.Open("div", ("class", "equation"));
        html.Raw(TexMath.Display(TexMath.Parse(left) + equals + TexMath.Parse(right, symbols)));
        html.Open("div", ("class", "numbers"));
        html.Raw(TexMath.Display(equals + TexMath.Parse(right, numbers)));
        html.Raw(TexMath.Display(equals + result));
        html.Close();
        html.Close();
    }

    /// <summary>An equation in symbols only.</summary>
    public void Symbols(string tex)
    {
        html.Open("div", ("class", "equation"));
        html.Raw(TexMath.Display(TexMath.Parse(tex)));
        html.Close();
    }

    /// <summary>A line for each of some elements, their equals signs below each other; of many the first ones and the last.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="line">The left and the right side of one.</param>
    public void Lines(int count, Func<int, (string Left, Markup Right)> line)
    {
        Cut cut = new(count, most: 10, first: 5);
        string table = "";
        for (int place = 0; place < cut.Shown; place++)
        {
            if (cut.IsAfterGap(place))
                table += "<mtr><mtd><mo>⋮</mo></mtd><mtd></mtd></mtr>";
            (string left, Markup right) = line(cut[place]);
            table += $"<mtr><mtd>{TexMath.Parse(left).Xml}</mtd><mtd><mo>=</mo>{right.Xml}</mtd></mtr>";
        }

        html.Open("div", ("class", "equation"));
        html.Raw(TexMath.Display(new Markup($"<mtable class=\"lines\" displaystyle=\"true\">{table}</mtable>")));
        html.Close();
        if (cut.IsCut)
            html.Element("p", Markup.Of($"{cut.Hidden} more elements are computed in the same way and not written out here."), ("class", "left-out"));
    }

    /// <summary>Says how much of matrices the equations above leave out, if they do.</summary>
    public void SayHidden(params ReadOnlySpan<(string Name, int Rows, int Columns)> matrices)
    {
        List<string> cut = [];
        foreach ((string name, int rows, int columns) in matrices)
        {
            long hidden = MatrixMarkup.Hidden(rows, columns);
            if (hidden > 0)
                cut.Add(Markup.Of($"{hidden} of the {(long)rows * columns} numbers of {name}").Xml);
        }

        if (cut.Count > 0)
            html.Element("p", new Markup($"The dots stand for {string.Join(", ", cut)}. What is computed is complete in the JSON."), ("class", "left-out matrices"));
    }
}
