using Descent.Numerics;

namespace Descent.Data;

/// <summary>
/// A date as features that a network can use: the year with its fraction, and the places in the year, the week and the day
/// as points on a circle (sine and cosine), so that December lies beside January. The hour only where training had times.
/// </summary>
internal sealed class DateEncoder : ColumnEncoder
{
    private const int DaysOfWeek = 7;
    private const int Months = 12;

    /// <param name="name">The column.</param>
    /// <param name="form">How dates are written.</param>
    /// <param name="hasTime">Whether the time of the day is a feature.</param>
    /// <param name="fill">The year that stands for a missing date; finite.</param>
    /// <param name="hasIndicator">Whether a feature says that a date is missing.</param>
    public DateEncoder(string name, DateForm form, bool hasTime, float fill, bool hasIndicator)
        : base(name)
    {
        if (!float.IsFinite(fill))
            throw new ArgumentException($"The year for missing cells of '{name}' is not finite.", nameof(fill));
        Form = form;
        HasTime = hasTime || form == DateForm.TimeOnly;
        Fill = fill;
        HasIndicator = hasIndicator;
        FeatureNames =
        [
            .. HasDate ? [$"{name} year", $"{name} month sin", $"{name} month cos", $"{name} weekday sin", $"{name} weekday cos"] : (string[])[],
            .. HasTime ? [$"{name} hour sin", $"{name} hour cos"] : (string[])[],
            .. hasIndicator ? [$"{name} is missing"] : (string[])[],
        ];
    }

    public override ColumnKind Kind => ColumnKind.DateTime;

    public DateForm Form { get; }

    public bool HasTime { get; }

    public float Fill { get; }

    public bool HasIndicator { get; }

    public override string Description => Form switch
    {
        DateForm.TimeOnly => "a time of the day: its place on the clock",
        DateForm.YearFirst => "a date (year-month-day): ",
        DateForm.DayFirst => "a date (day, month, year): ",
        _ => "a date (month/day/year): ",
    } + (HasDate ? $"year, and the places in the year, the week{(HasTime ? " and the day" : "")}" : "") + (HasIndicator ? ", and whether it is missing" : "");

    internal override IReadOnlyList<string> FeatureNames { get; }

    private bool HasDate => Form != DateForm.TimeOnly;

    /// <summary>Learns from some rows of a column.</summary>
    public static DateEncoder Fit(TableColumn column, DateForm form, ReadOnlySpan<int> rows)
    {
        (bool IsDate, DateTime Value)[] dates = [.. column.Texts.Select(text => (DateText.TryParse(text, form, out DateTime date), date))];
        float[] years = new float[rows.Length];
        float[] profiled = new float[rows.Length];
        int present = 0;
        bool hasTime = false;
        foreach (int row in rows)
        {
            (bool isDate, DateTime date) = dates[column.Codes[row]];
            if (!isDate)
                continue;
            years[present] = Year(date);
            profiled[present++] = Profiled(date, form);
            hasTime |= date.TimeOfDay != default;
        }

        Array.Sort(profiled, 0, present);
        return new DateEncoder(column.Name, form, hasTime, Quantiles.Median(years.AsSpan(0, present)), hasIndicator: present < rows.Length)
        {
            Profile = ColumnProfile.OfSorted(profiled.AsSpan(0, present), rows.Length - present),
        };
    }

    internal override bool IsIndicator(int feature) => feature > 0 || !HasDate;

    internal override void Encode(TableColumn column, Span<float> features, int stride, int offset)
    {
        int width = FeatureNames.Count;
        float[] encoded = new float[column.Texts.Count * width];
        for (int code = 0; code < column.Texts.Count; code++)
            Encode(column.IsMissing(code) ? "" : column.Texts[code], encoded.AsSpan(code * width, width));

        ReadOnlySpan<int> codes = column.Codes;
        for (int row = 0, at = offset; row < codes.Length; row++, at += stride)
            encoded.AsSpan(codes[row] * width, width).CopyTo(features[at..]);
    }

    internal override void Encode(float value, Span<float> features) => Encode(null, features);

    internal override void Encode(ReadOnlySpan<char> text, Span<float> features) =>
        Encode(DateText.TryParse(text.Trim(), Form, out DateTime date) ? date : null, features);

    /// <summary>The features of a date; null: a missing one.</summary>
    internal void Encode(DateTime? value, Span<float> features)
    {
        features.Clear();
        if (HasIndicator)
            features[^1] = value is null ? 1 : 0;
        if (HasDate)
            features[0] = value is { } date ? Year(date) : Fill;
        if (value is not { } moment)
            return;

        if (HasDate)
        {
            double month = moment.Month - 1 + ((moment.Day - 1.0) / DateTime.DaysInMonth(moment.Year, moment.Month));
            Circle(month / Months, features[1..]);
            Circle((int)moment.DayOfWeek / (double)DaysOfWeek, features[3..]);
            features = features[5..];
        }

        if (HasTime)
            Circle(moment.TimeOfDay.Ticks / (double)TimeSpan.TicksPerDay, features);
    }

    internal override Func<int, float> ProfiledValues(TableColumn column)
    {
        float[] values = [.. column.Texts.Select((text, code) =>
            !column.IsMissing(code) && DateText.TryParse(text, Form, out DateTime date) ? Profiled(date, Form) : float.NaN)];
        return row => values[column.Codes[row]];
    }

    internal override string? Oddity(TableColumn column)
    {
        string? odd = column.Texts.Where((text, code) => !column.IsMissing(code) && !DateText.TryParse(text, Form, out _)).FirstOrDefault();
        return odd is null ? null : $"column {MessageText.Quote(Name)} holds dates, and {MessageText.Quote(odd)}, which is none: such cells are taken as missing";
    }

    /// <summary>The year with its fraction; without a date the hour.</summary>
    private static float Profiled(DateTime date, DateForm form) => form == DateForm.TimeOnly ? (float)date.TimeOfDay.TotalHours : Year(date);

    private static float Year(DateTime date)
    {
        double days = DateTime.IsLeapYear(date.Year) ? 366 : 365;
        return (float)(date.Year + ((date.DayOfYear - 1 + (date.TimeOfDay.Ticks / (double)TimeSpan.TicksPerDay)) / days));
    }

    /// <summary>The point (sin 2πu, cos 2πu).</summary>
    private static void Circle(double turn, Span<float> features)
    {
        features[0] = (float)ScalarMath.SinTurns(turn);
        features[1] = (float)ScalarMath.CosTurns(turn);
    }
}
