using System.Text.Json;
using Descent.Cli.Tests.Running;
using Xunit;

namespace Descent.Cli.Tests;

public sealed class ExplainTests(TrainedModels models) : IDisposable
{
    // As in the tests of the library: two orders of the same few sums differ by some 1e-15.
    private const double Tolerance = 1e-9;

    private readonly Tool _tool = new();

    public static TheoryData<string> Golden => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    public static TheoryData<string, string> BadSpecs => new()
    {
        { "", "the file is empty, expected a JSON object" },
        { "{\"loss\": ", "line 1, column 10: not JSON that can be read: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed" },
        { "[]", "top level: an empty array, expected an object with the keys layers, loss, logBase, delta, reduction, inputs, targets, rowWeights, update" },
        { """{"layers": [], "loss": "mse", "inputs": [[1]], "targets": [[1]]}""", "layers: an empty array, expected an array of one or more layers" },
        { Spec("[[1, 2], [3, 4]]", second: "[[1], [2], [3]]"), "layers[1].weights: 3 rows, but layers[0] has 2 outputs" },
        { Spec("[[1, 2], [3]]"), "layers[0].weights[1]: 1 number, but layers[0].weights[0] has 2" },
        { Spec("[[1], [2]]", activation: "ReLU"), "layers[0].activation: the text \"ReLU\", expected one of identity, sigmoid, tanh, relu, heaviside, softmax, leaky-relu, elu, selu, gelu, silu, mish, softplus, hard-sigmoid, hard-tanh, hard-swish, exponential, sine" },
        { Spec("[[1], [2]]").Replace("\"mse\"", "null", StringComparison.Ordinal), "loss: null, expected one of squared-error, mse, mae, huber, cross-entropy, binary-cross-entropy, poisson, softmax-cross-entropy, sigmoid-binary-cross-entropy" },
        { Spec("[[1], [2]]").Replace("\"inputs\"", "\"reduction\": \"sum\", \"inputs\"", StringComparison.Ordinal), "" },
        { Spec("[[1], [2]]").Replace("\"inputs\"", "\"logBase\": 2, \"inputs\"", StringComparison.Ordinal), "" },
        { Spec("[[1], [2]]").Replace("\"inputs\"", "\"input\": 1, \"inputs\"", StringComparison.Ordinal), "" },
        { Spec("[[1], [\"2\"]]"), "" },
    };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(Golden))]
    public void Program_writes_every_value_of_the_golden_vector(string name)
    {
        JsonElement golden = TrainedModels.Json(File.ReadAllText(Path.Combine(Folder, name + ".json")));
        _tool.Write("spec.json", golden.GetProperty("spec").GetRawText());

        ToolResult result = _tool.Call("explain spec.json --format json").Done();

        Assert.Equal("", result.Error);
        JsonElement report = TrainedModels.Json(result.Output);
        AssertEqual(golden.GetProperty("expected"), report, "report", ["check"]);
        JsonElement check = report.GetProperty("check");
        Assert.Equal("central differences", check.GetProperty("method").GetString());
        Assert.InRange(check.GetProperty("maxRelativeError").GetDouble(), 0, 1e-7);
    }

    [Fact]
    public void All_golden_vectors_are_there() => Assert.Equal(14, Golden.Count);

    [Theory]
    [MemberData(nameof(BadSpecs))]
    public void Bad_spec_ends_with_2_and_one_line_that_names_the_place(string spec, string line)
    {
        _tool.Write("spec.json", spec);
        ToolResult result = _tool.Call("explain spec.json --format json");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        string only = Assert.Single(result.ErrorLines);
        if (line.Length > 0)
            Assert.Equal($"error: {line}", only);
        else
            Assert.Matches("^error: (reduction|logBase|top level|layers\\[0\\]\\.weights\\[1\\]\\[0\\]): .*expected", only);
    }

    [Fact]
    public void Spec_is_read_from_standard_input_too()
    {
        ToolResult good = _tool.RunWith([], Spec("[[1], [2]]"), "explain", "-", "--format", "json").Done();
        Assert.Equal(16, TrainedModels.Json(good.Output).GetProperty("loss").GetDouble());

        ToolResult bad = _tool.RunWith([], "[]", "explain", "-", "--format", "json");
        Assert.Equal((2, ""), (bad.ExitCode, bad.Output));
        Assert.StartsWith("error: top level: ", Assert.Single(bad.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_written_to_standard_output_or_to_a_file()
    {
        _tool.Write("spec.json", Spec("[[1], [2]]"));
        string text = _tool.Call("explain spec.json").Done().Output;

        Assert.Contains("FORWARD", text, StringComparison.Ordinal);
        Assert.Contains("BACKWARD", text, StringComparison.Ordinal);
        ToolResult toFile = _tool.Call("explain spec.json --format text --out pass.txt").Done();
        Assert.Equal(("", "the explanation is in pass.txt\n"), (toFile.Output, toFile.Error));
        Assert.Equal(text, File.ReadAllText(_tool.PathOf("pass.txt")));
    }

    [Fact]
    public void Page_is_written_to_a_file_and_is_the_same_each_time()
    {
        _tool.Write("spec.json", Spec("[[1], [2]]"));
        ToolResult toFile = _tool.Call("explain spec.json --format html --out pass.html").Done();
        string page = File.ReadAllText(_tool.PathOf("pass.html"));

        Assert.Equal(("", "the explanation is in pass.html\n"), (toFile.Output, toFile.Error));
        Assert.StartsWith("<!DOCTYPE html>\n", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Equal(page, _tool.Call("explain spec.json --format html").Done().Output);
    }

    [Fact]
    public void Page_of_a_row_of_a_model_has_its_names()
    {
        string page = _tool.Call($"explain {models.Iris} iris --row 60 --format html").Done().Output;
        Assert.Matches(@"<h1>Row 60 of iris: species is versicolor, predicted \w+ \(\d+ %\)</h1>", page);
        Assert.Contains(">petal_width</text>", page, StringComparison.Ordinal);
        Assert.Contains(">setosa</text>", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 0, 1_000_000);
    }

    [Fact]
    public void Loss_that_is_not_finite_is_a_result()
    {
        _tool.Write("spec.json", """{"layers": [{"weights": [[-1]]}], "loss": "cross-entropy", "inputs": [[1]], "targets": [[1]]}""");
        JsonElement json = TrainedModels.Json(_tool.Call("explain spec.json --format json").Done().Output);

        Assert.Equal("NaN", json.GetProperty("loss").GetString());
    }

    [Fact]
    public void Row_of_a_model_is_explained_in_the_numbers_that_predict_writes()
    {
        string text = _tool.Call($"explain {models.Iris} iris --row 60").Done().Output;
        Assert.Matches(@"^Row 60 of iris: species is versicolor, predicted \w+ \(\d+ %\)\.\n", text);

        JsonElement json = TrainedModels.Json(_tool.Call($"explain {models.Iris} iris --row 60 --format json").Done().Output);
        double[] probabilities = [.. json.GetProperty("layers")[1].GetProperty("a")[0].EnumerateArray().Select(p => p.GetDouble())];
        string[] predicted = _tool.Call($"predict {models.Iris} iris").Done().OutputLines[60].Split(',');
        Assert.Equal(predicted.Skip(1).Select(p => double.Parse(p, System.Globalization.CultureInfo.InvariantCulture)), probabilities, (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(-Math.Log(probabilities[1]), json.GetProperty("loss").GetDouble(), 1e-12);
    }

    [Fact]
    public void Row_of_a_regression_is_explained_in_scaled_numbers()
    {
        string text = _tool.Call($"explain {models.Numbers} {models.NumbersData} --row 1").Done().Output;
        Assert.Contains(": y is 0.25, predicted ", text, StringComparison.Ordinal);
    }

    private static string Spec(string weights, string? second = null, string activation = "identity") =>
        $$"""{"layers": [{"weights": {{weights}}, "activation": "{{activation}}"}{{(second is null ? "" : $", {{\"weights\": {second}}}")}}], "loss": "mse", "inputs": [[1, 2]], "targets": [[1]]}""";

    private static void AssertEqual(JsonElement expected, JsonElement actual, string place, string[] further)
    {
        Assert.True(expected.ValueKind == actual.ValueKind, $"{place}: {actual.ValueKind}, expected {expected.ValueKind}");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(
                    expected.EnumerateObject().Select(member => member.Name),
                    actual.EnumerateObject().Select(member => member.Name).Except(further));
                foreach (JsonProperty member in expected.EnumerateObject())
                    AssertEqual(member.Value, actual.GetProperty(member.Name), $"{place}.{member.Name}", []);
                break;
            case JsonValueKind.Array:
                Assert.True(expected.GetArrayLength() == actual.GetArrayLength(), $"{place}: length {actual.GetArrayLength()}, expected {expected.GetArrayLength()}");
                for (int i = 0; i < expected.GetArrayLength(); i++)
                    AssertEqual(expected[i], actual[i], $"{place}[{i}]", []);
                break;
            default:
                double e = expected.GetDouble();
                double a = actual.GetDouble();
                Assert.True(Math.Abs(e - a) <= Tolerance * Math.Abs(e), $"{place}: {a:R}, expected {e:R}");
                break;
        }
    }
}
