using System.Buffers;
using System.Globalization;
using Descent.Evaluation;

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
    private readonly bool _hasReach;

    private PredictionCsv(TextWriter writer, string[] header, string[]? labels, int outputs, bool hasReach)
    {
        _writer = writer;
        _labels = labels;
        _outputs = outputs;
        _hasReach = hasReach;
        writer.Write(string.Join(',', header));
        writer.Write('\n');
    }

    /// <summary>
    /// Predictions of a classification: <c>prediction</c>, the most probable class (of equals the first), and a column
    /// <c>p_CLASS</c> for each class. Writes the header.
    /// </summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="classes">The names of the classes, at least one.</param>
    /// <param name="hasSets">Whether a column <c>set</c> follows, with the classes that cannot be ruled out, joined by <c>|</c>.</param>
    public static PredictionCsv ForClasses(TextWriter writer, IReadOnlyList<string> classes, bool hasSets = false)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfZero(classes.Count);
        return new PredictionCsv(
            writer,
            ["prediction", .. classes.Select(name => Field("p_" + name)), .. hasSets ? ["set"] : Array.Empty<string>()],
            [.. classes.Select(Field)],
            classes.Count,
            hasSets);
    }

    /// <summary>
    /// Predictions of a regression: <c>prediction</c>, or <c>prediction_1</c>, <c>prediction_2</c>, … With intervals <c>lower</c> and
    /// <c>upper</c> follow each. Writes the header.
    /// </summary>
    /// <param name="writer">Where to; it stays open.</param>
    /// <param name="outputs">The numbers predicted for each row, at least 1.</param>
    /// <param name="hasIntervals">Whether each has an interval.</param>
    public static PredictionCsv ForNumbers(TextWriter writer, int outputs = 1, bool hasIntervals = false)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        string[] names = hasIntervals ? ["prediction", "lower", "upper"] : ["prediction"];
        string[] header = outputs == 1
            ? names
            : [.. from output in Enumerable.Range(1, outputs) from name in names select string.Create(CultureInfo.InvariantCulture, $"{name}_{output}")];
        return new PredictionCsv(writer, header, labels: null, outputs, hasIntervals);
    }

    /// <summary>Writes some rows.</summary>
    /// <param name="predictions">Probabilities, [rows, classes], or numbers, [rows, outputs].</param>
    /// <exception cref="ArgumentException">The length is not a whole number of rows.</exception>
    /// <exception cref="InvalidOperationException">The header has columns for sets or intervals.</exception>
    public void Write(ReadOnlySpan<float> predictions)
    {
        Require(hasReach: false, isClasses: _labels is not null, predictions.Length);
        for (; predictions.Length > 0; predictions = predictions[_outputs..])
        {
            WriteRow(predictions[.._outputs]);
            _writer.Write('\n');
        }
    }

    /// <summary>Writes some rows of a classification with sets.</summary>
    /// <param name="predictions">Probabilities, [rows, classes].</param>
    /// <param name="sets">[rows]: names of classes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="InvalidOperationException">The header has no column for sets.</exception>
    public void Write(ReadOnlySpan<float> predictions, IReadOnlyList<IReadOnlyList<string>> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        Require(hasReach: true, isClasses: true, predictions.Length);
        if (sets.Count * _outputs != predictions.Length)
            throw new ArgumentException($"There are {sets.Count} sets for {predictions.Length / _outputs} rows.", nameof(sets));
        for (int row = 0; row < sets.Count; row++)
        {
            WriteRow(predictions.Slice(row * _outputs, _outputs));
            _writer.Write(',');
            _writer.Write(Field(string.Join('|', sets[row])));
            _writer.Write('\n');
        }
    }

    /// <summary>Writes some rows of a regression with intervals.</summary>
    /// <param name="predictions">[rows, outputs].</param>
    /// <exception cref="ArgumentException">The length is not a whole number of rows.</exception>
    /// <exception cref="InvalidOperationException">The header has no columns for intervals.</exception>
    public void Write(ReadOnlySpan<PredictedInterval> predictions)
    {
        Require(hasReach: true, isClasses: false, predictions.Length);
        for (int i = 0; i < predictions.Length; i++)
        {
            (float prediction, float lower, float upper) = predictions[i];
            if (i % _outputs > 0)
                _writer.Write(',');
            WriteNumber(prediction);
            _writer.Write(',');
            WriteNumber(lower);
            _writer.Write(',');
            WriteNumber(upper);
            if (i % _outputs == _outputs - 1)
                _writer.Write('\n');
        }
    }

    private void WriteRow(ReadOnlySpan<float> row)
    {
        if (_labels is not null)
            _writer.Write(_labels[IndexOfMax(row)]);
        for (int i = 0; i < row.Length; i++)
        {
            if (i > 0 || _labels is not null)
                _writer.Write(',');
            WriteNumber(row[i]);
        }
    }

    private void WriteNumber(float number)
    {
        Span<char> digits = stackalloc char[32];
        number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        _writer.Write(digits[..length]);
    }

    private void Require(bool hasReach, bool isClasses, int predictions)
    {
        if (_hasReach != hasReach || isClasses != _labels is not null)
            throw new InvalidOperationException("The header that was written has other columns than these rows.");
        if (predictions % _outputs != 0)
            throw new ArgumentException($"There are {predictions} numbers, which is not a whole number of rows of {_outputs}.", nameof(predictions));
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
