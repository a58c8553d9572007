using System.Globalization;

namespace Descent.Evaluation;

/// <summary>What can be measured of predictions: the catalogue that display, JSON and early stopping read.</summary>
public sealed record Metric
{
    private readonly Func<MetricSet, double?> _read;
    private readonly Func<MetricSet, Interval?> _readInterval;

    private Metric(
        string name, string unit, bool higherIsBetter, string description, Func<MetricSet, double?> read, Func<MetricSet, Interval?> readInterval)
    {
        Name = name;
        Unit = unit;
        HigherIsBetter = higherIsBetter;
        Description = description;
        _read = read;
        _readInterval = readInterval;
    }

    /// <summary>See <see cref="ClassificationMetrics.Accuracy"/>.</summary>
    public static Metric Accuracy { get; } = Of<ClassificationMetrics>(
        "accuracy", Percent, true, "share of rows whose predicted class is the actual one", m => m.Accuracy, m => m.AccuracyInterval);

    /// <summary>See <see cref="ClassificationMetrics.BalancedAccuracy"/>.</summary>
    public static Metric BalancedAccuracy { get; } = Of<ClassificationMetrics>(
        "balancedAccuracy", Percent, true, "mean recall of the classes that occur", m => m.BalancedAccuracy);

    /// <summary>See <see cref="ClassificationMetrics.LogLoss"/>.</summary>
    public static Metric LogLoss { get; } = Of<ClassificationMetrics>(
        "logLoss", "nats", false, "mean of −ln of the probability given to the actual class", m => m.LogLoss);

    /// <summary>See <see cref="ClassificationMetrics.Auc"/>.</summary>
    public static Metric Auc { get; } = Of<ClassificationMetrics>(
        "auc", "", true, "how often a row of a class scores above a row of another; 0.5 is guessing", m => m.Auc);

    /// <summary>See <see cref="ClassificationMetrics.MacroF1"/>.</summary>
    public static Metric MacroF1 { get; } = Of<ClassificationMetrics>(
        "macroF1", "", true, "mean over the classes of the harmonic mean of precision and recall", m => m.MacroF1);

    /// <summary>See <see cref="ClassificationMetrics.Brier"/>.</summary>
    public static Metric Brier { get; } = Of<ClassificationMetrics>(
        "brier", "", false, "mean squared error of the probabilities", m => m.Brier);

    /// <summary>See <see cref="ClassificationMetrics.ExpectedCalibrationError"/>.</summary>
    public static Metric ExpectedCalibrationError { get; } = Of<ClassificationMetrics>(
        "expectedCalibrationError", Percent, false, "mean distance between confidence and accuracy over 15 bins", m => m.ExpectedCalibrationError);

    /// <summary>See <see cref="RegressionMetrics.Rmse"/>.</summary>
    public static Metric Rmse { get; } = Of<RegressionMetrics>(
        "rmse", TargetUnit, false, "root of the mean squared error", m => m.Rmse, m => m.RmseInterval);

    /// <summary>See <see cref="RegressionMetrics.Mae"/>.</summary>
    public static Metric Mae { get; } = Of<RegressionMetrics>(
        "mae", TargetUnit, false, "mean absolute error", m => m.Mae);

    /// <summary>See <see cref="RegressionMetrics.R2"/>.</summary>
    public static Metric R2 { get; } = Of<RegressionMetrics>(
        "r2", "", true, "share of the targets' variance that is explained; 0 is predicting their mean", m => m.R2);

    // After the metrics, which they collect: static members are initialised in the order of the text.

    /// <summary>The metrics of classification.</summary>
    public static IReadOnlyList<Metric> Classification { get; } = [Accuracy, BalancedAccuracy, LogLoss, Auc, MacroF1, Brier, ExpectedCalibrationError];

    /// <summary>The metrics of regression.</summary>
    public static IReadOnlyList<Metric> Regression { get; } = [Rmse, Mae, R2];

    /// <summary>All metrics.</summary>
    public static IReadOnlyList<Metric> All { get; } = [.. Classification, .. Regression];

    private const string Percent = "%";
    private const string TargetUnit = "unit of the target";

    /// <summary>The name in JSON and on the command line.</summary>
    public string Name { get; }

    /// <summary>
    /// <c>%</c> for a share, which is held as a number from 0 to 1; <c>nats</c>; <c>unit of the target</c>; empty for a number without a unit.
    /// </summary>
    public string Unit { get; }

    /// <summary>Whether a larger value is a better one.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>What it is, in half a line.</summary>
    public string Description { get; }

    /// <summary>The metric of that name.</summary>
    /// <exception cref="FormatException">There is no such metric; the message lists the names.</exception>
    public static Metric Parse(string name) => All.FirstOrDefault(metric => metric.Name == name)
        ?? throw new FormatException($"there is no metric '{name}'; expected one of {string.Join(", ", All.Select(metric => metric.Name))}");

    /// <summary>Whether <paramref name="candidate"/> is strictly better than <paramref name="best"/>; NaN never is, and everything else is better than NaN.</summary>
    public bool IsBetter(double candidate, double best) =>
        double.IsNaN(best) ? !double.IsNaN(candidate) : HigherIsBetter ? candidate > best : candidate < best;

    /// <summary>A value for people to read: shares as percentages with two decimals, numbers without a unit and nats with four, target units with five digits.</summary>
    public string Format(double value) => Unit switch
    {
        _ when !double.IsFinite(value) => double.IsNaN(value) ? "not a number" : value > 0 ? "infinite" : "-infinite",
        Percent => string.Create(CultureInfo.InvariantCulture, $"{100 * value:F2} %"),
        TargetUnit => FiveDigits(value),
        "" => value.ToString("F4", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:F4} {Unit}"),
    };

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal double? Read(MetricSet set) => _read(set);

    internal Interval? ReadInterval(MetricSet set) => _readInterval(set);

    // Plain decimals where they are short, an exponent elsewhere; a target may be in micrometres or in dollars.
    private static string FiveDigits(double value)
    {
        double size = Math.Abs(value);
        if (size is 0 or >= 1e-4 and < 1e15)
        {
            int decimals = size == 0 ? 0 : 4;
            for (double power = 10; size >= power && decimals > 0; power *= 10)
                decimals--;
            for (double power = 1; size < power && decimals is > 0 and < 8; power /= 10)
                decimals++;
            return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        return value.ToString("0.0000E+0", CultureInfo.InvariantCulture);
    }

    private static Metric Of<T>(
        string name, string unit, bool higherIsBetter, string description, Func<T, double?> read, Func<T, Interval?>? readInterval = null)
        where T : MetricSet => new(
            name,
            unit,
            higherIsBetter,
            description,
            set => set is T measured ? read(measured) : null,
            set => set is T measured ? readInterval?.Invoke(measured) : null);
}
