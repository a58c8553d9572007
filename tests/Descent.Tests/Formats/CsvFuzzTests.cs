using System.Text;
using CsCheck;
using Descent.Data;
using Descent.Formats;
using Descent.Tests.Data;
using Xunit;

namespace Descent.Tests.Formats;

public class CsvFuzzTests
{
    private static readonly byte[] Original = Encoding.UTF8.GetBytes(
        "\uFEFFa;\"b \"\"é\"\"\";y\r\n" + string.Concat(Enumerable.Range(0, 12).Select(row => $"{row}.5;\"{row}e-1\";{(row % 2 == 0 ? "\"x\r\ny\"" : "z")}\r\n")));

    private static readonly byte[] Special = [.. "\"\r\n,;\t .-e1xN#"u8];

    private static readonly Gen<byte> Bytes = Gen.Frequency(
        (20, Gen.Int[0, Special.Length - 1].Select(i => Special[i])),
        (10, Gen.Byte[1, 127]),
        (1, Gen.Byte));

    /// <summary>A valid file with some bytes replaced, inserted or removed, and perhaps cut short.</summary>
    private static readonly Gen<byte[]> Mutated =
        from edits in Gen.Select(Gen.Int[0, 2], Gen.Int[0, Original.Length - 1], Bytes).Array[1, 4]
        from end in Gen.Int[1, Original.Length * 4]
        select Mutate(edits, end);

    [Fact]
    public void A_damaged_file_is_read_or_refused_in_one_line() => Samples.Check(Mutated, bytes =>
    {
        try
        {
            Table table = Csv.Table(bytes);
            _ = table.SelectFeatures([table.ColumnNames[0]]);
            Dataset data = table.ToDataset();
            Assert.True(data.Rows >= 2 && data.Features.Length == data.Rows * data.Inputs);
            Assert.DoesNotContain(data.Features.ToArray(), value => !float.IsFinite(value));
        }
        catch (DataFormatException exception)
        {
            Assert.StartsWith("people.csv", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(exception.Message, char.IsControl);
        }
    }, count: 6000);

    [Fact]
    public void A_damaged_split_is_read_or_refused_in_one_line() => Samples.Check(
        Gen.OneOf(Gen.Const("train\n"u8.ToArray()), Bytes.Array[1]).Array[0, 12], noise =>
    {
        try
        {
            using CsvRecords records = Csv.Records([.. "split\ntrain\ntest\n"u8, .. noise.SelectMany(bytes => bytes)]);
            Assert.Equal([true, false], SplitFile.Read(records, 2));
        }
        catch (DataFormatException exception)
        {
            Assert.StartsWith("people.csv", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(exception.Message, char.IsControl);
        }
    }, count: 3000);

    private static byte[] Mutate((int Kind, int Position, byte Value)[] edits, int end)
    {
        List<byte> bytes = [.. Original];
        foreach ((int kind, int position, byte value) in edits)
        {
            int index = Math.Min(position, bytes.Count - 1);
            if (kind == 0)
                bytes[index] = value;
            else if (kind == 1)
                bytes.Insert(index, value);
            else
                bytes.RemoveAt(index);
        }

        return [.. bytes.Take(end)];
    }
}
