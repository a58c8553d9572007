using System.Text.Json;
using Descent.Cli.Output;
using Descent.Cli.Reports;
using Descent.Cli.Sessions;
using Descent.Cli.Tests.Running;
using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Cli.Tests;

public sealed class CheckTests(TrainedModels models) : IDisposable
{
    private const string Spec = """
        {"layers": [{"weights": [[0.5, -0.4], [0.3, 0.2]], "biases": [0.1, 0.2], "activation": "tanh"}, {"weights": [[0.6], [-0.7]], "activation": "sigmoid"}],
         "loss": "squared-error", "inputs": [[1, 2], [-1, 0.5]], "targets": [[1], [0]]}
        """;

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("iris", "", "67 of 67 checked: 67 right")]
    [InlineData("digits", "--sample 300 --rows 2", @"2\d\d of 2,410 checked: .*, 2,1\d\d not drawn")]
    public void Check_finds_that_gradients_agree_and_counts_every_parameter(string data, string options, string counts)
    {
        string text = _tool.Call($"check {(data == "iris" ? models.Iris : models.Digits)} {data} {options}").Done().Output;

        Assert.Matches($@"\nParameters {counts}", text.Replace("\n           ", " ", StringComparison.Ordinal));
        Assert.Contains("\nThe gradients agree: the worst relative error is ", text, StringComparison.Ordinal);
        Assert.Equal(options.Length > 0, text.Contains("drawn with seed 42; --sample 0 checks every element", StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, line.StartsWith("Check ", StringComparison.Ordinal) ? 200 : 80));
    }

    [Fact]
    public void Check_explain_and_inspect_say_which_layers_read_one_input_each()
    {
        const string Words = "each unit reads one input; the other weights are 0 and no parameters";
        _tool.Call($"train {models.NumbersData} --bins 4 --learn-scales --hidden 4 --epochs 2 --quiet --out scaled.safetensors").Done();

        string check = _tool.Call($"check scaled.safetensors {models.NumbersData}").Done().Output;
        Assert.Contains($"in layers 1, 2 {Words}", check.Replace("\n           ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\nThe gradients agree: ", check, StringComparison.Ordinal);
        Assert.Contains($", hard-tanh; {Words}\n", _tool.Call($"explain scaled.safetensors {models.NumbersData} --row 3").Done().Output, StringComparison.Ordinal);

        // Two features with a unit of their own and four bins each.
        Assert.Contains("2 → 10, feature-wise", _tool.Call("inspect scaled.safetensors").Done().Output, StringComparison.Ordinal);
        JsonElement[] layers = [.. TrainedModels.Json(_tool.Call("inspect scaled.safetensors --json").Done().Output).GetProperty("layers").EnumerateArray()];
        Assert.Equal((2, 10, 20), (layers[0].GetProperty("inputs").GetInt32(), layers[0].GetProperty("outputs").GetInt32(), layers[0].GetProperty("parameters").GetInt32()));
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], layers[0].GetProperty("sources").EnumerateArray().Select(source => source.GetInt32()));
        Assert.Equal(10, layers[1].GetProperty("parameters").GetInt32());
        Assert.False(layers[2].TryGetProperty("sources", out _));
    }

    [Fact]
    public void Check_of_a_regression_uses_scaled_targets() =>
        Assert.Contains("The gradients agree", _tool.Call($"check {models.Numbers} {models.NumbersData}").Done().Output, StringComparison.Ordinal);

    [Fact]
    public void Json_counts_add_up_for_every_gradient_and_for_all()
    {
        JsonElement json = TrainedModels.Json(_tool.Call($"check {models.Digits} digits --sample 300 --seed 7 --json").Done().Output);

        Assert.Equal(
            ["verdict", "model", "data", "loss", "rows", "method", "maxRelativeError", "parameters", "inputs", "seed", "gradients", "wrong"],
            json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("right", 7, 0), (json.GetProperty("verdict").GetString(), json.GetProperty("seed").GetInt32(), json.GetProperty("wrong").GetArrayLength()));
        Assert.Equal(2410, Sum(json.GetProperty("parameters")));
        Assert.Equal(4 * 64, Sum(json.GetProperty("inputs")));
        foreach (JsonElement gradient in json.GetProperty("gradients").EnumerateArray())
        {
            Assert.Equal(gradient.GetProperty("rows").GetInt32() * gradient.GetProperty("columns").GetInt32(), Sum(gradient.GetProperty("elements")));
            if (gradient.GetProperty("gradient").GetString() != "dX")
                Assert.InRange(gradient.GetProperty("engineDistance").GetDouble(), 0, 1e-4);
        }

        static int Sum(JsonElement counts)
        {
            int total = counts.GetProperty("total").GetInt32();
            int sum = counts.EnumerateObject().Where(count => count.Name is not ("total" or "checked")).Sum(count => count.Value.GetInt32());
            Assert.Equal(total, sum);
            return total;
        }
    }

    [Fact]
    public void Gradients_of_the_backward_pass_can_be_handed_in_as_they_were_written()
    {
        _tool.Write("spec.json", Spec);
        _tool.Call("explain spec.json --format json --out pass.json").Done();

        string text = _tool.Call("check spec.json --gradients pass.json").Done().Output;
        Assert.Contains("\nParameters 8 of 8 checked: 8 right\nInputs     4 of 4 checked: 4 right\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_gradient_ends_with_1_and_names_layer_gradient_element_both_values_and_error_the_worst_first()
    {
        _tool.Write("spec.json", Spec);
        JsonElement pass = TrainedModels.Json(_tool.Call("explain spec.json --format json").Done().Output);
        double[] dW2 = [.. pass.GetProperty("layers")[1].GetProperty("dW").EnumerateArray().Select(row => row[0].GetDouble())];
        string first = pass.GetProperty("layers")[0].GetProperty("dW").GetRawText();
        string biases = pass.GetProperty("layers")[0].GetProperty("db").GetRawText();
        _tool.Write("mine.json", FormattableString.Invariant($$"""{"layers": [{"dW": {{first}}, "db": {{biases}}}, {"dW": [[{{1.01 * dW2[0]:R}}], [{{3 * dW2[1]:R}}]]}]}"""));

        ToolResult result = _tool.Call("check spec.json --gradients mine.json");
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        string[] lines = result.Output.Split('\n');
        int heading = Array.IndexOf(lines, "Wrong, the worst first");
        Assert.Matches(@"^\s+2  dW\[2\]\s+\[1, 0\]\s+-?0\.\d+\s+-?0\.\d+\s+6\.7e-1$", lines[heading + 2]);
        Assert.Matches(@"^\s+2  dW\[2\]\s+\[0, 0\]\s+-?0\.\d+\s+-?0\.\d+\s+9\.9e-3$", lines[heading + 3]);
        Assert.Contains("The gradients do not agree: 2 elements wrong, by up to 6.7e-1.", result.Output, StringComparison.Ordinal);
        Assert.Contains("\nParameters 8 of 8 checked: 6 right, 2 wrong\n", result.Output, StringComparison.Ordinal);

        ToolResult asJson = _tool.Call("check spec.json --gradients mine.json --json");
        Assert.Equal((1, ""), (asJson.ExitCode, asJson.Error));
        JsonElement[] wrong = [.. TrainedModels.Json(asJson.Output).GetProperty("wrong").EnumerateArray()];
        Assert.Equal(["dW[2] 2 1 0", "dW[2] 2 0 0"], wrong.Select(one => $"{one.GetProperty("gradient")} {one.GetProperty("layer")} {one.GetProperty("row")} {one.GetProperty("column")}"));
        Assert.Equal(3 * dW2[1], wrong[0].GetProperty("value").GetDouble());
        Assert.Equal(dW2[1], wrong[0].GetProperty("centralDifference").GetDouble(), 1e-9);
        Assert.Equal(2.0 / 3, wrong[0].GetProperty("relativeError").GetDouble(), 1e-6);
    }

    [Theory]
    [InlineData(-1, "dW[1] is −1 times its central difference everywhere: the sign is wrong.")]
    [InlineData(2, "dW[1] is 2 times its central difference everywhere: 1/m is missing (m = 2 rows).")]
    [InlineData(0.5, "dW[1] is 0.5 times its central difference everywhere: it is divided by m = 2 rows once too often.")]
    [InlineData(0, "dW[1] is 0, not its central difference everywhere.")]
    [InlineData(1.000005, "dW[1] is off by very little: are its numbers rounded, or computed in single precision?")]
    public void What_all_elements_have_in_common_is_said(double factor, string hint)
    {
        GradientCheck check = Judge(gradients => Scale(gradients.Layers[0].dW, factor));
        Assert.Equal(hint, MistakeHint.Find(check.Tensors[0], 2, null));
    }

    [Fact]
    public void Transposed_gradient_is_recognised()
    {
        GradientCheck check = Judge(gradients => (gradients.Layers[0].dW[0, 1], gradients.Layers[0].dW[1, 0]) = (gradients.Layers[0].dW[1, 0], gradients.Layers[0].dW[0, 1]));
        Assert.Equal("dW[1] is right when it is transposed.", MistakeHint.Find(check.Tensors[0], 2, null));
    }

    [Fact]
    public void Engine_that_is_wrong_is_a_failure_that_names_the_element()
    {
        Network network = Network.Build(2, 5, Layer.Dense(3, Activation.Tanh), Layer.Dense(2, Activation.Softmax));
        double[,] x = { { 0.5, -1 } }, t = { { 1, 0 } };
        ReferenceNetwork reference = ReferenceNetwork.From(network);
        ReferenceLoss loss = new(Loss.CrossEntropy);
        ReferencePass pass = ReferencePass.Compute(reference, loss, x, t);
        var engine = new Backpropagation(network, Loss.CrossEntropy, 1);
        engine.Run([0.5f, -1], new[] { 0 });
        float[] gradients = engine.Gradients.ToArray();
        Assert.True(EngineGradients.Compare(network, gradients, pass).IsRight);

        network.Layout.Weights(1).Row(gradients.AsSpan(), 2)[1] += 0.25f;
        EngineGradients wrong = EngineGradients.Compare(network, gradients, pass);
        GradientCheck check = GradientCheck.Run(reference, loss, x, t, cancellationToken: TestContext.Current.CancellationToken);
        CheckOutcome outcome = new("m", "d", null, loss, 1, GradientSample.All, check, wrong);
        using StringWriter writer = new() { NewLine = "\n" };
        new CheckReport(writer, new Ink(isOn: false)).Write(outcome);

        Assert.False(outcome.IsRight);
        Assert.Contains("The engine's dW[2] is off by ", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains(", the most in [2, 1]: ", writer.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("those of the\nengine do not agree with the reference.\n", writer.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check spec.json --rows 2", "--rows needs a model and its data; expected descent check MODEL DATA --rows N")]
    [InlineData("check model.safetensors", "check needs the data for a model; expected descent check MODEL DATA")]
    [InlineData("check missing.json", "missing.json: there is no such file; check the path")]
    [InlineData("check spec.json --gradients missing.json", "missing.json: there is no such file; check the path")]
    [InlineData("check spec.json --gradients spec.json", "spec.json: top level: unknown key \"inputs\", expected one of layers, dX, loss, check, updated")]
    [InlineData("check spec.json --gradients shape.json", "shape.json: layers[0].dW: 2 rows of 1 number, expected 2 rows of 2 numbers")]
    [InlineData("check spec.json --gradients short.json", "short.json: layers: 1 layer, but the network has 2")]
    [InlineData("check spec.json --gradients bias.json", "bias.json: layers[1].db: there, but the layer has no biases")]
    [InlineData("check spec.json --sample -1", "--sample is '-1'; expected a whole number of at least 0")]
    public void Call_that_cannot_be_used_ends_with_2_and_one_line(string call, string line)
    {
        _tool.Write("spec.json", Spec);
        _tool.Write("shape.json", """{"layers": [{"dW": [[1], [2]], "db": [1, 2]}, {"dW": [[1], [2]]}]}""");
        _tool.Write("short.json", """{"layers": [{"dW": [[1, 2], [3, 4]], "db": [1, 2]}]}""");
        _tool.Write("bias.json", """{"layers": [{"dW": [[1, 2], [3, 4]], "db": [1, 2]}, {"dW": [[1], [2]], "db": [1]}]}""");
        ToolResult result = _tool.Call(call);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"error: {line}", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void Check_that_has_nothing_to_compare_ends_with_1()
    {
        // One step from 3e38 in a weight the products overflow, and the loss is not finite.
        Dataset data = Dataset.Classification([[3e30f], [-3e30f]], [0, 1]);
        Network network = Network.Build(1, 1, Layer.Dense(2, Activation.Softmax));
        network.Parameters.Clear();
        network.Layout.Weights(0).Row(network.Parameters, 0)[0] = -3e30f;
        new Model(network, data).Save(_tool.PathOf("odd"));
        _tool.Write("odd.csv", "x1,target\n3e30,0\n-3e30,1\n");

        ToolResult result = _tool.Call("check odd odd.csv");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("There was nothing to compare", result.Output, StringComparison.Ordinal);
    }

    private static GradientCheck Judge(Action<NetworkGradients> spoil)
    {
        ReferenceNetwork network = new([new(new[,] { { 0.4, -0.7 }, { 0.3, 0.2 } }, null, Activation.Tanh)]);
        double[,] x = { { 0.5, -1 }, { 1.5, 0.25 } }, t = { { 0.2, 0.1 }, { 0.9, 0.4 } };
        NetworkGradients gradients = NetworkGradients.Of(ReferencePass.Compute(network, new(Loss.SquaredError), x, t));
        spoil(gradients);
        return GradientCheck.Judge(network, new(Loss.SquaredError), x, t, gradients, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static void Scale(double[,] matrix, double factor)
    {
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
                matrix[i, j] *= factor;
        }
    }
}
