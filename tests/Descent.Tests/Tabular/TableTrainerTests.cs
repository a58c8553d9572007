using System.Globalization;
using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Tabular;
using Descent.Tests.Formats;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Tabular;

/// <summary>From a table to a model, and an estimate of its quality that can be relied on.</summary>
public class TableTrainerTests
{
    private static readonly TableTrainerOptions Quick = new() { Hidden = [16], Epochs = 20, Seed = 7 };

    [Fact]
    public void A_table_becomes_a_model_that_is_better_than_the_baselines()
    {
        // Two classes that no line divides: the sign of x · y.
        Table table = Csv.Table(Checkerboard(600));
        TableTrainingResult result = Train(new TableTrainerOptions { Preset = TablePreset.Fast }, table);

        Assert.Equal(150, result.Test!.Rows);
        Assert.InRange(Accuracy(result.Test), 0.9, 1);
        Assert.InRange(Accuracy(result.Constant!.Metrics), 0.4, 0.6);
        Assert.InRange(Accuracy(result.Linear!.Metrics), 0.35, 0.7);
        Assert.Equal(result.Test[Metric.LogLoss], result.Model.Training!.Metrics["test"]["logLoss"]);
        Assert.NotEmpty(result.Reasons);
    }

    [Fact]
    public void The_constant_baseline_is_what_the_training_rows_say()
    {
        Table table = Csv.Table("x,y\n" + Lines(40, i => $"{i},{(i % 4 == 0 ? "rare" : "usual")}"));
        TableTrainingResult result = Train(Quick, table);

        // Ten rows, stratified: a quarter is rare. −(¼ ln ¼ + ¾ ln ¾) with the shares of the 30 training rows, 8 and 22 or 7 and 23.
        ClassificationMetrics constant = Assert.IsType<ClassificationMetrics>(result.Constant!.Metrics);
        Assert.Equal("usual", result.Constant.Answer);
        double rare = (10 - constant.Confusion.Correct) / 10.0;
        double share = (10 - (10 * rare)) / 30;
        Assert.Equal(-(rare * Math.Log(share)) - ((1 - rare) * Math.Log(1 - share)), constant.LogLoss!.Value, 5);
    }

    [Fact]
    public void A_model_knows_the_constant_that_it_was_compared_with()
    {
        Table classes = Csv.Table("x,y\n" + Lines(40, i => $"{i},{(i % 4 == 0 ? "rare" : "usual")}"));
        Table numbers = Csv.Table("x,y\n" + Lines(40, i => Invariant($"{i},{0.1 * i * i}")));
        foreach (Table table in (Table[])[classes, numbers])
        {
            TableTraining training = new TableTrainer(Quick).Prepare(table);
            TableTrainingResult result = training.Run(TableProgress.None, TestContext.Current.CancellationToken);
            Baseline known = Baseline.ConstantOf(result.Model, training.Tables.Test!.Data)!;

            Assert.Equal(result.Constant!.Answer, known.Answer);
            Assert.Equal(result.Constant.Metrics.Values, known.Metrics.Values);
            Assert.Null(Baseline.ConstantOf(new Model(result.Model.Network, training.Tables.Train, pipeline: result.Model.Pipeline), training.Tables.Test.Data));
        }
    }

    [Fact]
    public void Linear_regression_finds_the_line()
    {
        Table table = Csv.Table("a,b,y\n" + Lines(400, i => Invariant($"{i % 20},{i / 20},{(3.5 * (i % 20)) - (2 * (i / 20)) + 1}")));
        TableTrainingResult result = Train(Quick, table);

        // The targets spread over 60; the slopes are found to a thousandth of that.
        Assert.InRange(((RegressionMetrics)result.Linear!.Metrics).Rmse, 0, 0.06);
    }

    [Fact]
    public void Cross_validation_predicts_each_row_once_by_a_model_that_has_not_seen_it()
    {
        Table table = Csv.Table(Checkerboard(90));
        TableTrainingResult result = Train(Quick with { Folds = 4 }, table);
        CrossValidation folds = result.CrossValidation!;

        Assert.Null(result.Test);
        Assert.Equal(90, result.Model.Training!.TrainRows);
        Assert.Equal(4, folds.Folds.Count);
        Assert.Equal([22, 22, 23, 23], folds.Folds.Select(fold => fold.Rows).Order());
        Assert.Equal(Enumerable.Range(0, 90), folds.Predictions.Rows.Order());
        Assert.Equal(90, folds.Pooled.Rows);

        double[] accuracies = [.. folds.Folds.Select(Accuracy)];
        MetricSpread spread = folds.Spreads.Single(spread => spread.Metric == Metric.Accuracy);
        Assert.Equal(accuracies.Average(), spread.Mean, 12);
        Assert.Equal(Math.Sqrt(accuracies.Sum(accuracy => Math.Pow(accuracy - accuracies.Average(), 2)) / 3), spread.StandardDeviation, 12);
        Assert.Equal(folds.Folds.Sum(fold => Accuracy(fold) * fold.Rows) / 90, Accuracy(folds.Pooled), 12);
    }

