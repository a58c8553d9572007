using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

/// <summary>The seeds are fixed, so these tests always give the same verdict; the bounds are 5 standard deviations.</summary>
public class RandomStreamTests
{
    private static readonly RandomStream Stream = new(12345, RandomPurpose.Test);

    // The numbers are part of what a seed promises: a trained model depends on them.
    [Fact]
    public void Numbers_never_change()
    {
        RandomStream stream = new(42, RandomPurpose.Initialization, 3, 7);
        Assert.Equal([4053519076u, 1633819619u], (uint[])[stream.UInt32(0), stream.UInt32((1L << 40) + 3)]);

        float[] normal = [.. Enumerable.Range(0, 1000).Select(i => (float)stream.Normal(i))];
        float[] uniform = [.. Enumerable.Range(0, 1000).Select(i => (float)((2 * stream.Uniform(i)) - 1))];
        float[] mask = new float[1000];
        stream.FillDropoutMask(mask, 0.8f);
        int[] order = [.. Enumerable.Range(0, 1000)];
        stream.Shuffle(order);
        Assert.Equal(
            [7750012802347579636, 1603405772064870862, 4220156191706687301, 11218267012535985989],
            (ulong[])[Widths.Hash(normal), Widths.Hash(uniform), Widths.Hash(mask), Widths.Hash([.. order.Select(item => (float)item)])]);
    }

    [Fact]
    public void Words_are_those_of_the_blocks()
    {
        ulong seed = 0xFEDCBA9876543210;
        RandomStream stream = new(seed, RandomPurpose.Dropout, 5, 6);
        foreach (long block in (long[])[0, 1, 77, (1L << 32) - 1, 1L << 32, (1L << 55) - 1])
        {
            (uint c0, uint c1, uint c2, uint c3) = ((uint)block, (uint)RandomPurpose.Dropout << 24 | (uint)(block >> 32), 5, 6);
            Philox.Block(seed, ref c0, ref c1, ref c2, ref c3);
            Assert.Equal([c0, c1, c2, c3], (uint[])[.. Enumerable.Range(0, 4).Select(word => stream.UInt32(4 * block + word))]);
        }
    }

    [Fact]
    public void Seed_purpose_and_coordinates_each_make_another_stream()
    {
        RandomStream[] streams =
        [
            new(1, RandomPurpose.Test), new(2, RandomPurpose.Test), new(1UL << 32, RandomPurpose.Test), new(1, RandomPurpose.Shuffle),
            new(1, RandomPurpose.Test, 1), new(1, RandomPurpose.Test, 0, 1),
        ];
        Assert.Equal(streams.Length * 100, streams.SelectMany(stream => Enumerable.Range(0, 100).Select(i => stream.UInt32(i))).Distinct().Count());
    }

    [Fact]
    public void Uniform_numbers_fill_the_interval_evenly()
    {
        const int count = 160_000, cells = 16;
        double[] values = [.. Enumerable.Range(0, count).Select(i => Stream.Uniform(i))];
        Assert.All(values, value => Assert.True(value is >= 0 and < 1));
        AssertChiSquare([.. Enumerable.Range(0, cells).Select(cell => values.Count(value => (int)(value * cells) == cell))], count / (double)cells);
        Assert.Equal(0.5, values.Average(), 5 / Math.Sqrt(12 * count));

        // Neighbours are independent: the covariance of two uniform numbers deviates by 1/12/√count.
        double covariance = values.Zip(values.Skip(1), (a, b) => (a - 0.5) * (b - 0.5)).Average();
        Assert.Equal(0, covariance, 5 / 12.0 / Math.Sqrt(count));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_the_quantiles_of_the_distribution()
    {
        const int count = 200_000;
        double[] values = [.. Enumerable.Range(0, count).Select(i => Stream.Normal(i))];
        double Moment(int power) => values.Average(value => Math.Pow(value, power));

        // The variances of x, x², x³, x⁴ are 1, 2, 15, 96.
        Assert.Equal(0, Moment(1), 5 / Math.Sqrt(count));
        Assert.Equal(1, Moment(2), 5 * Math.Sqrt(2.0 / count));
        Assert.Equal(0, Moment(3), 5 * Math.Sqrt(15.0 / count));
        Assert.Equal(3, Moment(4), 5 * Math.Sqrt(96.0 / count));
        foreach (double bound in (double[])[-3, -2, -1, -0.3, 0, 0.5, 1.5, 2.5, 3.5])
        {
            double expected = Exactly.NormalDistribution(bound);
            Assert.Equal(expected, values.Count(value => value < bound) / (double)count, 5 * Math.Sqrt(expected * (1 - expected) / count));
        }

        // Cosine and sine of one pair.
        Assert.Equal(0, values.Chunk(2).Average(pair => pair[0] * pair[1]), 5 / Math.Sqrt(count / 2.0));
    }

    [Fact]
    public void A_shuffle_is_a_permutation_and_depends_on_the_stream_only()
    {
        foreach (int count in (int[])[0, 1, 2, 3, 10, 1000])
        {
            int[] first = [.. Enumerable.Range(0, count)], second = [.. first];
            Stream.Shuffle(first);
            Stream.Shuffle(second);
            Assert.Equal(first, second);
            Assert.Equal(Enumerable.Range(0, count), first.Order());
        }

        int[] other = [.. Enumerable.Range(0, 1000)], same = [.. other];
        new RandomStream(12345, RandomPurpose.Test, 1).Shuffle(other);
        Stream.Shuffle(same);
        Assert.NotEqual(same, other);
    }

    [Fact]
    public void Every_item_is_drawn_as_often_as_another()
    {
        int[] total = new int[20], counts = new int[20];
        for (uint draw = 0; draw < 5000; draw++)
        {
            new RandomStream(12345, RandomPurpose.Test, 2, draw).CountDraws(counts);
            Assert.Equal(counts.Length, counts.Sum());
            for (int i = 0; i < counts.Length; i++)
                total[i] += counts[i];
        }

        AssertChiSquare(total, 5000);
    }

    [Fact]
    public void All_orders_are_equally_likely()
    {
        const int rounds = 48_000;
        Dictionary<string, int> counts = [];
        for (uint epoch = 0; epoch < rounds; epoch++)
        {
            int[] items = [0, 1, 2, 3];
            new RandomStream(9, RandomPurpose.Shuffle, epoch).Shuffle(items);
            string order = string.Concat(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        AssertChiSquare([.. counts.Values], rounds / 24.0);
    }

    /// <summary>Σ (observed − expected)²/expected has mean k − 1 and variance 2(k − 1).</summary>
    private static void AssertChiSquare(int[] observed, double expected)
    {
        double chiSquare = observed.Sum(count => (count - expected) * (count - expected) / expected);
        double degrees = observed.Length - 1;
        Assert.InRange(chiSquare, degrees - 5 * Math.Sqrt(2 * degrees), degrees + 5 * Math.Sqrt(2 * degrees));
    }
}
