using Descent.Data;
using Descent.Evaluation;
using Descent.Tabular;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Tabular;

public class FoldImportanceTests
{
    [Fact]
    public void Columns_have_the_mean_and_the_spread_of_the_folds()
    {
        PermutationImportance folds = FoldImportance.Of(
        [
            Fold(0.5, 20, leftOut: 0, ("a", 0.1, 0.02), ("b", 0.4, 0.1)),
            Fold(0.7, 21, leftOut: 0, ("b", 0.6, 0.3), ("a", 0.3, 0.04)),
        ]);

        Assert.Equal((2, 41, 0), (folds.Folds, folds.Rows, folds.ColumnsLeftOut));
        Assert.Equal(0.6, folds.Baseline, 12);
        Assert.Equal(["b", "a"], folds.Columns.Select(column => column.Column));
        // Two values lie half their distance from the mean: deviation = distance / √2.
        Assert.Equal([0.5, 0.2], folds.Columns.Select(column => column.Worsening), Near);
        Assert.Equal([0.2 / Math.Sqrt(2), 0.2 / Math.Sqrt(2)], folds.Columns.Select(column => column.StandardDeviation!.Value), Near);
        Assert.Equal([0.2, 0.03], folds.Columns.Select(column => column.AccuracyDrop!.Value), Near);
    }

    [Fact]
    public void A_column_that_a_fold_does_without_counts_as_0_there_and_one_that_was_not_measured_is_left_out()
    {
        PermutationImportance unused = FoldImportance.Of([Fold(0.5, 20, leftOut: 0, ("a", 0.2, 0), ("b", 0.4, 0)), Fold(0.5, 20, leftOut: 0, ("a", 0.2, 0))]);
        Assert.Equal([("a", 0.2), ("b", 0.2)], unused.Columns.Select(column => (column.Column, column.Worsening)));

        PermutationImportance unknown = FoldImportance.Of([Fold(0.5, 20, leftOut: 1, ("a", 0.2, 0), ("b", 0.4, 0)), Fold(0.5, 20, leftOut: 2, ("a", 0.2, 0))]);
        Assert.Equal([("a", 0.2)], unknown.Columns.Select(column => (column.Column, column.Worsening)));
        Assert.Equal(2, unknown.ColumnsLeftOut);
    }

    [Fact]
    public void A_cross_validation_measures_each_fold_with_the_model_that_has_not_seen_it()
    {
        // What column a says is all there is to learn; b is another number in each row, so a model can learn rows by heart through it.
        Table table = Csv.Table("a,b,y\n" + string.Concat(Enumerable.Range(0, 120).Select(row => $"{row * 7 % 10},{row * 37 % 120}.5,{(row * 7 % 10 < 5 ? "low" : "high")}\n")));
        var options = new TableTrainerOptions { Hidden = [16], Epochs = 30, Seed = 7, Folds = 4, MeasureImportance = true };
        TableTrainingResult result = new TableTrainer(options).Train(table, cancellationToken: TestContext.Current.CancellationToken);
        PermutationImportance importance = result.CrossValidation!.Importance!;

        Assert.Null(result.Importance);
        Assert.Equal((4, 120), (importance.Folds, importance.Rows));
        Assert.Equal(["a", "b"], importance.Columns.Select(column => column.Column));
        // Half of the rows that get another a get one of the other class.
        Assert.InRange(importance.Columns[0].AccuracyDrop!.Value, 0.3, 0.6);
        Assert.InRange(importance.Columns[1].AccuracyDrop!.Value, -0.1, 0.1);
        // No probability counts as less than 10⁻⁶ here, and none is that small; so the baselines are the log losses of the folds.
        Assert.Equal(result.CrossValidation.Spreads.Single(spread => spread.Metric == Metric.LogLoss).Mean, importance.Baseline, 6);
    }

    [Fact]
    public void With_test_rows_the_model_that_is_kept_is_measured_on_those()
    {
        Table table = Csv.Table("a,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 10},{(row % 10 < 5 ? "low" : "high")}\n")));
        var options = new TableTrainerOptions
        {
            Hidden = [4],
            Epochs = 2,
            Folds = 2,
            MeasureImportance = true,
            Split = TableSplit.Given([.. Enumerable.Range(0, 60).Select(row => row < 40)]),
        };
        TableTrainingResult result = new TableTrainer(options).Train(table, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((1, 20), (result.Importance!.Folds, result.Importance.Rows));
        Assert.Null(result.CrossValidation!.Importance);
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-12;

    private static PermutationImportance Fold(double baseline, int rows, int leftOut, params (string Name, double Worsening, double Drop)[] columns) => new(
        Metric.LogLoss, baseline, rows, repeats: 5, [.. columns.Select(column => new ColumnImportance(column.Name, Metric.LogLoss, column.Worsening, 0.01, column.Drop))], leftOut);
}
