using Descent.Cli.Output;
using Descent.Data;
using Descent.Evaluation;

namespace Descent.Cli.Reports;

/// <summary>Which class was taken for which: a matrix where it fits the terminal, otherwise a list of the most frequent confusions.</summary>
internal sealed class ConfusionTable(TextWriter writer, Ink ink)
{
    private const int MostClasses = 12;
    private const int MostConfusions = 10;
    private const int LabelLength = 16;
    private const int NarrowestColumn = 3;
    private const int Gap = 2;

    public void Write(ConfusionMatrix confusion, IReadOnlyList<string> classes)
    {
        int longest = Math.Min(LabelLength, classes.Max(name => name.Length));
        int room = ((Terminal.Width - 2 - longest - 10) / confusion.Classes) - Gap;
        int digits = Enumerable.Range(0, confusion.Classes).Max(k => NumberText.Whole(confusion.ActualCount(k)).Length);
        writer.WriteLine();
        if (confusion.Classes <= MostClasses && room >= Math.Max(NarrowestColumn, digits))
            WriteMatrix(confusion, classes, room);
        else if (confusion.Correct < confusion.Rows)
            WriteList(confusion, classes);
        else
            writer.WriteLine(ink.Strong("No row was taken for another class"));
    }

    private void WriteMatrix(ConfusionMatrix confusion, IReadOnlyList<string> classes, int room)
    {
        writer.WriteLine($"{ink.Strong("Confusion")} {ink.Faint("(a line for each actual class, a column for each predicted)")}");
        var table = new TextTable([false, .. classes.Select(_ => true), true]) { Gap = Gap };
        table.Add([new(""), .. classes.Select(name => new TableCell(NameText.Short(name, room), ink.Faint)), new("found", ink.Faint)]);
        for (int actual = 0; actual < confusion.Classes; actual++)
        {
            int row = actual;
            table.Add(
            [
                new(NameText.Short(classes[row], LabelLength), ink.Faint),
                .. Enumerable.Range(0, confusion.Classes).Select(predicted => Count(confusion[row, predicted], row == predicted)),
                confusion.Recall(row) is { } recall ? NumberText.Percent(recall) : "-",
            ]);
        }

        table.WriteTo(writer);
    }

    private TableCell Count(int count, bool isRight) => count == 0
        ? new TableCell("·", ink.Faint)
        : new TableCell(NumberText.Whole(count), isRight ? ink.Good : ink.Bad);

    private void WriteList(ConfusionMatrix confusion, IReadOnlyList<string> classes)
    {
        var pairs = from actual in Enumerable.Range(0, confusion.Classes)
                    from predicted in Enumerable.Range(0, confusion.Classes)
                    where actual != predicted && confusion[actual, predicted] > 0
                    orderby confusion[actual, predicted] descending
                    select (actual, predicted);
        writer.WriteLine(ink.Strong("Most frequent confusions"));
        var table = new TextTable(false, false, true, true);
        table.Add(new("actual", ink.Faint), new("taken for", ink.Faint), new("rows", ink.Faint), new("of the actual", ink.Faint));
        foreach ((int actual, int predicted) in pairs.Take(MostConfusions))
        {
            int count = confusion[actual, predicted];
            table.Add(
                NameText.Short(classes[actual]),
                NameText.Short(classes[predicted]),
                new(NumberText.Whole(count), ink.Bad),
                NumberText.Percent((double)count / confusion.ActualCount(actual)));
        }

        table.WriteTo(writer);
    }
}
