namespace Descent.Data;

/// <summary>Learns a pipeline from a table.</summary>
internal sealed class PipelineFit
{
    // Many columns of numbers are often places of one whole, such as pixels; one that is constant has its place among them, and
    // is scaled to 0.
    private const int ManyNumbers = 32;

    // Features are dense floats: so many of them are 200 MB. A hundred categories of a column are always worth their place.
    private const long MostCells = 50_000_000;
    private const int CategoriesInAnyCase = 100;

    private readonly Table _table;
    private readonly PipelineOptions _options;
    private readonly int[] _rows;
    private readonly List<ColumnEncoder> _columns = [];
    private readonly List<LeftOutColumn> _leftOut = [];
    private readonly List<string> _notes = [];

    private readonly bool _keepsConstants;
    private readonly int _mostCategories;

    public PipelineFit(Table table, PipelineOptions options, int[] rows)
    {
        _table = table;
        _options = options;
        _rows = rows;
        _keepsConstants = table.Columns.Count(column => column.Name != table.Target && column.IsNumeric && float.IsFinite(column.Numbers[rows[0]])) >= ManyNumbers;
        int large = table.Columns.Count(column => column.Name != table.Target && column.HasTexts && column.Texts.Count > CategoriesInAnyCase);
        long affordable = MostCells / Math.Max(1, (long)rows.Length * large);
        _mostCategories = (int)Math.Min(options.MostCategories, Math.Max(CategoriesInAnyCase, affordable));
    }

    public TablePipeline Run()
    {
        foreach (string name in (string[])[.. _options.Columns ?? [], .. _options.Drop, .. _options.Categorical, .. _options.Numeric])
        {
            if (_table.Find(name) is null)
                throw _table.Error(MessageText.NoColumn(name, "", _table.ColumnNames));
        }

        string[] both = [.. _options.Categorical.Intersect(_options.Numeric)];
        if (both.Length > 0)
            throw _table.Error($"column {MessageText.Quote(both[0])} cannot be categorical and numeric; choose one");

        NoteNamesAlike();
        foreach (TableColumn column in _table.Columns)
        {
            if (column.Name != _table.Target && (_options.Columns?.Contains(column.Name) ?? true) && !_options.Drop.Contains(column.Name))
                Add(column);
        }

        if (_columns.Count > 0)
            return new TablePipeline(_columns, _leftOut, _table.Missing.Texts, _notes);
        if (_leftOut.Count == 0)
            throw _table.Error($"{MessageText.Quote(_table.Target)} is the only column; expected at least one feature beside the target");
        throw _table.Error($"no column is left to learn from: {string.Join("; ", _leftOut.Take(5).Select(left => $"{MessageText.Quote(left.Name)} is left out ({left.Reason})"))}");
    }

    private void Add(TableColumn column)
    {
        var inference = new ColumnInference(column, _rows);
        ColumnFinding finding = _options.Numeric.Contains(column.Name) ? new ColumnFinding(ColumnKind.Numeric)
            : _options.Categorical.Contains(column.Name) ? new ColumnFinding(ColumnKind.Category)
            : column.Declared is { } declared and not ColumnKind.Category ? new ColumnFinding(declared)
            : column.Declared is not null && inference.PresentTexts().Length > 0 ? new ColumnFinding(ColumnKind.Category)
            : inference.Find();
        if (finding.Note is { } note)
            _notes.Add(note);
        if (finding.Kind == ColumnKind.Constant && _keepsConstants && column.IsNumeric && float.IsFinite(column.Numbers[_rows[0]]))
            finding = new ColumnFinding(ColumnKind.Numeric);
        ColumnEncoder? encoder = finding.Kind switch
        {
            ColumnKind.Numeric or ColumnKind.Boolean => NumberEncoder.Fit(column, finding.Kind, _rows),
            ColumnKind.Category => Category(column, inference),
            ColumnKind.DateTime => DateEncoder.Fit(column, finding.Form, _rows),
            _ => null,
        };
        if (encoder is null)
        {
            _leftOut.Add(new LeftOutColumn(column.Name, finding.Kind, finding.Reason));
            return;
        }

        _columns.Add(encoder);
        if (encoder is not CategoryEncoder && encoder.Oddity(column) is { } oddity)
            _notes.Add(oddity);
    }

    private CategoryEncoder Category(TableColumn column, ColumnInference inference) => inference.PresentTexts().Length > 0
        ? CategoryEncoder.Fit(column, _rows, _mostCategories)
        : throw _table.Error($"column {MessageText.Quote(column.Name)} has no value in the training rows, so it has no categories; drop it");

    private void NoteNamesAlike()
    {
        foreach (IGrouping<string, string> alike in _table.ColumnNames.GroupBy(name => name.ToUpperInvariant()).Where(group => group.Count() > 1))
            _notes.Add($"the columns {string.Join(" and ", alike.Select(name => MessageText.Quote(name)))} differ only by case; they count as different");
        if (_table.Columns.FirstOrDefault(column => column.Name == _table.Target && column.HasTexts) is { } target
            && ColumnInference.Alike(target.Texts) is { } labels)
        {
            _notes.Add($"the labels {string.Join(" and ", labels.Select(label => MessageText.Quote(label)))} of {MessageText.Quote(target.Name)} differ only by case; they count as different classes");
        }
    }
}
