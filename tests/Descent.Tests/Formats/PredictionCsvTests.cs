using System.Globalization;
using CsCheck;
using Descent.Data;
using Descent.Evaluation;
using Descent.Formats;
using Descent.Tests.Data;
using Xunit;

namespace Descent.Tests.Formats;

public class PredictionCsvTests
{
    [Fact]
    public void A_classification_has_the_class_and_a_probability_for_each()
    {
        using var writer = new StringWriter();
        var csv = PredictionCsv.ForClasses(writer, ["no", "yes"]);
        csv.Write([0.25f, 0.75f, 0.5f, 0.5f]);
        csv.Write([1, 1e-9f]);

        Assert.Equal("prediction,p_no,p_yes\nyes,0.25,0.75\nno,0.5,0.5\nno,1,1E-09\n", writer.ToString());
    }

    [Fact]
    public void A_regression_has_the_number()
    {
        using var writer = new StringWriter();
        PredictionCsv.ForNumbers(writer).Write([0.1f, -2, 16777216]);

        Assert.Equal("prediction\n0.1\n-2\n16777216\n", writer.ToString());
    }

    [Fact]
    public void Several_numbers_have_a_column_each()
    {
        using var writer = new StringWriter();
        PredictionCsv.ForNumbers(writer, outputs: 2).Write([1, 2, 3, 4]);

        Assert.Equal("prediction_1,prediction_2\n1,2\n3,4\n", writer.ToString());
    }

    [Fact]
    public void Numbers_have_intervals_beside_them()
    {
        using var writer = new StringWriter();
        PredictionCsv.ForNumbers(writer, hasIntervals: true).Write([new PredictedInterval(1, 0.5f, 1.5f), new PredictedInterval(-2, -4, 0)]);
        PredictionCsv.ForNumbers(writer, outputs: 2, hasIntervals: true).Write([new PredictedInterval(1, 0, 2), new PredictedInterval(3, 2, 4)]);

        Assert.Equal(
            "prediction,lower,upper\n1,0.5,1.5\n-2,-4,0\nprediction_1,lower_1,upper_1,prediction_2,lower_2,upper_2\n1,0,2,3,2,4\n",
            writer.ToString());
    }

    [Fact]
    public void Classes_have_sets_behind_them_in_quotes_where_needed()
    {
        using var writer = new StringWriter();
        PredictionCsv.ForClasses(writer, ["no", "a,b"], hasSets: true).Write([0.75f, 0.25f, 0.5f, 0.5f], [["no"], ["no", "a,b"]]);

        Assert.Equal("prediction,p_no,\"p_a,b\",set\nno,0.75,0.25,no\nno,0.5,0.5,\"no|a,b\"\n", writer.ToString());
    }

    [Fact]
    public void Rows_must_have_the_columns_of_the_header()
    {
        Assert.Throws<InvalidOperationException>(() => PredictionCsv.ForNumbers(TextWriter.Null, hasIntervals: true).Write([1f]));
        Assert.Throws<InvalidOperationException>(() => PredictionCsv.ForNumbers(TextWriter.Null).Write([new PredictedInterval(1, 1, 1)]));
        Assert.Throws<InvalidOperationException>(() => PredictionCsv.ForClasses(TextWriter.Null, ["a"]).Write([1f], [["a"]]));
        Assert.Contains("There are 1 sets for 2 rows", Assert.Throws<ArgumentException>(() => PredictionCsv.ForClasses(TextWriter.Null, ["a"], hasSets: true).Write([1f, 1], [["a"]])).Message);
    }

    [Fact]
    public void Names_are_quoted_where_needed()
    {
        using var writer = new StringWriter();
        PredictionCsv.ForClasses(writer, ["a,b", "say \"c\"", " d", "e\nf", "g h"]).Write([0, 1, 0, 0, 0]);

        Assert.Equal(
            "prediction,\"p_a,b\",\"p_say \"\"c\"\"\",p_ d,\"p_e\nf\",p_g h\n\"say \"\"c\"\"\",0,1,0,0,0\n",
            writer.ToString());
    }

    [Fact]
    public void What_is_written_is_read_back_to_the_bit() => Samples.Check(
        Gen.Select(
            Gen.Char["ab,\"\n é"].Array[1, 6].Select(chars => string.Concat(chars).Trim()).Where(name => name.Length > 0).HashSet[2, 5],
            Gen.Int[1, 30],
            Gen.Int.Array[150]),
        sample =>
    {
        (HashSet<string> names, int rows, int[] bits) = sample;
        string[] classes = [.. names];
        float[] values = [.. bits.Take(rows * classes.Length).Select(BitConverter.Int32BitsToSingle).Select(value => float.IsFinite(value) ? value : 0)];
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        PredictionCsv.ForClasses(writer, classes).Write(values);

        Table table = Csv.Table(writer.ToString(), target: "prediction");
        string[] columns = [.. classes.Select(name => "p_" + name)];
        Assert.Equal(Array.ConvertAll(values, BitConverter.SingleToInt32Bits), Array.ConvertAll(table.SelectFeatures(columns), BitConverter.SingleToInt32Bits));
        Assert.Equal(
            values.Chunk(classes.Length).Select(row => Array.IndexOf(row, row.Max())),
            table.ToDatasetFor(columns, classes).Labels.ToArray());
    });

    [Fact]
    public void Mistakes_are_named()
    {
        var csv = PredictionCsv.ForClasses(TextWriter.Null, ["a", "b"]);

        Assert.StartsWith("There are 3 numbers, which is not a whole number of rows of 2.", Assert.Throws<ArgumentException>(() => csv.Write([1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictionCsv.ForClasses(TextWriter.Null, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictionCsv.ForNumbers(TextWriter.Null, 0));
    }
}
