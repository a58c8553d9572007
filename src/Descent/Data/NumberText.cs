using System.Globalization;

namespace Descent.Data;

/// <summary>Numbers as people read them.</summary>
internal static class NumberText
{
    /// <summary>1,797</summary>
    public static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>1 row, 1,797 rows</summary>
    public static string Count(long number, string noun, string? plural = null) => $"{Whole(number)} {(number == 1 ? noun : plural ?? noun + "s")}";

    /// <summary>97.8 %</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");

    /// <summary>61 %</summary>
    public static string RoundPercent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %");

    /// <summary>A float in the fewest digits that read back as the same.</summary>
    public static string Exact(float number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Four significant digits.</summary>
    public static string Short(double number) => number switch
    {
        double.NaN => "not a number",
        double.PositiveInfinity => "infinite",
        double.NegativeInfinity => "-infinite",
        _ => number.ToString("G4", CultureInfo.InvariantCulture),
    };

    /// <summary>850 bytes, 204 KB, 1.3 MB</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} bytes",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
    };

    /// <summary>0.4 s, 12 s, 3 min 20 s, 2 h 5 min</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
        { TotalSeconds: < 99.5 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s"),
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };
}
