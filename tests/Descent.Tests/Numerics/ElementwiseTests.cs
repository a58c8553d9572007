using System.Runtime.CompilerServices;
using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public unsafe class ElementwiseTests
{
    [Fact]
    public void Map_handles_every_length_and_every_alignment_and_touches_nothing_else()
    {
        float[] source = Widths.Uniform(100, -5, 5, 1);
        float[] expected = [.. source.Select(x => MathF.FusedMultiplyAdd(x, x, 1))];
        foreach (InstructionSet set in Widths.All)
        {
            for (int start = 0; start < 5; start++)
            {
                for (int length = 0; length <= 50; length++)
                {
                    float[] destination = [.. Enumerable.Repeat(7f, 100)];
                    fixed (float* s = source, d = destination)
                        KernelCatalogue.Run(new Elementwise.MapAction<SquarePlusOne>(s + start, d + start, length, default), set);
                    Widths.AssertSameBits(
                        [.. Enumerable.Repeat(7f, start), .. expected.Skip(start).Take(length), .. Enumerable.Repeat(7f, 100 - start - length)], destination);
                }
            }
        }
    }

    [Fact]
    public void Map_works_in_place_and_on_nothing()
    {
        float[] values = Widths.Uniform(37, -5, 5, 2);
        float[] expected = [.. values.Select(x => MathF.FusedMultiplyAdd(x, x, 1))];
        Elementwise.Map(values, values, default(SquarePlusOne));
        Widths.AssertSameBits(expected, values);
        Elementwise.Map([], [], default(SquarePlusOne));
        Elementwise.MultiplyByMap([], [], default(SquarePlusOne));
    }

    [Fact]
    public void MultiplyByMap_multiplies_the_gradient_by_the_function()
    {
        float[] source = Widths.Uniform(50, -5, 5, 3), gradient = Widths.Uniform(50, -5, 5, 4);
        foreach (InstructionSet set in Widths.All)
        {
            for (int length = 0; length <= 50; length++)
            {
                float[] actual = [.. gradient];
                fixed (float* s = source, g = actual)
                    KernelCatalogue.Run(new Elementwise.MultiplyByMapAction<SquarePlusOne>(s, g, length, default), set);
                Widths.AssertSameBits([.. gradient.Select((g, i) => i < length ? g * MathF.FusedMultiplyAdd(source[i], source[i], 1) : g)], actual);
            }
        }
    }

    [Fact]
    public void Spans_of_different_lengths_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Elementwise.Map(new float[3], new float[4], default(SquarePlusOne)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Elementwise.MultiplyByMap(new float[3], new float[2], default(SquarePlusOne)));
    }

    [Fact]
    public void Clamp_keeps_NaN_and_stays_within_its_bounds()
    {
        float[] source = [.. Widths.SpecialValues, float.NaN];
        float[] expected = [.. source.Select(x => x < -1 ? -1 : x > 2 ? 2 : x)];
        foreach (InstructionSet set in Widths.All)
            Widths.AssertSameBits(expected, Widths.Map<Clamped>(source, set));
    }

    private readonly struct SquarePlusOne : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => T.FusedMultiplyAdd(x, x, T.Broadcast(1f));
    }

    private readonly struct Clamped : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => Clamp.Invoke(x, -1, 2);
    }
}
