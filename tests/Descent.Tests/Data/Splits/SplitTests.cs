using CsCheck;
using Descent.Data;
using Xunit;

namespace Descent.Tests.Data.Splits;

public class SplitTests
{
    /// <summary>Any labels from a few classes, a fraction and a seed.</summary>
    private static readonly Gen<(int[] Labels, double Fraction, int Seed)> Cases =
        from labels in Gen.Int[0, 6].Array[2, 60]
        from fraction in Gen.Double[0.01, 0.99]
        from seed in Gen.Int
        select (labels, fraction, seed);

    [Fact]
    public void Every_row_is_in_exactly_one_part_and_the_order_is_kept() => Samples.Check(Cases, sample =>
    {
        (Dataset train, Dataset test) = Numbered(sample.Labels).Split(sample.Fraction, sample.Seed);

        AssertAscending(train);
        AssertAscending(test);
        Assert.Equal(
            Enumerable.Range(0, sample.Labels.Length),
            RowNumbers(train).Concat(RowNumbers(test)).Order());
        Assert.All(RowNumbers(train).Zip(train.Labels.ToArray()), row => Assert.Equal(sample.Labels[row.First], row.Second));
    });

    [Fact]
    public void Every_class_of_two_rows_or_more_is_in_both_parts() => Samples.Check(Cases, sample =>
    {
        (Dataset train, Dataset test) = Numbered(sample.Labels).Split(sample.Fraction, sample.Seed);

        foreach (IGrouping<int, int> group in sample.Labels.GroupBy(label => label).Where(group => group.Count() > 1))
        {
            Assert.Contains(group.Key, train.Labels.ToArray());
            Assert.Contains(group.Key, test.Labels.ToArray());
        }
    });

    [Fact]
    public void Part_and_class_sizes_are_the_fraction_rounded_unless_a_class_would_vanish() => Samples.Check(Cases, sample =>
    {
        Dataset data = Numbered(sample.Labels);
        (Dataset train, _) = data.Split(sample.Fraction, sample.Seed);
        int[] sizes = [.. Enumerable.Range(0, 7).Select(label => sample.Labels.Count(other => other == label))];
        int fewest = sizes.Count(size => size > 1);
        int expected = Math.Clamp((int)Math.Round(sample.Fraction * data.Rows, MidpointRounding.AwayFromZero), Math.Max(1, fewest), Math.Min(data.Rows - 1, data.Rows - fewest));

        Assert.Equal(expected, train.Rows);

        // With enough rows of each class no bound is reached, and every class has its share to within one row.
        if (sizes.All(size => size == 0 || (size * sample.Fraction > 2 && size * (1 - sample.Fraction) > 2)))
        {
            for (int label = 0; label < sizes.Length; label++)
                Assert.InRange(train.Labels.Span.Count(label), (sizes[label] * sample.Fraction) - 1.5, (sizes[label] * sample.Fraction) + 1.5);
        }
    });

    [Fact]
    public void The_same_seed_gives_the_same_parts_and_another_seed_others()
    {
        Dataset data = EmbeddedData.Digits();
        (Dataset first, _) = data.Split(0.75, seed: 1);
        (Dataset again, _) = data.Split(0.75, seed: 1);
        (Dataset other, _) = data.Split(0.75, seed: 2);

        Assert.Equal(first.Features.ToArray(), again.Features.ToArray());
        Assert.NotEqual(first.Features.ToArray(), other.Features.ToArray());
    }

    [Fact]
    public void A_split_of_digits_has_the_sizes_of_the_published_one()
    {
        (Dataset train, Dataset test) = EmbeddedData.Digits().Split(0.75, seed: 1);

        // 1797 · 0.75 = 1347.75; the smallest class has 174 rows, the largest 183.
        Assert.Equal((1348, 449), (train.Rows, test.Rows));
        for (int digit = 0; digit < 10; digit++)
            Assert.InRange(test.Labels.Span.Count(digit), 43, 46);
    }

