using System.Buffers;
using System.Globalization;

namespace Descent.Data;

/// <summary>The order in which a column writes dates.</summary>
internal enum DateForm
{
    /// <summary>2026-01-31, as ISO 8601 has it, or with slashes; perhaps with a time, or without the day.</summary>
    YearFirst,

    /// <summary>31.1.2026, 31/1/2026, 31.1.26, 31 Jan 2026; perhaps with a time.</summary>
    DayFirst,

    /// <summary>1/31/2026, 1/31/26, Jan 31, 2026, January 2026; perhaps with a time.</summary>
    MonthFirst,

    /// <summary>23:59.</summary>
    TimeOnly,
}

/// <summary>Reads dates, the same on every system.</summary>
internal static class DateText
{
    private static readonly SearchValues<char> Separators = SearchValues.Create("-/.: ");
    private static readonly string[] Times = ["", " H:m", " H:m:s", " H:m:s.FFFFFFF"];
    private static readonly string[] IsoTimes = ["", " H:m", " H:m:s", " H:m:s.FFFFFFF", "'T'H:m", "'T'H:m:s.FFFFFFF", "'T'H:m:s.FFFFFFFK", " H:m:s.FFFFFFFK", "'T'H:mK"];

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[][] Formats =
    [
        [.. All(["yyyy-M-d", "yyyy/M/d"], IsoTimes), "yyyy.M.d", "yyyy-M", "yyyy/M"],
        [.. All(["d.M.yyyy", "d/M/yyyy", "d-M-yyyy"], Times), "d.M.yy", "d/M/yy", .. All(["d MMM yyyy", "d-MMM-yyyy", "d MMMM yyyy"], Times)],
        [
            .. All(["M/d/yyyy", "M-d-yyyy"], [.. Times, " h:m tt", " h:m:s tt"]),
            "M/d/yy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMM yyyy", "MMM-yyyy", "MMMM yyyy",
        ],
        ["H:m", "H:m:s", "H:m:s.FFFFFFF"],
    ];

    /// <summary>A date and time, as <see cref="DateForm.YearFirst"/> reads it.</summary>
    public static string Format(DateTime value) => value.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    public static IReadOnlyList<DateForm> Forms { get; } = [DateForm.YearFirst, DateForm.MonthFirst, DateForm.DayFirst, DateForm.TimeOnly];

    /// <summary>The time that the clock showed there, whatever its offset.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, DateForm form, out DateTime value)
    {
        value = default;
        // Most texts are no dates, and trying every format is slow.
        if (text.Length < 3 || !text.ContainsAny(Separators) || !(char.IsAsciiDigit(text[0]) || IsMonth(text)) || !(char.IsAsciiDigit(text[^1]) || text[^1] is 'M' or 'm' or 'Z'))
            return false;
        if (form == DateForm.TimeOnly)
        {
            bool isTime = TimeOnly.TryParseExact(text, Formats[(int)form], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time);
            value = new DateTime(DateOnly.MinValue, time);
            return isTime;
        }

        bool isDate = DateTimeOffset.TryParseExact(text, Formats[(int)form], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment);
        value = moment.DateTime;
        return isDate;
    }

    private static bool IsMonth(ReadOnlySpan<char> text)
    {
        foreach (string month in Months)
        {
            if (text.StartsWith(month, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static IEnumerable<string> All(string[] dates, string[] times) => from date in dates from time in times select date + time;
}
