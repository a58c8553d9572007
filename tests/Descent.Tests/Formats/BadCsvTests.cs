using System.Text;
using Descent.Data;
using Descent.Formats;
using Xunit;

namespace Descent.Tests.Formats;

public class BadCsvTests
{
    public static TheoryData<string, string> Files => new()
    {
        // Nothing, or nothing but a header.
        { "", "people.csv: the file is empty; expected a header line with the names of the columns, and rows below it" },
        { "\r\n  \n", "people.csv: the file is empty; expected a header line with the names of the columns, and rows below it" },
        { "a,y\n", "people.csv: there are no rows below the header; expected at least one" },
        { "a,y\n1,0\n", "people.csv: there is only one row; learning needs at least 2" },

        // The header.
        { "a,,y\n1,2,3\n", "people.csv, line 1: column 2 has no name; name it, or drop the column" },
        { "a,b,a\n1,2,3\n", "people.csv, line 1: columns 1 and 3 are both named 'a'; give each column its own name" },
        { "5.1,3.5,1.4\n4.9,3,1.4\n", "people.csv, line 1: 5.1, 3.5, 1.4 are numbers where the names of the columns are expected; add a header line" },
        { "y\n1\n2\n", "people.csv: 'y' is the only column; expected at least one feature beside the target" },

        // The shape.
        { "a,b,y\n1,2,x\n1,2\n", "people.csv, line 3: 2 fields, but the header has 3; add the missing ones" },
        { "a,b,y\n\n1,2,x,4\n", "people.csv, line 3: 4 fields, but the header has 3; remove the extra ones, or put a field that holds ',' in quotes" },
        { "a\tb\n1\t2\t3\n", "people.csv, line 2: 3 fields, but the header has 2; remove the extra ones, or put a field that holds a tab in quotes" },
        { "a,y\n\"1\n2\",x\n1\n", "people.csv, line 4: 1 field, but the header has 2; add the missing ones" },
        { "y\n1\n\n2\n", "people.csv, line 3: the line is blank; fill it in or remove it" },

        // Quotes.
        { "a,y\n1,\"x\n2,y\n", "people.csv, line 2: a field in quotes is not closed, or text follows its closing quote; close it, and double the quotes inside" },
        { "a,y\n1,x\n1,\"x\" y\n", "people.csv, line 3: a field in quotes is not closed, or text follows its closing quote; close it, and double the quotes inside" },

        // Features.
        { "a,sex,y\n1,male,0\n2,female,1\n", "people.csv: column 'sex' holds text ('male' in line 2); where features are taken as they are, all are numbers: fit a TablePipeline, which handles it, or drop the column" },
        { "a,b,y\n1,2,0\n1,,1\n", "people.csv, line 3, column 'b': the cell is empty; where features are taken as they are, all are numbers: fit a TablePipeline, which handles it, or drop the column" },
        { "a,b,y\n1,2,0\n1,NA,1\n", "people.csv, line 3, column 'b': 'NA' marks a missing value; where features are taken as they are, all are numbers: fit a TablePipeline, which handles it, or drop the column" },
        { "a,b,y\n1,2,0\n1,nan,1\n", "people.csv, line 3, column 'b': 'nan' marks a missing value; where features are taken as they are, all are numbers: fit a TablePipeline, which handles it, or drop the column" },
        { "a,y\n1,0\n-inf,1\n", "people.csv, line 3, column 'a': '-inf' is not a finite number; correct it or drop the row" },
        { "a,y\n1,0\nInfinity,1\n", "people.csv, line 3, column 'a': 'Infinity' is not a finite number; correct it or drop the row" },
        { "a,y\n1,0\n1e39,1\n", "people.csv, line 3, column 'a': '1e39' is beyond the range of a float (±3.4e38); use a larger unit" },
        { "a,y\n1,0\n\"x\ny\",1\n", "people.csv: column 'a' holds text ('x\\ny' in line 3); where features are taken as they are, all are numbers: fit a TablePipeline, which handles it, or drop the column" },

        // The target.
        { "a,y\n1,x\n2,x\n", "people.csv: the target 'y' is 'x' in every row; expected at least two classes" },
        { "a,y\n1,3\n2,3\n", "people.csv: the target 'y' is '3' in every row; expected at least two classes" },
        { "a,y\n1,2.5\n2,2.5\n", "people.csv: the target 'y' is 2.5 in every row; there is nothing to learn" },
        { "a,y\n1,x\n2,\n", "people.csv, line 3, column 'y': the cell of the target is empty; fill it in or drop the row" },
        { "a,y\n1,1\n2,\n", "people.csv, line 3, column 'y': the cell of the target is empty; fill it in or drop the row" },
        { "a,y\n1,1\n2,NA\n", "people.csv, line 3, column 'y': 'NA' marks a missing target; fill it in or drop the row" },
        { "a,y\n1,1\n2,1e99\n", "people.csv, line 3, column 'y': '1e99' is beyond the range of a float (±3.4e38); use a larger unit" },

        // No text at all.
        { "a,y\n1,0\n2,\01\n", "people.csv, line 3: a NUL byte: this is not a text file; expected CSV in UTF-8" },
    };

