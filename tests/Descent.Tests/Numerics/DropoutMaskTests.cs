using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public unsafe class DropoutMaskTests
{
    private static readonly RandomStream Stream = new(7, RandomPurpose.Dropout, 2, 3);

    [Fact]
    public void Every_width_and_every_division_into_parts_gives_the_same_mask()
    {
        float[] whole = new float[1000];
        Stream.FillDropoutMask(whole, 0.7f);
        foreach (InstructionSet set in Widths.All)
        {
            float[] mask = new float[1000];
            fixed (float* m = mask)
                KernelCatalogue.Run(new RandomStream.DropoutMaskAction(Stream, m, mask.Length, 0.7f, 0), set);
            Widths.AssertSameBits(whole, mask, set.ToString());
        }

        foreach ((int start, int length) in ((int, int)[])[(0, 1), (1, 62), (1, 63), (63, 2), (64, 64), (100, 200), (999, 1), (37, 963), (5, 0)])
        {
            float[] part = new float[length];
            Stream.FillDropoutMask(part, 0.7f, start);
            Widths.AssertSameBits(whole.AsSpan(start, length), part, $"from {start}");
        }
    }

    [Fact]
    public void Elements_follow_the_words_of_the_stream()
    {
        float[] mask = new float[256];
        Stream.FillDropoutMask(mask, 0.25f);
        for (int i = 0; i < mask.Length; i++)
        {
            int block = i / 64 * 16 + i % 16, word = i % 64 / 16;
            Assert.Equal(Stream.UInt32(4 * block + word) < 0.25 * 4294967296 ? 4f : 0f, mask[i]);
        }
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void The_kept_share_is_the_probability_and_the_mean_is_1(float keep)
    {
        const int count = 1_000_000;
        float[] mask = new float[count];
        Stream.FillDropoutMask(mask, keep, 1L << 40);
        Assert.All(mask, value => Assert.True(value == 0 || value == 1 / keep));
        double deviation = 5 * Math.Sqrt(keep * (1 - keep) / count);
        Assert.Equal(keep, mask.Count(value => value != 0) / (double)count, deviation);
        Assert.Equal(1, Reductions.Sum(mask) / count, deviation / keep + 1e-5);
    }

    [Fact]
    public void With_probability_1_everything_is_kept_and_others_are_refused()
    {
        float[] mask = new float[100_000];
        Stream.FillDropoutMask(mask, 1);
        Assert.All(mask, value => Assert.Equal(1f, value));
        foreach (float keep in (float[])[0, -0.1f, 1.0001f, float.NaN])
            Assert.Throws<ArgumentOutOfRangeException>(() => Stream.FillDropoutMask(mask, keep));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.FillDropoutMask(mask, 0.5f, -1));
    }
}
