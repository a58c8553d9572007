using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Descent.Data;
using Descent.Formats;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace Descent.Tests.Formats;

public sealed class TableFileTests : IDisposable
{
    private static readonly bool[] Flags = [true, false, true];
    private static readonly long[] Counts = [10, 20, 30];

    private const string Text = "größe;name;y\n1,5;Ärger;0\n2;\"zwei\nZeilen\";1\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("descent-tables-");

    public static TheoryData<string, bool> Encodings => new() { { "utf-8", false }, { "utf-16", true }, { "utf-16BE", true } };

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Text_is_read_in_its_encoding_and_compressed(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Text)];

        foreach (byte[] file in (byte[][])[bytes, Gzip(bytes)])
        {
            Table table = TableFile.ReadStream(new MemoryStream(file), "t.csv", null);
            Assert.Equal(["größe", "name", "y"], table.ColumnNames);
            Assert.Equal([1.5f, 2], table.SelectFeatures(["größe"]));
            Assert.Equal(["Ärger", "zwei\nZeilen"], table.Columns[1].Texts);
        }
    }

    [Fact]
    public void A_Parquet_file_whose_reading_does_not_end_is_an_error()
    {
        using var end = new ManualResetEventSlim();
        DataFormatException error = Assert.Throws<DataFormatException>(() => ParquetTable.Within(TimeSpan.FromMilliseconds(200), "x.parquet", () =>
        {
            end.Wait(TestContext.Current.CancellationToken);
            return Task.FromResult(Csv.Table("a,y\n1,2\n"));
        }));
        end.Set();
        Assert.Equal("x.parquet: the Parquet file is not read after 0.2 s, so it must be damaged; fetch or write it again", error.Message);
    }

    [Fact]
    public void What_is_more_than_the_memory_is_refused_with_its_size_and_a_remedy()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("a,y\n" + string.Concat(Enumerable.Repeat("1,2\n", 1000)));
        const string Expected = "t.csv: the table has 4004 bytes or more, and a table is held in memory, here up to 1000 bytes of it; "
            + "take fewer rows (a random sample) or fewer columns";

        Assert.Equal(Expected, Assert.Throws<DataFormatException>(() => TableStream.Open(new MemoryStream(bytes), "t.csv", limit: 1000)).Message);

        // Compressed it is small, so that its size shows only as it is read.
        using TableStream stream = TableStream.Open(new MemoryStream(Gzip(bytes)), "t.csv", limit: 1000);
        Assert.StartsWith("t.csv: the table has ", Assert.Throws<DataFormatException>(() => stream.ReadToEnd()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_and_labels_of_idx_files_become_one_table()
    {
        string images = Path.Combine(_folder.FullName, "train-images-idx3-ubyte.gz");
        File.WriteAllBytes(images, Gzip([0, 0, 8, 3, .. Sizes(2, 1, 3), 0, 128, 255, 7, 8, 9]));
        File.WriteAllBytes(Path.Combine(_folder.FullName, "train-labels-idx1-ubyte"), [0, 0, 8, 1, .. Sizes(2), 9, 4]);

        Table table = TableFile.Read(images);

        Assert.Equal(["r1c1", "r1c2", "r1c3", "label"], table.ColumnNames);
        Assert.Equal("label", table.Target);
        Assert.Equal([0, 128, 255, 7, 8, 9], table.SelectFeatures(["r1c1", "r1c2", "r1c3"]));
        Assert.Equal([9, 4], table.SelectFeatures(["label"]));
    }

    [Theory]
    [InlineData(0x09, new byte[] { 0xFF }, -1)]
    [InlineData(0x0B, new byte[] { 0xFF, 0x00 }, -256)]
    [InlineData(0x0C, new byte[] { 0, 1, 0, 0 }, 65536)]
    [InlineData(0x0D, new byte[] { 0x3F, 0x80, 0, 0 }, 1)]
    [InlineData(0x0E, new byte[] { 0xC0, 0, 0, 0, 0, 0, 0, 0 }, -2)]
    public void Every_type_of_idx_is_read(byte code, byte[] number, float expected) => Assert.Equal(
        [expected], TableFile.ReadStream(new MemoryStream([0, 0, code, 1, .. Sizes(1), .. number]), "x.idx", null).SelectFeatures(["x1"]));

    [Fact]
    public void Idx_files_that_are_cut_short_or_claim_too_much_are_refused()
    {
        foreach (byte[] bytes in (byte[][])[[0, 0, 8, 3, 0], [0, 0, 8, 1, .. Sizes(3), 1, 2], [0, 0, 8, 2, .. Sizes(int.MaxValue, int.MaxValue), 1], [0, 0, 8, 1, .. Sizes(-1)]])
            Assert.StartsWith("x.idx: ", Assert.Throws<DataFormatException>(() => TableFile.ReadStream(new MemoryStream(bytes), "x.idx", null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_file_cannot_ask_for_more_columns_than_a_table_has()
    {
        // Each column takes some hundred bytes, and gzip makes a thousand of one.
        const int columns = (1 << 18) + 1;
        byte[] bytes = Gzip([0, 0, 8, 2, .. Sizes(1, columns), .. new byte[columns]]);

        Assert.InRange(bytes.Length, 0, 1000);
        Assert.Equal(
            "x.idx: 262145 columns; expected at most 262144",
            Assert.Throws<DataFormatException>(() => TableFile.ReadStream(new MemoryStream(bytes), "x.idx", null)).Message);
    }

    [Fact]
    public void Rows_that_a_file_cannot_hold_are_refused_before_memory_is_taken()
    {
        TableLimits.RequireRows(1024 * 300, 300, "t.parquet");
        foreach (long rows in (long[])[(1024 * 300) + 1, long.MaxValue, -1, (long)Array.MaxLength + 1])
        {
            Assert.Equal(
                $"t.parquet: the file says that it has {rows} rows, which 300 bytes cannot hold; fetch or write it again",
                Assert.Throws<DataFormatException>(() => TableLimits.RequireRows(rows, 300, "t.parquet")).Message);
        }
    }

    [Fact]
    public async Task Parquet_columns_of_every_kind_are_read()
    {
        DataField<double?> amount = new("amount");
        DataField<string> name = new("name");
        DataField<bool> flag = new("flag");
        DataField<DateTime> day = new("day");
        DataField<long> count = new("count");
        DecimalDataField price = new("price", 10, 2, isNullable: true);
        DataField<int> y = new("y");
        using var bytes = new MemoryStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(amount, name, flag, day, count, price, y), bytes, cancellationToken: Token))
        {
            for (int group = 0; group < 2; group++)
            {
                using ParquetRowGroupWriter rows = writer.CreateRowGroup();
                await rows.WriteAsync<double>(amount, new double?[] { 1.5, null, group }, cancellationToken: Token);
                await rows.WriteAsync(name, (string[])["x", null!, $"g{group}"]);
                await rows.WriteAsync<bool>(flag, Flags, cancellationToken: Token);
                await rows.WriteAsync<DateTime>(day, new DateTime[] { new(2024, 1, 2), new(2024, 3, 4), new(2025, 5, 6) }, cancellationToken: Token);
                await rows.WriteAsync<long>(count, Counts, cancellationToken: Token);
                await rows.WriteAsync<decimal>(price, new decimal?[] { 1.25m, null, 2m }, cancellationToken: Token);
                await rows.WriteAsync<int>(y, new[] { 0, 1, group }, cancellationToken: Token);
                rows.CompleteValidate();
            }
        }

        Table table = TableFile.ReadStream(new MemoryStream(bytes.ToArray()), "t.parquet", null);

        Assert.Equal(["amount", "name", "flag", "day", "count", "price", "y"], table.ColumnNames);
        Assert.Equal([1.5f, float.NaN, 0, 1.5f, float.NaN, 1], table.Columns[0].Numbers.ToArray());
        Assert.Equal(["x", "", "g0", "g1"], table.Columns[1].Texts);
        Assert.Equal([10, 20, 30, 10, 20, 30], table.Columns[4].Numbers.ToArray());
        Assert.Equal([1.25f, float.NaN, 2, 1.25f, float.NaN, 2], table.Columns[5].Numbers.ToArray());
        Assert.Equal([0, 1, 0, 0, 1, 1], table.TargetsAlone(TaskKind.Classification).Labels.ToArray());
        Assert.Equal(
            [ColumnKind.Numeric, ColumnKind.Category, ColumnKind.Boolean, ColumnKind.DateTime, ColumnKind.Numeric, ColumnKind.Numeric],
            TablePipeline.Fit(table).Columns.Select(column => column.Kind));

        byte[] damaged = bytes.ToArray()[..^20];
        Assert.StartsWith("t.parquet: ", Assert.Throws<DataFormatException>(() => TableFile.ReadStream(new MemoryStream(damaged), "t.parquet", null)).Message, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static byte[] Sizes(params int[] sizes) => [.. sizes.SelectMany(size =>
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, size);
        return bytes;
    })];

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