    [Fact]
    public void A_message_does_not_repeat_names_of_any_length()
    {
        string numbers = new('0', 50_000), names = string.Join(',', Enumerable.Range(0, 30).Select(i => $"{i}{new string('x', 50_000)}"));
        DataFormatException error = Assert.Throws<DataFormatException>(() => Csv.Table($"{numbers},1\n"));
        Assert.InRange(error.Message.Length, 60, 300);
        error = Assert.Throws<DataFormatException>(() => Csv.Table($"{names}\n", target: new string('x', 50_000)));
        Assert.InRange(error.Message.Length, 60, 2000);
    }

    [Fact]
    public void A_header_has_at_most_262144_columns()
    {
        string header = string.Join(',', Enumerable.Range(0, 262_145).Select(i => $"c{i:x}"));
        DataFormatException error = Assert.Throws<DataFormatException>(() => Csv.Table($"{header}\n"));
        Assert.Equal("people.csv, line 1: 262145 columns; expected at most 262144", error.Message);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_message_says_where_and_what_to_do(string text, string message) =>
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => Csv.Table(text).ToDataset()).Message);

    [Theory]
    [InlineData("specis", "people.csv: there is no column 'specis'; did you mean 'species'? The columns are a, species")]
    [InlineData("SPECIES", "people.csv: there is no column 'SPECIES'; did you mean 'species'? The columns are a, species")]
    [InlineData("weight", "people.csv: there is no column 'weight'; the columns are a, species")]
    public void An_unknown_target_lists_the_columns(string target, string message) =>
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => Csv.Table("a,species\n1,x\n", target)).Message);

    [Fact]
    public void Of_many_columns_some_are_listed()
    {
        string header = string.Join(',', Enumerable.Range(0, 100).Select(i => $"c{i}"));
        string message = Assert.Throws<DataFormatException>(() => Csv.Table(header + "\n", "weight")).Message;

        Assert.EndsWith("c18, c19 and 80 more", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_the_model_needs_is_named_if_it_is_missing()
    {
        Table table = Csv.Table("A,b,y\n1,2,0\n");

        Assert.Equal(
            "people.csv: there is no column 'a', which the model needs; did you mean 'A'? The columns are A, b, y",
            Assert.Throws<DataFormatException>(() => table.SelectFeatures(["b", "a"])).Message);
    }

    [Fact]
    public void A_label_that_the_model_does_not_know_is_named_with_its_line() => Assert.Equal(
        "people.csv, line 3, column 'y': the label 'setoza' is not one of the classes setosa, virginica; did you mean 'setosa'?",
        Assert.Throws<DataFormatException>(() => Csv.Table("a,y\n1,setosa\n2,setoza\n").ToDatasetFor(["a"], ["setosa", "virginica"])).Message);

    [Fact]
    public void A_label_that_is_missing_in_an_evaluation_is_named_with_its_line() => Assert.Equal(
        "people.csv, line 3, column 'y': the cell of the target is empty; fill it in or drop the row",
        Assert.Throws<DataFormatException>(() => Csv.Table("a,y\n1,setosa\n2,\n").ToDatasetFor(["a"], ["setosa", "virginica"])).Message);

    [Fact]
    public void Text_is_no_target_of_a_regression() => Assert.Equal(
        "people.csv, line 3, column 'y': the target is 'x'; a regression expects a number: correct it, or choose classification",
        Assert.Throws<DataFormatException>(() => Csv.Table("a,y\n1,1\n2,x\n").ToDataset(TaskKind.Regression)).Message);

    [Fact]
    public void Thousands_of_texts_are_no_classes() => Assert.Equal(
        "people.csv: the target 'y' holds more than 10000 different values; expected few classes: choose another target",
        Assert.Throws<DataFormatException>(() => Csv.Table("a,y\n" + string.Concat(Enumerable.Range(0, 10_001).Select(i => $"1,name{i}\n"))).ToDataset()).Message);

    public static TheoryData<byte[], string> Binaries => new()
    {
        { [.. "a,y\n1,0\n1,"u8, 0xFF, .. "\n"u8], "people.csv, line 3: a byte that is not UTF-8; save the file as UTF-8" },
        { [.. "a,y\r\n1,0\r\n1,"u8, 0xE4], "people.csv, line 3: a byte that is not UTF-8; save the file as UTF-8" },
        { [0xFF, 0xFE, 0x61, 0, 0, 0xD8, 0x0A, 0], "people.csv: the file begins as UTF-16 and is not; save it as UTF-8" },
        { [.. "PAR1"u8, 0x15, 0, 0x15], "people.csv, line 1: a NUL byte: this is not a text file; expected CSV in UTF-8" },
        { [0xEF, 0xBB, 0xBF], "people.csv: the file is empty; expected a header line with the names of the columns, and rows below it" },
    };

    [Theory]
    [MemberData(nameof(Binaries))]
    public void What_is_not_text_in_utf_8_is_refused(byte[] bytes, string message) =>
        Assert.Equal(message, Assert.Throws<DataFormatException>(() => Csv.Table(bytes)).Message);

    [Fact]
    public void A_bad_byte_far_behind_is_found_in_its_line()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("a,y\r\n" + string.Concat(Enumerable.Repeat("1,é\r\n", 50_000)) + "1,?\r\n");
        bytes[^3] = 0x80;

        Assert.Equal(
            "people.csv, line 50002: a byte that is not UTF-8; save the file as UTF-8",
            Assert.Throws<DataFormatException>(() => Csv.Table(bytes)).Message);
    }

    [Fact]
    public void A_path_that_cannot_be_read_is_named()
    {
        string missing = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.csv");
        string directory = Path.GetTempPath();

        Assert.Equal($"{missing}: there is no such file; check the path", Assert.Throws<DataFormatException>(() => CsvDataset.Read(missing)).Message);
        Assert.Equal($"{missing}/x: there is no such file; check the path", Assert.Throws<DataFormatException>(() => CsvDataset.Read(missing + "/x")).Message);
        Assert.Equal($"{directory}: this is a directory; expected a file with a table", Assert.Throws<DataFormatException>(() => CsvDataset.Read(directory)).Message);
        Assert.Equal(": there is no such file; check the path", Assert.Throws<DataFormatException>(() => CsvDataset.Read("")).Message);
    }

    [Fact]
    public void Messages_are_one_line_and_short_whatever_the_file_holds()
    {
        string message = Assert.Throws<DataFormatException>(() => Csv.Table($"a,y\n\"{new string('x', 1000)}\n\u0007\u2028\",0\n1,1\n").ToDataset()).Message;

        Assert.InRange(message.Length, 60, 250);
        Assert.DoesNotContain(message, c => char.IsControl(c) || c == '\u2028');
    }
}
