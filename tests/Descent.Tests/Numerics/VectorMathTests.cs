using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public class VectorMathTests
{
    private const float Infinity = float.PositiveInfinity;

    private static readonly (string Name, (float X, float Expected)[] Pairs)[] Limits =
    [
        ("Exp", [(0f, 1f), (-0f, 1f), (Infinity, Infinity), (-Infinity, 0f), (88.7228394f, Infinity), (-103.9f, float.Epsilon), (-104f, 0f)]),
        ("ExpM1", [(0f, 0f), (-0f, -0f), (float.Epsilon, float.Epsilon), (Infinity, Infinity), (-Infinity, -1f)]),
        ("Log", [(1f, 0f), (0f, -Infinity), (-0f, -Infinity), (-1f, float.NaN), (-float.Epsilon, float.NaN), (-Infinity, float.NaN), (Infinity, Infinity), (float.Epsilon, -103.278931f)]),
        ("Log1p", [(0f, 0f), (-0f, -0f), (float.Epsilon, float.Epsilon), (-1f, -Infinity), (-1.5f, float.NaN), (Infinity, Infinity), (float.MaxValue, 88.7228394f)]),
        ("Tanh", [(0f, 0f), (-0f, -0f), (float.Epsilon, float.Epsilon), (9.02f, 1f), (Infinity, 1f), (-Infinity, -1f)]),
        ("Sigmoid", [(0f, 0.5f), (Infinity, 1f), (-Infinity, 0f), (20f, 1f), (-103.9f, float.Epsilon)]),
        ("Erf", [(-0f, -0f), (Infinity, 1f), (-Infinity, -1f)]),
        ("NormalDistribution", [(0f, 0.5f), (Infinity, 1f), (-Infinity, 0f)]),
        ("Softplus", [(Infinity, Infinity), (-Infinity, 0f), (100f, 100f), (0f, 0.693147182f)]),
        ("Sin", [(-0f, -0f), (Infinity, float.NaN), (7e6f, float.NaN)]),
        ("Cos", [(0f, 1f), (-Infinity, float.NaN)]),
    ];

    public static TheoryData<VectorFunction> Functions => [.. VectorFunction.All];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_width_gives_the_same_bits(VectorFunction function)
    {
        float[] source = [.. Widths.SpecialValues, float.NaN, .. Widths.RandomBits(100_003, 1), .. Widths.Uniform(50_001, -12, 12, 2)];
        float[] expected = function.Map(source, (int)InstructionSet.Scalar);
        foreach (InstructionSet set in Widths.All)
            Widths.AssertSameBits(expected, function.Map(source, (int)set), $"{function} in {set}");
    }

    // What makes a trained model the same everywhere: on a new system or after a change of the code this must still hold.
    [Theory]
    [MemberData(nameof(Functions))]
    public void The_bits_are_the_same_on_every_system(VectorFunction function)
    {
        float[] source = [.. Enumerable.Range(0, 1 << 16).Select(i => BitConverter.Int32BitsToSingle((int)(i * 65_521u)))];
        Assert.Equal(function.Hash, Widths.Hash(function.Map(source, (int)KernelCatalogue.Current)));
    }

    // 4,099 is prime, so that the sample has all kinds of mantissas and exponents.
    [Theory]
    [MemberData(nameof(Functions))]
    public void The_error_is_below_the_documented_one_in_a_sample_of_all_floats(VectorFunction function) =>
        Assert.InRange(LargestError(function, 4099).Error, 0, function.Ulp);

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_error_is_below_the_documented_one_for_all_floats(VectorFunction function)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("DESCENT_EXHAUSTIVE") == "1", "set DESCENT_EXHAUSTIVE=1 to try all floats, minutes for each function");
        (double error, float at) = LargestError(function, 1);
        TestContext.Current.SendDiagnosticMessage($"{function}: {error:F4} ulp at {at:R}");
        Assert.InRange(error, 0, function.Ulp);
    }

    [Fact]
    public void Limits_are_exact()
    {
        foreach ((string name, (float, float)[] pairs) in Limits)
        {
            VectorFunction function = VectorFunction.All.Single(candidate => candidate.Name == name);
            foreach ((float x, float expected) in pairs)
                Widths.AssertSameBits([expected], function.Map([x], (int)KernelCatalogue.Current), $"{name}({x:R})");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void NaN_stays_NaN_whatever_its_payload(VectorFunction function)
    {
        float[] source = [.. ((int[])[0x7FC00000, -0x00400000, 0x7F800001, 0x7FFFFFFF, 0x7FD55555, -1]).Select(BitConverter.Int32BitsToSingle)];
        foreach (InstructionSet set in Widths.All)
            Assert.All(function.Map(source, (int)set), value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData("Tanh")]
    [InlineData("Erf")]
    [InlineData("Sin")]
    public void Odd_functions_are_odd_to_the_bit(string name)
    {
        VectorFunction function = VectorFunction.All.Single(candidate => candidate.Name == name);
        float[] source = Widths.RandomBits(20_000, 3);
        float[] expected = [.. function.Map(source, (int)KernelCatalogue.Current).Select(value => -value)];
        Widths.AssertSameBits(expected, function.Map([.. source.Select(value => -value)], (int)KernelCatalogue.Current), name);
    }

    [Theory]
    [InlineData("Sigmoid", 0, 1)]
    [InlineData("Tanh", -1, 1)]
    [InlineData("Erf", -1, 1)]
    [InlineData("NormalDistribution", 0, 1)]
    [InlineData("Sin", -1, 1)]
    [InlineData("Cos", -1, 1)]
    public void Values_stay_in_their_interval(string name, float minimum, float maximum)
    {
        VectorFunction function = VectorFunction.All.Single(candidate => candidate.Name == name);
        float[] source = [.. Widths.Uniform(200_000, -30, 30, 4), .. Widths.Uniform(200_000, -1e5f, 1e5f, 5)];
        Assert.All(function.Map(source, (int)KernelCatalogue.Current), value => Assert.InRange(value, minimum, maximum));
    }

    private static (double Error, float At) LargestError(VectorFunction function, long stride) =>
        Enumerable.Range(0, 256).AsParallel().Select(part => LargestError(function, stride, (long)part << 24, (part + 1L) << 24)).MaxBy(result => result.Error);

    /// <summary>Over the floats whose bits are the multiples of the stride from start to end.</summary>
    private static (double Error, float At) LargestError(VectorFunction function, long stride, long start, long end)
    {
        float[] source = new float[1 << 12];
        (double largest, float at) = (0, 0);
        for (long bits = (start + stride - 1) / stride * stride; bits < end;)
        {
            int count = 0;
            for (; count < source.Length && bits < end; bits += stride)
            {
                float x = BitConverter.Int32BitsToSingle((int)bits);
                if (x >= function.Minimum && x <= function.Maximum)
                    source[count++] = x;
            }

            float[] actual = function.Map(source, (int)KernelCatalogue.Current);
            for (int i = 0; i < count; i++)
            {
                double error = VectorFunction.Error(actual[i], function.Exact(source[i]));
                if (error > largest)
                    (largest, at) = (error, source[i]);
            }
        }

        return (largest, at);
    }
}
