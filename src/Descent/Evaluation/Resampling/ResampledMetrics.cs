using Descent.Numerics;

namespace Descent.Evaluation;

/// <summary>Measures resample after resample.</summary>
internal static class ResampledMetrics
{
    /// <summary>The values of each metric, in the order of the resamples, without those that have none.</summary>
    public static Dictionary<Metric, double[]> Measure(int rows, IResampled[] parts, int resamples, int seed)
    {
        Metric[] metrics = [.. parts.SelectMany(part => part.Metrics)];
        List<double>[] found = [.. metrics.Select(_ => new List<double>(resamples))];
        int[] counts = new int[rows];
        double[] values = new double[metrics.Length];
        for (int resample = 0; resample < resamples; resample++)
        {
            new RandomStream((ulong)(uint)seed, RandomPurpose.Resampling, 0, (uint)resample).CountDraws(counts);
            int offset = 0;
            foreach (IResampled part in parts)
            {
                part.Measure(counts, values.AsSpan(offset, part.Metrics.Count));
                offset += part.Metrics.Count;
            }

            for (int i = 0; i < values.Length; i++)
            {
                if (!double.IsNaN(values[i]))
                    found[i].Add(values[i]);
            }
        }

        return metrics.Index().ToDictionary(entry => entry.Item, entry => found[entry.Index].ToArray());
    }
}
