using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

/// <summary>Among these: the two questions that Datta leaves to the reader under "Clipping".</summary>
public class ReferenceSoftmaxTests
{
    private static readonly double[,] Logits = { { 0.3, -1.2, 2.5, 0.9 }, { 4, -4, 0, 0.5 } };
    private static readonly double[,] Upstream = { { 0.7, -0.1, 0.4, -1.3 }, { 0.2, 0.9, -0.6, 0.05 } };

    [Fact]
    public void Subtracting_the_maximum_changes_neither_the_value_nor_the_gradient()
    {
        double[,] a = Forward(Logits);
        double[,] dZ = Backward(Logits, a, Upstream);
        for (int i = 0; i < 2; i++)
        {
            double sum = Enumerable.Range(0, 4).Sum(j => Math.Exp(Logits[i, j]));
            for (int k = 0; k < 4; k++)
            {
                Assert.Equal(Math.Exp(Logits[i, k]) / sum, a[i, k], 1e-15);

                // ∂aⱼ/∂zₖ by the quotient rule from eᶻ as it is, Sabine B.
                double gradient = Enumerable.Range(0, 4).Sum(j => Upstream[i, j]
                    * (((j == k ? Math.Exp(Logits[i, j]) * sum : 0) - (Math.Exp(Logits[i, j]) * Math.Exp(Logits[i, k]))) / (sum * sum)));
                Assert.Equal(gradient, dZ[i, k], 1e-15);
            }
        }
    }

    [Fact]
    public void Product_with_the_jacobian_equals_the_short_form()
    {
        double[,] a = Forward(Logits);
        double[,] dZ = Backward(Logits, a, Upstream);
        for (int i = 0; i < 2; i++)
        {
            // dZ = a ∘ (dA − dA·a): what the engine computes.
            double inner = Enumerable.Range(0, 4).Sum(j => Upstream[i, j] * a[i, j]);
            for (int k = 0; k < 4; k++)
                Assert.Equal(a[i, k] * (Upstream[i, k] - inner), dZ[i, k], 1e-15);
        }
    }

    [Fact]
    public void Sum_over_all_outputs_is_needed()
    {
        double[,] a = Forward(Logits);
        double[,] dZ = Backward(Logits, a, Upstream);

        // Vege (38) as printed, with j = i alone, is off by far more than rounding.
        Assert.True(Math.Abs((Upstream[0, 2] * a[0, 2] * (1 - a[0, 2])) - dZ[0, 2]) > 0.01);
    }

    [Fact]
    public void Jacobian_is_diag_a_minus_a_outer_a_and_its_rows_sum_to_zero()
    {
        double[,] a = Forward(Logits);
        double[,] jacobian = new double[4, 4];
        ReferenceSoftmax.Jacobian(a, 1, jacobian);
        for (int j = 0; j < 4; j++)
        {
            double sum = 0;
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal((j == i ? a[1, j] : 0) - (a[1, j] * a[1, i]), jacobian[j, i], 1e-16);
                sum += jacobian[j, i];
            }

            Assert.Equal(0, sum, 1e-16);
        }
    }

    [Fact]
    public void Logits_of_ten_thousand_overflow_nothing()
    {
        double[,] a = Forward(new double[,] { { 1e4, -1e4, 0 }, { 1e4, 1e4, -1e4 } });
        Assert.Equal(new double[,] { { 1, 0, 0 }, { 0.5, 0.5, 0 } }, a);
    }

    [Fact]
    public void Softmax_of_one_output_is_one_and_learns_nothing()
    {
        double[,] z = { { -3.7 } };
        double[,] a = Forward(z);
        Assert.Equal(1, a[0, 0]);
        Assert.Equal(0, Backward(z, a, new double[,] { { 5 } })[0, 0]);
    }

    private static double[,] Forward(double[,] z)
    {
        double[,] a = new double[z.GetLength(0), z.GetLength(1)];
        new ReferenceSoftmax().Forward(z, a);
        return a;
    }

    private static double[,] Backward(double[,] z, double[,] a, double[,] dA)
    {
        double[,] dZ = new double[z.GetLength(0), z.GetLength(1)];
        new ReferenceSoftmax().Backward(z, a, dA, dZ);
        return dZ;
    }
}
