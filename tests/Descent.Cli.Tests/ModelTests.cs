using System.Globalization;
using System.Text.Json;
using Descent.Cli.Tests.Running;
using Xunit;

namespace Descent.Cli.Tests;

/// <summary>The commands that use a model: evaluate, predict, inspect.</summary>
public sealed class ModelTests(TrainedModels models) : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Evaluate_measures_what_train_reported()
    {
        string split = _tool.Write("split.csv", "split\n" + string.Concat(Enumerable.Range(0, 150).Select(row => row % 4 == 0 ? "test\n" : "train\n")));
        JsonElement trained = TrainedModels.Json(_tool.Call($"train iris --epochs 5 --split {split} --json --quiet").Done().Output);
        JsonElement evaluated = TrainedModels.Json(_tool.Call($"evaluate model.safetensors iris --split {split} --json").Done().Output);

        Assert.Equal(
            trained.GetProperty("metrics").GetProperty("test").GetRawText(),
            evaluated.GetProperty("metrics").GetProperty("test").GetRawText());
        Assert.Equal(
            trained.GetProperty("baselines").GetProperty("constant").GetRawText(),
            evaluated.GetProperty("baselines").GetProperty("constant").GetRawText());
        Assert.Equal(trained.GetProperty("sha256").GetString(), evaluated.GetProperty("sha256").GetString());
        Assert.Equal(["task", "rows", "seconds", "parameters", "sha256", "metrics", "intervals", "baselines", "model", "warnings"], evaluated.EnumerateObject().Select(member => member.Name));
        Assert.Equal("{\"test\":38}", JsonSerializer.Serialize(evaluated.GetProperty("rows")));
    }

    [Fact]
    public void Evaluate_warns_of_rows_that_the_model_has_learned()
    {
        ToolResult result = _tool.Call($"evaluate {models.Digits} digits").Done();

        Assert.Equal("warning: the model was trained on 1,348 of these 1,797 rows, which flatters it; measure on rows that it has not seen\n", result.Error);
        Assert.Contains("of 1,797 rows right", result.Output, StringComparison.Ordinal);
        Assert.Contains("; always saying ", string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("\nConfusion ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_finds_features_by_name_and_the_target_by_option()
    {
        _tool.Write("shuffled.csv", "note,answer,b,a\nx,0.25,0,0\ny,1.25,1,1\nz,3.25,1,2\n");
        JsonElement json = TrainedModels.Json(_tool.Call($"evaluate {models.Numbers} shuffled.csv --target answer --json").Done().Output);

        Assert.Equal(3, json.GetProperty("rows").GetProperty("test").GetInt32());
        Assert.InRange(json.GetProperty("metrics").GetProperty("test").GetProperty("rmse").GetDouble(), 0, 0.05);
    }

    [Fact]
    public void Predict_writes_a_line_for_each_row_with_probabilities_that_sum_to_1()
    {
        string[] lines = _tool.Call($"predict {models.Digits} digits").Done().OutputLines;

        Assert.Equal("prediction,p_0,p_1,p_2,p_3,p_4,p_5,p_6,p_7,p_8,p_9", lines[0]);
        Assert.Equal(1798, lines.Length);
        Assert.All(lines.Skip(1), line =>
        {
            string[] cells = line.Split(',');
            double[] p = [.. cells.Skip(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            Assert.Equal(1, p.Sum(), 1e-5);
            Assert.Equal(cells[0], Array.IndexOf(p, p.Max()).ToString(CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public void Predict_needs_no_target_and_writes_a_file_in_one_go()
    {
        _tool.Write("new.csv", "b,extra,a\n1,?,2\n0,text,5\n");
        ToolResult result = _tool.Call($"predict {models.Numbers} new.csv --out p.csv").Done();

        Assert.Equal(("", "2 predictions written to p.csv\n"), (result.Output, result.Error));
        string[] lines = File.ReadAllLines(_tool.PathOf("p.csv"));
        Assert.Equal((3, "prediction"), (lines.Length, lines[0]));
        Assert.Equal(3.25, double.Parse(lines[1], CultureInfo.InvariantCulture), 0.05);
        Assert.Equal(10.25, double.Parse(lines[2], CultureInfo.InvariantCulture), 0.05);
    }

    [Theory]
    [InlineData("train data.csv --out data.csv")]
    [InlineData("train iris --test data.csv --out ./data.csv")]
    [InlineData("predict {I} data.csv --out data.csv")]
    [InlineData("explain data.csv --out data.csv")]
    public void Input_is_never_overwritten(string call)
    {
        _tool.Call("data iris --out data.csv").Done();
        long length = new FileInfo(_tool.PathOf("data.csv")).Length;
        ToolResult result = _tool.Call(call.Replace("{I}", models.Iris, StringComparison.Ordinal));

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.EndsWith("data.csv', which the call reads; give another name", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(length, new FileInfo(_tool.PathOf("data.csv")).Length);
    }

    [Fact]
    public void Predict_reads_standard_input()
    {
        ToolResult result = _tool.RunWith([], "a,b\n1,2\n", "predict", models.Numbers, "-").Done();
        Assert.Equal(2, result.OutputLines.Length);
    }

    [Theory]
    [InlineData("predict {D} digits --out missing/p.csv")]
    [InlineData("data digits --out missing/d.csv")]
    [InlineData("explain {I} iris --row 1 --out missing/e.txt")]
    public void File_that_cannot_be_written_ends_with_1(string call)
    {
        ToolResult result = _tool.Call(call.Replace("{D}", models.Digits, StringComparison.Ordinal).Replace("{I}", models.Iris, StringComparison.Ordinal));

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: cannot write 'missing/", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evaluate {0} iris")]
    [InlineData("predict {0} iris")]
    [InlineData("inspect {0}")]
    [InlineData("check {0} iris")]
    [InlineData("explain {0} iris --row 1")]
    public void File_that_is_no_model_is_refused(string call)
    {
        ToolResult result = _tool.Call(call.Replace("{0}", models.NumbersData, StringComparison.Ordinal));

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"error: {models.NumbersData}: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_tells_what_is_in_the_file()
    {
        string text = _tool.Call($"inspect {models.Digits}").Done().Output;

        Assert.Contains("classification of digit into 10 classes", text, StringComparison.Ordinal);
        Assert.Matches(@"hidden 1\s+64 → 32\s+relu\s+0.5\s+he-normal\s+2,080\n", text);
        Assert.Matches(@"total\s+2,410\n", text);
        Assert.Contains(TrainedModels.Json(models.DigitsJson).GetProperty("sha256").GetString()!, text, StringComparison.Ordinal);
        Assert.Contains("3 features that never changed in training are", text.Replace("\n           ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_as_json_holds_the_metrics_of_train()
    {
        JsonElement json = TrainedModels.Json(_tool.Call($"inspect {models.Digits} --json").Done().Output);
        JsonElement trained = TrainedModels.Json(models.DigitsJson);

        Assert.Equal(
            ["model", "bytes", "task", "target", "features", "classes", "preprocessing", "layers", "members", "parameters", "sha256", "training"],
            json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(new FileInfo(models.Digits).Length, json.GetProperty("bytes").GetInt64());
        Assert.Equal(trained.GetProperty("sha256").GetString(), json.GetProperty("sha256").GetString());
        Assert.Equal(
            JsonSerializer.Serialize(trained.GetProperty("metrics").GetProperty("test")),
            JsonSerializer.Serialize(json.GetProperty("training").GetProperty("metrics").GetProperty("test")));
    }
}
