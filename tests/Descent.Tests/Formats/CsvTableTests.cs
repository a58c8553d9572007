using System.Globalization;
using System.Text;
using CsCheck;
using Descent.Data;
using Descent.Formats;
using Descent.Tests.Data;
using Xunit;

namespace Descent.Tests.Formats;

public class CsvTableTests
{
    public static TheoryData<string> Spellings => new()
    {
        "a,b,y\n1,2,no\n3,4,yes\n",
        "a,b,y\n1,2,no\n3,4,yes",
        "a,b,y\r\n1,2,no\r\n3,4,yes\r\n",
        "a,b,y\r1,2,no\r3,4,yes",
        "\uFEFFa,b,y\n1,2,no\n3,4,yes\n",
        "a;b;y\n1;2;no\n3;4;yes\n",
        "a\tb\ty\n1\t2\tno\n3\t4\tyes\n",
        "\"a\",\"b\",\"y\"\n\"1\",\"2\",\"no\"\n\"3\",\"4\",\"yes\"",
        "a, b, y\n1, 2, no \n 3, 4,yes\n",
        "\n\na,b,y\n\n1,2,no\n\n \n3,4,yes\n\n\n",
        "a,b,y\n1.0,+2,no\n3e0,0.4E1,yes\n",
    };

    [Fact]
    public void Stream_is_read_like_a_file_and_named_in_messages()
    {
        using Stream digits = EmbeddedData.OpenCsv("digits");
        Table table = CsvTable.ReadStream(digits, "digits", new CsvOptions { Target = "p33" });

        Assert.Equal((1797, 65, "p33", "digits"), (table.Rows, table.ColumnNames.Count, table.Target, table.Source));
        DataFormatException error = Assert.Throws<DataFormatException>(() => CsvTable.ReadStream(new MemoryStream("a,a\n1,2\n"u8.ToArray()), "standard input", null));
        Assert.StartsWith("standard input, line 1: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Every_spelling_of_the_same_table_gives_the_same_data(string text)
    {
        Dataset data = Csv.Table(text).ToDataset();

        Assert.Equal(["a", "b"], data.FeatureNames);
        Assert.Equal([1, 2, 3, 4], data.Features.ToArray());
        Assert.Equal("y", data.TargetName);
        Assert.Equal(["no", "yes"], data.Classes);
        Assert.Equal([0, 1], data.Labels.ToArray());
    }

    [Fact]
    public void Quoted_fields_may_hold_delimiters_quotes_and_line_ends()
    {
        Table table = Csv.Table("\"a, the first\",\"say \"\"y\"\"\"\n1,\"x\r\ny\"\n2,\"\"\"\"\n3,\"x\ny\"\n");
        Dataset data = table.ToDataset();

        Assert.Equal(["a, the first", "say \"y\""], table.ColumnNames);
        Assert.Equal(["\"", "x\ny"], data.Classes);
        Assert.Equal([1, 0, 1], data.Labels.ToArray());
    }

    [Fact]
    public void The_target_may_be_any_column_and_the_others_keep_their_order()
    {
        Dataset data = Csv.Table("a,y,b\n1,no,2\n3,yes,4\n", target: "y").ToDataset();

        Assert.Equal(["a", "b"], data.FeatureNames);
        Assert.Equal([1, 2, 3, 4], data.Features.ToArray());
        Assert.Equal([0, 1], data.Labels.ToArray());
    }

    [Fact]
    public void Columns_are_selected_by_name_in_any_order_and_the_rest_may_hold_anything()
    {
        Table table = Csv.Table("id,B,a,b,y\nanna,1,2,3,\nbert,4,5,6,x\n");

        Assert.Equal([3, 2, 1, 6, 5, 4], table.SelectFeatures(["b", "a", "B"]));
    }

    [Fact]
    public void Many_rows_are_selected_row_after_row()
    {
        string text = "a,b,c\n" + string.Concat(Enumerable.Range(0, 20_000).Select(row => $"{row},{row + 0.5},{-row}\n"));

        Assert.Equal(
            Enumerable.Range(0, 20_000).SelectMany(row => (float[])[-row, row]),
            Csv.Table(text).SelectFeatures(["c", "a"]));
    }

    [Fact]
    public void Rows_to_evaluate_take_the_classes_of_the_model()
    {
        Table table = Csv.Table("y,b,a\nyes,1,2\nyes,3,4\n", target: "y");
        Dataset data = table.ToDatasetFor(["a", "b"], ["no", "maybe", "yes"]);

        Assert.Equal([2, 1, 4, 3], data.Features.ToArray());
        Assert.Equal([2, 2], data.Labels.ToArray());
        Assert.Equal(["no", "maybe", "yes"], data.Classes);
    }

    [Fact]
    public void One_row_and_one_value_are_enough_to_evaluate()
    {
        Assert.Equal([7], Csv.Table("a,y\n1,7\n").ToDatasetFor(["a"], classes: null).Targets.ToArray());
        Assert.Equal([1], Csv.Table("a,y\n1,1.0\n").ToDatasetFor(["a"], ["0", "1"]).Labels.ToArray());
        Assert.Equal([0], Csv.Table("a,y\n1,none\n").ToDatasetFor(["a"], ["none", "some"]).Labels.ToArray());
    }

    [Fact]
    public void A_line_that_begins_with_a_hash_is_data() =>
        Assert.Equal(["#1", "#2"], Csv.Table("#a,y\n1,#1\n2,#2\n").ToDataset().Classes);

    [Fact]
    public void Numbers_count_as_names_of_columns_where_they_just_count()
    {
        Assert.Equal(["0", "1", "2"], Csv.Table("0,1,2\n5,6,7\n").ColumnNames);
        Assert.Equal(["1", "2"], Csv.Table("1,2\n5,6\n").ColumnNames);
    }

    [Fact]
    public void Columns_without_end_are_read()
    {
        int[] columns = [.. Enumerable.Range(0, 30_000)];
        Table table = Csv.Table($"{string.Join(',', columns.Select(i => $"column_{i}"))}\n{string.Join(',', columns)}\n");

        Assert.Equal(30_000, table.ColumnNames.Count);
        Assert.Equal([29_999], table.SelectFeatures(["column_29999"]));
    }

    private static readonly string[] Pieces = ["a", "b", ",", ";", "\t", "\"", "\n", " ", "é", "€", "😀", "#", "'"];

    /// <summary>Any table of labels, written with all fields in quotes, is read back: also when fields span buffers and lines.</summary>
    [Fact]
    public void Any_text_in_quotes_is_read_back() => Samples.Check(
        Gen.Int[0, Pieces.Length - 1].Array[1, 12].Select(pieces => string.Concat(pieces.Select(i => Pieces[i])).Trim()).Where(text => text.Length > 0).Array[2, 9000],
        labels =>
    {
        string text = "a,y\n" + string.Concat(labels.Select((label, row) => $"{row},\"{label.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));
        string[] classes = [.. labels.Distinct()];

        Assert.Equal(labels.Select(label => Array.IndexOf(classes, label)), Csv.Table(text).ToDatasetFor(["a"], classes).Labels.ToArray());
    }, count: 30);

    [Fact]
    public void A_tsv_file_is_separated_by_tabs_whatever_its_header_holds()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.tsv");
        File.WriteAllText(path, "a,b,c\ty\n1\t2\n3\t5\n");
        try
        {
            Assert.Equal(["a,b,c", "y"], CsvTable.Read(path).ColumnNames);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_delimiter_may_be_given()
    {
        Assert.Equal('|', new CsvOptions { Delimiter = '|' }.Delimiter);
        Assert.StartsWith(
            "Delimiter is 'x'; expected a comma, a semicolon, a tab or a vertical bar.",
            Assert.Throws<ArgumentException>(() => new CsvOptions { Delimiter = 'x' }).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b;c;d;e\n", ';')]
    [InlineData("\"a;b;c;d\",e,f\n1;2;3;4;5,6,7\n", ',')]
    [InlineData("a\tb\n1,2,3,4\t5\n", '\t')]
    [InlineData("a\n", ',')]
    [InlineData("", ',')]
    public void The_delimiter_is_the_most_frequent_in_the_header(string text, char delimiter)
    {
        using CsvRecords records = Csv.Records(text);

        Assert.Equal(delimiter, records.Delimiter);
    }

    /// <summary>The decoder gives the same text however the stream cuts it, also inside characters and line ends.</summary>
    [Fact]
    public void Text_is_decoded_the_same_however_the_stream_cuts_it() => Samples.Check(
        Gen.Select(Gen.Int[0, 6].Array[0, 200], Gen.Int[1, 7]), sample =>
    {
        string text = string.Concat(sample.Item1.Select(i => ((string[])["a", "\r", "\n", "\r\n", "é", "€", "😀"])[i]));
        using var reader = new CsvText(new DripStream(Encoding.UTF8.GetBytes(text), sample.Item2), "people.csv");
        string expected = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (expected.Length > 0 && !expected.EndsWith('\n'))
            expected += "\n";

        var read = new StringBuilder();
        char[] buffer = new char[3];
        for (int count; (count = reader.Read(buffer)) > 0;)
            read.Append(buffer, 0, count);
        Assert.Equal(expected, read.ToString());
    });

    [Fact]
    public void Numbers_do_not_depend_on_the_culture_of_the_machine()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = culture;

            Assert.Equal([-1.5f, 2e-3f], Csv.Table("a,b,y\n-1.5,2e-3,0\n").SelectFeatures(["a", "b"]));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private sealed class DripStream(byte[] bytes, int portion) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(portion, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(portion, count));
    }
}