    [Fact]
    public void Cross_validation_of_labels_by_chance_finds_nothing()
    {
        // 40 columns and 80 rows: a model that saw the rows, or preprocessing that did, would be right far more often than by chance.
        var random = new Random(3);
        string names = string.Join(',', Enumerable.Range(0, 40).Select(i => $"c{i}"));
        string rows = Lines(80, i => $"{string.Join(',', Enumerable.Range(0, 40).Select(_ => random.Next(1000)))},{(random.Next(2) == 0 ? "a" : "b")}");
        CrossValidation folds = Train(Quick with { Folds = 5 }, Csv.Table($"{names},y\n{rows}")).CrossValidation!;

        // Four standard deviations of a coin thrown 80 times.
        Assert.InRange(Accuracy(folds.Pooled), 0.5 - 0.224, 0.5 + 0.224);
    }

    [Fact]
    public void Groups_are_never_torn_apart_and_are_no_feature()
    {
        Table table = Csv.Table("patient,x,y\n" + Lines(120, i => $"p{i / 6},{i % 7},{(i / 6 % 2 == 0 ? "ill" : "well")}"));
        TableTraining training = new TableTrainer(Quick with { Split = TableSplit.Grouped("patient"), Validation = 0.2f, Folds = 3 }).Prepare(table);
        PreparedTable prepared = new TableTrainer(Quick with { Split = TableSplit.Grouped("patient") }).Prepare(table).Tables.Prepared;

        Assert.Equal(["x"], prepared.Pipeline.FeatureNames);
        Assert.Empty(prepared.TrainRows.Select(row => row / 6).Intersect(prepared.HeldRows.Select(row => row / 6)));
        Assert.InRange(prepared.HeldRows.Length, 24, 36);
        Assert.Equal(120, training.Tables.Train.Rows);
        bool[] heldBack = training.Tables.Prepared.Rule.Choose(training.Tables.Train, 0.2, 1);
        Assert.All(Enumerable.Range(0, 20), patient => Assert.Single(heldBack.AsSpan(6 * patient, 6).ToArray().Distinct()));
    }

    [Fact]
    public void Time_is_measured_on_later_rows_only()
    {
        Table table = Csv.Table("day,x,y\n" + Lines(100, i => Invariant($"{new DateTime(2026, 1, 1).AddDays(i * 37 % 100):yyyy-MM-dd},{i % 9},{i % 5}.5")));
        double[] days = SplitColumns.Times(table, "day");
        TableTraining one = new TableTrainer(Quick with { Split = TableSplit.InTime("day", 0.2) }).Prepare(table);
        Assert.Equal(20, one.Tables.Prepared.HeldRows.Length);
        Assert.True(one.Tables.Prepared.TrainRows.Max(row => days[row]) < one.Tables.Prepared.HeldRows.Min(row => days[row]));

        CrossValidation folds = Train(Quick with { Split = TableSplit.InTime("day"), Folds = 3 }, table).CrossValidation!;
        Assert.Equal([25, 25, 25], folds.Folds.Select(fold => fold.Rows));
        Assert.Equal(days.Order().Skip(25), folds.Predictions.Rows.Select(row => days[row]).Order());
    }

    [Fact]
    public void Networks_stop_by_the_latest_of_the_rows_that_they_could_learn_from()
    {
        Table table = Csv.Table("day,x,y\n" + Lines(100, i => Invariant($"{new DateTime(2026, 1, 1).AddDays(i * 37 % 100):yyyy-MM-dd},{i % 9},{i % 5}.5")));
        double[] days = SplitColumns.Times(table, "day");
        PreparedTable prepared = new TableTrainer(Quick with { Split = TableSplit.InTime("day", 0.2) }).Prepare(table).Tables.Prepared;
        bool[] isTrain = prepared.Rule.Choose(prepared.Train, 0.1, seed: 5);

        Assert.Equal(80, isTrain.Length);
        Assert.Equal(8, isTrain.Count(false));
        double[] learned = Days(part: true), heldBack = Days(part: false);
        Assert.True(learned.Max() < heldBack.Min());
        Assert.True(heldBack.Max() < prepared.HeldRows.Min(row => days[row]));

        // The next network holds the block before back, and learns from the latest; after ten blocks it begins again.
        isTrain = prepared.Rule.Choose(prepared.Train, 0.1, seed: 6, network: 1);
        Assert.Equal((8, true), (isTrain.Count(false), Days(part: false).Max() < heldBack.Min()));
        Assert.Equal(7, Days(part: false).Max() - Days(part: false).Min());
        isTrain = prepared.Rule.Choose(prepared.Train, 0.1, seed: 6, network: 10);
        Assert.Equal(heldBack, Days(part: false));

        double[] Days(bool part) => [.. prepared.TrainRows.Where((_, i) => isTrain[i] == part).Select(row => days[row])];
    }

