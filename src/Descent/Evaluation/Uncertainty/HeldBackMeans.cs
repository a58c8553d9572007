using Descent.Data;

namespace Descent.Evaluation;

/// <summary>Rows that were held back, each predicted by the mean of those networks alone that had not trained on it.</summary>
internal sealed class HeldBackMeans
{
    private HeldBackMeans(int[] rows, int[] speakers, float[] outputs) => (Rows, Speakers, Outputs) = (rows, speakers, outputs);

    /// <summary>The rows of the data set, ascending, [rows].</summary>
    public int[] Rows { get; }

    /// <summary>How many networks predict each, [rows].</summary>
    public int[] Speakers { get; }

    /// <summary>The means, [rows, outputs].</summary>
    public float[] Outputs { get; }

    /// <summary>The mean of 1/c, where c networks speak for a row; NaN where there are no rows.</summary>
    public double MeanOfInverse => Speakers.Sum(c => 1.0 / c) / Speakers.Length;

    /// <exception cref="ArgumentException">A row does not exist, stands twice, or has not its outputs.</exception>
    public static HeldBackMeans Of(Dataset data, int outputs, IReadOnlyList<HeldBackOutputs> members)
    {
        float[] sums = new float[checked(data.Rows * outputs)];
        int[] speakers = new int[data.Rows];
        foreach (HeldBackOutputs member in members)
        {
            Check(member, data.Rows, outputs);
            Guard.Finite(member.Outputs.Span, outputs, nameof(members));
            for (int i = 0; i < member.Rows.Length; i++)
            {
                int row = member.Rows.Span[i];
                speakers[row]++;
                for (int k = 0; k < outputs; k++)
                    sums[(row * outputs) + k] += member.Outputs.Span[(i * outputs) + k];
            }
        }

        int[] rows = [.. Enumerable.Range(0, data.Rows).Where(row => speakers[row] > 0)];
        return new HeldBackMeans(
            rows, [.. rows.Select(row => speakers[row])],
            [.. rows.SelectMany(row => Enumerable.Range(row * outputs, outputs).Select(i => sums[i] / speakers[row]))]);
    }

    private static void Check(HeldBackOutputs member, int rows, int outputs)
    {
        if (member.Outputs.Length != (long)member.Rows.Length * outputs)
            throw new ArgumentException($"There are {member.Outputs.Length} outputs for {member.Rows.Length} rows; expected {outputs} for each.", nameof(member));
        var seen = new HashSet<int>();
        foreach (int row in member.Rows.Span)
        {
            if ((uint)row >= (uint)rows)
                throw new ArgumentException($"Row {row} does not exist; expected 0 to {rows - 1}.", nameof(member));
            if (!seen.Add(row))
                throw new ArgumentException($"Row {row} stands twice among those that a network held back; expected every row once.", nameof(member));
        }
    }
}
