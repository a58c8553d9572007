using CsCheck;
using Descent.Data;
using Xunit;

namespace Descent.Tests.Data.Splits;

public class FoldsTests
{
    [Fact]
    public void Every_row_is_measured_on_once_and_never_learned_from_in_the_same_fold() => Samples.Check(
        Gen.Select(Gen.Int[0, 5].Array[4, 80], Gen.Int[2, 6], Gen.Int), sample =>
    {
        (int[] labels, int folds, int seed) = sample;
        folds = Math.Min(folds, labels.Length);
        string[] groups = [.. labels.Select((label, row) => $"{row / 2}")];

        AssertPartition(Folds.Stratified(Classes(labels), folds, seed), labels.Length);
        AssertPartition(Folds.Grouped(Classes(labels), groups, Math.Min(folds, groups.Distinct().Count()), seed), labels.Length);
    });

    [Fact]
    public void Stratified_folds_have_the_same_size_and_the_same_classes_but_for_one_row() => Samples.Check(
        Gen.Select(Gen.Int[0, 5].Array[10, 200], Gen.Int[2, 10], Gen.Int), sample =>
    {
        (int[] labels, int folds, int seed) = sample;
        IReadOnlyList<Fold> parts = Folds.Stratified(Classes(labels), folds, seed);

        AssertWithinOne(parts.Select(fold => fold.Test.Length));
        for (int label = 0; label < 6; label++)
            AssertWithinOne(parts.Select(fold => fold.Test.ToArray().Count(row => labels[row] == label)));
    });

    [Fact]
    public void Folds_of_a_regression_have_the_same_tenths_of_the_target_but_for_one_row() => Samples.Check(
        Gen.Select(Gen.Int[50, 300], Gen.Int[2, 10], Gen.Int), sample =>
    {
        (int rows, int folds, int seed) = sample;
        // Any order in which the target is its own rank.
        float[] targets = [.. Enumerable.Range(0, rows).Select(row => (float)(row * 7919 % rows))];
        if (targets.Distinct().Count() < rows)
            return;
        IReadOnlyList<Fold> parts = Folds.Stratified(Dataset.Regression(targets, 1, targets), folds, seed);

        for (int tenth = 0; tenth < 10; tenth++)
            AssertWithinOne(parts.Select(fold => fold.Test.ToArray().Count(row => (int)(targets[row] * 10 / rows) == tenth)));
    });

    [Fact]
    public void The_same_seed_gives_the_same_folds_and_another_seed_others()
    {
        Dataset data = EmbeddedData.Digits();
        string[] groups = [.. Enumerable.Range(0, data.Rows).Select(row => $"{row / 3}")];

        Assert.Equal(Tests(Folds.Stratified(data, 5, 1)), Tests(Folds.Stratified(data, 5, 1)));
        Assert.NotEqual(Tests(Folds.Stratified(data, 5, 1)), Tests(Folds.Stratified(data, 5, 2)));
        Assert.Equal(Tests(Folds.Grouped(data, groups, 5, 1)), Tests(Folds.Grouped(data, groups, 5, 1)));
        Assert.NotEqual(Tests(Folds.Grouped(data, groups, 5, 1)), Tests(Folds.Grouped(data, groups, 5, 2)));
    }

    [Fact]
    public void A_class_of_fewer_rows_than_folds_is_dealt_out_too()
    {
        IReadOnlyList<Fold> parts = Folds.Stratified(Classes([0, 0, 0, 0, 0, 0, 0, 1]), 4, seed: 3);

        Assert.Equal([2, 2, 2, 2], parts.Select(fold => fold.Test.Length));
        Assert.Equal(1, parts.Count(fold => fold.Test.Span.Contains(7)));
    }

    [Fact]
    public void No_group_is_on_both_sides() => Samples.Check(
        Gen.Select(Gen.Int[0, 20].Array[20, 120], Gen.Int[2, 5], Gen.Double[0.05, 0.95], Gen.Int), sample =>
    {
        (int[] numbers, int folds, double fraction, int seed) = sample;
        string[] groups = [.. numbers.Select(number => $"g{number}")];
        if (groups.Distinct().Count() < folds)
            return;
        Dataset data = Classes([.. numbers.Select((number, row) => (number + row) % 3)]);

        foreach (Fold fold in Folds.Grouped(data, groups, folds, seed))
            Assert.Empty(fold.Train.ToArray().Select(row => groups[row]).Intersect(fold.Test.ToArray().Select(row => groups[row])));

        bool[] isTrain = HoldOut.Grouped(data, groups, fraction, seed);
        Assert.Contains(true, isTrain);
        Assert.Contains(false, isTrain);
        Assert.All(groups.Zip(isTrain).GroupBy(pair => pair.First), group => Assert.Single(group.Select(pair => pair.Second).Distinct()));
    });

