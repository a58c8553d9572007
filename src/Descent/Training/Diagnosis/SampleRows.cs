namespace Descent.Training;

/// <summary>Some rows that stand for all.</summary>
internal static class SampleRows
{
    // The golden section: its multiples fall evenly on a circle, however many of them are taken.
    private const double Golden = 0.6180339887498949;

    /// <summary>
    /// At most so many different rows, spread evenly over all of them and, where something repeats in the order of the
    /// rows, over the repetition too. Nothing random, so that a diagnosis changes no stream of random numbers.
    /// </summary>
    public static int[] Of(int rows, int most)
    {
        int count = Math.Min(rows, most);
        int[] sample = new int[count];
        if (count == rows)
        {
            for (int i = 0; i < count; i++)
                sample[i] = i;
            return sample;
        }

        long step = (long)(rows * Golden);
        while (GreatestCommonDivisor(step, rows) > 1)
            step++;
        for (int i = 0; i < count; i++)
            sample[i] = (int)(i * step % rows);
        return sample;
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
