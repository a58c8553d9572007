using Descent.Data;

namespace Descent.Formats;

/// <summary>Reads which rows of a data set are for training: a CSV with a header and one column of <c>train</c> or <c>test</c>.</summary>
public static class SplitFile
{
    /// <summary>Reads a split.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expectedRows">The number of rows of the data set.</param>
    /// <returns>Whether each row is for training, [<paramref name="expectedRows"/>].</returns>
    /// <exception cref="DataFormatException">
    /// The file cannot be read, has more columns or another number of rows, holds another word, or leaves one side empty.
    /// </exception>
    public static bool[] Read(string path, int expectedRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedRows);
        using CsvRecords records = CsvRecords.Open(path, delimiter: ',');
        return Read(records, expectedRows);
    }

    internal static bool[] Read(CsvRecords records, int expectedRows)
    {
        CheckHeader(records);
        bool[] isTrain = new bool[expectedRows];
        int rows = 0;
        for (; records.Read(); rows++)
        {
            bool train = IsTrain(records);
            if (rows < expectedRows)
                isTrain[rows] = train;
        }

        if (rows != expectedRows)
            throw records.Error($"{MessageText.Count(rows, "row")} below the header, but the data has {expectedRows}; expected one for each");

        bool hasTrain = isTrain.AsSpan().Contains(true);
        return hasTrain && isTrain.AsSpan().Contains(false)
            ? isTrain
            : throw records.Error($"no row is '{(hasTrain ? "test" : "train")}'; expected rows of both kinds");
    }

    private static void CheckHeader(CsvRecords records)
    {
        string[] names = CsvHeader.Read(records);
        if (names.Length != 1)
            throw records.ErrorInLine($"{names.Length} columns; expected one, with 'train' or 'test' for each row of the data");
        if (names[0] is "train" or "test")
            throw records.ErrorInLine($"'{names[0]}' where the name of the column is expected; add a header line");
    }

    private static bool IsTrain(CsvRecords records)
    {
        ReadOnlySpan<char> word = records.Field(0);
        return records.FieldCount == 1 && word is "train" or "test"
            ? word is "train"
            : throw records.ErrorInLine(records.FieldCount == 1
                ? $"{MessageText.Quote(word)}; expected 'train' or 'test'"
                : $"{records.FieldCount} fields; expected one, 'train' or 'test'");
    }
}
