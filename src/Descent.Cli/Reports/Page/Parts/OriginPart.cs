using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>The call, and what its result depends on.</summary>
internal static class OriginPart
{
    public static void Write(ReportSheet sheet, ReportContent content)
    {
        sheet.Paragraph(Markup.Text("The same call on the same data gives the same bits: the same parameters, the same numbers, and this page."));
        sheet.Html.Element("pre", ReportSheet.Wrap("code", content.Command));
        sheet.Facts(content.Origin);
    }
}
