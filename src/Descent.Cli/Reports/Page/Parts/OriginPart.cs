using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>The call, and what its result depends on.</summary>
internal static class OriginPart
{
    public static void Write(ReportSheet sheet, ReportContent content)
    {
        sheet.Paragraph(Markup.Text("The same call on the same data gives the same bits: the same parameters, the same numbers, and this page."));
        // Narrow lines end between words, not after the hyphens of an option.
        string words = string.Join(' ', content.Command.Split(' ').Select(word => ReportSheet.Wrap("span", word).Xml));
        sheet.Html.Element("pre", new Markup($"<code>{words}</code>"));
        sheet.Facts(content.Origin);
    }
}
