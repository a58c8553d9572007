using Descent.Data;
using Xunit;

namespace Descent.Tests.Formats;

public class TaskInferenceTests
{
    public static TheoryData<string[], TaskKind, string> Targets => new()
    {
        { ["b", "a", "b"], TaskKind.Classification, "the target 'y' holds text, 2 different labels: classification" },
        { ["1", "2", "x"], TaskKind.Classification, "the target 'y' holds text, 3 different labels: classification" },
        { ["0", "1", "1", "0"], TaskKind.Classification, "the target 'y' holds 2 different whole numbers in 4 rows: classification" },
        { ["-1", "1"], TaskKind.Classification, "the target 'y' holds 2 different whole numbers in 2 rows: classification" },
        { ["1", "1.0", "01", "2"], TaskKind.Classification, "the target 'y' holds 2 different whole numbers in 4 rows: classification" },
        { Cycle(3, 15), TaskKind.Classification, "the target 'y' holds 3 different whole numbers in 15 rows: classification" },
        { Cycle(3, 14), TaskKind.Regression, "the target 'y' holds 3 different whole numbers in 14 rows: regression" },
        { Cycle(20, 100), TaskKind.Classification, "the target 'y' holds 20 different whole numbers in 100 rows: classification" },
        { [.. Cycle(10, 100), "11", "11"], TaskKind.Regression, "the target 'y' holds 11 different whole numbers in 102 rows: regression" },
        { [.. Cycle(10, 100), "11", "11", "11.0"], TaskKind.Classification, "the target 'y' holds 11 different whole numbers in 103 rows: classification" },
        { [.. Cycle(9, 100), "9"], TaskKind.Classification, "the target 'y' holds 10 different whole numbers in 101 rows: classification" },
        { Cycle(21, 1000), TaskKind.Regression, "the target 'y' holds 21 different whole numbers in 1000 rows: regression" },
        { Cycle(10_001, 10_002), TaskKind.Regression, "the target 'y' holds more than 10000 different whole numbers: regression" },
        { ["0.5", "1.5"], TaskKind.Regression, "the target 'y' holds numbers with fractions: regression" },
        { ["1", "2", "2.5", "1", "1"], TaskKind.Regression, "the target 'y' holds numbers with fractions: regression" },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_task_follows_from_the_target(string[] target, TaskKind task, string reason)
    {
        Table table = Table(target);

        Assert.Equal(new TaskInference(task, reason), table.InferTask());
        Assert.Equal(task, table.ToDataset().Task);
    }

    [Fact]
    public void The_task_may_be_chosen()
    {
        Dataset numbers = Table(["0", "1", "1"]).ToDataset(TaskKind.Regression);
        Dataset classes = Table(["0.5", "10", "9"]).ToDataset(TaskKind.Classification);

        Assert.Equal([0, 1, 1], numbers.Targets.ToArray());
        Assert.Equal(["0.5", "10", "9"], classes.Classes);
    }

    [Fact]
    public void Whole_numbers_are_classes_in_numerical_order_whatever_their_spelling()
    {
        Dataset data = Table(["10", "9.0", "2", "+9", "1e1", "20240001", "20240002"]).ToDataset(TaskKind.Classification);

        Assert.Equal(["2", "9", "10", "20240001", "20240002"], data.Classes);
        Assert.Equal([2, 1, 0, 1, 2, 3, 4], data.Labels.ToArray());
    }

    [Fact]
    public void None_is_a_label_among_other_texts_and_NA_is_a_missing_one()
    {
        Table table = Table(["None", "Some", "na", "", "None"]);

        Assert.Equal([0, 1, 4], table.RowsWithTarget());
        Assert.Equal(["None", "Some"], table.WithTargetKnown().ToDataset().Classes);
        Assert.Equal([0, 2], Table(["1", "none", "2"]).RowsWithTarget());
    }

    private static string[] Cycle(int values, int rows) => [.. Enumerable.Range(0, rows).Select(row => $"{row % values}")];

    private static Table Table(string[] target) => Csv.Table("a,y\n" + string.Concat(target.Select(value => $"1,{value}\n")));
}
