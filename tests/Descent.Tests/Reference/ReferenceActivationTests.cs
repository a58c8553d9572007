using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

public class ReferenceActivationTests
{
    public static TheoryData<string> Names => [.. Activation.Names];

    // The definitions, with the numbers worked out by hand or from tables: σ(1), tanh 1, Φ(1) = 0.8413447460685429 and so on.
    [Theory]
    [InlineData("identity", -2.5, -2.5)]
    [InlineData("sigmoid", 1, 0.7310585786300049)]
    [InlineData("tanh", 1, 0.7615941559557649)]
    [InlineData("relu", -1, 0)]
    [InlineData("relu", 1.5, 1.5)]
    [InlineData("heaviside", 0, 1)]
    [InlineData("heaviside", -1e-9, 0)]
    [InlineData("softmax", 3, 1)]
    [InlineData("leaky-relu", -2, -0.02)]
    [InlineData("leaky-relu(0.2)", -2, -0.4)]
    [InlineData("elu", -1, -0.6321205588285577)]
    [InlineData("elu(0.1)", -1, -0.06321205588285577)]
    [InlineData("selu", 1, 1.0507009873554805)]
    [InlineData("selu", -1, -1.1113307378125625)]
    [InlineData("gelu", 1, 0.8413447460685429)]
    [InlineData("gelu", -1, -0.15865525393145705)]
    [InlineData("gelu", -8, -4.976768459417427e-15)]
    [InlineData("silu", 1, 0.7310585786300049)]
    [InlineData("mish", 1, 0.8650983882673103)]
    [InlineData("softplus", 1, 1.3132616875182228)]
    [InlineData("hard-sigmoid", 1.5, 0.75)]
    [InlineData("hard-sigmoid", 4, 1)]
    [InlineData("hard-tanh", -0.5, -0.5)]
    [InlineData("hard-tanh", -5, -1)]
    [InlineData("hard-swish", 1, 0.6666666666666666)]
    [InlineData("hard-swish", 4, 4)]
    [InlineData("exponential", 1, 2.718281828459045)]
    [InlineData("sine", 1, 0.8414709848078965)]
    [InlineData("sine", -2, -0.9092974268256817)]
    [InlineData("sine", 100_000, 0)]
    public void Value_is_the_definition(string name, double z, double expected)
    {
        double actual = Value(Activation.Parse(name), z);
        // In the tail of gelu the rounding of z²/2 = 32 alone is 32·2⁻⁵³ of the value.
        Assert.Equal(expected, actual, 1e-14 * Math.Abs(expected));
    }

    // At a kink: the left derivative, 0 for relu (Datta), and 0 at both ends of the hard functions.
    [Theory]
    [InlineData("relu", 0, 0)]
    [InlineData("leaky-relu(0.2)", 0, 0.2)]
    [InlineData("elu(0.5)", 0, 0.5)]
    [InlineData("heaviside", 0, 0)]
    [InlineData("hard-sigmoid", 3, 0)]
    [InlineData("hard-sigmoid", -3, 0)]
    [InlineData("hard-tanh", 1, 0)]
    [InlineData("hard-tanh", -1, 0)]
    [InlineData("hard-swish", 3, 1)]
    [InlineData("hard-swish", -3, 0)]
    public void Derivative_at_a_kink_is_the_agreed_one(string name, double z, double expected) =>
        Assert.Equal(expected, Derivative(Activation.Parse(name), z));

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivative_is_the_limit_of_differences(string name)
    {
        Activation activation = Activation.Parse(name);
        const double H = 1e-3;
        for (double z = -5.05; z < 5.1; z += 0.1)
        {
            // Five points: the error is h⁴/30·σ⁽⁵⁾, 1e-12 for σ⁽⁵⁾ up to 30 (eᶻ at 5 has 148), and as much from rounding.
            double difference = ((8 * (Value(activation, z + H) - Value(activation, z - H)))
                - (Value(activation, z + (2 * H)) - Value(activation, z - (2 * H)))) / (12 * H);
            Assert.Equal(difference, Derivative(activation, z), 2e-11 * Math.Max(1, Math.Abs(difference)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Not_a_number_is_passed_on(string name) => Assert.True(double.IsNaN(Value(Activation.Parse(name), double.NaN)));

    private static double Value(Activation activation, double z)
    {
        double[,] a = new double[1, 1];
        ReferenceActivation.Of(activation).Forward(new[,] { { z } }, a);
        return a[0, 0];
    }

    private static double Derivative(Activation activation, double z)
    {
        double[,] dZ = new double[1, 1];
        ReferenceActivation.Of(activation).Backward(new[,] { { z } }, new[,] { { Value(activation, z) } }, new double[,] { { 1 } }, dZ);
        return dZ[0, 0];
    }
}
