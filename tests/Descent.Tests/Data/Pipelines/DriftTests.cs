using System.Globalization;
using Descent.Data;
using Descent.Formats;
using Descent.Numerics;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Data.Pipelines;

public class DriftTests
{
    private static readonly RandomStream Random = new(2026, RandomPurpose.Test, 6);

    public static TheoryData<string> Sets => ["auto_mpg", "breast_cancer", "concrete", "credit", "diabetes", "penguins", "wine"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Rows_of_the_same_table_have_not_drifted(string name)
    {
        Table table = TableFile.Read(Repository.PathOf("tests", "Data", name + ".csv"));
        Dataset targets = table.TargetsAlone(table.InferTask().Task);
        foreach (double fraction in (double[])[0.75, 0.5, 0.25])
        {
            for (int seed = 0; seed < 10; seed++)
            {
                bool[] isTrain = HoldOut.Stratified(targets, fraction, seed);
                int[] train = [.. Enumerable.Range(0, table.Rows).Where(row => isTrain[row])];
                int[] test = [.. Enumerable.Range(0, table.Rows).Where(row => !isTrain[row])];
                TablePipeline pipeline = TablePipeline.Fit(table, rows: train);
                Assert.Empty(pipeline.Drift(table.Select(test)));
                // As few rows as are compared, too; in random order, as some of the tables are sorted.
                new RandomStream((ulong)seed, RandomPurpose.Test, 7).Shuffle(test);
                Assert.Empty(pipeline.Drift(table.Select(test.AsSpan(0, Math.Min(50, test.Length)))));
            }
        }
    }

    [Theory]
    [InlineData(60, 50)]
    [InlineData(200, 60)]
    [InlineData(60, 2000)]
    [InlineData(1000, 1000)]
    public void Chance_is_not_taken_for_drift(int trainRows, int rows)
    {
        // Heavy tails, few values, a skewed category, many categories, and cells that are missing; 60 times: 300 columns, of which 1 in 30,000 may fail.
        for (int trial = 0; trial < 60; trial++)
        {
            var stream = new RandomStream(1, RandomPurpose.Test, (uint)rows, (uint)trial);
            Table both = Csv.Table("heavy,few,odd,many,gaps,y\n" + string.Concat(Enumerable.Range(0, trainRows + rows).Select(row =>
                $"{Text(stream.Normal(row) / (0.001 + stream.Uniform(row + 50_000)))},{(int)(stream.Uniform(row + 100_000) * 4)},"
                + $"{(stream.Uniform(row + 150_000) < 0.97 ? "a" : stream.Uniform(row + 200_000) < 0.5 ? "b" : "c")},"
                + $"m{(int)(100 * stream.Uniform(row + 250_000) * stream.Uniform(row + 300_000))},"
                + $"{(stream.Uniform(row + 350_000) < 0.3 ? "" : Text(stream.Normal(row + 400_000)))},{row % 2}\n")));
            TablePipeline pipeline = TablePipeline.Fit(both, new PipelineOptions { Categorical = ["many"] }, [.. Enumerable.Range(0, trainRows)]);

            Assert.Empty(pipeline.Drift(both.Select([.. Enumerable.Range(trainRows, rows)])));
        }
    }

    [Fact]
    public void Other_values_are_found_and_told()
    {
        TablePipeline pipeline = TablePipeline.Fit(Numbers(1000, row => $"{Text(Random.Normal(row))},{(row % 4 == 0 ? "a" : "b")},{row % 7},2024-01-{1 + (row % 28)}"));

        Assert.Empty(Drift(row => $"{Text(Random.Normal(5000 + row))},{(row % 4 == 1 ? "a" : "b")},{row % 7},2024-01-{1 + (row % 28)}"));
        AssertDrift("column 'c' is not what training had: its values are distributed otherwise (population stability index", row => $"{Text(Random.Normal(5000 + row))},a,{row % 7},2024-01-{1 + (row % 28)}");
        AssertDrift("column 'x' is not what training had: its values are distributed otherwise", row => $"{Text(1 + Random.Normal(5000 + row))},{(row % 4 == 1 ? "a" : "b")},{row % 7},2024-01-{1 + (row % 28)}");
        AssertDrift(
            "column 'n' is not what training had: 20.0 % of its cells are missing (0.0 % in training)",
            row => $"{Text(Random.Normal(5000 + row))},{(row % 4 == 1 ? "a" : "b")},{(row % 5 == 4 ? "" : row % 7)},2024-01-{1 + (row % 28)}");
        AssertDrift(
            "100.0 % of its values are outside of the training rows' 2024 to 2024.07",
            row => $"{Text(Random.Normal(5000 + row))},{(row % 4 == 1 ? "a" : "b")},{row % 7},2024-03-{1 + (row % 28)}");
        AssertDrift(
            "column 'c' is not what training had: 10.0 % of its values are categories that training hardly had or not at all",
            row => $"{Text(Random.Normal(5000 + row))},{(row % 10 == 1 ? "new" : row % 4 == 0 ? "a" : "b")},{row % 7},2024-01-{1 + (row % 28)}");

        // Too few rows to say anything.
        Assert.Empty(pipeline.Drift(Numbers(49, row => "9,z,,2030-01-01")));
        // A column that is not there is the business of whoever encodes.
        Assert.Empty(pipeline.Drift(Csv.Table("other\n" + string.Concat(Enumerable.Repeat("1\n", 60)))));

        void AssertDrift(string expected, Func<int, string> cells) => Assert.Contains(expected, Assert.Single(Drift(cells)).ToString());

        IReadOnlyList<ColumnDrift> Drift(Func<int, string> cells) => pipeline.Drift(Numbers(500, cells));
    }

    [Fact]
    public void The_index_is_the_sum_that_its_definition_says()
    {
        // Training: 0 to 99 in tenths of ten; here 40 values in the lowest tenth and 20 in each third after it.
        var profile = ColumnProfile.OfSorted([.. Enumerable.Range(0, 100).Select(i => (float)i)], 0)!;
        int[] found = [40, 0, 0, 20, 0, 0, 20, 0, 0, 20];
        (double index, double limit) = DriftTest.Stability(profile, found, 100)!.Value;

        // With half a row more in each of ten bins of 105 rows.
        double expected = (((40.5 - 10.5) * Math.Log(40.5 / 10.5)) + (3 * (20.5 - 10.5) * Math.Log(20.5 / 10.5)) + (6 * (0.5 - 10.5) * Math.Log(0.5 / 10.5))) / 105;
        Assert.Equal(expected, index, 1e-12);
        Assert.Equal((0.01 + 0.01) * DriftTest.ChiSquareBeyond(9), limit, 1e-12);
    }

    [Fact]
    public void Profiles_are_tenths_as_far_as_equal_numbers_allow()
    {
        var tenths = ColumnProfile.OfSorted([.. Enumerable.Range(0, 100).Select(i => (float)i)], 3)!;
        Assert.Equal(Enumerable.Repeat(10, 10), tenths.Counts);
        Assert.Equal((new ValueRange(0, 99), 3, 100), (tenths.Range, tenths.Missing, tenths.Present));
        Assert.Equal((0, 0, 9, 9), (tenths.BinOf(-5), tenths.BinOf(9), tenths.BinOf(90), tenths.BinOf(1000)));

        var flags = ColumnProfile.OfSorted([.. Enumerable.Repeat(0f, 25), .. Enumerable.Repeat(1f, 75)], 0)!;
        Assert.Equal([25, 75], flags.Counts);
        Assert.Equal((0, 1), (flags.BinOf(0), flags.BinOf(1)));

        Assert.Equal([7], ColumnProfile.OfSorted(Enumerable.Repeat(4f, 7).ToArray(), 0)!.Counts);
        Assert.Null(ColumnProfile.OfSorted([], 7));
    }

    // scipy.stats.chi2.ppf(scipy.stats.norm.cdf(4), k). Wilson and Hilferty's approximation is a little above it, which is the safe side.
    [Theory]
    [InlineData(1, 17.315, 0.1)]
    [InlineData(3, 23.506, 0.05)]
    [InlineData(9, 36.549, 0.02)]
    [InlineData(40, 86.130, 0.01)]
    public void The_limit_is_the_point_of_four_standard_deviations(int degrees, double expected, double tolerance) =>
        Assert.Equal(expected, DriftTest.ChiSquareBeyond(degrees), tolerance * expected);

    [Fact]
    public void A_shift_of_a_large_table_is_found_from_a_quarter_on()
    {
        // Normal numbers shifted by d have an index near d² (that of normal distributions before they are put into bins).
        Table train = Csv.Table("x,y\n" + string.Concat(Enumerable.Range(0, 20_000).Select(row => $"{Text(Random.Normal(row))},{row % 2}\n")));
        TablePipeline pipeline = TablePipeline.Fit(train);

        Assert.Empty(pipeline.Drift(Shifted(0.45)));
        Assert.InRange(Assert.Single(pipeline.Drift(Shifted(0.6))).StabilityIndex!.Value, 0.3, 0.36);

        static Table Shifted(double by) =>
            Csv.Table("x,y\n" + string.Concat(Enumerable.Range(0, 20_000).Select(row => $"{Text(by + Random.Normal(50_000 + row))},{row % 2}\n")));
    }

    private static Table Numbers(int rows, Func<int, string> cells) =>
        Csv.Table("x,c,n,d,y\n" + string.Concat(Enumerable.Range(0, rows).Select(row => $"{cells(row)},{row % 2}\n")), "y");

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
