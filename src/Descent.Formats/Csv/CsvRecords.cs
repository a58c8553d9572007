using Descent.Data;
using Sylvan.Data.Csv;

namespace Descent.Formats;

/// <summary>The records of a CSV file, one after the other, with the line each begins in. Blank lines are passed over.</summary>
internal sealed class CsvRecords : IDisposable
{
    private const int BufferSize = 1 << 16;
    private const int LongestRecord = 1 << 24;

    private readonly CsvDataReader _reader;
    private int _nextLine = 1;
    private int _blankLine;
    private int _columns;

    private CsvRecords(CsvText text, char? delimiter)
    {
        Source = text.Source;
        Delimiter = delimiter ?? CsvDelimiter.Detect(text.Ahead());
        _reader = CsvDataReader.Create(text, new CsvDataReaderOptions
        {
            // The header is a record like the others, and # begins no comment: the text never holds a NUL character.
            HasHeaders = false,
            Comment = '\0',
            Delimiter = Delimiter,
            BufferSize = BufferSize,
            MaxBufferSize = LongestRecord,
        });
    }

    /// <summary>The file, as messages name it.</summary>
    public string Source { get; }

    public char Delimiter { get; }

    /// <summary>The line in which the current record begins, counted from 1.</summary>
    public int Line { get; private set; }

    public int FieldCount => _reader.RowFieldCount;

    /// <summary>Opens a file; a delimiter that is not given is detected.</summary>
    /// <exception cref="DataFormatException">The file cannot be opened or is not text.</exception>
    public static CsvRecords Open(string path, char? delimiter) => Open(TableStream.Open(path), path, delimiter ?? CsvDelimiter.OfName(path));

    /// <summary>Reads from a stream, which it closes in the end.</summary>
    public static CsvRecords Open(Stream stream, string source, char? delimiter) => Open(TableStream.Open(stream, source), source, delimiter);

    /// <inheritdoc cref="Open(Stream, string, char?)"/>
    public static CsvRecords Open(TableStream stream, string source, char? delimiter)
    {
        var text = new CsvText(CsvEncoding.ToUtf8(stream), source);
        try
        {
            return new CsvRecords(text, delimiter);
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    /// <summary>Goes to the next record.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="DataFormatException">The text is not CSV.</exception>
    public bool Read()
    {
        while (MoveNext())
        {
            Line = _nextLine;
            ReadOnlySpan<char> record = _reader.GetRawRecordSpan();
            _nextLine += record.Count('\n');
            if (FieldCount == 1 && record.IsWhiteSpace())
            {
                _blankLine = Line;
                continue;
            }

            // In a table of one column a blank line may be an empty cell: only those at the end are surely none.
            if (_blankLine > 0 && _columns == 1)
            {
                Line = _blankLine;
                throw ErrorInLine("the line is blank; fill it in or remove it");
            }

            _blankLine = 0;
            if (_columns == 0)
                _columns = FieldCount;
            return true;
        }

        return false;
    }

    /// <summary>A field of the current record, without quotes and white space around it; valid until the next call.</summary>
    public ReadOnlySpan<char> Field(int index) => _reader.GetFieldSpan(index).Trim();

    /// <summary>An error about the file.</summary>
    public DataFormatException Error(string message) => new($"{MessageText.OneLine(Source)}: {message}");

    /// <summary>An error about the current record.</summary>
    public DataFormatException ErrorInLine(string message) => new($"{MessageText.OneLine(Source)}, line {Line}: {message}");

    public void Dispose() => _reader.Dispose();

    private bool MoveNext()
    {
        try
        {
            return _reader.Read();
        }
        catch (CsvRecordTooLargeException)
        {
            Line = _nextLine;
            throw ErrorInLine($"the record that begins here has more than {LongestRecord} characters; is a quote never closed?");
        }
        catch (CsvFormatException)
        {
            Line = _nextLine;
            throw ErrorInLine("a field in quotes is not closed, or text follows its closing quote; close it, and double the quotes inside");
        }
    }
}
