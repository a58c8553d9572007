using System.Text;
using System.Text.Json;
using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

/// <summary>Layers in which each unit reads one input, as the reference and explain see them.</summary>
public class FeatureWiseReferenceTests
{
    private const string Spec = """
        {"layers": [{"weights": [[0.5, 0, -0.4], [0, 0.3, 0]], "biases": [0.1, 0, 0.2], "activation": "sine", "sources": [0, 1, 0]},
                    {"weights": [[0.6], [-0.7], [0.2]], "activation": "sigmoid"}],
         "loss": "squared-error", "inputs": [[1, 2], [-1, 0.5]], "targets": [[1], [0]],
         "update": {"optimizer": "adam", "learningRate": 0.1, "steps": 3, "epsilon": 0, "weightDecay": 0.1}}
        """;

    [Fact]
    public void Weights_that_do_not_exist_have_no_derivative_and_are_not_counted()
    {
        Explanation explanation = Explain(Spec);
        ReferenceNetwork network = explanation.Spec.Network;
        Assert.Equal([0, 1, 0], network.Layers[0].Sources!);
        Assert.Equal(3 + 3 + 3, network.ParameterCount);
        Assert.Equal(network.ParameterCount, explanation.Check.Parameters);
        Assert.Equal(GradientVerdict.Agrees, explanation.Check.Verdict);
        double[,] dW = explanation.Pass.Layers[0].dW;
        foreach ((int k, int j) in ((int, int)[])[(0, 1), (1, 0), (1, 2)])
            Assert.Equal(0, dW[k, j]);
        foreach ((int k, int j) in ((int, int)[])[(0, 0), (1, 1), (0, 2)])
            Assert.NotEqual(0, dW[k, j]);
        Assert.Equal([(0, 0), (1, 1), (0, 2)], explanation.Check.Tensors[0].Checked.Select(element => (element.Row, element.Column)));
    }

    [Fact]
    public void Training_leaves_zeros_where_there_is_no_weight()
    {
        // An ε of 0 makes Adam divide 0 by 0 where a derivative has always been 0.
        ReferenceLayer updated = Explain(Spec).Updated!.Layers[0];
        Assert.Equal([0, 1, 0], updated.Sources!);
        foreach ((int k, int j) in ((int, int)[])[(0, 1), (1, 0), (1, 2)])
            Assert.Equal(0, updated.Weights[k, j]);
        Assert.NotEqual(0.5, updated.Weights[0, 0]);
    }

    [Fact]
    public void Every_form_of_explain_says_what_the_layer_is()
    {
        Explanation explanation = Explain(Spec);
        StringWriter text = new();
        ExplanationText.Write(explanation, text);
        Assert.Contains("Layer 1: 2 → 3, sine; each unit reads one input; the other weights are 0 and no parameters\n", text.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("dW[1] = A[0]ᵀ·dZ[1] where there is a weight, else 0, db[1]", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("dW[2] = A[1]ᵀ·dZ[2] where", text.ToString(), StringComparison.Ordinal);

        MemoryStream stream = new();
        ExplanationJson.Write(explanation, stream);
        using JsonDocument json = JsonDocument.Parse(stream.ToArray());
        JsonElement[] layers = [.. json.RootElement.GetProperty("layers").EnumerateArray()];
        Assert.Equal([0, 1, 0], layers[0].GetProperty("sources").EnumerateArray().Select(source => source.GetInt32()));
        Assert.False(layers[1].TryGetProperty("sources", out _));
        Assert.True(json.RootElement.GetProperty("updated").GetProperty("layers")[0].TryGetProperty("sources", out _));

        // What explain writes can be judged as gradients.
        NetworkGradients gradients = NetworkGradientsReader.Read(stream.ToArray(), explanation.Spec.Network, 2);
        Assert.Equal(explanation.Pass.Layers[0].dW, gradients.Layers[0].dW);

        string page = PageOf.Html(Spec);
        Assert.Contains("In this layer each unit reads one input; the other weights are 0 and no parameters.", page, StringComparison.Ordinal);
        Assert.Contains("<td>2 × 3</td><td>3 of 3</td>", page.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[0, 1]", "layers[0].sources: 2 inputs, expected an array of 3 inputs, one for each output, or no such key")]
    [InlineData("[]", "layers[0].sources: an empty array, expected an array of 3 inputs, one for each output, or no such key")]
    [InlineData("[0, 2, 0]", "layers[0].sources[1]: the number 2, expected an input, an integer from 0 to 1")]
    [InlineData("[0, -1, 0]", "layers[0].sources[1]: the number -1, expected an input, an integer from 0 to 1")]
    [InlineData("[0, 1.0, 0]", "layers[0].sources[1]: the number 1.0, expected an input, an integer from 0 to 1")]
    [InlineData("[0, 0, 0]", "layers[0].weights[1][1]: a weight that is not 0, but layers[0].sources[1] says that output 1 reads input 0 alone")]
    public void Sources_that_do_not_fit_are_refused(string sources, string message) =>
        Assert.Equal(message, Assert.Throws<SpecException>(() => Explain(Spec.Replace("[0, 1, 0]", sources, StringComparison.Ordinal))).Message);

    [Fact]
    public void A_layer_is_refused_that_has_a_weight_where_there_is_none()
    {
        double[,] weights = { { 1, 0 }, { 0.5, 1 } };
        Assert.StartsWith(
            "The weight [1, 0] is not 0, but output 0 reads input 0 alone.",
            Assert.Throws<ArgumentException>(() => new ReferenceLayer(weights, null, Activation.Identity, [0, 1])).Message, StringComparison.Ordinal);
        Assert.StartsWith("There are 1 sources", Assert.Throws<ArgumentException>(() => new ReferenceLayer(weights, null, Activation.Identity, [0])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Output 1 reads input 2", Assert.Throws<ArgumentException>(() => new ReferenceLayer(weights, null, Activation.Identity, [0, 2])).Message, StringComparison.Ordinal);
    }

    private static Explanation Explain(string spec) =>
        Explanation.Compute(ExplainSpecReader.Read(Encoding.UTF8.GetBytes(spec)), TestContext.Current.CancellationToken);
}
