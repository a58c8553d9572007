using System.Text.Json;
using Xunit;

namespace Descent.Tests.Reference;

public class ExplanationJsonTests
{
    [Fact]
    public void Document_of_a_small_network()
    {
        // z = 2·3 + 0 = 6, L = ½(6 − 1)² = 12.5, dA = 5, dW = 15, dX = 10; w = 2 − 0.1·15 = 0.5, b = 0 − 0.5: L = ½·0².
        string json = Report.Json("""
            {"layers": [{"weights": [[2]], "biases": [0]}], "loss": "squared-error", "inputs": [[3]], "targets": [[1]],
             "update": {"optimizer": "sgd", "learningRate": 0.1, "steps": 1}}
            """);

        using JsonDocument document = JsonDocument.Parse(json);
        string error = document.RootElement.GetProperty("check").GetProperty("maxRelativeError").GetRawText();
        Assert.Equal($$"""
            {
              "loss": 12.5,
              "layers": [
                {
                  "z": [[6]],
                  "a": [[6]],
                  "dA": [[5]],
                  "dZ": [[5]],
                  "dW": [[15]],
                  "db": [5]
                }
              ],
              "dX": [[10]],
              "check": {
                "method": "central differences",
                "maxRelativeError": {{error}},
                "parameters": 2
              },
              "updated": {
                "layers": [
                  {
                    "weights": [[0.5]],
                    "biases": [-0.5]
                  }
                ],
                "loss": 0
              }
            }

            """, json);
    }

    [Fact]
    public void Layers_without_biases_and_reports_without_an_update_leave_their_keys_out()
    {
        using JsonDocument report = JsonDocument.Parse(Report.Json("""
            {"layers": [{"weights": [[1]]}, {"weights": [[1]], "biases": [0]}], "loss": "mse", "inputs": [[1]], "targets": [[0]]}
            """));

        Assert.Equal(["loss", "layers", "dX", "check"], report.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.False(report.RootElement.GetProperty("layers")[0].TryGetProperty("db", out _));
        Assert.True(report.RootElement.GetProperty("layers")[1].TryGetProperty("db", out _));

        using JsonDocument updated = JsonDocument.Parse(Report.Json("""
            {"layers": [{"weights": [[1]]}], "loss": "mse", "inputs": [[1]], "targets": [[0]],
             "update": {"optimizer": "sgd", "learningRate": 0, "steps": 0}}
            """));
        Assert.Equal("""[{"weights":[[1]]}]""", updated.RootElement.GetProperty("updated").GetProperty("layers").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_texts()
    {
        using JsonDocument report = JsonDocument.Parse(Report.Json("""
            {"layers": [{"weights": [[1000, 0]], "activation": "softmax"}], "loss": "cross-entropy", "inputs": [[1]], "targets": [1]}
            """));

        Assert.Equal("Infinity", report.RootElement.GetProperty("loss").GetString());
        Assert.Equal("-Infinity", report.RootElement.GetProperty("layers")[0].GetProperty("dA")[0][1].GetString());
        Assert.Equal("NaN", report.RootElement.GetProperty("layers")[0].GetProperty("dZ")[0][0].GetString());
        Assert.Equal("NaN", report.RootElement.GetProperty("check").GetProperty("maxRelativeError").GetString());
    }

    [Theory]
    [InlineData("cross-entropy", "-1", "NaN")]
    [InlineData("cross-entropy", "0", "Infinity")]
    [InlineData("squared-error", "1e200", "Infinity")]
    [InlineData("binary-cross-entropy", "2", "0")]
    public void Loss_outside_its_domain_is_reported_and_not_refused(string loss, string weight, string expected)
    {
        // The last: label 1 and output 2. −ln 2 is a loss below 0, and 1 − t = 0 leaves out ln(1 − 2).
        string json = Report.Json($$"""{"layers": [{"weights": [[{{weight}}]]}], "loss": "{{loss}}", "inputs": [[1]], "targets": [[1]]}""");
        using JsonDocument report = JsonDocument.Parse(json);

        JsonElement value = report.RootElement.GetProperty("loss");
        if (expected == "0")
            Assert.Equal(-Math.Log(2), value.GetDouble());
        else
            Assert.Equal(expected, value.GetString());
    }

    [Fact]
    public void Zero_has_no_sign()
    {
        // z = −1·0 and relu passes nothing back: every zero here would be −0 in one place or another.
        string json = Report.Json("""
            {"layers": [{"weights": [[-1], [-2]], "activation": "silu"}], "loss": "squared-error", "reduction": "sum", "inputs": [[0, 0]], "targets": [[0]],
             "update": {"optimizer": "adamw", "learningRate": 0.1, "steps": 2}}
            """);

        Assert.DoesNotContain("-0,", json, StringComparison.Ordinal);
        Assert.DoesNotContain("-0]", json, StringComparison.Ordinal);
        Assert.DoesNotContain("-0\n", json, StringComparison.Ordinal);
        Assert.Contains("\"z\": [[0]]", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_at_a_kink_are_counted()
    {
        using JsonDocument report = JsonDocument.Parse(Report.Json("""
            {"layers": [{"weights": [[0]], "activation": "relu"}], "loss": "mse", "inputs": [[1]], "targets": [[1]]}
            """));

        Assert.Equal(1, report.RootElement.GetProperty("check").GetProperty("kinks").GetInt32());
    }

    [Fact]
    public void Every_number_reads_back_as_the_same_double()
    {
        const string Spec = """
            {"layers": [{"weights": [[0.1, 123456789.123], [1e-300, -7e22]], "biases": [0.3333333333333333, 5e-324], "activation": "identity"}],
             "loss": "squared-error", "inputs": [[1, 2e-7], [0.7, 3]], "targets": [[0, 1], [1, 0]]}
            """;
        Descent.Reference.ReferencePass pass = Report.Compute(Spec).Pass;
        using JsonDocument report = JsonDocument.Parse(Report.Json(Spec));

        JsonElement layer = report.RootElement.GetProperty("layers")[0];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                Assert.Equal(pass.Layers[0].Z[i, j], layer.GetProperty("z")[i][j].GetDouble());
                Assert.Equal(pass.Layers[0].dW[i, j], layer.GetProperty("dW")[i][j].GetDouble());
            }
        }
    }
}
