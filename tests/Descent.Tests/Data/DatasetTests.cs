using Descent.Data;
using Xunit;

namespace Descent.Tests.Data;

public class DatasetTests
{
    private static readonly float[] Features = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void A_classification_keeps_what_it_was_given()
    {
        var data = Dataset.Classification(Features, 2, [1, 0, 1], ["no", "yes"], ["a", "b"], "answer");

        Assert.Equal(TaskKind.Classification, data.Task);
        Assert.Equal((3, 2, 2), (data.Rows, data.Inputs, data.Outputs));
        Assert.Equal(Features, data.Features.ToArray());
        Assert.Equal([3, 4], data.Row(1).ToArray());
        Assert.Equal([1, 0, 1], data.Labels.ToArray());
        Assert.True(data.HasLabels);
        Assert.True(data.Targets.IsEmpty);
        Assert.Equal(["no", "yes"], data.Classes);
        Assert.Equal(["a", "b"], data.FeatureNames);
        Assert.Equal("answer", data.TargetName);
    }

    [Fact]
    public void A_regression_keeps_what_it_was_given()
    {
        var data = Dataset.Regression(Features, 3, [10, 11, 20, 21], outputs: 2);

        Assert.Equal(TaskKind.Regression, data.Task);
        Assert.Equal((2, 3, 2), (data.Rows, data.Inputs, data.Outputs));
        Assert.Equal([10, 11, 20, 21], data.Targets.ToArray());
        Assert.False(data.HasLabels);
        Assert.True(data.Labels.IsEmpty);
        Assert.Empty(data.Classes);
        Assert.Equal(["x1", "x2", "x3"], data.FeatureNames);
    }

    [Fact]
    public void Soft_labels_are_a_classification_with_a_weight_per_class()
    {
        var data = Dataset.SoftLabels(Features, 3, [0.2f, 0.8f, 1, 0], outputs: 2);

        Assert.Equal(TaskKind.Classification, data.Task);
        Assert.False(data.HasLabels);
        Assert.Equal([0.2f, 0.8f, 1, 0], data.Targets.ToArray());
        Assert.Equal(["0", "1"], data.Classes);
    }

    [Fact]
    public void Rows_may_be_written_as_a_literal()
    {
        var xor = Dataset.Classification([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
        var sum = Dataset.Regression([[0, 0], [0, 1]], [0, 1]);

        Assert.Equal([0, 0, 0, 1, 1, 0, 1, 1], xor.Features.ToArray());
        Assert.Equal((4, 2, 2), (xor.Rows, xor.Inputs, xor.Outputs));
        Assert.Equal([0, 1], sum.Targets.ToArray());
    }

    [Fact]
    public void Changing_the_arrays_afterwards_does_not_change_the_data()
    {
        float[] features = [1, 2];
        int[] labels = [0, 1];
        string[] classes = ["a", "b"];
        var data = Dataset.Classification(features, 1, labels, classes);
        (features[0], labels[0], classes[0]) = (9, 1, "z");

        Assert.Equal([1, 2], data.Features.ToArray());
        Assert.Equal([0, 1], data.Labels.ToArray());
        Assert.Equal(["a", "b"], data.Classes);
    }

    [Fact]
    public void Select_copies_rows_in_the_order_asked_for_and_more_than_once()
    {
        Dataset selected = Dataset.Classification(Features, 2, [1, 0, 1], ["no", "yes"]).Select([2, 0, 2]);
        Dataset numbers = Dataset.Regression(Features, 2, [10, 11, 20, 21, 30, 31], outputs: 2).Select([2, 1]);

        Assert.Equal([5, 6, 1, 2, 5, 6], selected.Features.ToArray());
        Assert.Equal([1, 1, 1], selected.Labels.ToArray());
        Assert.Equal(["no", "yes"], selected.Classes);
        Assert.Equal([30, 31, 20, 21], numbers.Targets.ToArray());
    }

    [Fact]
    public void Select_refuses_no_rows_and_rows_that_do_not_exist()
    {
        var data = Dataset.Classification(Features, 2, [1, 0, 1]);

        Assert.StartsWith("No rows are selected", Assert.Throws<ArgumentException>(() => data.Select([])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Row 3 does not exist; expected 0 to 2.", Assert.Throws<ArgumentException>(() => data.Select([0, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Row(3).Length);
    }

    public static TheoryData<Action, string> Mistakes => new()
    {
        { () => Dataset.Classification([1, 2, 3], 2, [0]), "features has 3 numbers, which is not a whole number of rows of 2." },
        { () => Dataset.Classification([], 2, []), "There are no features; expected at least one row." },
        { () => Dataset.Classification([1], 0, [0]), "inputs is 0; expected at least 1 feature." },
        { () => Dataset.Classification(Features, 2, [0, 1]), "labels has 2 entries; expected one for each of 3 rows." },
        { () => Dataset.Classification(Features, 2, [0, 1, 2], ["a", "b"]), "The label of row 2 is 2; expected a class index from 0 to 1." },
        { () => Dataset.Classification(Features, 2, [0, -1, 2]), "The label of row 1 is -1; expected a class index from 0 up." },
        { () => Dataset.Classification(Features, 2, [0, 1, 20240101]), "The largest label is 20240101 in 3 rows; expected class indices 0, 1, 2, … without large gaps, or names for the classes." },
        { () => Dataset.Classification(Features, 2, [0, 1, 1], []), "classes is empty; expected a name for each class." },
        { () => Dataset.Classification(Features, 2, [0, 1, 1], ["a", "a"]), "classes has 'a' twice; expected different names." },
        { () => Dataset.Classification(Features, 2, [0, 1, 1], ["a", ""]), "classes[1] is empty; expected a name." },
        { () => Dataset.Classification(Features, 2, [0, 1, 1], featureNames: ["a"]), "featureNames has 1 names; expected 2." },
        { () => Dataset.Classification([1, 2, 3, float.NaN], 2, [0, 1], featureNames: ["a", "b"]), "The feature 'b' of row 1 (column 1) is NaN; expected a finite number." },
        { () => Dataset.Classification([[1, 2], [3]], [0, 1]), "Row 1 of features has 1 numbers; expected 2, as in row 0." },
        { () => Dataset.Classification(Features, 2, [0, 1, 1], targetName: ""), "targetName is empty; expected a name." },
        { () => Dataset.Regression(Features, 2, [1, 2]), "targets has 2 numbers; expected 3: 1 for each of 3 rows." },
        { () => Dataset.Regression(Features, 2, [], outputs: 0), "outputs is 0; expected at least 1." },
        { () => Dataset.Regression(Features, 2, [1, float.PositiveInfinity, 3], targetName: "y"), "The target 'y' of row 1 (column 0) is Infinity; expected a finite number." },
        { () => Dataset.SoftLabels(Features, 3, [0, 1, 1.5f, -0.5f], 2, ["a", "b"]), "The target 'b' of row 1 (column 1) is -0.5; expected a weight of 0 or more." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_named_with_their_place(Action mistake, string message) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(mistake).Message, StringComparison.Ordinal);
}
