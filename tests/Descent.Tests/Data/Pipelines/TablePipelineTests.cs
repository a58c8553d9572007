using Descent.Data;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Data.Pipelines;

public class TablePipelineTests
{
    private const string People = """
        age,city,member,joined,note,y
        20,Rome,yes,2024-01-01,7,a
        ,Oslo,no,2024-07-01,7,b
        40,,YES,2023-01-01,7,a
        60,Rome ,no,,7,b
        """;

    [Fact]
    public void Every_kind_of_column_becomes_the_features_that_its_rule_says()
    {
        TablePipeline pipeline = TablePipeline.Fit(Csv.Table(People));

        Assert.Equal(
            [ColumnKind.Numeric, ColumnKind.Category, ColumnKind.Boolean, ColumnKind.DateTime], pipeline.Columns.Select(column => column.Kind));
        Assert.Equal(
            [
                "age", "age is missing", "city=Oslo", "city=Rome", "city is missing", "member",
                "joined year", "joined month sin", "joined month cos", "joined weekday sin", "joined weekday cos", "joined is missing",
            ],
            pipeline.FeatureNames);
        Assert.Equal([new LeftOutColumn("note", ColumnKind.Constant, "7 in every training row")], pipeline.LeftOut);

        float[] features = pipeline.Encode(Csv.Table(People));
        Assert.Equal([20, 0, 0, 1, 0, 1], features[..6]);
        // The median of 20, 40 and 60; Oslo; no.
        Assert.Equal([40, 1, 1, 0, 0, 0], features[12..18]);
        Assert.Equal([40, 0, 0, 0, 1, 1], features[24..30]);
        Assert.Equal([60, 0, 0, 1, 0, 0], features[36..42]);

        // January begins the circle of months; 2024-01-01 was a Monday, a seventh of the circle of days.
        AssertNear([2024, 0, 1, MathF.Sin(MathF.Tau / 7), MathF.Cos(MathF.Tau / 7), 0], features[6..12]);
        // July is half of the circle; it was day 182 of 366 and a Monday.
        AssertNear([2024 + (182f / 366), 0, -1, MathF.Sin(MathF.Tau / 7), MathF.Cos(MathF.Tau / 7), 0], features[18..24]);
        // Without a date the median year, and no place on a circle.
        AssertNear([2024, 0, 0, 0, 0, 1], features[42..48]);
    }

    [Fact]
    public void Only_training_rows_are_learned_from()
    {
        Table table = Csv.Table("x,c,y\n1,a,0\n3,b,1\n1000,z,0\n,z,1\n");
        TablePipeline pipeline = TablePipeline.Fit(table, rows: [0, 1]);

        Assert.Equal(["x", "c=a", "c=b"], pipeline.FeatureNames);
        // z was not seen, and the missing x is the median of 1 and 3.
        Assert.Equal([1, 1, 0, 3, 0, 1, 1000, 0, 0, 2, 0, 0], pipeline.Encode(table));
    }

    [Fact]
    public void Missing_cells_and_unseen_categories_may_appear_where_training_had_none()
    {
        TablePipeline pipeline = TablePipeline.Fit(Csv.Table("x,c,b,d,y\n1,a,yes,2024-01-01,0\n2,b,no,2025-01-01,1\n4,a,no,2025-03-01,1\n"));
        Table other = Csv.Table("c,unknown,d,b,x\n?,9,NA,maybe,n/a\nnew,9,soon,,oops\n");

        float[] features = pipeline.Encode(other);

        Assert.All(features, value => Assert.True(float.IsFinite(value)));
        Assert.Equal([2, 0, 0, 0], features[..4]);
        Assert.Equal([2025, 0, 0, 0, 0], features[4..9]);
        Assert.Equal(features[..9], features[9..]);
        Assert.Equal(
            [
                "column 'x' holds numbers, and 'oops', which is none: such cells are taken as missing",
                "column 'c' holds 1 value that training had not: new",
                "column 'd' holds dates, and 'soon', which is none: such cells are taken as missing",
            ],
            pipeline.Oddities(other));
    }

    [Fact]
    public void A_column_that_is_missing_is_named()
    {
        TablePipeline pipeline = TablePipeline.Fit(Csv.Table(People));

        Assert.Equal(
            "people.csv: there is no column 'city', which the model needs; did you mean 'City'? The columns are age, City, member, joined",
            Assert.Throws<DataFormatException>(() => pipeline.Encode(Csv.Table("age,City,member,joined\n1,2,yes,\n"))).Message);
    }

