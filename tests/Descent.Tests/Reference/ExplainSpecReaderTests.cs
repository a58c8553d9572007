using System.Text;
using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

public class ExplainSpecReaderTests
{
    [Fact]
    public void Everything_that_is_left_out_has_its_default()
    {
        ExplainSpec spec = Read("""{"layers": [{"weights": [[1, -2.5e-1], [3, 0]]}], "loss": "cross-entropy", "inputs": [[1, 2]], "targets": [[0.5, 1]]}""");

        ReferenceLayer layer = Assert.Single(spec.Network.Layers);
        Assert.Equal(new[,] { { 1, -0.25 }, { 3, 0 } }, layer.Weights);
        Assert.Null(layer.Biases);
        Assert.Equal(Activation.Identity, layer.Activation);
        Assert.Equal(Loss.CrossEntropy, spec.Loss.Loss);
        Assert.Equal(Reduction.Mean, spec.Loss.Loss.Reduction);
        Assert.Null(spec.Loss.Loss.LogBase);
        Assert.Equal(new double[,] { { 1, 2 } }, spec.Inputs);
        Assert.Equal(new[,] { { 0.5, 1 } }, spec.Targets);
        Assert.Null(spec.Update);
    }

    [Fact]
    public void Everything_that_is_given_is_read()
    {
        ExplainSpec spec = Read("""
            {
              "update": {"steps": 3, "learningRate": 0.5, "nesterov": true, "momentum": 0.9, "optimizer": "sgd"},
              "targets": [1, 0], "inputs": [[1], [2]], "reduction": "sum", "logBase": 2, "loss": "softmax-cross-entropy",
              "layers": [
                {"activation": "leaky-relu(0.2)", "biases": [5], "weights": [[4]]},
                {"weights": [[1, 2]], "activation": "softmax"}]
            }
            """);

        Assert.Equal([5], spec.Network.Layers[0].Biases!);
        Assert.Equal(Activation.LeakyReLU(0.2f), spec.Network.Layers[0].Activation);
        Assert.Equal(Activation.Softmax, spec.Network.Layers[1].Activation);
        Assert.Equal(Loss.SoftmaxCrossEntropy with { LogBase = 2, Reduction = Reduction.Sum }, spec.Loss.Loss);
        Assert.Equal(new double[,] { { 0, 1 }, { 1, 0 } }, spec.Targets);
        Assert.Equal(new ReferenceSgd { Momentum = 0.9, Nesterov = true }, spec.Update!.Optimizer);
        Assert.Equal(0.5, spec.Update.LearningRate);
        Assert.Equal(3, spec.Update.Steps);
    }

    [Theory]
    [InlineData("""{"optimizer": "sgd", "learningRate": 0, "steps": 0}""")]
    [InlineData("""{"optimizer": "sgd", "learningRate": 1, "steps": 1000000000, "momentum": 0, "nesterov": false}""")]
    public void Gradient_descent_at_the_ends_of_its_ranges(string update) =>
        Assert.Equal(new ReferenceSgd(), Read(Spec("update", update)).Update!.Optimizer);

    [Fact]
    public void Adam_and_adamw_have_their_own_defaults()
    {
        Assert.Equal(new ReferenceAdam(), Read(Spec("update", """{"optimizer": "adam", "learningRate": 1, "steps": 1}""")).Update!.Optimizer);
        Assert.Equal(
            new ReferenceAdam(Decoupled: true) { WeightDecay = 0.01 },
            Read(Spec("update", """{"optimizer": "adamw", "learningRate": 1, "steps": 1}""")).Update!.Optimizer);
        Assert.Equal(
            new ReferenceAdam { Beta1 = 0, Beta2 = 0.5, Epsilon = 0, WeightDecay = 2 },
            Read(Spec("update", """{"optimizer": "adam", "learningRate": 1, "steps": 1, "beta1": 0, "beta2": 0.5, "epsilon": 0, "weightDecay": 2}""")).Update!.Optimizer);
    }

    [Fact]
    public void Every_name_of_the_library_is_understood()
    {
        foreach (string name in Activation.Names)
            Assert.Equal(Activation.Parse(name), Read(Spec("layers", $$"""[{"weights": [[1], [2]], "activation": "{{name}}"}]""")).Network.Layers[0].Activation);
        foreach (string name in Loss.Names)
            Assert.Equal(name, Read(Spec("loss", $"\"{name}\"")).Loss.Loss.Name);
    }

    [Fact]
    public void Huber_takes_its_delta() => Assert.Equal(0.123456789, Read(Spec("loss", "\"huber\", \"delta\": 0.123456789")).Loss.Delta);

    [Fact]
    public void Byte_order_mark_is_allowed() =>
        Assert.Equal(2, ExplainSpecReader.Read(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Spec("loss", "\"mse\""))).ToArray()).Network.Inputs);

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        string message = Assert.Throws<SpecException>(() => ExplainSpecReader.Read(Encoding.Unicode.GetBytes("\uFEFF{}"))).Message;
        Assert.Equal("the file is not UTF-8 text, expected JSON in UTF-8", message);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        string message = Refusal(new string('[', 100_000));
        Assert.StartsWith("line 1, column 65: not JSON that can be read: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [MemberData(nameof(BadSpecs.Documents), MemberType = typeof(BadSpecs))]
    public void Document_that_is_no_specification_is_refused(string document, string message) => Assert.Equal(message, Refusal(document));

    [Theory]
    [MemberData(nameof(BadSpecs.Values), MemberType = typeof(BadSpecs))]
    public void Bad_value_is_refused(string key, string? value, string message) => Assert.Equal(message, Refusal(Spec(key, value)));

    private static string Refusal(string document) => Assert.Throws<SpecException>(() => Read(document)).Message;

    private static ExplainSpec Read(string document) => ExplainSpecReader.Read(Encoding.UTF8.GetBytes(document));

    // A good specification, 2 → 1, with one value replaced, added, or, where it is null, left out. Several are written
    // "key+key" and "value & value".
    private static string Spec(string key, string? value)
    {
        Dictionary<string, string?> members = new()
        {
            ["layers"] = """[{"weights": [[1], [2]], "biases": [0], "activation": "sigmoid"}]""",
            ["loss"] = "\"squared-error\"",
            ["inputs"] = "[[1, 2], [3, 4]]",
            ["targets"] = "[[1], [0]]",
        };
        foreach ((string name, string? json) in value is null ? [(key, null)] : key.Split('+').Zip<string, string?>(value.Split(" & ")))
            members[name] = json;
        return $"{{{string.Join(", ", members.Where(member => member.Value is not null).Select(member => $"\"{member.Key}\": {member.Value}"))}}}";
    }
}
