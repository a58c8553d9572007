using Descent.Data;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>
/// A report as one page that needs no network and no script. It is well-formed XML and HTML at once, and the same bytes for
/// the same content.
/// </summary>
internal static class ReportPage
{
    private const string Style = "report.css";

    public static void Write(ReportContent content, TextWriter writer)
    {
        var html = new HtmlWriter(writer);
        var sheet = new ReportSheet(html);
        (string Id, string Title, Action Write)[] parts = [.. Parts(sheet, content)];
        html.Raw(new Markup("<!DOCTYPE html>"));
        html.Open("html", ("lang", "en"), ("xmlns", "http://www.w3.org/1999/xhtml"));
        html.Open("head");
        html.Void("meta", ("charset", "utf-8"));
        html.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Void("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Element("title", $"{content.Target} · {content.Data} · Descent");
        html.Element("style", new Markup($"\n{ReadStyle()}"));
        html.Close();
        html.Open("body");
        html.Element("a", "Skip to the result", ("class", "skip"), ("href", "#result"));
        ResultPart.Write(sheet, content, [.. parts.Select(part => (part.Id, part.Title))]);
        html.Open("main");
        foreach ((string id, string title, Action write) in parts)
            sheet.Part(id, title, write);
        html.Close();
        html.Element("footer", "Written by Descent. The page is complete in itself: it loads nothing and runs no script.");
        html.Close();
        html.Close();
    }

    private static IEnumerable<(string Id, string Title, Action Write)> Parts(ReportSheet sheet, ReportContent content)
    {
        yield return ("metrics", "How good it is", () => MetricsPart.Write(sheet, content));
        if (content.Task == TaskKind.Classification)
        {
            yield return ("classes", "Which classes it confuses", () => ClassesPart.Write(sheet, content));
            yield return ("probabilities", "How far its probabilities can be trusted", () => ProbabilitiesPart.Write(sheet, content));
        }
        else
        {
            yield return ("errors", "Where it errs", () => NumbersPart.Write(sheet, content));
        }

        if (content.Importance.Count > 0)
            yield return ("importance", "Which columns matter", () => ImportancePart.Write(sheet, content));
        if (content.Mistakes.Count > 0)
            yield return ("mistakes", content.Task == TaskKind.Classification ? "The surest mistakes" : "The largest errors", () => MistakesPart.Write(sheet, content));
        yield return ("data", content.Learning is null ? "What it was measured on" : "What it learned from", () => DataPart.Write(sheet, content));
        if (content.Choices.Count > 0)
            yield return ("choices", content.Learning is null ? "The network" : "What was chosen, and why", () => ChoicesPart.Write(sheet, content));
        if (content.Learning is { History.Count: > 0 })
            yield return ("learning", "How it learned", () => LearningPart.Write(sheet, content.Learning));
        yield return ("origin", "How to get it again", () => OriginPart.Write(sheet, content));
    }

    private static string ReadStyle()
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(Style)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
