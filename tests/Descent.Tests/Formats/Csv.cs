using System.Text;
using Descent.Data;
using Descent.Formats;

namespace Descent.Tests.Formats;

/// <summary>Reads CSV from strings and from the files of this folder.</summary>
internal static class Csv
{
    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "TestData", name);

    public static Table Table(string text, string? target = null) => Table(Encoding.UTF8.GetBytes(text), target);

    public static Table Table(byte[] bytes, string? target = null)
    {
        using CsvRecords records = Records(bytes);
        return CsvTable.Read(records, new CsvOptions { Target = target });
    }

    public static CsvRecords Records(byte[] bytes) => CsvRecords.Open(new MemoryStream(bytes), "people.csv", delimiter: null);

    public static CsvRecords Records(string text) => Records(Encoding.UTF8.GetBytes(text));
}
