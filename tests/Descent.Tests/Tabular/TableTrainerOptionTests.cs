using System.Globalization;
using Descent.Data;
using Descent.Evaluation;
using Descent.Tabular;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Tabular;

/// <summary>What single options do to a training, from the table to the result.</summary>
public class TableTrainerOptionTests
{
    private static readonly TableTrainerOptions Quick = new() { Hidden = [8], Epochs = 20, Seed = 7, CompareWithLinear = false };

    [Fact]
    public void Balanced_weights_find_more_of_a_class_of_5_percent()
    {
        var random = new Random(11);
        // Two bells that overlap, two deviations apart: the rare one is mostly taken for the frequent one.
        Table table = Csv.Table("x,y\n" + Lines(1000, row =>
            Invariant($"{(row % 20 == 0 ? 2 : 0) + Normal(random)},{(row % 20 == 0 ? "rare" : "usual")}")));

        Assert.InRange(Recall(Quick with { ClassWeights = ClassWeighting.Balanced }) - Recall(Quick), 0.2, 1);

        double Recall(TableTrainerOptions options)
        {
            TableTrainingResult result = Train(options, table);
            return ((ClassificationMetrics)result.Test!).Confusion.Recall(result.Model.Classes.ToList().IndexOf("rare"))!.Value;
        }
    }

    [Fact]
    public void Label_smoothing_keeps_probabilities_away_from_0_and_1()
    {
        Table table = Csv.Table("x,y\n" + Lines(200, row => $"{row},{(row < 100 ? "a" : "b")}"));

        // With ε = 0.4 the best output is 0.8 where a class is certain; without, it goes on towards 1.
        Assert.InRange(Most(0.4), 0.6, 0.9);
        Assert.InRange(Most(0), 0.95, 1);

        float Most(double smoothing) => Train(Quick with { LabelSmoothing = smoothing, Epochs = 60 }, table).Model.Predict(Csv.Table("x,y\n0,a\n199,b\n")).Max();
    }

    [Theory]
    [InlineData(TargetTransform.None)]
    [InlineData(TargetTransform.Log)]
    [InlineData(TargetTransform.YeoJohnson)]
    public void The_transform_that_is_asked_for_is_the_model_s(TargetTransform transform)
    {
        TableTrainingResult result = Train(Quick with { TargetTransform = transform }, Skewed());
        Assert.Equal(transform, result.Model.TargetScaler!.Transform);
        Assert.All(result.Model.Predict(Skewed()), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_skewed_target_is_learned_as_it_is_and_the_reasons_say_so()
    {
        TableTrainingResult skewed = Train(Quick, Skewed());
        Assert.Equal(TargetTransform.None, skewed.Model.TargetScaler!.Transform);
        Assert.Contains(skewed.Reasons, reason => reason.StartsWith("the target is skewed and learned as it is", StringComparison.Ordinal));
        Assert.DoesNotContain(Train(Quick, Csv.Table("x,y\n" + Lines(100, row => Invariant($"{row},{row * 1.5}")))).Reasons, reason => reason.Contains("skewed", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_that_do_not_suit_the_task_are_refused()
    {
        Assert.StartsWith("label smoothing is for classes", Assert.Throws<ArgumentException>(() => Train(Quick with { LabelSmoothing = 0.1 }, Skewed())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Train(Quick with { ClassWeights = ClassWeighting.Balanced }, Skewed()));
        Table classes = Csv.Table("x,y\n" + Lines(40, row => $"{row},{"ab"[row % 2]}"));
        Assert.Throws<ArgumentException>(() => Train(Quick with { TargetTransform = TargetTransform.Log }, classes));
        Assert.StartsWith("There is no class 'c'", Assert.Throws<ArgumentException>(
            () => Train(Quick with { ClassWeights = ClassWeighting.Of(new Dictionary<string, double> { ["c"] = 2 }) }, classes)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TableTrainerOptions { LabelSmoothing = 1 });
    }

    [Fact]
    public void Importance_is_measured_where_it_is_asked_for_and_finds_the_column_that_decides()
    {
        Table table = Csv.Table("noise,x,y\n" + Lines(200, row => $"{row * 7919 % 101},{row * 31 % 200},{(row * 31 % 200 < 100 ? "a" : "b")}"));

        Assert.Null(Train(Quick, table).Importance);
        PermutationImportance importance = Train(Quick with { MeasureImportance = true }, table).Importance!;
        Assert.Equal(["x", "noise"], importance.Columns.Select(column => column.Column));
        Assert.True(importance.Columns[0].Worsening > 3 * Math.Abs(importance.Columns[1].Worsening));
    }

    [Fact]
    public void The_intervals_of_the_test_rows_contain_what_was_measured()
    {
        foreach (Table table in (Table[])[Skewed(), Csv.Table("x,y\n" + Lines(120, row => $"{row * 31 % 120},{(row * 31 % 120 < 50 || row % 9 == 0 ? "a" : "b")}"))])
        {
            TableTrainingResult result = Train(Quick, table);
            BootstrapIntervals intervals = result.TestIntervals!;
            Assert.Equal(result.Test!.Values.Select(value => value.Value), intervals.Measured.Values.Select(value => value.Value));
            foreach (MetricValue value in result.Test.Values.Where(value => intervals[value.Metric] is not null))
                Assert.InRange(value.Value, intervals[value.Metric]!.Value.Lower, intervals[value.Metric]!.Value.Upper);
        }
    }

    [Fact]
    public void Copies_among_the_rows_that_are_measured_on_are_a_warning()
    {
        string rows = Lines(60, row => Invariant($"{row * 1.25},{row * 0.75},{"ab"[row % 2]}"));
        Table table = Csv.Table("x,z,y\n" + rows + rows);
        TableTraining training = new TableTrainer(Quick with { Split = TableSplit.Given([.. Enumerable.Range(0, 120).Select(row => row < 60)]) }).Prepare(table);

        Assert.Contains(training.Warnings, warning =>
            warning.StartsWith("60 of 60 held-back rows (100", StringComparison.Ordinal) && warning.EndsWith("all of them in the target too; if they are copies, the measured quality flatters the model", StringComparison.Ordinal));
        Assert.DoesNotContain(new TableTrainer(Quick).Prepare(Csv.Table("x,z,y\n" + rows)).Warnings, warning => warning.Contains("flatters", StringComparison.Ordinal));
    }

    private static Table Skewed()
    {
        var random = new Random(4);
        return Csv.Table("x,y\n" + Lines(120, row => Invariant($"{row % 40},{Math.Exp((row % 40 / 10.0) + (0.2 * Normal(random))):F4}")));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());

    private static TableTrainingResult Train(TableTrainerOptions options, Table table) =>
        new TableTrainer(options).Train(table, cancellationToken: TestContext.Current.CancellationToken);

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(row => line(row) + "\n"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
