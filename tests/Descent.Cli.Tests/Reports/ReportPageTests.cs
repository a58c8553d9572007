using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Descent.Cli.Reports;
using Descent.Data;
using Descent.Evaluation;
using Descent.Training;
using Xunit;

namespace Descent.Cli.Tests.Reports;

public sealed class ReportPageTests
{
    private static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    /// <summary>Contents of all kinds, by name.</summary>
    private static readonly Dictionary<string, Func<ReportContent>> Contents = new()
    {
        ["classes"] = () => SampleReports.Classification(),
        ["two classes"] = () => SampleReports.Classification(classes: 2),
        ["26 classes"] = () => SampleReports.Classification(classes: 26, rows: 200),
        ["100 classes"] = () => SampleReports.Classification(classes: 100, rows: 300),
        ["one row"] = () => SampleReports.Classification(rows: 1),
        ["one class"] = () => OneClass(),
        ["no probabilities"] = () => Scores(),
        ["numbers"] = () => SampleReports.Regression(),
        ["one number"] = () => SampleReports.Regression(rows: 1),
        ["same numbers"] = () => Equal(),
        ["evaluation"] = () => Bare(SampleReports.Classification()),
        ["evaluation of numbers"] = () => Bare(SampleReports.Regression()),
        ["no finite loss"] = () => NotFinite(),
        ["one epoch"] = () => SampleReports.Classification() with { Learning = new ReportLearning([new EpochReport(1, 1, 0.5, null, null, null, false)], 1, "mse", "1 epoch of 1.") },
    };

