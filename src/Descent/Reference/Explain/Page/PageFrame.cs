using Descent.Networks;

namespace Descent.Reference;

/// <summary>What stands around the parts of the page: the head, the switches, the table of contents, the foot.</summary>
internal static class PageFrame
{
    public static void Write(PageSheet sheet, ExplanationNames names, Action parts)
    {
        HtmlWriter html = sheet.Html;
        string title = Title(sheet, names);
        html.Raw(new Markup("<!DOCTYPE html>"));
        html.Open("html", ("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml"));
        html.Open("head");
        html.Void("meta", ("charset", "utf-8"));
        html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Element("title", title);
        html.Element("style", new Markup($"\n{Style()}"));
        html.Close();
        html.Open("body");
        html.Element("a", "Skip to the pass", ("class", "skip"), ("href", "#forward"));
        html.Open("header");
        html.Element("h1", title);
        if (names.Remark.Length > 0)
            html.Element("p", names.Remark, ("class", "lead"));
        html.Element("p", "Forward from the input to the loss, and backward from the loss to every weight. Each number here is given or computed on this page, and a link says where.", ("class", "lead"));
        html.Close();
        WriteSwitches(html);
        html.Open("div", ("class", "sheet"));
        WriteContents(sheet);
        html.Open("main");
        parts();
        html.Close();
        html.Close();
        html.Element("footer", Markup.Of($"Computed and checked in double precision by Descent. Numbers are shown with six digits; every digit is {Markup.Link("digits", "at the end")} and in the JSON of the same command."));
        html.Close();
        html.Close();
    }

    private static string Title(PageSheet sheet, ExplanationNames names) => names.Title.Length > 0
        ? names.Title
        : $"One pass through a {string.Join(" → ", sheet.Layers.Select(layer => View.Number(layer.Outputs)).Prepend(View.Number(sheet.Spec.Network.Inputs)))} network";

    // The style shows what is chosen here; without its selector :has everything is shown.
    private static void WriteSwitches(HtmlWriter html)
    {
        html.Open("div", ("class", "switches"), ("role", "group"), ("aria-label", "How the equations are written"));
        WriteSwitch(html, "Examples are", "convention", ("as-rows", "rows", "a = xW + b"), ("as-columns", "columns", "a = Wx + b"));
        WriteSwitch(html, "Show", "form", ("as-matrices", "matrices", ""), ("as-elements", "elements", ""));
        html.Close();
    }

    private static void WriteSwitch(HtmlWriter html, string legend, string name, params ReadOnlySpan<(string Id, string Label, string Hint)> choices)
    {
        html.Open("fieldset");
        html.Element("legend", legend);
        for (int i = 0; i < choices.Length; i++)
        {
            (string id, string label, string hint) = choices[i];
            if (i == 0)
                html.Void("input", ("type", "radio"), ("name", name), ("id", id), ("checked", "checked"));
            else
                html.Void("input", ("type", "radio"), ("name", name), ("id", id));
            html.Element("label", hint.Length == 0 ? Markup.Text(label) : Markup.Of($"{label} {new Markup($"<small>{hint}</small>")}"), ("for", id));
        }

        html.Close();
    }

    private static void WriteContents(PageSheet sheet)
    {
        HtmlWriter html = sheet.Html;
        int last = sheet.Layers.Count;
        html.Open("nav", ("aria-label", "Contents"));
        html.Open("ol");
        Item(html, "overview", "The network");
        Item(html, "forward", "Forward", [.. Enumerable.Range(1, last).Select(l => ($"forward{View.Number(l)}", LayerName(sheet, l)))]);
        Item(html, "loss", "Loss");
        Item(html, "backward", "Backward", [.. Enumerable.Range(1, last).Reverse().Select(l => ($"backward{View.Number(l)}", LayerName(sheet, l))), ("dX", "Input")]);
        Item(html, "check", "Check");
        if (sheet.Explanation.Updated is not null)
            Item(html, "update", "Update");
        Item(html, "digits", "Every digit");
        html.Close();
        html.Close();
    }

    private static string LayerName(PageSheet sheet, int layer) =>
        $"Layer {View.Number(layer)}{(sheet.Layers[layer - 1].Activation is IdentityActivation ? "" : $", {sheet.Layers[layer - 1].Activation}")}";

    private static void Item(HtmlWriter html, string place, string text, params ReadOnlySpan<(string Place, string Text)> below)
    {
        html.Open("li");
        html.Raw(Markup.Link(place, text));
        if (below.Length > 0)
        {
            html.Open("ol");
            foreach ((string innerPlace, string innerText) in below)
                html.Element("li", Markup.Link(innerPlace, innerText));
            html.Close();
        }

        html.Close();
    }

    private static string Style()
    {
        using Stream stream = typeof(PageFrame).Assembly.GetManifestResourceStream("explanation.css")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
