using System.Text.Json;
using Descent.Cli.Tests.Running;
using Descent.Models;
using Xunit;

namespace Descent.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Digits_are_learned_and_the_result_is_told_in_plain_text_of_80_columns()
    {
        ToolResult result = _tool.Call("train digits").Done();

        Assert.Contains("Network    64 → 512 relu → 256 relu → 10 softmax, dropout 0.5; 167,178", result.OutputLines);
        // The promise of the first page: at least 97.5 %.
        Assert.Matches(@"Result     9(?:7\.[5-9]|[89]\.\d) % of 449 held-back rows right \(95 % interval 9\d\.\d % to 9\d\.\d %\)", result.Output);
        Assert.Contains("\nConfusion ", result.Output, StringComparison.Ordinal);
        Assert.Contains("██", result.Output, StringComparison.Ordinal);
        Assert.Contains("Model      model.safetensors", result.Output, StringComparison.Ordinal);
        Assert.Contains("descent predict model.safetensors digits", result.Output, StringComparison.Ordinal);
        Assert.All(result.OutputLines.Concat(result.ErrorLines), line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain('\e', result.Output + result.Error);
        Assert.DoesNotContain("What to look at", result.Output, StringComparison.Ordinal);
        Assert.InRange(result.ErrorLines.Length, 10, 20);
        Assert.All(result.ErrorLines, line => Assert.StartsWith("epoch ", line, StringComparison.Ordinal));
        Assert.Equal(["model.safetensors"], Directory.GetFileSystemEntries(_tool.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Json_has_the_keys_that_other_programs_rely_on()
    {
        JsonElement json = Json("train digits --epochs 2 --hidden 16 --validation 0.1 --out m --json");

        Assert.Equal(["task", "rows", "epochs", "seconds", "parameters", "sha256", "metrics", "intervals", "baselines", "model", "warnings", "findings"], Keys(json));
        Assert.Equal(["train", "validation", "test"], Keys(json.GetProperty("rows")));
        Assert.Equal(["train", "validation", "test"], Keys(json.GetProperty("metrics")));
        foreach (JsonProperty part in json.GetProperty("metrics").EnumerateObject())
            Assert.Equal(["accuracy", "balancedAccuracy", "logLoss", "auc", "macroF1", "brier", "expectedCalibrationError"], Keys(part.Value));
        Assert.Equal("classification", json.GetProperty("task").GetString());
        Assert.Equal(1797, json.GetProperty("rows").EnumerateObject().Sum(part => part.Value.GetInt32()));
        Assert.Equal(2, json.GetProperty("epochs").GetInt32());
        Assert.Equal((64 * 16) + 16 + (16 * 10) + 10, json.GetProperty("parameters").GetInt32());
        Assert.Matches("^[0-9a-f]{64}$", json.GetProperty("sha256").GetString());
        Assert.Equal("m", json.GetProperty("model").GetString());
        Assert.Equal(0, json.GetProperty("warnings").GetArrayLength());
    }

    [Fact]
    public void Json_of_a_regression_leaves_out_what_was_not_measured()
    {
        _tool.Write("numbers.csv", TrainedModels.NumbersCsv);
        JsonElement json = Json("train numbers.csv --epochs 2 --json");

        Assert.Equal("regression", json.GetProperty("task").GetString());
        Assert.Equal(["train", "test"], Keys(json.GetProperty("rows")));
        Assert.Equal(["rmse", "mae", "r2"], Keys(json.GetProperty("metrics").GetProperty("test")));
    }

    [Fact]
    public void Same_call_gives_the_same_bits_whatever_the_threads_and_the_kernels()
    {
        const string call = "train digits --epochs 2 --json --quiet";
        string[] hashes =
        [
            Sha256(call), Sha256(call), Sha256($"{call} --threads 1"), Sha256($"{call} --threads 2"),
            Sha256(call, ("DESCENT_KERNELS", "scalar")),
        ];

        Assert.Single(hashes.Distinct());
        Assert.NotEqual(hashes[0], Sha256($"{call} --seed 43"));
    }

    [Fact]
    public void Model_files_of_equal_runs_are_equal()
    {
        _tool.Call("train iris --epochs 3 --quiet --out a").Done();
        _tool.Call("train iris --epochs 3 --quiet --out b").Done();

        Assert.Equal(File.ReadAllBytes(_tool.PathOf("a")), File.ReadAllBytes(_tool.PathOf("b")));
    }

    [Fact]
    public void Regression_is_compared_with_the_mean()
    {
        _tool.Write("numbers.csv", TrainedModels.NumbersCsv);
        ToolResult result = _tool.Call("train numbers.csv --epochs 200 --quiet").Done();

        Assert.Equal("", result.Error);
        Assert.Matches(@"Result     y is missed by 0\.\d+ on 25 held-back rows", result.Output);
        Assert.Contains("always saying the mean would miss by", string.Join(' ', result.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("\nLargest errors in y\n", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 2, "softmax")]
    [InlineData("--loss binary-cross-entropy", 1, "sigmoid")]
    [InlineData("--loss sigmoid-binary-cross-entropy", 1, "sigmoid")]
    [InlineData("--loss softmax-cross-entropy", 2, "softmax")]
    [InlineData("--loss squared-error", 2, "softmax")]
    public void Loss_decides_the_output_of_two_classes(string options, int units, string activation)
    {
        _tool.Write("two.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{(i < 20 ? "low" : "high")}\n")));
        _tool.Call($"train two.csv --epochs 2 --quiet {options}").Done();

        Model model = Model.Load(_tool.PathOf("model.safetensors"));
        Assert.Equal((units, activation), (model.Network.Outputs, model.Network.Layers[^1].Activation.Name));
        Assert.Equal(["high", "low"], model.Classes);
    }

    [Fact]
    public void Settings_of_the_call_are_those_of_the_model()
    {
        _tool.Call("train iris --hidden 7,5 --activation tanh --loss squared-error --init sample-normal --optimizer sgd --learning-rate 0.05 --momentum 0.5 --nesterov "
            + "--weight-decay 0.001 --weight-decay-schedule cosine --schedule linear --batch-size 10 --epochs 4 --accumulate 2 --dropout 0.25 --dropout-schedule flat-cosine --validation 0.2 --patience 3 --seed 5 --threads 1 --quiet").Done();

        JsonElement json = TrainedModels.Json(_tool.Call("inspect model.safetensors --json").Done().Output);
        JsonElement training = json.GetProperty("training");
        Assert.Equal(
            ["4>7 tanh sample-normal(113) 0.25", "7>5 tanh sample-normal(113) 0.25", "5>3 softmax sample-normal(113) 0"],
            json.GetProperty("layers").EnumerateArray().Select(layer =>
                $"{layer.GetProperty("inputs")}>{layer.GetProperty("outputs")} {layer.GetProperty("activation")} {layer.GetProperty("initializer")} {layer.GetProperty("dropout")}"));
        Assert.Equal("squared-error", training.GetProperty("loss").GetString());
        Assert.Equal("sgd, Nesterov momentum 0.5, weight decay 0.001 (cosine)", training.GetProperty("optimizer").GetString());
        Assert.Equal(0.05f, training.GetProperty("learningRate").GetSingle());
        Assert.Equal("linear", training.GetProperty("schedule").GetString());
        Assert.Equal("flat-cosine", training.GetProperty("dropoutSchedule").GetString());
        Assert.Equal(
            (10, 2, 4, 5, 90, 23, 37),
            (Whole("batchSize"), Whole("accumulate"), Whole("epochs"), Whole("seed"), Rows("train"), Rows("validation"), Rows("test")));

        int Whole(string name) => training.GetProperty(name).GetInt32();
        int Rows(string part) => training.GetProperty("rows").GetProperty(part).GetInt32();
    }

    [Fact]
    public void Linear_model_has_one_layer()
    {
        _tool.Call("train iris --hidden none --epochs 1 --quiet").Done();
        Assert.Single(Model.Load(_tool.PathOf("model.safetensors")).Network.Layers);
    }

    [Fact]
    public void Split_file_decides_the_rows()
    {
        _tool.Write("split.csv", "split\n" + string.Concat(Enumerable.Range(0, 150).Select(row => row % 3 == 0 ? "test\n" : "train\n")));
        JsonElement rows = Json("train iris --split split.csv --epochs 1 --json").GetProperty("rows");

        Assert.Equal((100, 50), (rows.GetProperty("train").GetInt32(), rows.GetProperty("test").GetInt32()));
    }

    [Fact]
    public void Test_file_leaves_all_of_the_data_to_learn_from()
    {
        _tool.Call("data iris --out other.csv").Done();
        JsonElement rows = Json("train iris --test other.csv --epochs 1 --json").GetProperty("rows");

        Assert.Equal((150, 150), (rows.GetProperty("train").GetInt32(), rows.GetProperty("test").GetInt32()));
    }

    [Fact]
    public void Class_without_training_rows_is_a_warning()
    {
        _tool.Write("split.csv", "split\n" + string.Concat(Enumerable.Range(0, 150).Select(row => row < 50 ? "test\n" : "train\n")));
        ToolResult result = _tool.Call("train iris --split split.csv --epochs 1 --json --quiet").Done();

        const string warning = "no training row is of the class 'setosa', so it will not be predicted";
        Assert.Equal($"warning: {warning}\n", result.Error);
        Assert.Equal(warning, TrainedModels.Json(result.Output).GetProperty("warnings")[0].GetString());
    }

    [Fact]
    public void Patience_ends_the_training_and_says_so()
    {
        ToolResult result = _tool.Call("train iris --epochs 2000 --learning-rate 0.03 --patience 5 --quiet").Done();

        Assert.Contains("best after epoch", result.Output, StringComparison.Ordinal);
        Assert.Contains("then no better", string.Join(' ', result.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_that_is_not_finite_ends_with_1_and_no_model()
    {
        ToolResult result = _tool.Call("train digits --learning-rate 1e30 --quiet --json");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: The loss became ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_tool.Folder));
    }

    [Fact]
    public void File_that_cannot_be_written_is_refused_before_the_training()
    {
        ToolResult result = _tool.Call("train digits --epochs 1000000 --out missing/model");

        string folder = Path.Combine(_tool.Folder, "missing");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Equal($"error: cannot write 'missing/model': the folder '{folder}' does not exist; create it or choose another\n", result.Error);
    }

    [Fact]
    public void Plan_of_a_json_run_goes_to_standard_error_unless_quiet()
    {
        Assert.StartsWith("Data       iris: ", _tool.Call("train iris --epochs 1 --json").Done().Error, StringComparison.Ordinal);
        Assert.Equal("", _tool.Call("train iris --epochs 1 --json --quiet").Done().Error);
    }

    private static IEnumerable<string> Keys(JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    private JsonElement Json(string call) => TrainedModels.Json(_tool.Call(call).Done().Output);

    private string Sha256(string call, params (string, string)[] environment) =>
        TrainedModels.Json(_tool.RunWith(environment, "", call.Split(' ')).Done().Output).GetProperty("sha256").GetString()!;
}
