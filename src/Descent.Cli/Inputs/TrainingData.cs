using Descent.Data;
using Descent.Formats;

namespace Descent.Cli.Inputs;

/// <summary>The rows that a training learns from and those that it is measured on.</summary>
internal sealed record TrainingData
{
    private const double TrainShare = 0.75;

    /// <summary>What the data is called.</summary>
    public required string Name { get; init; }

    /// <summary>All rows of DATA.</summary>
    public required Dataset All { get; init; }

    public required Dataset Train { get; init; }

    public required TestRows Test { get; init; }

    /// <summary>Why it is a classification or a regression.</summary>
    public required string TaskReason { get; init; }

    /// <summary>The rows of DATA whose target is known, as they were read.</summary>
    public required Table Table { get; init; }

    /// <summary>The index of each row of <see cref="Train"/> in <see cref="Table"/>.</summary>
    public required int[] TrainTableRows { get; init; }

    /// <summary>Where the rows to measure on come from.</summary>
    public required Table TestTable { get; init; }

    /// <summary>The index of each row of <see cref="Test"/> in <see cref="TestTable"/>.</summary>
    public required int[] TestTableRows { get; init; }

    /// <summary>How the columns of the table become features.</summary>
    public required TablePipeline Pipeline { get; init; }

    /// <summary>What was seen in the table, in words.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What is odd about the data, in words.</summary>
    public IReadOnlyList<string> Warnings => [.. Notes, .. Train.Classes.Index()
        .Where(entry => !Train.Labels.Span.Contains(entry.Index))
        .Select(entry => $"no training row is of the class {MessageText.Quote(entry.Item)}, so it will not be predicted")];

    /// <summary>Reads the data, divides it, and learns from the training part how its columns become features.</summary>
    /// <param name="data">DATA.</param>
    /// <param name="target">The target column; null: the last.</param>
    /// <param name="task">The task; null: as the target suggests.</param>
    /// <param name="settings">How columns are understood.</param>
    /// <param name="splitFile">A file that says which rows are which; null: none.</param>
    /// <param name="testFile">Other data to measure on; null: none.</param>
    /// <param name="seed">What the parts are a function of where they are drawn.</param>
    /// <exception cref="DataFormatException">Something cannot be read or does not fit.</exception>
    public static TrainingData Read(string data, string? target, TaskKind? task, TableSettings settings, string? splitFile, string? testFile, int seed)
    {
        var options = new CsvOptions { Target = target, Missing = settings.Missing, TextColumns = settings.Pipeline.Categorical };
        LabelledTable labelled = LabelledTable.Of(DataSource.Read(data, options));
        Table table = labelled.Table;
        TaskInference inferred = task is { } asked
            ? new TaskInference(asked, $"{(asked == TaskKind.Classification ? "classification" : "regression")} of '{table.Target}', as asked for")
            : table.InferTask();
        Dataset targets = table.TargetsAlone(inferred.Task);
        bool[] isTrain = testFile is not null ? [.. Enumerable.Repeat(true, table.Rows)]
            : splitFile is not null ? labelled.Select(SplitFile.Read(splitFile, labelled.AllRows))
            : StratifiedSplit.Choose(targets, TrainShare, seed);
        TablePipeline pipeline = TablePipeline.Fit(table, settings.Pipeline, [.. Enumerable.Range(0, table.Rows).Where(row => isTrain[row])]);
        Dataset all = pipeline.ToDataset(table, inferred.Task), train = all;
        List<string> notes = [.. labelled.Notes, .. pipeline.Notes];
        TestRows test;
        Table testTable = table;
        int[] testRows = [.. Enumerable.Range(0, table.Rows).Where(row => !isTrain[row])];
        if (testFile is null)
        {
            (train, Dataset held) = all.Split(isTrain);
            test = new TestRows(held, labelled.NumbersOf(isTrain, part: false), data, splitFile is null ? "held-back" : "test");
        }
        else
        {
            LabelledTable other = LabelledTable.Of(DataSource.Read(testFile, options with { Target = table.Target }));
            test = new TestRows(pipeline.ToDataset(other.Table, inferred.Task, all.Classes), other.Numbers, testFile, "test");
            (testTable, testRows) = (other.Table, [.. Enumerable.Range(0, other.Table.Rows)]);
            notes.AddRange([.. other.Notes, .. pipeline.Oddities(other.Table)]);
        }

        return new TrainingData
        {
            Name = DataSource.Name(data),
            All = all,
            Train = train,
            Test = test,
            TaskReason = inferred.Reason,
            Table = table,
            TrainTableRows = [.. Enumerable.Range(0, table.Rows).Where(row => isTrain[row])],
            TestTable = testTable,
            TestTableRows = testRows,
            Pipeline = pipeline,
            Notes = notes,
        };
    }
}
