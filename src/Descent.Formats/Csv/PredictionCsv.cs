using System.Buffers;
using System.Globalization;

namespace Descent.Formats;

/// <summary>
/// Writes predictions as CSV: a header and one line per row, in invariant culture, each number in the fewest digits that
/// read back as the same float, lines ending in LF.
/// </summary>
public sealed class PredictionCsv
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    private readonly TextWriter _writer;
    private readonly string[]? _labels;
    private readonly int _outputs;

    private PredictionCsv(TextWriter writer, string[] header, string[]? labels, int outputs)
    {
        _writer = writer;
        _labels = labels;
        _outputs = outputs;
        writer.Write(string.Join(',', header));
        writer.Write('\n');
    }

    /// <summary>
    /// Predictions of a classification: <c>prediction</c>, the most probable class (of equals the first), and a column
    /// <c>p_CLASS</c> for each class. Writes the header.
    /// </summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="classes">The names of the classes, at least one.</param>
    public static PredictionCsv ForClasses(TextWriter writer, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfZero(classes.Count);
        return new PredictionCsv(
            writer,
            ["prediction", .. classes.Select(name => Field("p_" + name))],
            [.. classes.Select(Field)],
            classes.Count);
    }

    /// <summary>
    /// Predictions of a regression: <c>prediction</c>, or <c>prediction_1</c>, <c>prediction_2</c>, … Writes the header.
    /// </summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="outputs">The numbers predicted for each row, at least 1.</param>
    public static PredictionCsv ForNumbers(TextWriter writer, int outputs = 1)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        string[] header = outputs == 1
            ? ["prediction"]
            : [.. Enumerable.Range(1, outputs).Select(output => string.Create(CultureInfo.InvariantCulture, $"prediction_{output}"))];
        return new PredictionCsv(writer, header, labels: null, outputs);
    }

    /// <summary>Writes some rows.</summary>
    /// <param name="predictions">Probabilities, [rows, classes], or numbers, [rows, outputs].</param>
    /// <exception cref="ArgumentException">The length is not a whole number of rows.</exception>
    public void Write(ReadOnlySpan<float> predictions)
    {
        if (predictions.Length % _outputs != 0)
            throw new ArgumentException($"There are {predictions.Length} numbers, which is not a whole number of rows of {_outputs}.", nameof(predictions));

        Span<char> digits = stackalloc char[32];
        for (; predictions.Length > 0; predictions = predictions[_outputs..])
        {
            ReadOnlySpan<float> row = predictions[.._outputs];
            if (_labels is not null)
                _writer.Write(_labels[IndexOfMax(row)]);

            for (int i = 0; i < row.Length; i++)
            {
                if (i > 0 || _labels is not null)
                    _writer.Write(',');
                row[i].TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
                _writer.Write(digits[..length]);
            }

            _writer.Write('\n');
        }
    }

    /// <summary>The text as a field: in quotes if it holds a comma, a quote or a line end, or white space around it (RFC 4180).</summary>
    private static string Field(string text) =>
        text.AsSpan().ContainsAny(NeedQuotes) || text.AsSpan().Trim().Length != text.Length
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;

    private static int IndexOfMax(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best])
                best = i;
        }

        return best;
    }
}