    // Of one class only sizes count, and the rule is the one whose largest part Graham (1969) bounds by (4/3 − 1/3K) times that of the best division.
    [Fact]
    public void Grouped_folds_are_as_equal_in_size_as_grahams_bound_says() => Samples.Check(Gen.Select(Gen.Int[1, 12].Array[3, 7], Gen.Int[2, 3]), sample =>
    {
        (int[] sizes, int folds) = sample;
        string[] groups = [.. sizes.SelectMany((size, group) => Enumerable.Repeat($"{group}", size))];
        var data = Dataset.Classification(new float[groups.Length], 1, new int[groups.Length], ["a", "b"]);

        double largest = Folds.Grouped(data, groups, folds, seed: 1).Max(fold => fold.Test.Length);
        Assert.InRange(largest, SmallestMaximum(sizes, folds), (SmallestMaximum(sizes, folds) * ((4 / 3.0) - (1 / (3.0 * folds)))) + 1e-9);
    });

    [Fact]
    public void Grouped_parts_have_like_classes_where_groups_are_small()
    {
        // Patients with 1 to 7 visits, most of a patient's of one class, a fifth of the patients ill.
        var groups = new List<string>();
        var labels = new List<int>();
        for (int patient = 0; patient < 200; patient++)
        {
            for (int visit = 0; visit <= patient % 7; visit++)
            {
                groups.Add($"{patient}");
                labels.Add(patient % 5 == 0 && visit != 3 ? 1 : 0);
            }
        }

        Dataset data = Classes([.. labels]);
        double ill = labels.Sum(), share = ill / labels.Count;
        for (int seed = 0; seed < 20; seed++)
        {
            // A part can be off by half a group without anything better to do.
            foreach (Fold fold in Folds.Grouped(data, groups, 5, seed))
            {
                Assert.InRange(fold.Test.Length, (labels.Count / 5.0) - 3.5, (labels.Count / 5.0) + 3.5);
                Assert.InRange(fold.Test.ToArray().Sum(row => labels[row]), (ill / 5) - 3.5, (ill / 5) + 3.5);
            }

            bool[] isTrain = HoldOut.Grouped(data, groups, 0.75, seed);
            Assert.InRange(isTrain.Count(train => train), (labels.Count * 0.75) - 3.5, (labels.Count * 0.75) + 3.5);
            Assert.InRange(labels.Where((_, row) => !isTrain[row]).Average(), share - 0.02, share + 0.02);
        }
    }

    [Fact]
    public void Folds_in_time_are_those_of_scikit_learn()
    {
        // TimeSeriesSplit(n_splits=3).split(range(8)), whose parts are of equal size; the rows stand in another order here.
        double[] times = [7, 2, 5, 0, 3, 6, 1, 4];
        IReadOnlyList<Fold> parts = Folds.InTime(times, 3);

        Assert.Equal([[0, 1], [0, 1, 2, 3], [0, 1, 2, 3, 4, 5]], parts.Select(fold => TimesOf(fold.Train)));
        Assert.Equal([[2, 3], [4, 5], [6, 7]], parts.Select(fold => TimesOf(fold.Test)));
        Assert.All(parts, fold => Assert.Equal(fold.Train.ToArray().Order(), fold.Train.ToArray()));

        double[] TimesOf(ReadOnlyMemory<int> rows) => [.. rows.ToArray().Select(row => times[row]).Order()];
    }