    [Fact]
    public void A_regression_is_split_by_tenths_of_the_target() => Samples.Check(
        Gen.Select(Gen.Int[-1_000_000, 1_000_000].HashSet[50, 200], Gen.Double[0.05, 0.95]), sample =>
    {
        (HashSet<int> different, double fraction) = sample;
        float[] targets = [.. different.Select(value => value / 8f)];
        float[] rowNumbers = [.. Enumerable.Range(0, targets.Length).Select(row => (float)row)];
        (Dataset train, Dataset test) = Dataset.Regression(rowNumbers, 1, targets).Split(fraction, seed: 3);

        Assert.Equal((int)Math.Round(fraction * targets.Length, MidpointRounding.AwayFromZero), train.Rows);
        Assert.Equal(rowNumbers, train.Features.ToArray().Concat(test.Features.ToArray()).Order());

        float[] sorted = [.. targets.Order()];
        for (int tenth = 0; tenth < 10; tenth++)
        {
            // The ranks of a stratum are those whose index, times ten, lies in its tenth.
            int first = (int)Math.Ceiling(tenth * targets.Length / 10.0);
            int last = (int)Math.Ceiling((tenth + 1) * targets.Length / 10.0) - 1;
            int trained = train.Targets.ToArray().Count(target => target >= sorted[first] && target <= sorted[last]);
            double part = (last - first + 1) * (double)train.Rows / targets.Length;
            Assert.InRange(trained, part - 1, part + 1);
        }
    }, count: 50);

    [Fact]
    public void Small_parts_of_a_regression_do_not_favour_low_targets() => Samples.Check(Gen.Select(Gen.Int[10, 40], Gen.Int), sample =>
    {
        (int rows, int seed) = sample;
        float[] targets = [.. Enumerable.Range(0, rows).Select(row => (float)row)];
        (Dataset train, _) = Dataset.Regression(targets, 1, targets).Split(0.5, seed);

        // Each half of the targets sends its half, give or take the row in the middle and one of rounding.
        Assert.InRange(train.Targets.ToArray().Count(target => target < rows / 2), (rows / 4) - 2, (rows / 4) + 2);
    });

    [Fact]
    public void Equal_targets_of_a_regression_are_split_too()
    {
        (Dataset train, Dataset test) = Dataset.Regression(new float[10], 1, new float[10]).Split(0.5, seed: 1);

        Assert.Equal((5, 5), (train.Rows, test.Rows));
    }

    [Fact]
    public void Soft_labels_are_split_by_the_class_of_the_largest_weight()
    {
        float[] targets = [.. Enumerable.Range(0, 40).SelectMany(row => row < 4 ? [0.2f, 0.8f] : (float[])[0.7f, 0.3f])];
        (Dataset train, Dataset test) = Dataset.SoftLabels(new float[40], 1, targets, 2).Split(0.5, seed: 1);

        Assert.Equal(2, train.Targets.Span.Count(0.8f));
        Assert.Equal(2, test.Targets.Span.Count(0.8f));
    }

    [Fact]
    public void A_split_file_decides_row_by_row()
    {
        (Dataset train, Dataset test) = Numbered([0, 1, 0, 1]).Split([true, false, false, true]);

        Assert.Equal([0, 3], RowNumbers(train));
        Assert.Equal([1, 2], RowNumbers(test));
    }

    [Fact]
    public void Splits_that_leave_a_part_empty_are_refused()
    {
        Dataset data = Numbered([0, 1]);

        Assert.StartsWith("All rows are in the first part", Assert.Throws<ArgumentException>(() => data.Split([true, true])).Message, StringComparison.Ordinal);
        Assert.StartsWith("All rows are in the second part", Assert.Throws<ArgumentException>(() => data.Split([false, false])).Message, StringComparison.Ordinal);
        Assert.StartsWith("The split has 1 entries; expected one for each of 2 rows.", Assert.Throws<ArgumentException>(() => data.Split([true])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(0, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(1, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(double.NaN, seed: 1));
        Assert.Throws<InvalidOperationException>(() => Numbered([0]).Split(0.5, seed: 1));
    }

    [Fact]
    public void A_million_rows_are_split_with_many_equal_targets()
    {
        var data = Dataset.Regression(new float[1_000_000], 1, [.. Enumerable.Range(0, 1_000_000).Select(row => (float)(row * 7919 % 1000))]);

        Assert.Equal(750_000, data.Split(0.75, seed: 1).Train.Rows);
    }

    /// <summary>The only feature of each row is its number.</summary>
    private static Dataset Numbered(int[] labels) =>
        Dataset.Classification([.. Enumerable.Range(0, labels.Length).Select(row => (float)row)], 1, labels, [.. "abcdefg".Select(c => c.ToString())]);

    private static int[] RowNumbers(Dataset data) => [.. data.Features.ToArray().Select(value => (int)value)];

    private static void AssertAscending(Dataset data) => Assert.Equal(RowNumbers(data).Order(), RowNumbers(data));
}
