using System.Buffers.Binary;
using System.IO.Compression;
using Descent.Data;
using Descent.Formats;
using Parquet;
using Parquet.Schema;

namespace Descent.Fuzz;

/// <summary>The tables that are not text.</summary>
internal static class TableReaders
{
    private static readonly bool[] Flags = [true, false, true];
    private static readonly string[] Names = ["x", null!, "z"];
    private static readonly int[] Labels = [0, 1, 1];

    /// <summary>Reads a table, which must be the same when it is compressed.</summary>
    public static void ReadIdx(byte[] bytes)
    {
        string? plain = TryRead(bytes, out DataFormatException? refusal);
        if (bytes.Length % 4 == 0 && plain != TryRead(Gzip(bytes), out _))
            throw new FindingException("is read otherwise when it is compressed");
        if (refusal is not null)
            throw refusal;
    }

    /// <summary>Reads a table, which must hold numbers only.</summary>
    public static void ReadParquet(byte[] bytes) => _ = Read(bytes);

    /// <summary>One file of each type of number, of one dimension to three, and a compressed one.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> IdxSeeds()
    {
        byte[] images = [0, 0, 8, 3, .. Sizes(2, 2, 1), 0, 128, 255, 7];
        yield return ("bytes", images);
        yield return ("bytes.gz", Gzip(images));
        yield return ("labels", [0, 0, 9, 1, .. Sizes(3), 0, 1, 255]);
        yield return ("shorts", [0, 0, 0x0B, 2, .. Sizes(2, 1), 255, 0, 0, 1]);
        yield return ("ints", [0, 0, 0x0C, 2, .. Sizes(1, 2), 0, 1, 0, 0, 255, 255, 255, 255]);
        yield return ("floats", [0, 0, 0x0D, 1, .. Sizes(2), 0x3F, 0x80, 0, 0, 0x7F, 0xC0, 0, 0]);
        yield return ("doubles", [0, 0, 0x0E, 1, .. Sizes(1), 0xC0, 0, 0, 0, 0, 0, 0, 0]);
    }

    /// <summary>A file with columns of many types in two groups, by the method of compression.</summary>
    public static async Task<byte[]> ParquetSeed(CompressionMethod compression)
    {
        DataField<double?> amount = new("amount");
        DataField<string> name = new("name");
        DataField<bool> flag = new("flag");
        DataField<DateTime> day = new("day");
        DecimalDataField price = new("price", 10, 2, isNullable: true);
        DataField<int> y = new("y");
        using var bytes = new MemoryStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(amount, name, flag, day, price, y), bytes, new ParquetOptions { CompressionMethod = compression }))
        {
            for (int group = 0; group < 2; group++)
            {
                using ParquetRowGroupWriter rows = writer.CreateRowGroup();
                await rows.WriteAsync<double>(amount, new double?[] { 1.5, null, group });
                await rows.WriteAsync(name, Names);
                await rows.WriteAsync<bool>(flag, Flags);
                await rows.WriteAsync<DateTime>(day, new DateTime[] { new(2024, 1, 2), new(2024, 3, 4), new(2025, 5, 6) });
                await rows.WriteAsync<decimal>(price, new decimal?[] { 1.25m, null, 2m });
                await rows.WriteAsync<int>(y, Labels);
                rows.CompleteValidate();
            }
        }

        return bytes.ToArray();
    }

    private static string? TryRead(byte[] bytes, out DataFormatException? refusal)
    {
        try
        {
            refusal = null;
            return Read(bytes);
        }
        catch (DataFormatException error)
        {
            refusal = error;
            return null;
        }
    }

    private static string Read(byte[] bytes)
    {
        Table table = TableFile.ReadStream(new MemoryStream(bytes), "table", options: null);
        if (table.Rows < 1 || table.Columns.Any(column => column.Numbers.Length != table.Rows))
            throw new FindingException("has columns of different lengths");
        if (table.Columns.Any(column => column.Numbers.ContainsAny(float.PositiveInfinity, float.NegativeInfinity)))
            throw new FindingException("holds what is no number");
        return string.Join('\n', table.Columns.Select(column => $"{column.Name} {string.Join(' ', column.Numbers.ToArray())}"));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    private static byte[] Sizes(params int[] sizes) => [.. sizes.SelectMany(size =>
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, size);
        return bytes;
    })];
}