    public static TheoryData<string> Names => [.. Contents.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_is_well_formed_loads_nothing_and_runs_nothing(string name)
    {
        string page = SampleReports.Page(Contents[name]());
        XElement html = Parse(page);

        Assert.Equal(1, Count(page, "http")); // the namespace
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.All(html.DescendantsAndSelf().Attributes(), attribute => Assert.DoesNotContain(attribute.Name.LocalName, (string[])["src", "onclick", "onload"]));
        Assert.All(html.Descendants().Attributes("href"), link => Assert.Contains(html.Descendants().Attributes("id"), id => $"#{id.Value}" == link.Value));
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 5_000, 400_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_part_has_a_heading_every_table_and_drawing_a_name_and_every_id_is_there_once(string name)
    {
        XElement html = Parse(SampleReports.Page(Contents[name]()));
        string[] ids = [.. html.Descendants().Attributes("id").Select(id => id.Value)];

        Assert.Equal(ids.Distinct(), ids);
        Assert.Single(html.Descendants(Html + "h1"));
        Assert.All(html.Descendants(Html + "section").Where(section => section.Attribute("aria-labelledby") is not null), section => Assert.Equal("h2", section.Elements().First().Name.LocalName));
        Assert.All(html.Descendants(Html + "table"), table => Assert.Contains(table.Attribute("aria-labelledby")!.Value, ids));
        Assert.All(html.Descendants(Html + "svg"), svg => Assert.True(svg.Attribute("aria-hidden") is not null || svg.Attribute("aria-label")!.Value.Length > 0));
        Assert.All(html.Descendants(Html + "svg").Where(svg => svg.Attribute("class")!.Value == "chart"), svg => Assert.Equal(["title", "desc"], svg.Elements().Take(2).Select(element => element.Name.LocalName)));
        Assert.All(html.Descendants(Html + "tr"), row => Assert.NotEmpty(row.Elements(Html + "th")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_coordinate_lies_outside_the_drawing(string name)
    {
        XElement html = Parse(SampleReports.Page(Contents[name]()));

        foreach (XElement svg in html.Descendants(Html + "svg"))
        {
            double[] box = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
            foreach (XAttribute x in svg.Descendants().SelectMany(element => element.Attributes().Where(attribute => attribute.Name.LocalName is "x" or "cx")))
                Assert.InRange(Number(x.Value), 0, box[2]);
            foreach (XAttribute y in svg.Descendants().SelectMany(element => element.Attributes().Where(attribute => attribute.Name.LocalName is "y" or "cy")))
                Assert.InRange(Number(y.Value), 0, box[3]);
        }
    }

    [Fact]
    public void Each_part_is_there_where_it_belongs_and_nowhere_else()
    {
        Assert.Equal(["metrics", "classes", "probabilities", "importance", "mistakes", "data", "choices", "learning", "origin"], Parts(SampleReports.Classification()));
        Assert.Equal(["metrics", "errors", "importance", "mistakes", "data", "choices", "learning", "origin"], Parts(SampleReports.Regression()));
        Assert.Equal(["metrics", "classes", "probabilities", "data", "origin"], Parts(Bare(SampleReports.Classification())));
        Assert.Equal(["metrics", "errors", "data", "origin"], Parts(Bare(SampleReports.Regression())));
    }

    [Fact]
    public void Names_from_the_data_stay_text()
    {
        const string evil = "</td><script>alert('1')</script>&amp;\"\u0007";
        ReportContent content = SampleReports.Classification() with
        {
            Data = evil,
            Target = evil,
            Classes = [evil, "b", "c"],
            Warnings = [evil],
            Columns = [new ReportColumn(evil, evil, evil, 0.5, CategoryDistribution.Of([evil, evil, "x"]))],
            LeftOut = [new LeftOutColumn(evil, ColumnKind.FreeText, evil)],
            CellNames = [evil, evil, evil],
            Mistakes = [new ReportMistake(1, evil, evil, evil, [evil, evil, evil])],
            Importance = [new ReportImportance(evil, 1, 0)],
            Baselines = [new ReportBaseline(evil, SampleReports.Classification().Result.Metrics)],
            Choices = [new ReportFact(evil, evil)],
            Reasons = [evil],
            Command = evil,
        };
        string page = SampleReports.Page(content);
        XElement html = Parse(page);

        Assert.DoesNotContain(html.Descendants(), element => element.Name.LocalName == "script");
        Assert.DoesNotContain('\u0007', page);
        Assert.Equal(evil.Replace('\u0007', '\uFFFD'), html.Descendants(Html + "pre").Single().Value);
        Assert.Contains("</td><script>alert('1')</script>&amp;", html.Descendants(Html + "h1").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_are_those_of_the_metrics()
    {
        ReportContent content = SampleReports.Classification();
        var metrics = (ClassificationMetrics)content.Result.Metrics;
        XElement html = Parse(SampleReports.Page(content));

        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{100 * metrics.Accuracy:F1}\u00A0%"), html.Descendants(Html + "strong").First().Value);
        XElement[] rows = [.. Section(html, "metrics").Descendants(Html + "tbody").First().Elements()];
        Assert.Equal(metrics.Values.Count, rows.Length);
        foreach ((XElement row, MetricValue value) in rows.Zip(metrics.Values))
            Assert.Equal(Enumerable.Repeat(value.Metric.Format(value.Value), content.Parts.Count), row.Elements(Html + "td").Take(content.Parts.Count).Select(cell => cell.Value));

        Assert.Equal(
            from actual in Enumerable.Range(0, 3) from predicted in Enumerable.Range(0, 3) select metrics.Confusion[actual, predicted],
            Section(html, "classes").Descendants(Html + "table").First().Descendants(Html + "td").Select(cell => cell.Value == "·" ? 0 : int.Parse(cell.Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_numbers_of_a_regression_are_those_of_the_metrics()
    {
        ReportContent content = SampleReports.Regression();
        var metrics = (RegressionMetrics)content.Result.Metrics;
        XElement html = Parse(SampleReports.Page(content));

        Assert.Equal(PageText.Number(metrics.Rmse), html.Descendants(Html + "strong").First().Value);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{100 * metrics.R2:F1} % of the variance is explained").Replace(' ', '\u00A0'), html.Value.Replace(' ', '\u00A0'), StringComparison.Ordinal);
        foreach (Metric metric in metrics.Metrics)
            Assert.Contains(metric.Format(metrics[metric]!.Value), Section(html, "metrics").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Intervals_that_are_given_go_before_those_of_the_metric()
    {
        ReportContent content = SampleReports.Classification();
        content = content with
        {
            Parts = [content.Result with { Intervals = new Dictionary<Metric, Interval> { [Metric.Accuracy] = new(0.111, 0.999), [Metric.Auc] = new(0.25, 0.75) } }],
        };
        string text = Parse(SampleReports.Page(content)).Value;

        Assert.Contains("95\u00A0% interval 11.1\u00A0% to 99.9\u00A0%", text, StringComparison.Ordinal);
        Assert.Contains("0.2500 to 0.7500", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_no_better_than_a_baseline_is_told_of_first()
    {
        ReportContent content = SampleReports.Classification();
        content = content with { Baselines = [new ReportBaseline("always saying class 0", content.Result.Metrics)] };
        XElement notices = Parse(SampleReports.Page(content)).Descendants(Html + "section").First(section => section.Attribute("class")!.Value == "notices");

        Assert.Equal($"Always saying class 0 is as good or better ({Metric.Accuracy.Format(content.Result.Metrics[Metric.Accuracy]!.Value)}): on these rows the model adds nothing to it.", notices.Descendants(Html + "li").First().Value.Trim());
        Assert.Contains("Dead units, hidden layer 1: 9 of 16 units are dead. Lower the learning rate.", notices.Value, StringComparison.Ordinal);
        Assert.Contains("Something is odd.", notices.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Cross_validation_shows_mean_and_deviation()
    {
        ReportContent content = SampleReports.Classification();
        double first = content.Folds[0][Metric.Accuracy]!.Value, second = content.Folds[1][Metric.Accuracy]!.Value;
        XElement row = Section(Parse(SampleReports.Page(content)), "metrics").Descendants(Html + "tbody").Last().Elements().First();

        // Of two numbers the deviation is their distance over √2.
        Assert.Equal(
            ((double[])[(first + second) / 2, Math.Abs(first - second) / Math.Sqrt(2), first, second]).Select(Metric.Accuracy.Format),
            row.Elements(Html + "td").Select(cell => cell.Value));
    }

    [Fact]
    public void A_large_scatter_draws_a_sample_that_is_always_the_same()
    {
        string page = SampleReports.Page(SampleReports.Regression(rows: 20_000));

        Assert.Equal(page, SampleReports.Page(SampleReports.Regression(rows: 20_000)));
        Assert.Contains("2,000 rows of 20,000 are drawn", page, StringComparison.Ordinal);
        Assert.Equal(2 * 2000, Count(page, "h0"));
        Assert.InRange(page.Length, 0, 200_000);
    }

    [Fact]
    public void Thousands_of_columns_make_no_page_that_nobody_can_open()
    {
        string[] names = [.. Enumerable.Range(0, 5000).Select(column => $"column_{column}")];
        ReportContent content = SampleReports.Classification() with
        {
            CellNames = names,
            Mistakes = [.. Enumerable.Range(1, 10).Select(row => new ReportMistake(row, "a", "b", "61.2 %", names))],
            Importance = [.. names.Select(name => new ReportImportance(name, 1, 0.1))],
            LeftOut = [.. names.Select(name => new LeftOutColumn(name, ColumnKind.Constant, "1 in every training row"))],
            ColumnCount = 5000,
            Warnings = names,
        };
        string page = SampleReports.Page(content);

        Assert.InRange(page.Length, 0, 500_000);
        Assert.Contains("and 4,900 cells more", page, StringComparison.Ordinal);
        Assert.Contains("the first 40 of 5,000", page, StringComparison.Ordinal);
        Assert.Contains("The first 40 of 5,000 columns that were left out", page, StringComparison.Ordinal);
        Assert.Contains("And 4,980 more of this kind.", page, StringComparison.Ordinal);
    }

    private static XElement Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }

    private static XElement Section(XElement html, string id) => html.Descendants(Html + "section").First(section => section.Attribute("id")?.Value == id);

    private static string[] Parts(ReportContent content) =>
        [.. Parse(SampleReports.Page(content)).Descendants(Html + "main").Single().Elements().Select(section => section.Attribute("id")!.Value)];

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // What the page of evaluate has: one part, and nothing of a training.
    private static ReportContent Bare(ReportContent full) => new()
    {
        Data = full.Data,
        Target = full.Target,
        Task = full.Task,
        Classes = full.Classes,
        Features = full.Features,
        Parts = [full.Result],
        Predictions = full.Predictions,
        Command = full.Command,
        Origin = full.Origin,
    };

    private static ReportContent OneClass()
    {
        ReportContent content = SampleReports.Classification(classes: 2, rows: 10);
        int[] labels = new int[10];
        return content with
        {
            Parts = [new ReportPart("test", ClassificationMetrics.Compute(content.Predictions.Outputs, 2, labels))],
            Predictions = content.Predictions with { Labels = labels },
        };
    }

    private static ReportContent Scores()
    {
        ReportContent content = SampleReports.Classification(classes: 2);
        float[] scores = [.. content.Predictions.Outputs.Select(output => (2 * output) - 5)];
        return content with
        {
            Parts = [new ReportPart("test", ClassificationMetrics.ComputeFromScores(scores, 2, content.Predictions.Labels))],
            Predictions = content.Predictions with { Outputs = scores },
        };
    }

    private static ReportContent Equal()
    {
        float[] same = [.. Enumerable.Repeat(3f, 10)];
        return SampleReports.Regression(rows: 10) with
        {
            Parts = [new ReportPart("test", RegressionMetrics.Compute(same, same))],
            Predictions = new ReportPredictions("", same, [], [], same),
        };
    }

    private static ReportContent NotFinite() => SampleReports.Classification() with
    {
        Learning = new ReportLearning(
            [new EpochReport(1, 1, 0.5, 0.5, double.NaN, double.NaN, false), new EpochReport(2, 1, double.NaN, 0.5, double.PositiveInfinity, 0, false)], 0, "mse", "2 epochs of 2."),
        Importance = [new ReportImportance("a", 0, 0)],
    };
}
