using System.Text;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

public class ElementDifferencesTests
{
    private const string Spec = """
        {"layers": [
           {"weights": [[1, -0.5, 0.25], [0.5, 0.75, -2]], "biases": [0.1, -0.2, 0.3], "activation": "tanh"},
           {"weights": [[0.6, -0.2], [-0.3, 0.4], [0.5, 0.9]], "biases": [0.1, 0], "activation": "softmax"}],
         "loss": "cross-entropy", "inputs": [[0.8, 0.4], [-0.5, 0.9]], "targets": [0, 1]}
        """;

    private readonly ExplainSpec _spec = ExplainSpecReader.Read(Encoding.UTF8.GetBytes(Spec));

    [Fact]
    public void Differences_inside_the_network_are_the_derivatives_of_the_backward_pass()
    {
        ReferencePass pass = ReferencePass.Compute(_spec.Network, _spec.Loss, _spec.Inputs, _spec.Targets);
        ElementDifferences differences = new(_spec);

        for (int l = 1; l <= 2; l++)
        {
            AssertEqual(pass.Layers[l - 1].dA, (i, j) => differences.OfA(l, i, j));
            AssertEqual(pass.Layers[l - 1].dZ, (i, j) => differences.OfZ(l, i, j));
            AssertEqual(pass.Layers[l - 1].dW, (k, j) => differences.OfWeight(l, k, j));
            AssertEqual(MatrixMarkup.Row(pass.Layers[l - 1].db!), (_, j) => differences.OfBias(l, j));
        }

        AssertEqual(pass.dX, (i, k) => differences.OfA(0, i, k));
    }

    [Fact]
    public void Differences_leave_the_network_as_it_is()
    {
        ElementDifferences differences = new(_spec);
        GradientElement? first = differences.OfWeight(1, 0, 0);
        differences.OfZ(1, 0, 0);
        differences.OfA(2, 1, 1);
        differences.OfBias(2, 0);

        Assert.Equal(first, differences.OfWeight(1, 0, 0));
        Assert.Equal(0.8, _spec.Inputs[0, 0]);
    }

    // The differences know nothing of the backward pass but what they are compared with; 1e-9 is where they stop refining.
    private static void AssertEqual(double[,] gradient, Func<int, int, GradientElement?> difference)
    {
        for (int i = 0; i < gradient.GetLength(0); i++)
        {
            for (int j = 0; j < gradient.GetLength(1); j++)
            {
                GradientElement found = difference(i, j)!.Value;
                Assert.Equal(GradientComparison.Compared, found.Comparison);
                Assert.InRange(found.RelativeError, 0, 1e-8);
                Assert.Equal(gradient[i, j], found.Difference, 1e-8 * Math.Max(1, Math.Abs(gradient[i, j])));
            }
        }
    }
}
