using System.Globalization;
using Xunit;

namespace Descent.Tests.Reference;

public class ExplanationTextTests
{
    [Fact]
    public void Text_of_a_small_specification()
    {
        const string Spec = """
            {"layers": [
               {"weights": [[1, -0.5], [0.5, 0.75]], "biases": [0.1, -0.2], "activation": "relu"},
               {"weights": [[0.6, -0.2], [-0.3, 0.4]], "activation": "softmax"}],
             "loss": "cross-entropy", "inputs": [[0.8, 0.4], [-0.5, 0.9]], "targets": [0, 1],
             "update": {"optimizer": "sgd", "learningRate": 0.1, "steps": 1, "momentum": 0.9}}
            """;

        // The size of the rounding is the only thing in it that differs between mathematics libraries.
        string error = Report.Compute(Spec).Check.MaxRelativeError.ToString("g2", CultureInfo.InvariantCulture);
        Assert.Equal($$"""
            A network 2 → 2 → 2 with 10 parameters, on 2 rows of data.

            Each row of a matrix is one example, A[0] = X is the input, and W[l] has a row for each input and a
            column for each output of layer l. · is the matrix product, ∘ and / work element by element, dV is ∂L/∂V.

            FORWARD

              Input
                X         0.8  0.4
                         -0.5  0.9

              Layer 1: 2 → 2, relu
                Z[1] = A[0]·W[1] + b[1]
                A[1] = σ(Z[1]), σ(z) = max(0, z)

                W[1]     1    -0.5
                         0.5   0.75
                b[1]     0.1  -0.2
                Z[1]     1.1   -0.3
                         0.05   0.725
                A[1]     1.1   0
                         0.05  0.725

              Layer 2: 2 → 2, softmax
                Z[2] = A[1]·W[2]
                A[2] = softmax(Z[2]), aₖ = exp(zₖ − max z) / Σⱼ exp(zⱼ − max z)

                W[2]      0.6  -0.2
                         -0.3   0.4
                Z[2]      0.66    -0.22
                         -0.1875   0.28
                A[2]     0.706822  0.293178
                         0.385208  0.614792

            LOSS

              cross-entropy
                L = −1/m Σᵢ Σₖ tᵢₖ ln aᵢₖ, A = A[2]

                T        1  0
                         0  1
                L        0.416724

            BACKWARD

              Layer 2
                dA[2] = 1/m (−T/A)
                dZ[2] = dA[2]·J row by row, J = diag(a) − aᵀa for each row a of A
                dZ[2] = 1/m (A·Σₖtₖ − T): the same, simplified
                dW[2] = A[1]ᵀ·dZ[2]

                dA[2]    -0.707391   0
                          0         -0.813283
                J row 1   0.207225  -0.207225
                         -0.207225   0.207225
                dZ[2]    -0.146589   0.146589
                          0.192604  -0.192604
                dW[2]    -0.151618   0.151618
                          0.139638  -0.139638

              Layer 1
                dA[1] = dZ[2]·W[2]ᵀ
                dZ[1] = dA[1] ∘ σ'(Z[1]), σ'(z) = 1 for z > 0, else 0
                dW[1] = A[0]ᵀ·dZ[1], db[1] = the sum of the rows of dZ[1]

                dA[1]    -0.117271   0.102612
                          0.154083  -0.134823
                dZ[1]    -0.117271   0
                          0.154083  -0.134823
                dW[1]    -0.170859    0.0674114
                          0.0917665  -0.121341
                db[1]    0.0368121  -0.134823

              Input
                dX = dZ[1]·W[1]ᵀ

                dX       -0.117271  -0.0586356
                          0.221495  -0.0240755

            CHECK

              dV against central differences (L(v + h) − L(v − h))/2h, for 10 parameters and 4 inputs
                largest relative error {{error}}: the gradients agree.

            UPDATE

              sgd, η = 0.1, 1 step on this batch
                v ← 0.9·v + g,  p ← p − η·v

                W[1]     1.01709   -0.506741
                         0.490823   0.762134
                b[1]     0.0963188  -0.186518
                W[2]      0.615162  -0.215162
                         -0.313964   0.413964
                L        0.400549  (before: 0.416724)

            """, Report.Text(Spec));
    }

    [Theory]
    [InlineData(9, "")]
    [InlineData(10, "  … 2 more columns")]
    public void Wide_matrix_is_cut_with_the_count_of_what_is_left_out(int width, string end)
    {
        string row = string.Join(", ", Enumerable.Range(1, width));
        string text = Report.Text($$"""{"layers": [{"weights": [[{{row}}]]}], "loss": "mse", "inputs": [[1]], "targets": [[{{row}}]]}""");

        string shown = string.Join("  ", Enumerable.Range(1, end.Length == 0 ? width : 8));
        Assert.Contains($"    W[1]     {shown}{end}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_matrix_is_cut_with_the_count_of_what_is_left_out()
    {
        string rows = string.Join(", ", Enumerable.Range(1, 30).Select(i => $"[{i}]"));
        string text = Report.Text($$"""{"layers": [{"weights": [[1]]}], "loss": "mse", "inputs": [{{rows}}], "targets": [{{rows}}]}""");

        Assert.Contains("    X         1\n              2\n", text, StringComparison.Ordinal);
        Assert.Contains("             10\n             … 20 more rows\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_checked_is_said()
    {
        string text = Report.Text("""{"layers": [{"weights": [[-1]]}], "loss": "cross-entropy", "inputs": [[1]], "targets": [0]}""");
        Assert.Contains("    L        NaN\n", text, StringComparison.Ordinal);
        Assert.Contains("largest relative error NaN: nothing to compare, since the loss or a gradient is not finite or all was left out.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinks_are_said()
    {
        string text = Report.Text("""{"layers": [{"weights": [[0]], "activation": "relu"}], "loss": "mse", "inputs": [[1]], "targets": [[1]]}""");
        Assert.Contains("    left out, since a kink is too near for a difference: 1\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("softmax", "softmax", "cross-entropy", "dZ[1] = 1/(m ln 2) (A·Σₖtₖ − T): the same, simplified")]
    [InlineData("sigmoid", "σ", "binary-cross-entropy", "dZ[1] = 1/(m ln 2) (A − T): the same, simplified")]
    public void Pair_that_simplifies_is_shown(string activation, string symbol, string loss, string line)
    {
        string text = Report.Text($$"""{"layers": [{"weights": [[1, 2]], "activation": "{{activation}}"}], "loss": "{{loss}}", "logBase": 2, "inputs": [[1]], "targets": [[0, 1]]}""");
        Assert.Contains($"A[1] = {symbol}(Z[1])", text, StringComparison.Ordinal);
        Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.Contains("log₂ aᵢₖ", text, StringComparison.Ordinal);
    }
}
