using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>A column of a table on the page.</summary>
/// <param name="Heading">What it holds.</param>
/// <param name="Style">The class of its cells: number, bar, text, or none.</param>
internal readonly record struct SheetColumn(string Heading, string Style = "");

/// <summary>What the parts of the page are made of: sections, figures, tables, lists.</summary>
internal sealed class ReportSheet(HtmlWriter html)
{
    private int _captions;

    public HtmlWriter Html => html;

    /// <summary>A part of the page with its heading.</summary>
    public void Part(string id, string title, Action body)
    {
        html.Open("section", ("id", id), ("class", "part"), ("aria-labelledby", $"{id}-title"));
        html.Element("h2", title, ("id", $"{id}-title"));
        body();
        html.Close();
    }

    /// <summary>What belongs together within a part.</summary>
    public void Group(string title, Action body)
    {
        html.Open("section", ("class", "group"));
        html.Element("h3", title);
        body();
        html.Close();
    }

    /// <summary>Drawings beside each other where there is room.</summary>
    public void Figures(Action body)
    {
        html.Open("div", ("class", "figures"));
        body();
        html.Close();
    }

    /// <summary>A drawing with its heading and what is to be known to read it.</summary>
    public void Figure(string title, Markup drawing, Markup caption)
    {
        html.Open("figure");
        html.Element("h3", title);
        html.Raw(drawing);
        html.Element("figcaption", caption);
        html.Close();
    }

    /// <summary>A table that scrolls by itself where the page is narrow. The first cell of each row is its heading.</summary>
    public void Table(string caption, string style, IReadOnlyList<SheetColumn> columns, IEnumerable<Markup[]> rows)
    {
        string id = Caption(caption);
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-labelledby", id));
        html.Open("table", ("class", style), ("aria-labelledby", id));
        html.Open("thead");
        html.Open("tr");
        foreach (SheetColumn column in columns)
            html.Element("th", Breakable(column.Heading), [("scope", "col"), .. Class(column.Style)]);
        html.Close();
        html.Close();
        html.Open("tbody");
        foreach (Markup[] row in rows)
        {
            html.Open("tr");
            for (int i = 0; i < row.Length; i++)
                html.Element(i == 0 ? "th" : "td", row[i], [.. i == 0 ? [("scope", "row")] : (ReadOnlySpan<(string, string)>)[], .. Class(columns[i].Style)]);
            html.Close();
        }

        html.Close();
        html.Close();
        html.Close();
    }

    /// <summary>What a table shows: apart from it, so that it stays in sight where the table scrolls. Returns its id.</summary>
    public string Caption(string caption)
    {
        string id = $"table{++_captions}";
        html.Element("p", caption, ("class", "caption"), ("id", id));
        return id;
    }

    /// <summary>Lines of what, and what it is.</summary>
    public void Facts(IEnumerable<ReportFact> facts)
    {
        html.Open("dl", ("class", "facts"));
        foreach (ReportFact fact in facts)
        {
            html.Element("dt", fact.Label);
            html.Element("dd", fact.IsCode ? Wrap("code", fact.Text) : Markup.Text(fact.Text));
        }

        html.Close();
    }

    /// <summary>A paragraph.</summary>
    public void Paragraph(Markup text, string style = "") => html.Element("p", text, Class(style));

    /// <summary>A text within an element.</summary>
    public static Markup Wrap(string element, string text, string style = "") =>
        new($"<{element}{(style.Length > 0 ? $" class=\"{style}\"" : "")}>{Markup.Text(text).Xml}</{element}>");

    /// <summary>A name that may break where one would read a pause.</summary>
    public static Markup Breakable(string name) => new(Markup.Text(name).Xml.Replace("_", "_<wbr />", StringComparison.Ordinal).Replace(".", ".<wbr />", StringComparison.Ordinal));

    /// <summary>An entry of a legend: a piece of the line or the mark of that class, and its name.</summary>
    public static Markup Key(string style, string name) => new($"<span class=\"key\"><i class=\"{style}\"></i>{Markup.Text(name).Xml}</span>");

    private static (string, string)[] Class(string style) => style.Length == 0 ? [] : [("class", style)];
}
