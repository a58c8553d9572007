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

    /// <summary>What is odd about the data, in words.</summary>
    public IReadOnlyList<string> Warnings => [.. Train.Classes.Index()
        .Where(entry => !Train.Labels.Span.Contains(entry.Index))
        .Select(entry => $"no training row is of the class {MessageText.Quote(entry.Item)}, so it will not be predicted")];

    /// <summary>Reads the data and divides it.</summary>
    /// <param name="data">DATA.</param>
    /// <param name="target">The target column; null: the last.</param>
    /// <param name="task">The task; null: as the target suggests.</param>
    /// <param name="splitFile">A file that says which rows are which; null: none.</param>
    /// <param name="testFile">Other data to measure on; null: none.</param>
    /// <param name="seed">What the parts are a function of where they are drawn.</param>
    /// <exception cref="DataFormatException">Something cannot be read or does not fit.</exception>
    public static TrainingData Read(string data, string? target, TaskKind? task, string? splitFile, string? testFile, int seed)
    {
        NumericTable table = DataSource.Read(data, target);
        TaskInference inferred = task is { } asked
            ? new TaskInference(asked, $"{(asked == TaskKind.Classification ? "classification" : "regression")} of '{table.Target}', as asked for")
            : table.InferTask();
        Dataset all = table.ToDataset(inferred.Task);
        Dataset train = all;
        TestRows test;
        if (testFile is not null)
        {
            NumericTable other = DataSource.Read(testFile, table.Target);
            test = TestRows.All(other.ToDatasetFor(all.FeatureNames, all.Classes.Count > 0 ? all.Classes : null), testFile, "test");
        }
        else
        {
            bool[] isTrain = splitFile is not null ? SplitFile.Read(splitFile, all.Rows) : StratifiedSplit.Choose(all, TrainShare, seed);
            (train, Dataset held) = all.Split(isTrain);
            test = new TestRows(held, TestRows.NumbersOf(isTrain, part: false), data, splitFile is null ? "held-back" : "test");
        }

        return new TrainingData { Name = DataSource.Name(data), All = all, Train = train, Test = test, TaskReason = inferred.Reason };
    }
}
