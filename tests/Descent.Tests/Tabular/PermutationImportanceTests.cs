using System.Globalization;
using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;
using Descent.Numerics;
using Descent.Tabular;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Tabular;

public class PermutationImportanceTests
{
    private static readonly RandomStream Random = new(2026, RandomPurpose.Test, 4);

    [Fact]
    public void Shuffling_a_column_of_a_line_raises_the_rmse_by_what_its_variance_says()
    {
        // t = 3a + b exactly. After shuffling a the error is 3(a′ − a), whose mean square is 2 · 9 Var(a) (n/(n − 1) for draws from the same rows, times the
        // share of rows that move, which is its inverse); likewise b.
        const int rows = 2000;
        float[] features = [.. Enumerable.Range(0, 3 * rows).Select(i => (float)Random.Normal(i))];
        Model model = Line(features, [3, 1, 0]);
        var importance = PermutationImportance.Compute(model, Table(features, 3, row => (3 * features[3 * row]) + features[(3 * row) + 1]));

        Assert.Equal((Metric.Rmse, rows, 5, 0), (importance.Metric, importance.Rows, importance.Repeats, importance.ColumnsLeftOut));
        Assert.Equal(0, importance.Baseline, 1e-6);
        Assert.Equal(["x1", "x2", "x3"], importance.Columns.Select(column => column.Column));
        // A mean square of 2,000 differences, each with relative deviation √2: 3 % of it, half that of its root, and less for the mean of five.
        Assert.Equal(3 * Math.Sqrt(2) * Deviation(0), importance.Columns[0].Worsening, 0.03 * 3 * Math.Sqrt(2));
        Assert.Equal(Math.Sqrt(2) * Deviation(1), importance.Columns[1].Worsening, 0.03 * Math.Sqrt(2));
        Assert.Equal((0, 0), (importance.Columns[2].Worsening, importance.Columns[2].StandardDeviation!.Value));
        Assert.Null(importance.Columns[0].AccuracyDrop);

        double Deviation(int column)
        {
            double[] values = [.. Enumerable.Range(0, rows).Select(row => (double)features[(3 * row) + column])];
            return Math.Sqrt(values.Sum(value => (value - values.Average()) * (value - values.Average())) / rows);
        }
    }

    [Fact]
    public void All_features_of_a_column_change_places_together()
    {
        // Each kind of column, and by hand: cells of the table change places as the same stream says, and the model predicts from that table.
        string[] cities = ["Rome", "Oslo", "", "Kyiv"];
        string[][] rows =
        [
            .. Enumerable.Range(0, 60).Select(row => (string[])
            [
                cities[Random.UInt32(row) % 4], $"2024-{1 + (row % 12)}-{1 + (row % 28)}", row % 5 == 0 ? "" : Random.Normal(row).ToString("F3", CultureInfo.InvariantCulture),
                $"{row % 3}",
            ]),
        ];
        Table table = Of(rows);
        TablePipeline pipeline = TablePipeline.Fit(table);
        Dataset data = pipeline.ToDataset(table, TaskKind.Classification);
        var model = new Model(Network.Build(data.Inputs, 3, [Layer.Dense(5, Activation.Tanh), Layer.Dense(3, Activation.Softmax)]), data, FeatureScaler.Robust(data), pipeline: pipeline);

        var importance = PermutationImportance.Compute(model, table, repeats: 3, seed: 8);

        var before = (ClassificationMetrics)model.Evaluate(data);
        Assert.Equal(before.LogLoss!.Value, importance.Baseline, 1e-9);
        for (int column = 0; column < 3; column++)
        {
            double[] worsenings = new double[3];
            double accuracyDrop = 0;
            for (int repeat = 0; repeat < 3; repeat++)
            {
                int[] order = [.. Enumerable.Range(0, rows.Length)];
                new RandomStream(8, RandomPurpose.Resampling, (uint)column + 1, (uint)repeat).Shuffle(order);
                string[][] shuffled = [.. rows.Select((cells, row) => cells.Select((cell, c) => c == column ? rows[order[row]][c] : cell).ToArray())];
                var after = (ClassificationMetrics)model.Evaluate(model.ToDataset(Of(shuffled)));
                worsenings[repeat] = after.LogLoss!.Value - before.LogLoss.Value;
                accuracyDrop += (before.Accuracy - after.Accuracy) / 3;
            }

            ColumnImportance found = importance.Columns.Single(entry => entry.Column == pipeline.Columns[column].Name);
            Assert.Equal(worsenings.Average(), found.Worsening, 1e-9);
            Assert.Equal(Math.Sqrt(worsenings.Sum(value => Math.Pow(value - worsenings.Average(), 2)) / 2), found.StandardDeviation!.Value, 1e-9);
            Assert.Equal(accuracyDrop, found.AccuracyDrop!.Value, 1e-9);
        }

        Assert.Equal(importance.Columns.OrderByDescending(column => column.Worsening), importance.Columns);
        Assert.Equal(importance.Columns, PermutationImportance.Compute(model, table, repeats: 3, seed: 8).Columns);
        Assert.NotEqual(importance.Columns, PermutationImportance.Compute(model, table, repeats: 3, seed: 9).Columns);

        static Table Of(string[][] rows) => Csv.Table("city,day,size,y\n" + string.Concat(rows.Select(row => string.Join(',', row) + "\n")));
    }

