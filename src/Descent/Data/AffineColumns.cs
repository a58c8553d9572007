using System.Globalization;

namespace Descent.Data;

/// <summary>What the scalers share: an offset and a scale per column, and their checks.</summary>
internal static class AffineColumns
{
    /// <summary>Checks offsets and scales, as a file may bring them.</summary>
    /// <exception cref="ArgumentException">There are none, their numbers differ, or one is not as expected.</exception>
    public static void Check(ReadOnlySpan<float> offsets, ReadOnlySpan<float> scales, bool zeroScaleAllowed)
    {
        if (offsets.IsEmpty || offsets.Length != scales.Length)
            throw new ArgumentException($"There are {offsets.Length} offsets and {scales.Length} scales; expected equally many, at least one.", nameof(scales));

        for (int column = 0; column < offsets.Length; column++)
        {
            if (!float.IsFinite(offsets[column]))
                throw Bad($"The offset of column {column} is {offsets[column]}; expected a finite number.");
            if (!float.IsFinite(scales[column]) || scales[column] < 0 || (scales[column] == 0 && !zeroScaleAllowed))
                throw Bad($"The scale of column {column} is {scales[column]}; expected a finite number {(zeroScaleAllowed ? "of 0 or more" : "above 0")}.");
        }

        static ArgumentException Bad(FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The number of rows, after checking that both spans hold whole rows.</summary>
    public static int Rows(int source, int destination, int columns)
    {
        if (source % columns != 0)
            throw new ArgumentException($"There are {source} numbers, which is not a whole number of rows of {columns}.", nameof(source));
        if (destination != source)
            throw new ArgumentException($"The destination has room for {destination} numbers; expected {source}, as many as the source.", nameof(destination));

        return source / columns;
    }

    public static void CheckColumns(int found, int expected, string what)
    {
        if (found != expected)
            throw new ArgumentException($"The data set has {found} {what}s; expected {expected}, as when the scaler was made.");
    }

    /// <summary>Checks that differences within each column stay in the range of a float.</summary>
    public static void CheckRange(ColumnStatistics statistics, IReadOnlyList<string> names, string what)
    {
        for (int column = 0; column < names.Count; column++)
        {
            (float low, float high) = (statistics.Minimum[column], statistics.Maximum[column]);
            if (!float.IsFinite(high - low))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"The {what} '{names[column]}' goes from {low} to {high}, too far apart for a float; scale it down."));
            }
        }
    }
}
