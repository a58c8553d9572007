using System.Globalization;

namespace Descent.Cli.Reports;

/// <summary>One direction of a chart: which values it shows, where they lie, and the ticks that people count in.</summary>
internal sealed class ChartAxis
{
    private const int FewestSteps = 3;
    private const int MostDecades = 6;

    private readonly double _low;
    private readonly double _high;
    private readonly bool _isLogarithmic;

    private ChartAxis(string label, double low, double high, bool isLogarithmic, IEnumerable<double> ticks, Func<double, string> format)
    {
        Label = label;
        (_low, _high, _isLogarithmic) = (low, high, isLogarithmic);
        Ticks = [.. ticks.Select(tick => (tick, format(tick)))];
    }

    /// <summary>What it shows.</summary>
    public string Label { get; }

    /// <summary>Values with their texts, in ascending order.</summary>
    public IReadOnlyList<(double Value, string Text)> Ticks { get; }

    /// <summary>Shares up to 1, as percentages; from 0, or from a higher one where none is lower.</summary>
    public static ChartAxis Shares(string label, double least = 0)
    {
        (double low, double step) = least switch
        {
            >= 0.9 => (0.9, 0.02),
            >= 0.8 => (0.8, 0.05),
            >= 0.5 => (0.5, 0.1),
            _ => (0, 0.25),
        };
        return new ChartAxis(label, low, 1, false, Multiples(low, 1, step), share => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %"));
    }

    /// <summary>Numbers of rows, from 0.</summary>
    public static ChartAxis Counts(string label, int most) => Extended(label, 0, Math.Max(most, 1), least: 1);

    /// <summary>Whole numbers, such as epochs, without room at the ends.</summary>
    public static ChartAxis Whole(string label, int low, int high)
    {
        (low, high) = low < high ? (low, high) : (low - 1, high + 1);
        double step = Math.Max(1, Step(high - low));
        return new ChartAxis(label, low, high, false, Multiples(low, high, step), Format(step, Math.Max(Math.Abs(low), Math.Abs(high))));
    }

    /// <summary>Numbers with some room at both ends.</summary>
    public static ChartAxis Numbers(string label, double low, double high)
    {
        (low, high) = Widened(low, high);
        double room = 0.04 * (high - low), step = Step(high - low);
        return new ChartAxis(label, low - room, high + room, false, Multiples(low - room, high + room, step), Format(step, Math.Max(Math.Abs(low), Math.Abs(high))));
    }

    /// <summary>Numbers from one tick to another.</summary>
    public static ChartAxis Extended(string label, double low, double high, double least = 0)
    {
        (low, high) = Widened(low, high);
        double step = Math.Max(least, Step(high - low));
        (low, high) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        return new ChartAxis(label, low, high, false, Multiples(low, high, step), Format(step, Math.Max(Math.Abs(low), Math.Abs(high))));
    }

    /// <summary>Positive numbers whose ratios matter.</summary>
    public static ChartAxis Ratios(string label, double low, double high)
    {
        (low, high) = (low / 1.1, high * 1.1);
        double decades = Math.Log10(high / low);
        double[] digits = decades < 1.5 ? [1, 2, 5] : decades < 3 ? [1, 3] : [1];
        int stride = (int)Math.Ceiling(decades / MostDecades);
        IEnumerable<double> ticks = from power in Enumerable.Range((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(decades) + 2)
                                    where power % stride == 0
                                    from digit in digits
                                    let tick = double.Parse($"{digit}e{power}", CultureInfo.InvariantCulture)
                                    where tick >= low && tick <= high
                                    select tick;
        return new ChartAxis(label, low, high, true, ticks, value => value is >= 1e-4 and < 1e6 ? Text(value.ToString("#,0.######", CultureInfo.InvariantCulture)) : Exponent(value));
    }

    /// <summary>Where a value lies, from 0 at the low end to 1 at the high end.</summary>
    public double Place(double value)
    {
        double place = _isLogarithmic ? Math.Log(value / _low) / Math.Log(_high / _low) : (value - _low) / (_high - _low);
        return double.IsNaN(place) ? 0 : Math.Clamp(place, 0, 1);
    }

    // The largest of 1, 2 and 5 times a power of ten that gives so many steps.
    private static double Step(double range)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(range / FewestSteps)));
        return (range / FewestSteps / power) switch
        {
            >= 5 => 5 * power,
            >= 2 => 2 * power,
            _ => power,
        };
    }

    private static IEnumerable<double> Multiples(double low, double high, double step)
    {
        double slack = 1e-6 * step;
        for (double index = Math.Ceiling((low - slack) / step); (index * step) <= high + slack; index++)
            yield return (index * step) + 0.0; // and never -0
    }

    private static (double Low, double High) Widened(double low, double high)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high))
            return (0, 1);
        if (low < high && high - low > 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high)))
            return (low, high);
        double room = Math.Max(0.5, 0.1 * Math.Abs(low));
        return (low - room, high + room);
    }

    private static Func<double, string> Format(double step, double largest)
    {
        // Three digits must tell neighbours apart.
        if (step is >= 1e6 or < 1e-4 && largest < 100 * step)
            return value => value == 0 ? "0" : Exponent(value);
        int decimals = Math.Clamp(-(int)Math.Floor(Math.Log10(step) + 1e-9), 0, 15);
        return value => Text((value + 0.0).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    private static string Exponent(double value) => Text(value.ToString("0.##e0", CultureInfo.InvariantCulture));

    private static string Text(string number) => number.Replace('-', '−');
}
