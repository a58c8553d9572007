using Descent.Data;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>What was trained, how, and why so.</summary>
internal static class ChoicesPart
{
    public static void Write(ReportSheet sheet, ReportContent content)
    {
        sheet.Facts(content.Choices);
        if (content.Reasons.Count > 0)
        {
            sheet.Group("Why", () =>
            {
                sheet.Html.Open("ul", ("class", "reasons"));
                foreach (string reason in content.Reasons)
                    sheet.Html.Element("li", reason);
                sheet.Html.Close();
            });
        }

        if (content.Layers.Count > 0)
        {
            sheet.Table(
                "The layers", "plain",
                [new("layer"), new("inputs", "number"), new("units", "number"), new("activation", "text"), new("dropout", "number"), new("parameters", "number")],
                content.Layers.Select(layer => (Markup[])
                [
                    Markup.Text(layer.Name), Markup.Text(NumberText.Whole(layer.Inputs)), Markup.Text(NumberText.Whole(layer.Units)), Markup.Text(layer.Activation),
                    Markup.Text(layer.Dropout > 0 ? NumberText.Exact(layer.Dropout) : "–"), Markup.Text(NumberText.Whole(layer.Parameters)),
                ]));
        }
    }
}