    [Fact]
    public void Rare_categories_share_a_feature_that_unseen_ones_have_too()
    {
        // 400 rows: fewer than two are rare.
        string rows = string.Concat(Enumerable.Range(0, 400).Select(row => $"{(row == 7 ? "odd" : row == 9 ? "strange" : row % 2 == 0 ? "even" : "uneven")},{row % 3}\n"));
        TablePipeline pipeline = TablePipeline.Fit(Csv.Table("c,y\n" + rows));

        Assert.Equal(["c=even", "c=uneven", "c is rare"], pipeline.FeatureNames);
        Assert.Equal([0, 0, 1, 0, 0, 1, 1, 0, 0], pipeline.Encode(Csv.Table("c\nodd\nnever\neven\n")));
        Assert.Equal(
            ["c=even", "c is rare"],
            TablePipeline.Fit(Csv.Table("c,y\n" + rows), new PipelineOptions { MostCategories = 1 }).FeatureNames);
    }

    [Fact]
    public void Many_categories_have_features_as_far_as_they_fit_into_memory()
    {
        // 150 categories in each of two columns; 250,000 rows leave room for 100 of them, and one for the others.
        Assert.Equal(2 * 150, Features(3_000, 2));
        Assert.Equal(2 * 101, Features(250_000, 2));

        static int Features(int rows, int columns)
        {
            string names = string.Join(',', Enumerable.Range(0, columns).Select(column => $"c{column}"));
            string[] lines = [.. Enumerable.Range(0, rows).Select(row => string.Join(',', Enumerable.Range(0, columns).Select(column => $"v{(row + column) % 150}")) + $",{row % 3}\n")];
            return TablePipeline.Fit(Csv.Table($"{names},y\n{string.Concat(lines)}")).FeatureNames.Count;
        }
    }

    [Fact]
    public void Options_overrule_what_is_found()
    {
        Table table = Csv.Table("zip,x,id,c,y\n1,1,1,a,0\n1.0,2,2,a,1\n02,x,3,b,1\n");
        var options = new PipelineOptions { Categorical = ["zip"], Numeric = ["x"], Drop = ["c"] };

        Assert.Equal(["zip=1", "zip=2", "x", "x is missing", "id"], TablePipeline.Fit(table, options).FeatureNames);
        Assert.Equal(["id", "c=a", "c=b"], TablePipeline.Fit(table, new PipelineOptions { Columns = ["c", "id"] }).FeatureNames);
        Assert.Equal(
            "people.csv: there is no column 'zipp'; did you mean 'zip'? The columns are zip, x, id, c, y",
            Assert.Throws<DataFormatException>(() => TablePipeline.Fit(table, new PipelineOptions { Drop = ["zipp"] })).Message);
        Assert.Throws<DataFormatException>(() => TablePipeline.Fit(table, new PipelineOptions { Drop = ["zip", "x", "id", "c"] }));
    }

    [Fact]
    public void A_constant_pixel_keeps_its_place()
    {
        string[] names = [.. Enumerable.Range(0, 32).Select(i => $"p{i}")];
        Table table = Csv.Table($"{string.Join(',', names)},y\n{string.Join(',', Enumerable.Range(0, 32))},0\n{string.Join(',', Enumerable.Repeat(0, 32))},1\n");

        Assert.Equal(names, TablePipeline.Fit(table).FeatureNames);
    }

    [Fact]
    public void Names_that_collide_are_told_apart()
    {
        TablePipeline pipeline = TablePipeline.Fit(Csv.Table("c=a,c,y\n1,a,0\n2,b,1\n"));

        Assert.Equal(["c=a", "c=a (2)", "c=b"], pipeline.FeatureNames);
    }

    [Fact]
    public void What_differs_only_by_case_is_different_and_told() => Assert.Equal(
        [
            "the columns 'c' and 'C' differ only by case; they count as different",
            "in column 'c' 'Red' and 'red' differ only by case; they count as different",
        ],
        TablePipeline.Fit(Csv.Table("c,C,y\nRed,1,0\nred,2,1\nblue,3,0\n")).Notes);

    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        // A year is stored as a float: 2024.5 has steps of 1.2e-4.
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-4f));
    }
}
