using Descent.Data;
using Descent.Evaluation;
using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>
/// Everything that the page of a report shows, as plain data. What is empty or null is left out of the page. It holds no time
/// of day, so equal runs make equal pages.
/// </summary>
internal sealed partial record ReportContent
{
    /// <summary>What the data is called.</summary>
    public required string Data { get; init; }

    /// <summary>What was predicted.</summary>
    public required string Target { get; init; }

    public required TaskKind Task { get; init; }

    /// <summary>The names of the classes; empty for a regression.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Features that the columns make; the inputs of the network.</summary>
    public required int Features { get; init; }

    /// <summary>The parts that were measured, at least one; the last is the one that counts.</summary>
    public required IReadOnlyList<ReportPart> Parts { get; init; }

    /// <summary>The rows of the last part with what was predicted for them.</summary>
    public required ReportPredictions Predictions { get; init; }

    /// <summary>What a guess and simple models reach on the same rows, the simplest first.</summary>
    public IReadOnlyList<ReportBaseline> Baselines { get; init; } = [];

    /// <summary>What is odd about the data or the network, in words.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the training showed to be going wrong.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Whether a training was watched for findings, so that none is good news.</summary>
    public bool IsDiagnosed { get; init; }

    /// <summary>How the metric of interest changes when a column is shuffled; empty: not measured.</summary>
    public IReadOnlyList<ReportImportance> Importance { get; init; } = [];

    /// <summary>The metric that <see cref="Importance"/> is measured in; null: the first of the task.</summary>
    public Metric? ImportanceMetric { get; init; }

    /// <summary>The folds that <see cref="Importance"/> is the mean of; 1: there were none.</summary>
    public int ImportanceFolds { get; init; } = 1;

    /// <summary>The metrics of each fold of a cross-validation; empty: there was none.</summary>
    public IReadOnlyList<MetricSet> Folds { get; init; } = [];

    /// <summary>The worst mistakes, the worst first.</summary>
    public IReadOnlyList<ReportMistake> Mistakes { get; init; } = [];

    /// <summary>The names of the cells of a mistake.</summary>
    public IReadOnlyList<string> CellNames { get; init; } = [];

    /// <summary>The columns that are used, or the first of many.</summary>
    public IReadOnlyList<ReportColumn> Columns { get; init; } = [];

    /// <summary>All columns that are used.</summary>
    public int ColumnCount { get; init; }

    /// <summary>The columns that are not used.</summary>
    public IReadOnlyList<LeftOutColumn> LeftOut { get; init; } = [];

    /// <summary>The target in each part of the rows.</summary>
    public IReadOnlyList<ReportTarget> Targets { get; init; } = [];

    /// <summary>What was trained and how, in words.</summary>
    public IReadOnlyList<ReportFact> Choices { get; init; } = [];

    /// <summary>Why, each in some words.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>The layers of the network, or of one of several.</summary>
    public IReadOnlyList<ReportLayer> Layers { get; init; } = [];

    /// <summary>How the training went; null where nothing was trained.</summary>
    public ReportLearning? Learning { get; init; }

    /// <summary>The call that made this.</summary>
    public required string Command { get; init; }

    /// <summary>What else it depends on: versions, seeds, hashes.</summary>
    public required IReadOnlyList<ReportFact> Origin { get; init; }

    /// <summary>The part that counts.</summary>
    public ReportPart Result => Parts[^1];

    /// <summary>The metric that a sentence quotes.</summary>
    public Metric Metric => Task == TaskKind.Classification ? Metric.Accuracy : Metric.Rmse;
}
