using System.Globalization;

namespace Descent.Data;

/// <summary>The target column of a table: the task it suggests, and its cells as labels or as numbers.</summary>
internal sealed class TableTarget(Table table, TableColumn column)
{
    private const int MostNumericClasses = 20;
    private const int RowsPerNumericClass = 5;

    // Many numbers, of which the largest come hardly ever, are counts.
    private const int FewNumericClasses = 10;
    private const int FewestRowsOfClass = 3;

    public TableColumn Column => column;

    private string Name => MessageText.Quote(column.Name);

    /// <summary>Whether some cell holds text, so that all of them are labels.</summary>
    private bool IsText => column.First(CellKind.Text) is not null;

    /// <summary>What the values suggest; the rule is told at <see cref="Table.InferTask"/>.</summary>
    public TaskInference Infer()
    {
        if (!IsText)
        {
            CheckNumbers();
            if (HasFractions)
                return new TaskInference(TaskKind.Regression, $"the target {Name} holds numbers with fractions: regression");
            if (!HasFewTexts)
                return new TaskInference(TaskKind.Regression, $"the target {Name} holds more than {ColumnBuilder.MostTexts} different whole numbers: regression");
        }

        int classes = Classes().Length;
        if (IsText)
            return new TaskInference(TaskKind.Classification, $"the target {Name} holds text, {MessageText.Count(classes, "different label")}: classification");

        bool areFew = classes <= 2 || (classes <= MostNumericClasses && (long)classes * RowsPerNumericClass <= table.Rows && !AreCounts(classes));
        string found = $"the target {Name} holds {MessageText.Count(classes, "different whole number")} in {MessageText.Count(table.Rows, "row")}";
        return areFew
            ? new TaskInference(TaskKind.Classification, $"{found}: classification")
            : new TaskInference(TaskKind.Regression, $"{found}: regression");
    }

    /// <summary>The different labels, in the order of classes.</summary>
    public string[] Classes()
    {
        if (!IsText)
            CheckNumbers();
        else if (FirstMissingLabel is { } cell)
            throw CellErrors.Target(table, column.Name, cell);

        IEnumerable<string> labels = IsText ? Texts : Texts.Select(Number);
        string[] classes = [.. labels.Distinct(StringComparer.Ordinal)];
        ClassOrder.Sort(classes);
        return classes;
    }

    /// <summary>As <see cref="Classes"/>, at least two.</summary>
    public string[] ClassesToLearn() => Classes() is { Length: > 1 } classes
        ? classes
        : throw table.Error($"the target {Name} is {MessageText.Quote(Texts[0])} in every row; expected at least two classes");

    /// <summary>The index of each row's label in <paramref name="classes"/>, [rows].</summary>
    public int[] Labels(string[] classes)
    {
        Dictionary<string, int> indexOf = classes.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        int[] classOfCode = [.. Texts.Select(ClassOf)];
        int[] labels = new int[table.Rows];
        for (int row = 0; row < labels.Length; row++)
        {
            int code = column.Codes[row];
            labels[row] = classOfCode[code];
            if (labels[row] < 0)
                throw NoClass(row, Texts[code], classes);
        }

        return labels;

        int ClassOf(string text) => indexOf.TryGetValue(text, out int index) || indexOf.TryGetValue(Number(text), out index) ? index : -1;
    }

    /// <summary>The number in each row, [rows].</summary>
    public float[] Numbers()
    {
        CheckNumbers();
        return column.Numbers.ToArray();
    }

    /// <summary>As <see cref="Numbers"/>, not all the same.</summary>
    public float[] NumbersToLearn()
    {
        float[] numbers = Numbers();
        return numbers.AsSpan().ContainsAnyExcept(numbers[0])
            ? numbers
            : throw table.Error(string.Create(CultureInfo.InvariantCulture, $"the target {Name} is {numbers[0]} in every row; there is nothing to learn"));
    }

    /// <summary>Whether a row has a target: a label, or a number. "none" is a label where the others are texts too.</summary>
    public bool IsKnown(int row)
    {
        if (!column.HasTexts)
            return !float.IsNaN(column.Numbers[row]);
        int code = column.Codes[row];
        return !column.IsMissing(code) || (IsText && MissingMarks.IsLabel(column.Texts[code]));
    }

    private bool HasFewTexts => column.HasTexts && column.Texts.Count <= ColumnBuilder.MostTexts;

    private Cell? FirstMissingLabel => column.First(CellKind.Empty)
        ?? (column.First(CellKind.MissingMark) is { } cell && !MissingMarks.IsLabel(cell.Text) ? cell : null);

    private IReadOnlyList<string> Texts => HasFewTexts
        ? column.Texts
        : throw table.Error($"the target {Name} holds more than {ColumnBuilder.MostTexts} different values; expected few classes: "
            + (column.FirstProblem is null ? "choose regression or another target" : "choose another target"));

    private bool HasFractions
    {
        get
        {
            foreach (float number in column.Numbers)
            {
                if (!float.IsInteger(number))
                    return true;
            }

            return false;
        }
    }

    private bool AreCounts(int classes) => classes > FewNumericClasses
        && column.Codes.ToArray().CountBy(code => code).GroupBy(entry => Number(Texts[entry.Key]), entry => entry.Value)
            .Any(rows => rows.Sum() < FewestRowsOfClass);

    private void CheckNumbers()
    {
        if (column.FirstProblem is { } cell)
            throw CellErrors.Target(table, column.Name, cell);
    }

    private DataFormatException NoClass(int row, string text, string[] classes)
    {
        CellKind kind = Cell.Parse(text, out _);
        return kind is CellKind.Empty or CellKind.MissingMark
            ? CellErrors.Target(table, column.Name, new Cell(row, kind, text))
            : table.Error(row, column.Name, $"the label {MessageText.Quote(text)} is not one of the classes {MessageText.List(classes)}{MessageText.DidYouMean(text, classes)}");
    }

    /// <summary>One name for all ways to write a number: 1 for 1, 1.0 and 01. A text that is no number stays as it is.</summary>
    private static string Number(string text) => FloatText.Canonical(text);
}