    [Fact]
    public void The_past_is_learned_from_and_equal_times_stay_together() => Samples.Check(
        Gen.Select(Gen.Int[0, 30].Array[10, 100], Gen.Int[2, 6], Gen.Double[0.05, 0.95]), sample =>
    {
        (int[] whole, int folds, double fraction) = sample;
        double[] times = [.. whole.Select(time => time / 4.0)];
        if (times.Distinct().Count() <= folds)
            return;

        IReadOnlyList<Fold> parts = Folds.InTime(times, folds);
        Assert.Equal(folds, parts.Count);
        Assert.All(parts, fold => Assert.True(fold.Train.ToArray().Max(row => times[row]) < fold.Test.ToArray().Min(row => times[row])));
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(
            pair.First.Train.ToArray().Concat(pair.First.Test.ToArray()).Order(), pair.Second.Train.ToArray()));
        Assert.Equal(times.Length, parts[^1].Train.Length + parts[^1].Test.Length);

        bool[] isTrain = HoldOut.InTime(times, fraction);
        double[] before = [.. times.Where((_, row) => isTrain[row])], after = [.. times.Where((_, row) => !isTrain[row])];
        Assert.True(before.Max() < after.Min());
        // No other change of time is nearer to the share.
        double[] distances = [.. times.Distinct().Order().Skip(1).Select(change => Math.Abs(times.Count(time => time < change) - (fraction * times.Length)))];
        Assert.Equal(distances.Min(), Math.Abs(before.Length - (fraction * times.Length)), 1e-9);
    });

    [Fact]
    public void A_hold_out_is_the_split_of_the_data_set()
    {
        Dataset data = EmbeddedData.Digits();

        Assert.Equal(data.Split(0.75, seed: 5).Train.Features.ToArray(), data.Split(HoldOut.Stratified(data, 0.75, seed: 5)).Train.Features.ToArray());
    }

    [Fact]
    public void What_cannot_be_split_is_refused()
    {
        Dataset data = Classes([0, 1, 0, 1]);

        AssertRefused("Expected at least 2 folds", () => Folds.Stratified(data, 1, 1));
        AssertRefused("5 folds need at least as many rows; there are 4", () => Folds.Stratified(data, 5, 1));
        AssertRefused("2 groups cannot fill 3 parts", () => Folds.Grouped(data, ["a", "a", "b", "b"], 3, 1));
        AssertRefused("1 group cannot fill 2 parts", () => HoldOut.Grouped(data, ["a", "a", "a", "a"], 0.5, 1));
        AssertRefused("groups holds 1 entries; expected one for each of 4 rows", () => HoldOut.Grouped(data, ["a"], 0.5, 1));
        AssertRefused("3 different times cannot fill 4 parts", () => Folds.InTime([1, 2, 2, 3], 3));
        AssertRefused("1 different time cannot fill 2 parts", () => HoldOut.InTime([2, 2, 2], 0.5));
        AssertRefused("times[1] is NaN", () => HoldOut.InTime([2, double.NaN], 0.5));
        AssertRefused("Expected a fraction above 0 and below 1", () => HoldOut.InTime([1, 2], 1));
        AssertRefused("1 row cannot be split", () => HoldOut.Stratified(Classes([0]), 0.5, 1));
    }

    [Fact]
    public void A_million_rows_are_split_in_groups()
    {
        const int rows = 1_000_000;
        string[] groups = [.. Enumerable.Range(0, rows).Select(row => $"{row / 3}")];
        var data = Dataset.Regression(new float[rows], 1, [.. Enumerable.Range(0, rows).Select(row => (float)(row % 1009))]);

        Assert.Equal(rows, Folds.Grouped(data, groups, 5, seed: 1).Sum(fold => fold.Test.Length));
    }

    private static void AssertRefused(string expected, Action split) =>
        Assert.StartsWith(expected, Assert.ThrowsAny<ArgumentException>(split).Message, StringComparison.Ordinal);

    private static void AssertPartition(IReadOnlyList<Fold> folds, int rows)
    {
        Assert.Equal(Enumerable.Range(0, rows), folds.SelectMany(fold => fold.Test.ToArray()).Order());
        Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, rows).Except(fold.Test.ToArray()), fold.Train.ToArray()));
        Assert.All(folds, fold => Assert.False(fold.Test.IsEmpty));
    }

    private static void AssertWithinOne(IEnumerable<int> counts) => Assert.InRange(counts.Max() - counts.Min(), 0, 1);

    private static int[][] Tests(IReadOnlyList<Fold> folds) => [.. folds.Select(fold => fold.Test.ToArray())];

    /// <summary>The size of the largest part in the best division, by trying all.</summary>
    private static int SmallestMaximum(int[] sizes, int parts)
    {
        int best = int.MaxValue;
        for (int code = 0; code < Math.Pow(parts, sizes.Length); code++)
        {
            int[] filled = new int[parts];
            for (int group = 0, rest = code; group < sizes.Length; group++, rest /= parts)
                filled[rest % parts] += sizes[group];
            best = Math.Min(best, filled.Max());
        }

        return best;
    }

    private static Dataset Classes(int[] labels) => Dataset.Classification(new float[labels.Length], 1, labels, [.. "abcdef".Select(c => c.ToString())]);
}
