using CsCheck;
using Descent.Data;
using Descent.Tabular;
using Descent.Tests.Data;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Tabular;

public class DuplicateRowsTests
{
    private const string Train = "x,c,d,y\n1,a,2024-01-01,u\n1.5,b,2024-01-02,v\n,a,2024-01-03,u\n1.5,b,2024-01-02,w\n9,c,2024-01-05,u\n";

    [Fact]
    public void Rows_are_equal_as_the_pipeline_reads_them()
    {
        Table train = Csv.Table(Train);
        // The spelling of a number, the order of columns and what the model does not use do not matter.
        Table test = Csv.Table("other,y,d,c,x\n1,w,2024-01-02,b,1.50\n2,x,2024-01-02,b,15e-1\n3,u,2024-01-03,a,NA\n4,u,2024-01-01,A,1\n5,u,2024-01-01,a,-1\n6,v,2024-01-01,a,1\n", "y");

        var found = DuplicateRows.Find(train, test, TablePipeline.Fit(train));

        Assert.Equal([0, 1, 2, 5], found.Rows);
        // The first as the fourth training row, the third as the third.
        Assert.Equal((2, 6), (found.SameTarget, found.TestRows));
        Assert.Equal(
            "4 of 6 held-back rows (66.7 %) equal a training row in every column that the model uses, 2 of them in the target too; if they are copies, the measured quality flatters the model",
            found.Warning);
    }

    [Fact]
    public void Every_pair_is_found_that_comparing_all_finds() => Samples.Check(
        Gen.Select(Gen.Int[0, 2].Array[3, 60], Gen.Int[0, 2].Array[60], Gen.Int[0, 1].Array[60], Gen.Int[1, 59]), sample =>
    {
        (int[] x, int[] c, int[] y, int trainRows) = sample;
        if (trainRows >= x.Length)
            return;
        Table table = Csv.Table("x,c,y\n" + string.Concat(x.Select((value, row) => $"{(value == 2 ? "" : value + 0.5)},{"pqr"[c[row]]},{y[row]}\n")));
        bool[] isTrain = [.. x.Select((_, row) => row < trainRows)];
        // Of any rows, so that both columns are there.
        TablePipeline pipeline = TablePipeline.Fit(Csv.Table("x,c,y\n1,p,0\n2,q,1\n3,r,1\n"));
        var found = DuplicateRows.Find(table, isTrain, pipeline);

        int[] rows = [.. Enumerable.Range(trainRows, x.Length - trainRows).Where(row => Equal(row).Any())];
        Assert.Equal(rows, found.Rows);
        Assert.Equal(rows.Count(row => Equal(row).Any(other => y[other] == y[row])), found.SameTarget);

        IEnumerable<int> Equal(int row) => Enumerable.Range(0, trainRows).Where(other => x[other] == x[row] && c[other] == c[row]);
    });

    [Fact]
    public void Few_values_in_few_columns_are_no_copies()
    {
        // Each of four combinations is in both parts, whatever the split.
        string rows = string.Concat(Enumerable.Range(0, 200).Select(row => $"{row % 2},{"ab"[row / 2 % 2]},{row % 3}\n"));
        Table table = Csv.Table("x,c,y\n" + rows);
        var found = DuplicateRows.Find(table, [.. Enumerable.Range(0, 200).Select(row => row < 150)], TablePipeline.Fit(table));

        Assert.Equal(50, found.Rows.Count);
        Assert.Equal(50, found.Expected, 1e-9);
        Assert.Null(found.Warning);
    }

    [Fact]
    public void The_expectation_is_what_independent_columns_give()
    {
        // Whole numbers below 12, drawn apart in two columns: p = 1/144 for 60 training rows.
        var random = new Random(3);
        string rows = string.Concat(Enumerable.Range(0, 30_060).Select(_ => $"{random.Next(12)},{random.Next(12)},{random.Next(3)}\n"));
        Table table = Csv.Table("a,b,y\n" + rows);
        var found = DuplicateRows.Find(table, [.. Enumerable.Range(0, 30_060).Select(row => row < 60)], TablePipeline.Fit(table));

        Assert.Equal(30_000 * (1 - Math.Pow(143 / 144.0, 60)), found.Expected, 30_000 * 0.02);
        // The rows found depend on which 60 of 144 combinations were drawn: some 49 ± 3 different ones.
        Assert.Equal(found.Expected, found.Rows.Count, 4 * 30_000 * 3 / 144.0);
    }

    [Fact]
    public void No_copies_no_warning()
    {
        Table table = Csv.Table("x,y\n" + string.Concat(Enumerable.Range(0, 300).Select(row => $"{row * 0.5},{row % 2}\n")) + "0,1\n");
        TablePipeline pipeline = TablePipeline.Fit(table);

        Assert.Null(Of(row => row < 200 || row == 300).Warning);
        // One copy, with another target.
        DuplicateRows one = Of(row => row < 200);
        Assert.Equal([300], one.Rows);
        Assert.Equal(0, one.SameTarget);
        Assert.Null(one.Warning);
        Assert.Throws<ArgumentException>(() => DuplicateRows.Find(table, [true], pipeline));

        DuplicateRows Of(Func<int, bool> isTrain) => DuplicateRows.Find(table, [.. Enumerable.Range(0, 301).Select(isTrain)], pipeline);
    }

    [Fact]
    public void A_hundred_thousand_equal_rows_take_no_time()
    {
        Table table = Csv.Table("x,c,y\n" + string.Concat(Enumerable.Range(0, 100_000).Select(row => $"1,{(row == 6 ? "b" : "a")},{row}\n")));
        TablePipeline pipeline = TablePipeline.Fit(Csv.Table("x,c,y\n1,a,0\n2,b,1\n"));

        Assert.Equal(50_000, DuplicateRows.Find(table, [.. Enumerable.Range(0, 100_000).Select(row => row % 2 == 0)], pipeline).Rows.Count);
    }
}
