using Descent.Numerics;

namespace Descent.Data;

/// <summary>Chooses the rows of the training part, stratum by stratum.</summary>
internal static class StratifiedSplit
{
    private const int TargetStrata = 10;
    private const int FewestRowsPerStratum = 5;

    /// <summary>Whether each row is in the training part, [rows].</summary>
    public static bool[] Choose(Dataset data, double trainFraction, int seed)
    {
        bool isRegression = data.Task == TaskKind.Regression;
        (int[] strata, int count) = isRegression ? ByTarget(data) : ByClass(data);

        int[] sizes = new int[count];
        foreach (int stratum in strata)
            sizes[stratum]++;

        int[] starts = new int[count];
        for (int stratum = 1; stratum < count; stratum++)
            starts[stratum] = starts[stratum - 1] + sizes[stratum - 1];

        int[] rows = new int[data.Rows];
        int[] next = [.. starts];
        for (int row = 0; row < rows.Length; row++)
            rows[next[strata[row]]++] = row;

        int places = Math.Clamp((int)Math.Round(trainFraction * data.Rows, MidpointRounding.AwayFromZero), 1, data.Rows - 1);
        int[] shares = isRegression ? Apportionment.Evenly(sizes, places) : Apportionment.KeepingGroups(sizes, places);
        bool[] isTrain = new bool[data.Rows];
        for (int stratum = 0; stratum < count; stratum++)
        {
            Span<int> members = rows.AsSpan(starts[stratum], sizes[stratum]);
            new RandomStream((ulong)(uint)seed, RandomPurpose.Split, (uint)stratum).Shuffle(members);
            foreach (int row in members[..shares[stratum]])
                isTrain[row] = true;
        }

        return isTrain;
    }

    private static (int[] Strata, int Count) ByClass(Dataset data)
    {
        int[] strata = new int[data.Rows];
        for (int row = 0; row < strata.Length; row++)
            strata[row] = data.HasLabels ? data.Labels.Span[row] : IndexOfMax(data.Targets.Span.Slice(row * data.Outputs, data.Outputs));

        return WithoutGaps(strata, data.Outputs);
    }

    /// <summary>Equally many rows in each stratum, in the order of the first target and then of the row.</summary>
    private static (int[] Strata, int Count) ByTarget(Dataset data)
    {
        // One sortable number per row: the bits of a float, made to ascend with its value, above the row's index.
        ulong[] order = new ulong[data.Rows];
        for (int row = 0; row < order.Length; row++)
        {
            int bits = BitConverter.SingleToInt32Bits(data.Targets.Span[row * data.Outputs] + 0f);
            uint ascending = (uint)(bits ^ ((bits >> 31) | int.MinValue));
            order[row] = ((ulong)ascending << 32) | (uint)row;
        }

        Array.Sort(order);
        int count = Math.Clamp(data.Rows / FewestRowsPerStratum, 1, TargetStrata);
        int[] strata = new int[data.Rows];
        for (int rank = 0; rank < order.Length; rank++)
            strata[(uint)order[rank]] = (int)((long)rank * count / data.Rows);

        return (strata, count);
    }

    /// <summary>Numbers the classes that occur 0, 1, …, in the same order.</summary>
    private static (int[] Strata, int Count) WithoutGaps(int[] classes, int classCount)
    {
        int[] stratum = new int[classCount];
        foreach (int label in classes)
            stratum[label] = 1;

        int count = 0;
        for (int label = 0; label < classCount; label++)
            stratum[label] = stratum[label] == 0 ? -1 : count++;
        for (int row = 0; row < classes.Length; row++)
            classes[row] = stratum[classes[row]];

        return (classes, count);
    }

    private static int IndexOfMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
                best = i;
        }

        return best;
    }
}
