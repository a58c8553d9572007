using Descent.Data;
using Descent.Tabular;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Tabular;

public class RowWeightsTests
{
    private static readonly Table Six = Csv.Table("x,w,y\n1,2,a\n2,0,b\n3,4,a\n4,6,b\n5,100,a\n6,8,a\n");

    [Fact]
    public void The_weights_of_a_column_have_the_mean_1_over_the_training_rows()
    {
        // Row 5 is not learned from: 2, 0, 4, 6, 8 have the mean 4.
        Assert.Equal([0.5f, 0, 1, 1.5f, 2], Weights(Six, [0, 1, 2, 3, 5], new TableTrainerOptions { WeightColumn = "w" }));
    }

    [Fact]
    public void Balanced_classes_and_a_column_are_multiplied()
    {
        // Of five rows three are a and two b: 5/(2·3) and 5/(2·2), times the column, and then the mean 1.
        double[] products = [2 * 5 / 6.0, 0, 4 * 5 / 6.0, 6 * 5 / 4.0, 8 * 5 / 6.0];
        float[] weights = Weights(Six, [0, 1, 2, 3, 5], new TableTrainerOptions { WeightColumn = "w", ClassWeights = ClassWeighting.Balanced });

        Assert.All(products.Zip(weights), pair => Assert.Equal(pair.First / products.Average(), pair.Second, 1e-6));
        Assert.Equal(1, weights.Average(), 1e-6);
    }

    [Fact]
    public void Without_weights_the_rows_stay_the_same()
    {
        Dataset train = Rows(Six, [0, 1]);
        Assert.Same(train, RowWeights.Apply(train, Six, [0, 1], new TableTrainerOptions()));
    }

    [Theory]
    [InlineData("-1", "people.csv, line 3, column 'w': -1 is no weight; expected a number of 0 or more")]
    [InlineData("", "people.csv, line 3, column 'w': the cell holds no number; expected a number of 0 or more")]
    [InlineData("heavy", "people.csv, line 3, column 'w': the cell holds no number; expected a number of 0 or more")]
    public void A_cell_that_is_no_weight_is_named(string cell, string message)
    {
        Table table = Csv.Table($"x,w,y\n1,2,a\n2,{cell},b\n3,1,a\n");
        Assert.Equal(message, Refusal(table, [0, 1, 2], "w"));
        // Of a row that is not learned from it does not matter.
        Assert.Equal(2, Weights(table, [0, 2], new TableTrainerOptions { WeightColumn = "w" }).Length);
    }

    [Fact]
    public void A_column_that_cannot_hold_weights_is_named()
    {
        Assert.Equal("people.csv: there is no column 'weight', which holds the weights of rows; the columns are x, w, y", Refusal(Six, [0, 1], "weight"));
        Assert.Equal("people.csv: the column 'y' is the target and cannot hold the weights of rows too", Refusal(Six, [0, 1], "y"));
        Assert.Equal("people.csv: the weights of all training rows are 0; expected at least one above 0", Refusal(Six, [1], "w"));
    }

    private static string Refusal(Table table, int[] rows, string column) => Assert.Throws<DataFormatException>(
        () => Weights(table, rows, new TableTrainerOptions { WeightColumn = column })).Message;

    private static float[] Weights(Table table, int[] rows, TableTrainerOptions options) =>
        RowWeights.Apply(Rows(table, rows), table, rows, options).Weights.ToArray();

    private static Dataset Rows(Table table, int[] rows) => table.TargetsAlone(TaskKind.Classification).Select(rows);
}
