using System.Globalization;
using Descent.Cli.Output;
using Descent.Data;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>The rows that were predicted worst, with all that they hold.</summary>
internal static class MistakesPart
{
    // Columns, and letters beside each other, that fit on a sheet of paper.
    private const int MostColumns = 14;
    private const int MostLetters = 120;
    private const int MostCells = 100;
    private const int CellLength = 40;

    public static void Write(ReportSheet sheet, ReportContent content)
    {
        sheet.Paragraph(Markup.Text(content.Task == TaskKind.Classification
            ? "Wrong, and sure of it: a look at these rows shows what the model does not see, or that a row is labelled wrongly."
            : "A look at these rows shows what the model does not see, or that something was measured or typed wrongly."));
        if (content.Mistakes.All(mistake => mistake.Pixels.Count > 0))
            Images(sheet, content);
        else if (content.CellNames.Count <= MostColumns && Letters(content) <= MostLetters)
            Table(sheet, content);
        else
            Lists(sheet, content);
    }

    private static void Table(ReportSheet sheet, ReportContent content)
    {
        string answers = content.Task == TaskKind.Classification ? "own" : "number own";
        sheet.Table(
            "Rows by their numbers in the data, counted from 1 below the header",
            "plain mistakes",
            [
                new("row"), new("actual", answers), new("predicted", answers), new(MeasureName(content), "number"),
                .. content.CellNames.Select((name, i) => new SheetColumn(NameText.Short(name, CellLength), AreNumbers(content, i) ? "number" : "text")),
            ],
            content.Mistakes.Select(mistake => (Markup[])
            [
                Markup.Text(NumberText.Whole(mistake.Number)), Cell(mistake.Actual), Cell(mistake.Predicted), Markup.Text(mistake.Measure),
                .. mistake.Cells.Select(Cell),
            ]));
    }

    private static void Lists(ReportSheet sheet, ReportContent content)
    {
        foreach ((int index, ReportMistake mistake) in content.Mistakes.Index())
        {
            sheet.Html.Open("details", index == 0 ? [("class", "mistake"), ("open", "open")] : [("class", "mistake")]);
            sheet.Html.Element("summary", Markup.Of(
                $"Row {mistake.Number}: is {ReportSheet.Wrap("strong", NameText.Short(mistake.Actual, CellLength))}, predicted {ReportSheet.Wrap("strong", NameText.Short(mistake.Predicted, CellLength))} ({MeasureName(content)} {mistake.Measure})"));
            sheet.Html.Open("dl", ("class", "cells"));
            foreach ((string name, string cell) in content.CellNames.Zip(mistake.Cells).Take(MostCells))
            {
                sheet.Html.Open("div");
                sheet.Html.Element("dt", ReportSheet.Breakable(NameText.Short(name, CellLength)));
                sheet.Html.Element("dd", Cell(cell));
                sheet.Html.Close();
            }

            sheet.Html.Close();
            if (content.CellNames.Count > MostCells)
                sheet.Paragraph(Markup.Of($"and {NumberText.Whole(content.CellNames.Count - MostCells)} cells more"), "remark");
            sheet.Html.Close();
        }
    }

    private static void Images(ReportSheet sheet, ReportContent content)
    {
        sheet.Html.Open("div", ("class", "images"));
        foreach (ReportMistake mistake in content.Mistakes)
        {
            sheet.Html.Open("figure");
            sheet.Html.Raw(SmallCharts.Image(mistake.Pixels, $"Row {mistake.Number}"));
            sheet.Html.Element("figcaption", Markup.Of(
                $"is {ReportSheet.Wrap("strong", mistake.Actual)}, taken for {ReportSheet.Wrap("strong", mistake.Predicted)} {ReportSheet.Wrap("small", $"{mistake.Measure} · row {NumberText.Whole(mistake.Number)}")}"));
            sheet.Html.Close();
        }

        sheet.Html.Close();
    }

    /// <summary>How many letters stand beside each other where lines end at words.</summary>
    private static int Letters(ReportContent content)
    {
        IEnumerable<IEnumerable<string>> columns =
        [
            content.Mistakes.Select(mistake => mistake.Actual), content.Mistakes.Select(mistake => mistake.Predicted),
            .. content.CellNames.Select((name, i) => content.Mistakes.Select(mistake => mistake.Cells[i]).Prepend(name)),
        ];
        return columns.Sum(texts => texts.Max(text => NameText.Short(text, CellLength).Split(' ', '_', '.').Max(word => word.Length)));
    }

    private static bool AreNumbers(ReportContent content, int cell) =>
        content.Mistakes.All(mistake => mistake.Cells[cell].Length == 0 || double.TryParse(mistake.Cells[cell], NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private static string MeasureName(ReportContent content) => content.Task == TaskKind.Classification ? "confidence" : "error";

    private static Markup Cell(string cell) => cell.Length == 0 ? ReportSheet.Wrap("span", "missing", "none") : Markup.Text(NameText.Short(cell, CellLength));
}
