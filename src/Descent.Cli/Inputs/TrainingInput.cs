using Descent.Data;
using Descent.Formats;
using Descent.Tabular;

namespace Descent.Cli.Inputs;

/// <summary>What a call of train names: rows to learn from and to measure on.</summary>
/// <param name="Data">DATA as the call names it.</param>
/// <param name="Table">Its rows.</param>
/// <param name="TestData">Other data to measure on, as the call names it; null: none.</param>
/// <param name="Test">Its rows; null: none.</param>
/// <param name="Split">Which rows of DATA to learn from; null: as is usual.</param>
internal sealed record TrainingInput(string Data, Table Table, string? TestData, Table? Test, TableSplit? Split)
{
    /// <summary>What the rows that are measured on are called: held-back or test.</summary>
    public string TestKind => Test is null && Split is null ? "held-back" : "test";

    /// <exception cref="DataFormatException">Something cannot be read.</exception>
    public static TrainingInput Read(string data, string? target, TableSettings settings, string? splitFile, string? testFile)
    {
        var options = new CsvOptions { Target = target, Missing = settings.Missing, TextColumns = settings.Pipeline.Categorical };
        Table table = DataSource.Read(data, options);
        return new TrainingInput(
            data,
            table,
            testFile,
            testFile is null ? null : DataSource.Read(testFile, options with { Target = table.Target }),
            splitFile is null ? null : TableSplit.Given(SplitFile.Read(splitFile, table.Rows)));
    }
}
