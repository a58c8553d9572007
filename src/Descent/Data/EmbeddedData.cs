using System.IO.Compression;
using System.Text;

namespace Descent.Data;

/// <summary>Two small real data sets that come with the library.</summary>
public static class EmbeddedData
{
    private static readonly EmbeddedDataInfo[] All =
    [
        new("digits", TaskKind.Classification, 1797, 64, 10,
            "handwritten digits, 8×8 grey pixels from 0 to 16, row after row",
            "E. Alpaydin, C. Kaynak 1998, via the UCI Machine Learning Repository (the test part of optdigits)",
            "BSD-3-Clause, as part of scikit-learn"),
        new("iris", TaskKind.Classification, 150, 4, 3,
            "lengths and widths of the sepals and petals of three species of iris, in cm",
            "R. A. Fisher 1936, via the UCI Machine Learning Repository",
            "BSD-3-Clause, as part of scikit-learn"),
    ];

    private static readonly Lazy<Dataset> LazyDigits = new(() => Read("digits"));
    private static readonly Lazy<Dataset> LazyIris = new(() => Read("iris"));

    /// <summary>The names of the data sets.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(info => info.Name)];

    /// <summary>1797 images of handwritten digits, 8×8 pixels from 0 to 16, [1797, 64], in the classes 0 to 9.</summary>
    public static Dataset Digits() => LazyDigits.Value;

    /// <summary>150 iris flowers, 4 measurements in cm, [150, 4], in the classes setosa, versicolor and virginica.</summary>
    public static Dataset Iris() => LazyIris.Value;

    /// <summary>The data set of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static Dataset Get(string name) => Describe(name).Name == "digits" ? Digits() : Iris();

    /// <summary>What is known about the data set of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static EmbeddedDataInfo Describe(string name) => Array.Find(All, info => info.Name == name)
        ?? throw new ArgumentException($"There is no embedded data set '{name}'; expected {string.Join(" or ", Names)}.", nameof(name));

    /// <summary>The original CSV file, byte for byte: UTF-8, commas, a header line, the target in the last column.</summary>
    /// <exception cref="ArgumentException">There is no such data set; the message lists the names.</exception>
    public static Stream OpenCsv(string name)
    {
        string resource = $"{Describe(name).Name}.csv.gz";
        Stream compressed = typeof(EmbeddedData).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is missing from the assembly.");
        return new GZipStream(compressed, CompressionMode.Decompress);
    }

    /// <summary>Our own files need no CSV reader: no quotes, no blank lines, no missing cells.</summary>
    private static Dataset Read(string name)
    {
        using var reader = new StreamReader(OpenCsv(name), Encoding.UTF8);
        string[] names = reader.ReadLine()!.Split(',');
        ColumnBuilder[] columns = [.. names.Select((column, index) => new ColumnBuilder(column, keepsText: index == names.Length - 1))];
        int rows = 0;
        for (; reader.ReadLine() is { } line; rows++)
        {
            int column = 0;
            foreach (Range cell in line.AsSpan().Split(','))
                columns[column++].Add(line.AsSpan(cell));
        }

        int[] lines = [.. Enumerable.Range(2, rows)];
        return new Table(name, [.. columns.Select(column => column.Build())], names.Length - 1, lines).ToDataset(Describe(name).Task);
    }
}
