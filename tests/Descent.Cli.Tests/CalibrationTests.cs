using System.Globalization;
using System.Text.Json;
using Descent.Cli.Tests.Running;
using Descent.Evaluation;
using Descent.Models;
using Xunit;

namespace Descent.Cli.Tests;

/// <summary>What the program does with a model that knows its temperature and its errors.</summary>
public sealed class CalibrationTests(TrainedModels models) : IDisposable
{
    private static readonly string[] Species = ["setosa", "versicolor", "virginica"];

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Interval_of_a_regression_is_two_columns_around_the_prediction()
    {
        Save(models.Numbers, new PredictionCalibration(1, ConformalScores.FromRows([.. Enumerable.Range(1, 19).Select(i => (float)i)])));
        _tool.Write("new.csv", "a,b\n1,2\n5,0\n");
        string[] plain = _tool.Call("predict model.safetensors new.csv").Done().OutputLines;
        string[] lines = _tool.Call("predict model.safetensors new.csv --interval 0.9").Done().OutputLines;

        Assert.Equal("prediction,lower,upper", lines[0]);
        Assert.Equal(plain.Skip(1), lines.Skip(1).Select(line => line.Split(',')[0]));
        // The 18th of 19 errors, ⌈20 · 0.9⌉.
        Assert.All(lines.Skip(1), line =>
        {
            double[] cells = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            Assert.Equal(cells[0] - 18, cells[1], 1e-4);
            Assert.Equal(cells[0] + 18, cells[2], 1e-4);
        });
    }

    [Fact]
    public void Interval_of_a_classification_is_a_set_in_a_last_column()
    {
        Save(models.Iris, new PredictionCalibration(1, ConformalScores.FromRows([.. Enumerable.Repeat(0.6f, 20)])));
        string[] lines = _tool.Call("predict model.safetensors iris --interval 0.9").Done().OutputLines;

        Assert.Equal("prediction,p_setosa,p_versicolor,p_virginica,set", lines[0]);
        Assert.All(lines.Skip(1), line =>
        {
            string[] cells = line.Split(',');
            string[] expected = [.. Species.Where((_, k) => 1 - float.Parse(cells[k + 1], CultureInfo.InvariantCulture) <= 0.6f)];
            Assert.Equal(expected.Length == 0 ? cells[0] : string.Join('|', expected), cells[4]);
        });
        Assert.Contains(lines.Skip(1), line => line.EndsWith("versicolor|virginica", StringComparison.Ordinal));
    }

    [Fact]
    public void Model_that_cannot_promise_an_interval_ends_with_2_and_says_why()
    {
        AssertRefused(
            $"predict {models.Iris} iris --interval 0.9",
            $"error: --interval: {models.Iris}: The model does not know how far off its predictions are: no rows were held back when it was trained. Train it again with some held back (--validation 0.15),");
        Save(models.Iris, new PredictionCalibration(1, ConformalScores.FromRows([0.1f, 0.2f, 0.3f])));
        AssertRefused(
            "predict model.safetensors iris --interval 0.95",
            "error: --interval: model.safetensors: A coverage of 0.95 needs 19 held-back rows, and the model has 3; ask for at most 0.75, or train with more rows held back.");
        foreach (string share in new[] { "0", "1", "90", "-0.5", "wide", "NaN" })
            AssertRefused($"predict model.safetensors iris --interval {share}", $"error: --interval is '{share}'; expected a share above 0 and below 1, such as 0.9");

        void AssertRefused(string call, string line)
        {
            ToolResult result = _tool.Call(call);
            Assert.Equal((2, ""), (result.ExitCode, result.Output));
            Assert.StartsWith(line, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Temperature_changes_the_probabilities_that_are_written_and_no_class()
    {
        Save(models.Iris, new PredictionCalibration(3));
        string[][] plain = Cells($"predict {models.Iris} iris"), tempered = Cells("predict model.safetensors iris");
        Assert.Equal(plain.Select(row => row[0]), tempered.Select(row => row[0]));
        Assert.All(plain.Zip(tempered).Skip(1), pair => Assert.True(
            pair.Second.Skip(1).Max(cell => double.Parse(cell, CultureInfo.InvariantCulture)) < pair.First.Skip(1).Max(cell => double.Parse(cell, CultureInfo.InvariantCulture))));

        string[][] Cells(string call) => [.. _tool.Call(call).Done().OutputLines.Select(line => line.Split(','))];
    }

    [Fact]
    public void Inspect_shows_the_temperature_and_what_is_known_of_errors()
    {
        Save(models.Iris, new PredictionCalibration(1.25, ConformalScores.FromRows([.. Enumerable.Range(1, 40).Select(i => i / 64f)])));
        string text = Flat(_tool.Call("inspect model.safetensors").Done().Output);
        Assert.Contains("Calibrated by temperature 1.25: p becomes p^(1/1.25), divided by the sum over the classes, which makes probabilities less sure", text, StringComparison.Ordinal);
        Assert.Contains("Errors     known of 40 held-back rows; nine in ten actual classes have a probability of at least 0.4219 (predict --interval)", text, StringComparison.Ordinal);

        JsonElement json = TrainedModels.Json(_tool.Call("inspect model.safetensors --json").Done().Output).GetProperty("calibration");
        Assert.Equal((1.25, 40), (json.GetProperty("temperature").GetDouble(), json.GetProperty("rows").GetInt32()));
        Assert.Equal(Enumerable.Range(1, 40).Select(i => i / 64.0), Assert.Single(json.GetProperty("scores").EnumerateArray()).EnumerateArray().Select(score => score.GetDouble()));

        Save(models.Numbers, new PredictionCalibration(1, ConformalScores.FromRows([.. Enumerable.Range(1, 19).Select(i => (float)i)])));
        Assert.Contains("nine in ten are off by at most 18 (", Flat(_tool.Call("inspect model.safetensors").Done().Output), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_says_that_it_shows_the_network_before_the_temperature()
    {
        Save(models.Iris, new PredictionCalibration(1.25));
        Assert.Contains(
            "The network is shown before the temperature of 1.25, by which the model makes its probabilities less sure.",
            _tool.Call("explain model.safetensors iris --row 60").Done().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("temperature", _tool.Call($"explain {models.Iris} iris --row 60").Done().Output, StringComparison.Ordinal);
        Assert.Contains("before the temperature of 1.25", _tool.Call("explain model.safetensors iris --row 60 --format html").Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_of_an_ensemble_says_that_the_first_network_is_checked()
    {
        _tool.Call("train iris --epochs 2 --hidden 4 --ensemble 3 --quiet").Done();
        Assert.Contains(
            "Network    the first of the 3 of one shape whose mean is the prediction; the others are not checked",
            Flat(_tool.Call("check model.safetensors iris").Done().Output), StringComparison.Ordinal);
        JsonElement json = TrainedModels.Json(_tool.Call("check model.safetensors iris --json").Done().Output);
        Assert.Equal((1, 3), (json.GetProperty("member").GetInt32(), json.GetProperty("members").GetInt32()));
        Assert.DoesNotContain("Network ", _tool.Call($"check {models.Iris} iris").Done().Output, StringComparison.Ordinal);
    }

    private void Save(string model, PredictionCalibration calibration) => Model.Load(model).WithCalibration(calibration).Save(_tool.PathOf("model.safetensors"));

    private static string Flat(string text) => text.Replace("\n           ", " ", StringComparison.Ordinal);
}
