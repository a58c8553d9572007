using System.Text.Json;
using Descent.Cli.Tests.Running;
using Xunit;

namespace Descent.Cli.Tests;

/// <summary>Real tables, with categories and missing cells, from the file to predictions.</summary>
public sealed class TableTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // The linear models and the constants that docs and tests compare with: penguins 1.000 and 0.442, credit 0.812 and 0.718
    // of test rows right; auto_mpg 3.32 and 7.88 off. A network must be near the first and far from the second.
    [Theory]
    [InlineData("penguins", "accuracy", 0.96, 1)]
    [InlineData("credit", "accuracy", 0.78, 1)]
    [InlineData("auto_mpg", "rmse", 0, 3.3)]
    public void Real_tables_are_learned_as_they_are(string name, string metric, double least, double most)
    {
        string data = Data($"{name}.csv");
        string json = _tool.Run("train", data, "--split", Data($"{name}.split.csv"), "--json", "--quiet").Done().Output;
        double trained = Metric(json, metric);

        Assert.InRange(trained, least, most);
        Assert.Equal(trained, Metric(_tool.Run("evaluate", "model.safetensors", data, "--split", Data($"{name}.split.csv"), "--json").Done().Output, metric));
        Assert.Equal(File.ReadLines(data).Count(), _tool.Run("predict", "model.safetensors", data).Done().OutputLines.Length);
    }

    [Fact]
    public void What_the_columns_were_taken_for_is_told_and_kept()
    {
        ToolResult trained = _tool.Run("train", Data("auto_mpg.csv"), "--epochs", "2", "--quiet").Done();
        ToolResult inspected = _tool.Call("inspect model.safetensors").Done();
        JsonElement json = JsonDocument.Parse(_tool.Call("inspect model.safetensors --json").Done().Output).RootElement.GetProperty("preprocessing");

        Assert.Contains("Columns    6 numeric, 1 categorical, which make ", trained.Output, StringComparison.Ordinal);
        Assert.Contains("left out name: an", trained.Output, StringComparison.Ordinal);
        Assert.Contains("origin: one of Europe, Japan, USA: a feature for each", inspected.Output, StringComparison.Ordinal);
        Assert.Equal("name", json.GetProperty("leftOut")[0].GetProperty("name").GetString());
        Assert.Equal(7, json.GetProperty("columns").GetArrayLength());
    }

    [Fact]
    public void Rows_without_a_target_are_left_out_of_training_and_predicted()
    {
        _tool.Write("t.csv", "c,x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{"abc"[row % 3]},{row % 7},{(row % 10 == 0 ? "" : row % 2 == 0 ? "no" : "yes")}\n")));
        ToolResult trained = _tool.Call("train t.csv --epochs 2 --quiet --json").Done();

        Assert.Contains("6 rows of t.csv have no 'y' and are left out", trained.Error, StringComparison.Ordinal);
        Assert.Equal(54, JsonDocument.Parse(trained.Output).RootElement.GetProperty("rows").EnumerateObject().Sum(part => part.Value.GetInt32()));
        Assert.Equal(61, _tool.Call("predict model.safetensors t.csv").Done().OutputLines.Length);
    }

    [Fact]
    public void Columns_may_be_chosen_and_kinds_overruled()
    {
        _tool.Write("t.csv", "zip,id,x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 3},{row},{(row % 5 == 0 ? "-99" : row % 7)},{row % 2}\n")));
        ToolResult trained = _tool.Call("train t.csv --epochs 2 --quiet --categorical zip --drop id --missing -99,NA --scaling robust").Done();

        Assert.Contains("Columns    1 categorical, 1 numeric, which make 5 features", trained.Output, StringComparison.Ordinal);
        Assert.Contains("√(1 + (x'/3)²)", _tool.Call("inspect model.safetensors").Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Prediction_takes_other_orders_and_new_values_and_names_a_missing_column()
    {
        _tool.Write("t.csv", "c,x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{"ab"[row % 2]},{row % 7},{row % 2}\n")));
        _tool.Call("train t.csv --epochs 2 --quiet").Done();
        _tool.Write("new.csv", "more,x,c\n1,,zebra\n");
        _tool.Write("less.csv", "c\na\n");

        ToolResult predicted = _tool.Call("predict model.safetensors new.csv").Done();
        ToolResult refused = _tool.Call("predict model.safetensors less.csv");

        Assert.Equal(2, predicted.OutputLines.Length);
        Assert.Equal("warning: column 'c' holds 1 value that training had not: zebra", predicted.ErrorLines.Single());
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("there is no column 'x', which the model needs", refused.Error, StringComparison.Ordinal);
    }

    private static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "TestData", name);

    private static double Metric(string json, string metric) =>
        JsonDocument.Parse(json).RootElement.GetProperty("metrics").GetProperty("test").GetProperty(metric).GetDouble();
}