    [Fact]
    public void Rows_of_one_time_are_held_back_in_part_and_a_class_of_the_latest_rows_is_still_learned()
    {
        // Twenty rows in each of five years.
        var rule = new HeldBackRule(null, [.. Enumerable.Range(0, 100).Select(i => 2020.0 + (i / 20))]);
        Dataset rows = Targets(i => "ab"[i % 2]), late = Targets(i => i >= 96 ? 'c' : "ab"[i % 2]);
        bool[] tenth = rule.Choose(rows, 0.1, seed: 3), fifth = rule.Choose(late, 0.2, seed: 3);

        Assert.Equal((10, 10), (tenth.Count(false), tenth.AsSpan(80).Count(false)));
        Assert.NotEqual(tenth, rule.Choose(rows, 0.1, seed: 4));
        Assert.Equal((18, 2), (fifth.Count(false), fifth.AsSpan(96).Count(false)));

        // Where all times are the same, any rows are the latest.
        Assert.Equal(10, new HeldBackRule(null, new double[100]).Choose(rows, 0.1, seed: 3).Count(false));

        static Dataset Targets(Func<int, char> label) => Csv.Table("x,y\n" + Lines(100, i => $"{i},{label(i)}")).TargetsAlone(TaskKind.Classification);
    }

    [Fact]
    public void Threads_and_repetition_change_no_bit()
    {
        Table table = Csv.Table(Checkerboard(120));
        string[] hashes = [.. new int?[] { 1, 2, 3 }.Select(threads =>
        {
            TableTrainingResult result = Train(new TableTrainerOptions { Members = 2, Epochs = 4, Preset = TablePreset.Default, Folds = 2, Threads = threads }, table);
            return result.Model.Ensemble.ParametersSha256() + result.CrossValidation!.Pooled;
        })];

        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void Rows_without_a_target_are_left_out_and_keep_their_numbers()
    {
        Table table = Csv.Table("x,y\n" + Lines(40, i => $"{i},{(i % 10 == 3 ? "" : i % 2 == 0 ? "a" : "b")}"));
        TableTraining training = new TableTrainer(Quick with { Split = TableSplit.Given([.. Enumerable.Range(0, 40).Select(i => i < 30)]) }).Prepare(table);

        Assert.Equal(27, training.Tables.Train.Rows);
        Assert.Equal([31, 32, 33, 35, 36, 37, 38, 39, 40], training.Tables.Test!.Numbers);
        Assert.Contains("4 rows of", Assert.Single(training.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_training_is_the_best_so_far_and_not_measured()
    {
        using var source = new CancellationTokenSource();
        TableTrainingResult result = Train(Quick with { Members = 3 }, Csv.Table(Checkerboard(100)), progress: new CancelAt(source, turn: 2), cancellationToken: source.Token);

        Assert.True(result.IsInterrupted);
        Assert.Empty(result.Parts);
        Assert.Single(result.Model.Ensemble.Members);
        Assert.Equal("interrupted", result.Model.Training!.StopReason);
    }

    [Fact]
    public void Progress_is_told_of_each_training_and_how_far_it_is()
    {
        var progress = new Turns();
        Train(Quick with { Members = 2, Folds = 2 }, Csv.Table(Checkerboard(60)), progress: progress);

        Assert.Equal(
            ["network 1/2", "network 2/2", "fold 1/2, network 1/2", "fold 1/2, network 2/2", "fold 2/2, network 1/2", "fold 2/2, network 2/2"],
            progress.Seen.Select(turn => turn.Title));
        Assert.All(progress.Seen.Index(), entry => Assert.Equal(entry.Index / 6.0, entry.Item.Start, 12));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        Assert.Equal("Folds is 1; expected at least 2. (Parameter 'Folds')\nActual value was 1.", Assert.Throws<ArgumentOutOfRangeException>(() => new TableTrainerOptions { Folds = 1 }).Message.ReplaceLineEndings("\n"));
        Assert.StartsWith("Dropout is 1; expected a probability in [0, 1).", Assert.Throws<ArgumentOutOfRangeException>(() => new TableTrainerOptions { Dropout = 1 }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TableSplit.Random(1));
    }

    private static TableTrainingResult Train(TableTrainerOptions options, Table table, TableProgress? progress = null, CancellationToken? cancellationToken = null) =>
        new TableTrainer(options).Train(table, progress: progress, cancellationToken: cancellationToken ?? TestContext.Current.CancellationToken);

    private static double Accuracy(MetricSet metrics) => ((ClassificationMetrics)metrics).Accuracy;

    private static string Checkerboard(int rows)
    {
        var random = new Random(5);
        return "x,y,z\n" + Lines(rows, _ =>
        {
            int x = random.Next(2000) - 1000, y = random.Next(2000) - 1000;
            return $"{x},{y},{((x > 0) == (y > 0) ? "same" : "other")}";
        });
    }

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Turns : TableProgress
    {
        public List<TrainingTurn> Seen { get; } = [];

        public override TrainingResult Follow(TrainingTurn turn, Func<ITrainingObserver, TrainingResult> train)
        {
            Seen.Add(turn);
            return base.Follow(turn, train);
        }
    }

    private sealed class CancelAt(CancellationTokenSource source, int turn) : TableProgress
    {
        private int _turns;

        public override TrainingResult Follow(TrainingTurn which, Func<ITrainingObserver, TrainingResult> train)
        {
            if (++_turns == turn)
                source.Cancel();
            return base.Follow(which, train);
        }
    }
}
