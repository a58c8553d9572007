using Descent.Data;

namespace Descent.Tabular;

/// <summary>The rows that a training learns from and those that it is measured on.</summary>
internal sealed record TrainingTables
{
    /// <summary>The table, divided.</summary>
    public required PreparedTable Prepared { get; init; }

    /// <summary>The rows to measure on; null: none.</summary>
    public required MeasuredRows? Test { get; init; }

    /// <summary>The index of each row of the divided table among those that were given.</summary>
    public required int[] Known { get; init; }

    public required TaskInference Task { get; init; }

    /// <summary>What was seen in the tables, in words.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What is odd about the data, in words.</summary>
    public IReadOnlyList<string> Warnings => [.. Notes, .. Train.Classes.Index()
        .Where(entry => !Train.Labels.Span.Contains(entry.Index))
        .Select(entry => $"no training row is of the class {MessageText.Quote(entry.Item)}, so it will not be predicted")];

    public Dataset Train => Prepared.Train;

    /// <summary>Divides a table, and learns from the training part how its columns become features.</summary>
    /// <exception cref="DataFormatException">Something cannot be used or does not fit.</exception>
    public static TrainingTables Of(TableTrainerOptions options, Table given, Table? test)
    {
        int[] known = given.RowsWithTarget();
        Table table = given.WithTargetKnown();
        TaskInference task = options.Task is { } asked
            ? new TaskInference(asked, $"{(asked == TaskKind.Classification ? "classification" : "regression")} of '{table.Target}', as asked for")
            : table.InferTask();
        Dataset targets = table.TargetsAlone(task.Task);
        bool isAllLearned = test is not null || (options.Folds is not null && !options.Split.NamesRows);
        bool[] isTrain = (isAllLearned ? TableSplit.None : options.Split).Choose(table, known, given.Rows, targets, options.Seed);
        PreparedTable prepared = PreparedTable.Of(table, task.Task, isTrain, options);
        List<string> notes = [.. LeftOut(given, given.Rows - known.Length), .. prepared.Pipeline.Notes];
        if (prepared.Held is not null && DuplicateRows.Find(table, isTrain, prepared.Pipeline).Warning is { } warning)
            notes.Add(warning);
        return new TrainingTables
        {
            Prepared = prepared,
            Known = known,
            Task = task,
            Test = test is not null ? Other(test, prepared, task.Task, notes)
                : prepared.Held is { } held ? new MeasuredRows(held, table.Select(prepared.HeldRows), [.. prepared.HeldRows.Select(row => known[row] + 1)])
                : null,
            Notes = notes,
        };
    }

    private static MeasuredRows Other(Table given, PreparedTable prepared, TaskKind task, List<string> notes)
    {
        Table test = (given.Target == prepared.Table.Target ? given : given.WithTarget(prepared.Table.Target)).WithTargetKnown();
        int[] known = given.RowsWithTarget();
        notes.AddRange([.. LeftOut(given, given.Rows - known.Length), .. prepared.Pipeline.Oddities(test), .. prepared.Pipeline.Drift(test).Select(drift => drift.ToString())]);
        if (DuplicateRows.Find(prepared.Table, test, prepared.Pipeline).Warning is { } warning)
            notes.Add(warning);
        return new MeasuredRows(prepared.Pipeline.ToDataset(test, task, prepared.All.Classes), test, [.. known.Select(row => row + 1)]);
    }

    /// <summary>What is said of rows that have no target; nothing where all have one.</summary>
    public static IEnumerable<string> LeftOut(Table table, int missing)
    {
        if (missing > 0)
            yield return $"{NumberText.Count(missing, "row")} of {table.Source} {(missing == 1 ? "has" : "have")} no {MessageText.Quote(table.Target)} and {(missing == 1 ? "is" : "are")} left out";
    }
}

/// <summary>Rows that a model is measured on.</summary>
/// <param name="Data">The rows as numbers.</param>
/// <param name="Table">The same rows as they were read.</param>
/// <param name="Numbers">The number of each row in its source, from 1, [rows].</param>
internal sealed record MeasuredRows(Dataset Data, Table Table, int[] Numbers);
