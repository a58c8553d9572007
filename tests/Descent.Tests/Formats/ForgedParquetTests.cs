using System.Buffers.Binary;
using System.Text;
using Descent.Data;
using Descent.Formats;
using Xunit;

namespace Descent.Tests.Formats;

/// <summary>Parquet files, written byte by byte, in which one number claims far more than there is.</summary>
public class ForgedParquetTests
{
    // The types of fields in Thrift's compact protocol, in which footers and page headers are written.
    private const int Int32 = 5, Int64 = 6, Binary = 8, List = 9, Struct = 12;

    private const int Huge = int.MaxValue;

    public static TheoryData<string> Forgeries => [.. Forged.Keys];

    private static Dictionary<string, ForgedParquet> Forged { get; } = new()
    {
        ["the length of the footer"] = new() { FooterLength = Huge },
        ["a negative length of the footer"] = new() { FooterLength = -1 },
        ["the columns of the schema"] = new() { SchemaElements = Huge },
        ["the children of a column"] = new() { Children = Huge },
        ["the length of a name"] = new() { NameLength = Huge },
        ["the row groups"] = new() { RowGroups = Huge },
        ["the rows of a group"] = new() { Rows = long.MaxValue },
        ["the values of a column"] = new() { ColumnValues = long.MaxValue },
        ["the place of a page"] = new() { PageOffset = long.MaxValue },
        ["more bytes of a page than an array can hold"] = new() { PageBytes = Huge },
        ["more bytes of a page than the file has"] = new() { PageBytes = 1 << 30 },
    };

    [Fact]
    public void The_file_is_sound_where_nothing_is_forged()
    {
        Table table = Read(new ForgedParquet().ToBytes());

        Assert.Equal(["y"], table.ColumnNames);
        Assert.Equal([5, 6, 7], table.Columns[0].Numbers.ToArray());
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void A_number_that_claims_far_more_than_there_is_ends_in_one_clear_line(string what)
    {
        byte[] bytes = Forged[what].ToBytes();
        Assert.InRange(bytes.Length, 50, 200);
        DataFormatException error = Assert.Throws<DataFormatException>(() => Read(bytes));

        Assert.StartsWith("t.parquet: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("fetch or write it again", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        // Which is said of a file that the reader did not end with in a minute.
        Assert.DoesNotContain("is not read after", error.Message, StringComparison.Ordinal);
    }

    // The reader has both from elsewhere.
    [Fact]
    public void A_claim_that_nothing_relies_on_is_passed_over()
    {
        foreach (ForgedParquet forged in new ForgedParquet[] { new() { ColumnBytes = long.MaxValue }, new() { PageValues = Huge } })
            Assert.Equal([5, 6, 7], Read(forged.ToBytes()).Columns[0].Numbers.ToArray());
    }

    private static Table Read(byte[] bytes) => TableFile.ReadStream(new MemoryStream(bytes), "t.parquet", null);

    /// <summary>A file of one column y with the numbers 5, 6 and 7. What is null is as it must be.</summary>
    private sealed record ForgedParquet
    {
        private static readonly byte[] Values = [5, 0, 0, 0, 6, 0, 0, 0, 7, 0, 0, 0];

        public int? FooterLength { get; init; }

        public int SchemaElements { get; init; } = 2;

        public int Children { get; init; } = 1;

        public int NameLength { get; init; } = 1;

        public int RowGroups { get; init; } = 1;

        public long Rows { get; init; } = 3;

        public long ColumnValues { get; init; } = 3;

        public long? ColumnBytes { get; init; }

        public long PageOffset { get; init; } = 4;

        public int PageBytes { get; init; } = Values.Length;

        public int PageValues { get; init; } = 3;

        public byte[] ToBytes()
        {
            byte[] page =
            [
                .. Field(1, Int32), .. Signed(0), .. Field(1, Int32), .. Signed(PageBytes), .. Field(1, Int32), .. Signed(PageBytes),
                .. Field(2, Struct), .. Field(1, Int32), .. Signed(PageValues), .. Field(1, Int32), .. Signed(0), .. Field(1, Int32), .. Signed(3), .. Field(1, Int32), .. Signed(3), 0,
                0,
                .. Values,
            ];
            long bytes = ColumnBytes ?? page.Length;
            byte[] column =
            [
                .. Field(2, Int64), .. Signed(4), .. Field(1, Struct),
                .. Field(1, Int32), .. Signed(1), .. Field(1, List), .. Items(1, Int32), .. Signed(0), .. Field(1, List), .. Items(1, Binary), .. Text("y"), .. Field(1, Int32), .. Signed(0),
                .. Field(1, Int64), .. Signed(ColumnValues), .. Field(1, Int64), .. Signed(bytes), .. Field(1, Int64), .. Signed(bytes), .. Field(2, Int64), .. Signed(PageOffset), 0,
                0,
            ];
            byte[] footer =
            [
                .. Field(1, Int32), .. Signed(1),
                .. Field(1, List), .. Items(SchemaElements, Struct),
                .. Field(4, Binary), .. Text("r"), .. Field(1, Int32), .. Signed(Children), 0,
                .. Field(1, Int32), .. Signed(1), .. Field(2, Int32), .. Signed(0), .. Field(1, Binary), .. Text("y", NameLength), 0,
                .. Field(1, Int64), .. Signed(Rows),
                .. Field(1, List), .. Items(RowGroups, Struct), .. Field(1, List), .. Items(1, Struct), .. column, .. Field(1, Int64), .. Signed(bytes), .. Field(1, Int64), .. Signed(Rows), 0,
                0,
            ];
            byte[] length = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, FooterLength ?? footer.Length);
            return [.. "PAR1"u8, .. page, .. footer, .. length, .. "PAR1"u8];
        }

        // The number of a field is told as its distance from the one before.
        private static byte[] Field(int distance, int type) => [(byte)((distance << 4) | type)];

        private static byte[] Items(int count, int type) => count < 15 ? [(byte)((count << 4) | type)] : [(byte)(0xF0 | type), .. Unsigned((ulong)count)];

        private static byte[] Text(string text, int? length = null) => [.. Unsigned((ulong)(length ?? text.Length)), .. Encoding.UTF8.GetBytes(text)];

        private static byte[] Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

        private static byte[] Unsigned(ulong value)
        {
            List<byte> bytes = [];
            for (; value > 127; value >>= 7)
                bytes.Add((byte)(value | 128));
            bytes.Add((byte)value);
            return [.. bytes];
        }
    }
}
