using System.Text.Json;
using Descent.Cli.Tests.Running;
using Descent.Data;
using Xunit;

namespace Descent.Cli.Tests;

/// <summary>What rows count, what the target becomes, and what columns matter, through the program.</summary>
public sealed class WeightTests : IDisposable
{
    private const string Quick = "--hidden 8 --epochs 5 --quiet";

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_column_of_weights_is_no_feature_and_changes_what_is_learned()
    {
        _tool.Write("rows.csv", "x,w,y\n" + Lines(40, row => $"{row},{1 + (row % 3)},{"ab"[row % 2]}"));
        _tool.Call($"train rows.csv --weight w {Quick}").Done();
        Models.Model weighted = Model();
        _tool.Call($"train rows.csv --drop w {Quick}").Done();

        Assert.Equal(["x"], weighted.FeatureNames);
        Assert.NotEqual(Model().Ensemble.ParametersSha256(), weighted.Ensemble.ParametersSha256());
    }

    [Theory]
    [InlineData("-2", "-2 is no weight")]
    [InlineData("", "the cell holds no number")]
    public void A_cell_that_is_no_weight_ends_with_2_and_names_its_line(string cell, string what)
    {
        _tool.Write("rows.csv", "x,w,y\n" + Lines(40, row => $"{row},{(row == 11 ? cell : "1")},{"ab"[row % 2]}"));
        _tool.Write("split.csv", "part\n" + Lines(40, row => row < 30 ? "train" : "test"));
        ToolResult result = _tool.Call($"train rows.csv --weight w --split split.csv {Quick}");

        Assert.Equal((2, "", $"error: rows.csv, line 13, column 'w': {what}; expected a number of 0 or more\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("--class-weights balanced")]
    [InlineData("--class-weights setosa=5,virginica=0.5")]
    [InlineData("--label-smoothing 0.2")]
    public void Options_of_classes_change_what_is_learned(string option)
    {
        // Iris has classes of one size, so rows are left out.
        _tool.Call("data iris --out iris.csv").Done();
        string[] lines = File.ReadAllLines(_tool.PathOf("iris.csv"));
        _tool.Write("some.csv", string.Join('\n', lines[..^35]) + "\n");
        _tool.Call($"train some.csv {Quick}").Done();
        string plain = Model().Ensemble.ParametersSha256();
        _tool.Call($"train some.csv {Quick} {option}").Done();

        Assert.NotEqual(plain, Model().Ensemble.ParametersSha256());
    }

    [Fact]
    public void A_class_that_is_not_there_ends_with_2_and_names_those_that_are()
    {
        ToolResult result = _tool.Call("train iris --class-weights setosas=2");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: There is no class 'setosas'; expected some of setosa, versicolor, virginica", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", TargetTransform.None)]
    [InlineData("log", TargetTransform.Log)]
    [InlineData("yeo-johnson", TargetTransform.YeoJohnson)]
    public void The_transform_of_the_call_is_that_of_the_model(string name, TargetTransform transform)
    {
        _tool.Write("numbers.csv", TrainedModels.NumbersCsv);
        _tool.Call($"train numbers.csv {Quick} --target-transform {name}").Done();

        Assert.Equal(transform, Model().TargetScaler!.Transform);
    }

    [Fact]
    public void Importance_is_told_where_it_is_asked_for()
    {
        JsonElement plain = TrainedModels.Json(_tool.Call($"train iris {Quick} --json").Done().Output);
        JsonElement asked = TrainedModels.Json(_tool.Call($"train iris {Quick} --json --importance").Done().Output);

        Assert.False(plain.TryGetProperty("importance", out _));
        Assert.Equal("logLoss", asked.GetProperty("importance").GetProperty("metric").GetString());
        Assert.Contains("\nImportance (", _tool.Call($"train iris {Quick} --importance").Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Importance_beside_a_cross_validation_is_the_mean_over_its_folds()
    {
        JsonElement json = TrainedModels.Json(_tool.Call($"train iris {Quick} --cv 3 --importance --json --report page.html").Done().Output).GetProperty("importance");

        Assert.Equal(3, json.GetProperty("folds").GetInt32());
        Assert.Equal(4, json.GetProperty("columns").GetArrayLength());
        Assert.Contains("the lines are standard deviations over the folds", File.ReadAllText(_tool.PathOf("page.html")), StringComparison.Ordinal);
        Assert.Contains("as it is; means over 3 folds)", _tool.Call($"train iris {Quick} --cv 3 --importance").Done().Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private Models.Model Model() => Models.Model.Load(_tool.PathOf("model.safetensors"));

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(row => line(row) + "\n"));
}