    [Fact]
    public void Outputs_that_are_no_probabilities_are_measured_by_accuracy()
    {
        var data = Dataset.Classification([1, 2, 3, 4], 1, [0, 1, 0, 1], featureNames: ["a"]);
        var model = new Model(Network.Build(1, 1, [Layer.Dense(2, Activation.Tanh)]), data);
        var importance = PermutationImportance.Compute(model, Csv.Table("a,y\n1,0\n2,1\n3,0\n4,1\n"), repeats: 1);

        Assert.Equal(Metric.Accuracy, importance.Metric);
        Assert.Equal(importance.Columns[0].AccuracyDrop, importance.Columns[0].Worsening);
        Assert.Null(importance.Columns[0].StandardDeviation);
    }

    [Fact]
    public void Work_is_bounded_by_rows_then_repeats_then_columns()
    {
        const int columns = 20;
        float[] features = [.. Enumerable.Range(0, columns * 300).Select(i => (float)Random.Normal(i))];
        // The model sees the seventh feature, and a little of the ninth. It has 21 parameters.
        Model model = Line(features, [.. Enumerable.Range(0, columns).Select(column => column == 6 ? 5f : column == 8 ? 1 : 0)]);
        Table table = Table(features, columns, row => features[(columns * row) + 6]);

        Assert.Equal((300, 5, 0), Bounds(columns * 5 * 300));
        Assert.Equal((250, 5, 0), Bounds(columns * 5 * 250));
        Assert.Equal((200, 3, 0), Bounds(columns * 3 * 200));
        Assert.Equal((200, 1, 13), Bounds(7 * 200));
        Assert.Equal((100, 5, 0), Bounds(1e9, mostRows: 100));

        var importance = Measure(7 * 200, mostRows: 2000);
        Assert.Equal(["x7", "x9"], importance.Columns.Take(2).Select(column => column.Column));
        Assert.All(importance.Columns.Skip(2), column => Assert.Equal(0, column.Worsening));

        (int Rows, int Repeats, int ColumnsLeftOut) Bounds(double predictions, int mostRows = 2000)
        {
            PermutationImportance found = Measure(predictions, mostRows);
            return (found.Rows, found.Repeats, found.ColumnsLeftOut);
        }

        // Halfway to the next prediction, so that rounding does not matter.
        PermutationImportance Measure(double predictions, int mostRows) =>
            PermutationImportance.Compute(model, table, repeats: 5, mostRows, seed: 0, (columns + 1) * (predictions + 0.5));
    }

    [Fact]
    public void What_cannot_be_shuffled_is_refused()
    {
        Model model = Line([1, 2, 3], [1, 1, 1]);

        Assert.StartsWith("One row cannot be shuffled", Assert.Throws<ArgumentException>(() => PermutationImportance.Compute(model, Csv.Table("x1,x2,x3,y\n1,2,3,4\n1,2,3,\n", "y"))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationImportance.Compute(model, Csv.Table("x1,x2,x3,y\n1,2,3,4\n"), repeats: 0));
        Assert.Throws<DataFormatException>(() => PermutationImportance.Compute(model, Csv.Table("x1,x2,y\n1,2,3\n")));
    }

    /// <summary>The sum of the features times the weights.</summary>
    private static Model Line(float[] features, float[] weights)
    {
        Network network = Network.Build(weights.Length, 1, [Layer.Dense(1)]);
        for (int feature = 0; feature < weights.Length; feature++)
            network.Layout.Weights(0).Row(network.Parameters, feature)[0] = weights[feature];
        network.Layout.Biases(0)!.Row(network.Parameters, 0).Clear();
        return new Model(network, Dataset.Regression(features, weights.Length, new float[features.Length / weights.Length]));
    }

    private static Table Table(float[] features, int columns, Func<int, float> target) => Csv.Table(
        string.Join(',', Enumerable.Range(1, columns).Select(i => $"x{i}")) + ",y\n" + string.Concat(Enumerable.Range(0, features.Length / columns).Select(row =>
            string.Join(',', features[(columns * row)..(columns * (row + 1))].Append(target(row)).Select(value => value.ToString("R", CultureInfo.InvariantCulture))) + "\n")), "y");
}
