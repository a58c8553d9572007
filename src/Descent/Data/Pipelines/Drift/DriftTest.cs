using Descent.Numerics;

namespace Descent.Data;

/// <summary>Whether a column holds other values than in training, by more than chance explains. Each limit is 4 standard deviations of chance: 1 column in 30,000.</summary>
internal static class DriftTest
{
    /// <summary>Of fewer rows little can be said.</summary>
    public const int FewestRows = 50;

    /// <summary>Above which a population stability index counts as a large shift.</summary>
    public const double LargeIndex = 0.25;

    private const double Deviations = 4;
    private const double NotableMissing = 0.1;
    private const double NotableOutside = 0.05;

    // The χ² approximation is usual from 5 expected rows in each bin.
    private const double FewestExpected = 5;

    // A category of more training rows is as frequent as it seems.
    private const int SmallCount = 10;

    // The shares of rows below and above n training rows sum to a Gamma variable of shape 2, divided by n; its point of 4 deviations.
    private const double TailsBeyond = 13;

    /// <summary>Compares a column with its training rows; <see langword="null"/> where there is no drift.</summary>
    public static ColumnDrift? Run(ColumnEncoder encoder, ColumnProfile profile, TableColumn column)
    {
        int rows = column.Numbers.Length;
        int[] counts = new int[profile.Counts.Count];
        int present = 0, outside = 0;
        Func<int, float> valueAt = encoder.ProfiledValues(column);
        for (int row = 0; row < rows; row++)
        {
            float value = valueAt(row);
            if (float.IsNaN(value))
                continue;
            present++;
            int bin = profile.BinOf(value);
            counts[bin]++;
            if (profile.Range is { } range ? value < range.Lowest || value > range.Highest : bin == counts.Length - 1)
                outside++;
        }

        double trained = profile.Present + profile.Missing;
        double missing = 1 - ((double)present / rows), missingInTraining = profile.Missing / trained;
        bool hasMissing = missing - missingInTraining > NotableMissing && IsMore(missing, rows, missingInTraining, trained);
        (double Index, double Limit)? stability = present >= FewestRows ? Stability(profile, counts, present) : null;
        bool hasShifted = stability is { } found && found.Index > found.Limit;
        double outsideShare = present > 0 ? (double)outside / present : 0;
        bool isOutside = present >= FewestRows && outsideShare > NotableOutside && IsOutside(profile, outsideShare, present);
        return hasMissing || hasShifted || isOutside
            ? new ColumnDrift(column.Name, encoder.Kind, rows)
            {
                StabilityIndex = stability?.Index,
                HasShifted = hasShifted,
                OutsideShare = outsideShare,
                IsOutside = isOutside,
                TrainingRange = profile.Range,
                MissingShare = missing,
                TrainingMissingShare = missingInTraining,
                HasMoreMissing = hasMissing,
            }
            : null;
    }

    /// <summary>
    /// The population stability index Σ (q − p) ln(q/p) over the bins, and what it must exceed: 0.25, or what chance explains. Without drift
    /// it is (1/n + 1/m) times a χ² variable with one degree of freedom less than bins, for n training rows and m others.
    /// </summary>
    internal static (double Index, double Limit)? Stability(ColumnProfile profile, int[] counts, int present)
    {
        List<(double Trained, double Found)> bins = Pooled(profile, counts, present);
        if (bins.Count < 2)
            return null;

        double index = 0;
        foreach ((double trained, double found) in bins)
        {
            // Half a row more in each bin keeps an empty one finite.
            double p = (trained + 0.5) / (profile.Present + (0.5 * bins.Count));
            double q = (found + 0.5) / (present + (0.5 * bins.Count));
            index += (q - p) * ScalarMath.Log(q / p);
        }

        return (index, Math.Max(LargeIndex, ((1.0 / profile.Present) + (1.0 / present)) * ChiSquareBeyond(bins.Count - 1)));
    }

    /// <summary>The point of a χ² distribution that corresponds to 4 standard deviations of the normal one. Wilson and Hilferty 1931.</summary>
    internal static double ChiSquareBeyond(int degrees)
    {
        double spread = 2.0 / (9 * degrees);
        double root = 1 - spread + (Deviations * Math.Sqrt(spread));
        return degrees * root * root * root;
    }

    /// <summary>
    /// Joins bins until each expects 5 rows: neighbours of numbers; of categories all rare ones and those that were never seen, as what is rare in
    /// training is often missing in other rows, and the other way round.
    /// </summary>
    private static List<(double Trained, double Found)> Pooled(ColumnProfile profile, int[] counts, int present)
    {
        double fewest = FewestExpected * Math.Max(1, profile.Present / (double)present);
        bool areNumbers = profile.Range is not null;
        int[] order = [.. Enumerable.Range(0, counts.Length)];
        if (!areNumbers)
            order = [.. order.OrderBy(bin => bin == counts.Length - 1 ? -1 : profile.Counts[bin])];

        var bins = new List<(double Trained, double Found)>();
        (double trained, double found) = (0, 0);
        foreach (int bin in order)
        {
            if (!areNumbers && profile.Counts[bin] >= fewest && trained >= fewest)
                Close();
            trained += profile.Counts[bin];
            found += counts[bin];
            if (areNumbers && trained >= fewest)
                Close();
        }

        if (trained >= fewest || bins.Count == 0)
            Close();
        else
            bins[^1] = (bins[^1].Trained + trained, bins[^1].Found + found);
        return bins;

        void Close()
        {
            bins.Add((trained, found));
            (trained, found) = (0, 0);
        }
    }

    private static bool IsOutside(ColumnProfile profile, double share, int present)
    {
        if (profile.Range is not null)
        {
            double expected = present * TailsBeyond / profile.Present;
            return share * present > expected + (Deviations * Math.Sqrt(expected)) + 1;
        }

        // What rare and unseen categories should hold together: the rare ones' rows, and f N for the N kept ones of the smallest count f, where that is
        // small: as many are expected that might have been kept and were not. Good 1953.
        int[] kept = [.. profile.Counts.Take(profile.Counts.Count - 1)];
        int fewest = kept.Min();
        double usual = Math.Min(profile.Present, profile.Counts[^1] + (fewest <= SmallCount ? (double)fewest * kept.Count(count => count == fewest) : 0)) / profile.Present;
        return share - usual > NotableOutside && IsMore(share, present, usual, profile.Present);
    }

    /// <summary>Whether a share of m rows is larger than another of n by more than chance explains.</summary>
    private static bool IsMore(double share, double m, double other, double n)
    {
        double both = ((share * m) + (other * n)) / (m + n);
        return share - other > Deviations * Math.Sqrt(both * (1 - both) * ((1 / m) + (1 / n)));
    }
}
