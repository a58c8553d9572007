using Descent.Networks;
using Descent.Numerics;
using Descent.Tests.Numerics;
using Xunit;

namespace Descent.Tests.Networks;

/// <summary>Values and derivatives of every activation, against the formulas in double precision.</summary>
public class ActivationFunctionTests
{
    private static readonly float[] Inputs =
    [
        .. Widths.Uniform(4000, -6, 6, 1), .. Widths.Uniform(2000, -1e-3f, 1e-3f, 2), .. Widths.Uniform(2000, -60, 60, 3),
        0, -0f, 1e-30f, -1e-30f, 100, -100, 1e4f, -1e4f, 99_999.99f, 1e5f, -1e5f, 1e30f, -1e30f, float.MaxValue, float.MinValue,
    ];

    public static TheoryData<ActivationCase> Cases => [.. ActivationCase.All];

    [Fact]
    public void Every_activation_is_tested_here() =>
        Assert.Equal(Activation.Names.Order(), ActivationCase.All.Select(test => test.Activation.Name).Append(Activation.Softmax.Name).Distinct().Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_agree_with_the_formula(ActivationCase test)
    {
        float[] a = new float[Inputs.Length];
        test.Activation.Forward(Inputs, a, Inputs.Length, Inputs.Length);
        for (int i = 0; i < a.Length; i++)
            AssertClose(test.Value(Inputs[i]), a[i], test.Relative, test.Absolute, Inputs[i]);
    }

    // From outputs, whose own rounding is part of the error: 1 − a² is off by 2a times that of a.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Derivatives_agree_with_the_formula_and_multiply_the_gradient(ActivationCase test)
    {
        float[] a = new float[Inputs.Length], gradient = [.. Enumerable.Repeat(-2f, Inputs.Length)];
        test.Activation.Forward(Inputs, a, Inputs.Length, Inputs.Length);
        test.Activation.Backward(test.Activation.DerivativeReads == DerivativeSource.Input ? Inputs : a, gradient, Inputs.Length, Inputs.Length);
        for (int i = 0; i < a.Length; i++)
            AssertClose(-2 * test.Derivative(Inputs[i]), gradient[i], 1e-6, 1e-6, Inputs[i]);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_width_gives_the_same_bits(ActivationCase test)
    {
        float[] inputs = [.. Inputs, .. Widths.SpecialValues, float.NaN, .. Widths.RandomBits(20_000, 4)];
        float[] values = new float[inputs.Length], derivatives = [.. Enumerable.Repeat(1f, inputs.Length)];
        test.Activation.Forward(inputs, values, inputs.Length, inputs.Length);
        test.Activation.Backward(inputs, derivatives, inputs.Length, inputs.Length);
        foreach (InstructionSet set in Widths.All)
        {
            Widths.AssertSameBits(values, test.MapValue(inputs, (int)set), $"{test} in {set}");
            Widths.AssertSameBits(derivatives, test.MapDerivative(inputs, (int)set), $"{test}, derivative in {set}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NaN_is_never_hidden(ActivationCase test)
    {
        float[] a = [float.NaN];
        test.Activation.Forward(a, a, 1, 1);
        Assert.True(float.IsNaN(a[0]));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_stay_in_the_declared_range(ActivationCase test)
    {
        float[] a = new float[Inputs.Length];
        test.Activation.Forward(Inputs, a, Inputs.Length, Inputs.Length);
        Assert.All(a, value => Assert.InRange(value, (float)test.Activation.Range.Minimum, (float)test.Activation.Range.Maximum));
    }

    private static void AssertClose(double expected, float actual, double relative, double absolute, float at)
    {
        bool close = (float)expected == actual || Math.Abs(actual - expected) <= Math.Abs(expected) * relative + absolute;
        Assert.True(close, $"at {at:R}: {actual:R}, expected {expected:R}");
    }

    /// <summary>An activation with its formulas and the errors that its values may have.</summary>
    public sealed record ActivationCase(
        Activation Activation, Func<double, double> Value, Func<double, double> Derivative, double Relative, double Absolute,
        Func<float[], int, float[]> MapValue, Func<float[], int, float[]> MapDerivative)
    {
        private const double Unit = 1.0 / (1 << 23);
        private const double Scale = 1.0507009873554805, Alpha = 1.6732632423543772;

        public static readonly ActivationCase[] All =
        [
            Of<IdentityActivation.Value, IdentityActivation.Derived>(Activation.Identity, z => z, _ => 1, 0),
            Of<SigmoidActivation.Value, SigmoidActivation.Derived>(Activation.Sigmoid, Exactly.Sigmoid, z => Exactly.Sigmoid(z) * Exactly.Sigmoid(-z), 2 * Unit, 2e-45),
            Of<TanhActivation.Value, TanhActivation.Derived>(Activation.Tanh, Math.Tanh, z => 1 - Math.Tanh(z) * Math.Tanh(z), 2 * Unit),
            Of<ReluActivation.Value, ReluActivation.Derived>(Activation.ReLU, z => Math.Max(0, z), z => z > 0 ? 1 : 0, 0),
            Of<HeavisideActivation.Value, HeavisideActivation.Derived>(Activation.Heaviside, z => z >= 0 ? 1 : 0, _ => 0, 0),
            Of(Activation.LeakyReLU(), z => z > 0 ? z : 0.01f * z, z => z > 0 ? 1 : 0.01f, Unit, 2e-45, new LeakyReluActivation.Value(0.01f), new LeakyReluActivation.Derived(0.01f)),
            Of(Activation.LeakyReLU(0.3f), z => z > 0 ? z : 0.3f * z, z => z > 0 ? 1 : 0.3f, Unit, 2e-45, new LeakyReluActivation.Value(0.3f), new LeakyReluActivation.Derived(0.3f)),
            Of(Activation.ELU(), z => Elu(z, 1), z => z > 0 ? 1 : Math.Exp(z), 2 * Unit, 0, new EluActivation.Value(1), new EluActivation.Derived(1)),
            Of(Activation.ELU(1.5f), z => Elu(z, 1.5), z => z > 0 ? 1 : 1.5 * Math.Exp(z), 3 * Unit, 0, new EluActivation.Value(1.5f), new EluActivation.Derived(1.5f)),
            Of<SeluActivation.Value, SeluActivation.Derived>(Activation.SELU, z => Scale * Elu(z, Alpha), z => z > 0 ? Scale : Scale * Alpha * Math.Exp(z), 3 * Unit),

            // Φ is right to 2⁻¹⁸ in the lower tail, and 0 below −5.65.
            Of<GeluActivation.Value, GeluActivation.Derived>(Activation.GELU, z => z * Exactly.NormalDistribution(z), z => Exactly.NormalDistribution(z) + z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI), 8e-6, 5e-8),
            Of<SiluActivation.Value, SiluActivation.Derived>(Activation.SiLU, z => z * Exactly.Sigmoid(z), z => Exactly.Sigmoid(z) * (1 + z * Exactly.Sigmoid(-z)), 3 * Unit, 1e-43),
            Of<MishActivation.Value, MishActivation.Derived>(Activation.Mish, z => z * Math.Tanh(Exactly.Softplus(z)), Mish, 5 * Unit, 1e-43),
            Of<SoftplusActivation.Value, SoftplusActivation.Derived>(Activation.Softplus, Exactly.Softplus, Exactly.Sigmoid, 2 * Unit, 2e-45),

            // z/6 + ½ with 1/6 rounded: near the kink at −3 the error is that of a number near ½.
            Of<HardSigmoidActivation.Value, HardSigmoidActivation.Derived>(Activation.HardSigmoid, z => Math.Clamp(z / 6 + 0.5, 0, 1), z => Math.Abs(z) < 3 ? 1 / 6.0 : 0, Unit, Unit),
            Of<HardTanhActivation.Value, HardTanhActivation.Derived>(Activation.HardTanh, z => Math.Clamp(z, -1, 1), z => Math.Abs(z) < 1 ? 1 : 0, 0),
            Of<HardSwishActivation.Value, HardSwishActivation.Derived>(Activation.HardSwish, z => z * Math.Clamp(z / 6 + 0.5, 0, 1), z => z >= 3 ? 1 : z <= -3 ? 0 : z / 3 + 0.5, Unit, 4 * Unit),
            Of<ExponentialActivation.Value, ExponentialActivation.Derived>(Activation.Exponential, Math.Exp, Math.Exp, Unit, 2e-45),
            Of<SineActivation.Value, SineActivation.Derived>(Activation.Sine, z => Math.Abs(z) < 1e5 ? Math.Sin(z) : 0, z => Math.Abs(z) < 1e5 ? Math.Cos(z) : 0, Unit),
        ];

        public override string ToString() => Activation.ToString();

        private static double Elu(double z, double alpha) => z > 0 ? z : alpha * Exactly.ExpM1(z);

        private static double Mish(double z)
        {
            double t = Math.Tanh(Exactly.Softplus(z));
            return t + z * Exactly.Sigmoid(z) * (1 - t * t);
        }

        private static ActivationCase Of<TValue, TDerived>(
            Activation activation, Func<double, double> value, Func<double, double> derivative, double relative, double absolute = 0,
            TValue function = default, TDerived derived = default)
            where TValue : struct, IUnaryFunction
            where TDerived : struct, IUnaryFunction =>
            new(activation, value, derivative, relative, absolute,
                (z, set) => Widths.Map(z, (InstructionSet)set, function), (z, set) => Widths.Map(z, (InstructionSet)set, derived));
    }
}
