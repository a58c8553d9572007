using Descent.Data;

namespace Descent.Formats;

/// <summary>Reads data to learn from.</summary>
public static class CsvDataset
{
    /// <summary>Reads a CSV file as a data set: one target column, all other columns numeric features.</summary>
    /// <remarks>
    /// In two steps, to see the inferred task and its reason: <see cref="CsvTable.Read(string, CsvOptions?)"/>, <see cref="Table.InferTask"/>
    /// and <see cref="Table.ToDataset"/>.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; left out: the last column is the target.</param>
    /// <exception cref="DataFormatException">The file cannot be used; the message says where and why.</exception>
    public static Dataset Read(string path, CsvOptions? options = null) => CsvTable.Read(path, options).ToDataset(options?.Task);
}
