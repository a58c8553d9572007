using System.Runtime.InteropServices;
using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

/// <summary>Every operation of every register against plain C# on one float at a time.</summary>
public unsafe class LanesTests
{
    private static readonly float[] Left = [.. Widths.SpecialValues, float.NaN, .. Widths.RandomBits(2000, 1), .. Widths.Uniform(2000, -2, 2, 2)];

    // Another order, so that special values meet each other and ordinary ones.
    private static readonly float[] Right = [.. Left.Skip(3), .. Left.Take(3)];

    private static readonly Dictionary<string, Func<float, float, float>> OnFloats = new()
    {
        ["+"] = (a, b) => a + b,
        ["-"] = (a, b) => a - b,
        ["*"] = (a, b) => a * b,
        ["/"] = (a, b) => a / b,
        ["fused"] = (a, b) => MathF.FusedMultiplyAdd(a, b, a),
        ["root"] = (a, _) => MathF.Sqrt(a),
        ["magnitude"] = (a, _) => MathF.Abs(a),
        ["negate"] = (a, _) => -a,
        ["where >"] = (a, b) => a > b ? a : b,
        ["where >="] = (a, b) => a >= b ? a : b,
        ["where =="] = (a, b) => a == b ? a : b,
        ["lesser"] = (a, b) => a < b ? a : b,
        ["greater"] = (a, b) => a > b ? a : b,
    };

    private static readonly Dictionary<string, Func<int, int, int>> OnBits = new()
    {
        ["and"] = (a, b) => a & b,
        ["or"] = (a, b) => a | b,
        ["xor"] = (a, b) => a ^ b,
        ["add bits"] = (a, b) => a + b,
        ["subtract bits"] = (a, b) => a - b,
        ["multiply low"] = (a, b) => a * b,
        ["multiply high"] = (a, b) => (int)((ulong)(uint)a * (uint)b >> 32),
        ["shift left"] = (a, _) => a << 23,
        ["shift right"] = (a, _) => a >> 23,
    };

    public static TheoryData<string> FloatOperations => [.. OnFloats.Keys];

    public static TheoryData<string> BitOperations => [.. OnBits.Keys];

    [Theory]
    [MemberData(nameof(FloatOperations))]
    public void Arithmetic_and_comparisons_are_those_of_floats(string name)
    {
        float[] expected = [.. Left.Zip(Right, OnFloats[name])];
        foreach (InstructionSet set in Widths.All)
            Widths.AssertSameBits(expected, Apply(set, name), $"{name} in {set}");
    }

    [Theory]
    [MemberData(nameof(BitOperations))]
    public void Integer_operations_are_those_of_32_bits(string name)
    {
        int[] expected = [.. Bits(Left).Zip(Bits(Right), OnBits[name])];
        foreach (InstructionSet set in Widths.All)
            Assert.Equal(expected, Bits(Apply(set, name)));
    }

    [Fact]
    public void A_register_is_summed_by_halves()
    {
        float[] values = Widths.Uniform(16, -1, 1, 3), results = new float[20];
        foreach (InstructionSet set in Widths.All)
        {
            int count = 0;
            fixed (float* v = values, r = results)
                KernelCatalogue.Run(new Horizontal(v, r, &count), set);

            float[] lanes = values[..count];
            while (lanes.Length > 1)
                lanes = [.. lanes.Take(lanes.Length / 2).Zip(lanes.Skip(lanes.Length / 2), (a, b) => a + b)];
            Assert.Equal(lanes[0], results[0]);
            Assert.Equal(values.Take(count).Max(), results[1]);
            Assert.Equal(Enumerable.Range(0, count), Bits(results).Skip(2).Take(count));
        }
    }

    private static int[] Bits(float[] values) => MemoryMarshal.Cast<float, int>(values).ToArray();

    private static float[] Apply(InstructionSet set, string name)
    {
        float[] result = new float[Left.Length + 16], left = [.. Left, .. new float[16]], right = [.. Right, .. new float[16]];
        fixed (float* a = left, b = right, r = result)
            KernelCatalogue.Run(new Operation(a, b, r, Left.Length, name), set);
        return result[..Left.Length];
    }

    private readonly struct Operation(float* a, float* b, float* result, int length, string name) : ILanesAction
    {
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            for (int i = 0; i < length; i += T.Count)
                T.Store(result + i, Apply(T.Load(a + i), T.Load(b + i)));
        }

        private T Apply<T>(T a, T b)
            where T : struct, ILanes<T>
        {
            switch (name)
            {
                case "+": return a + b;
                case "-": return a - b;
                case "*": return a * b;
                case "/": return a / b;
                case "fused": return T.FusedMultiplyAdd(a, b, a);
                case "root": return T.Sqrt(a);
                case "magnitude": return T.Abs(a);
                case "negate": return -a;
                case "where >": return T.Select(T.GreaterThan(a, b), a, b);
                case "where >=": return T.Select(T.GreaterThanOrEqual(a, b), a, b);
                case "where ==": return T.Select(T.AreEqual(a, b), a, b);
                case "lesser": return T.Lesser(a, b);
                case "greater": return T.Greater(a, b);
                case "and": return a & b;
                case "or": return a | b;
                case "xor": return a ^ b;
                case "add bits": return T.AddBits(a, b);
                case "subtract bits": return T.SubtractBits(a, b);
                case "multiply low": return T.MultiplyBits(a, b, out _);
                case "multiply high": _ = T.MultiplyBits(a, b, out T high); return high;
                case "shift left": return T.ShiftBitsLeft(a, 23);
                case "shift right": return T.ShiftBitsRight(a, 23);
                default: throw new InvalidOperationException(name);
            }
        }
    }

    private readonly struct Horizontal(float* values, float* results, int* count) : ILanesAction
    {
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            *count = T.Count;
            results[0] = T.Sum(T.Load(values));
            results[1] = T.Maximum(T.Load(values));
            T.Store(results + 2, T.Indices);
        }
    }
}
