using System.Runtime.InteropServices;
using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

/// <summary>Runs things in every register width, in hardware or emulated, and compares bits.</summary>
internal static unsafe class Widths
{
    /// <summary>All of them; the first is the reference.</summary>
    public static readonly InstructionSet[] All = Enum.GetValues<InstructionSet>();

    /// <summary>Values at which functions have their limits, or change their formula.</summary>
    public static readonly float[] SpecialValues = [.. Specials().SelectMany(value => (float[])[value, -value])];

    /// <summary>function(source), in the width <paramref name="set"/>.</summary>
    public static float[] Map<TFunction>(ReadOnlySpan<float> source, InstructionSet set, TFunction function = default)
        where TFunction : struct, IUnaryFunction
    {
        float[] destination = new float[source.Length];
        fixed (float* s = source, d = destination)
            KernelCatalogue.Run(new Elementwise.MapAction<TFunction>(s, d, source.Length, function), set);
        return destination;
    }

    /// <summary>Floats of all magnitudes, infinities and NaN among them: every bit pattern is equally likely.</summary>
    public static float[] RandomBits(int count, int seed)
    {
        float[] values = new float[count];
        new Random(seed).NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Floats in [minimum, maximum).</summary>
    public static float[] Uniform(int count, float minimum, float maximum, int seed)
    {
        Random random = new(seed);
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
            value = minimum + (maximum - minimum) * random.NextSingle();
        return values;
    }

    /// <summary>The same bits, except that any NaN equals any other.</summary>
    public static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i])
                || (float.IsNaN(expected[i]) && float.IsNaN(actual[i]));
            if (!same)
                Assert.Fail($"{what}: element {i} is {actual[i]:R}, expected {expected[i]:R}");
        }
    }

    /// <summary>FNV-1a over the bits, all NaN being one.</summary>
    public static ulong Hash(ReadOnlySpan<float> values)
    {
        ulong hash = 14695981039346656037;
        foreach (float value in values)
            hash = (hash ^ BitConverter.SingleToUInt32Bits(float.IsNaN(value) ? float.NaN : value)) * 1099511628211;
        return hash;
    }

    private static IEnumerable<float> Specials()
    {
        float[] places =
        [
            0f, float.Epsilon, 1.17549421e-38f, 1.17549435e-38f, 1e-30f, 1e-9f, 2.98023224e-8f, 5.96046448e-8f, 1e-4f,
            0.346573591f, 0.41421356f, 0.70710677f, 0.75f, 1f, 1.41421354f, 3.92f, 4f, 9.02f, 10f, 17.33f, 20f, 26f,
            87.3365479f, 88.7228394f, 89f, 103.972084f, 104f, 128f, 8388608f, 12582912f, 16777216f, 33554432f, 1e30f, float.MaxValue, float.PositiveInfinity,
        ];
        foreach (float place in places)
        {
            yield return place;
            yield return MathF.BitIncrement(place);
            if (place > 0)
                yield return MathF.BitDecrement(place);
        }
    }
}
