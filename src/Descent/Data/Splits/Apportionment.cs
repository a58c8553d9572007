namespace Descent.Data;

/// <summary>Divides places among groups in proportion to their sizes.</summary>
internal static class Apportionment
{
    /// <summary>
    /// The method of the largest remainders, within bounds: a group of two or more keeps at least one member on either
    /// side; a group of one gets its place first where places are left over. Of equal claims the first wins.
    /// </summary>
    /// <param name="sizes">The size of each group, at least 1.</param>
    /// <param name="places">The places to divide, moved to the nearest number that the bounds allow.</param>
    /// <returns>How many members of each group get a place.</returns>
    public static int[] KeepingGroups(ReadOnlySpan<int> sizes, int places)
    {
        int members = 0, fewest = 0;
        foreach (int size in sizes)
        {
            members += size;
            fewest += Least(size);
        }

        places = Math.Clamp(places, fewest, members - fewest);
        int[] shares = new int[sizes.Length];
        int missing = places;
        for (int group = 0; group < sizes.Length; group++)
        {
            int exact = (int)((long)places * sizes[group] / members);
            shares[group] = Math.Clamp(exact, Least(sizes[group]), Most(sizes[group]));
            missing -= shares[group];
        }

        // Rounding down leaves places over; the bounds may have given out too many. One at a time, where it is fairest.
        int step = Math.Sign(missing);
        var queue = new PriorityQueue<int, (long, int)>();
        for (int group = 0; group < sizes.Length; group++)
            Enqueue(group, sizes[group]);
        for (; missing != 0; missing -= step)
        {
            int group = queue.Dequeue();
            shares[group] += step;
            Enqueue(group, sizes[group]);
        }

        return shares;

        void Enqueue(int group, int size)
        {
            if (step > 0 ? shares[group] == Most(size) : shares[group] == Least(size))
                return;

            long shortfall = ((long)places * size) - ((long)shares[group] * members);
            queue.Enqueue(group, (step > 0 && size == 1 ? long.MinValue : -step * shortfall, group));
        }
    }

    /// <summary>Each group within one of its part, and so each run of neighbouring groups: what is rounded away in one goes to the next.</summary>
    /// <param name="sizes">The size of each group.</param>
    /// <param name="places">The places to divide, at most as many as members.</param>
    /// <returns>How many members of each group get a place.</returns>
    public static int[] Evenly(ReadOnlySpan<int> sizes, int places)
    {
        long members = 0;
        foreach (int size in sizes)
            members += size;

        int[] shares = new int[sizes.Length];
        long reached = 0;
        int given = 0;
        for (int group = 0; group < sizes.Length; group++)
        {
            reached += sizes[group];
            int due = (int)(((2L * places * reached) + members) / (2 * members));
            shares[group] = due - given;
            given = due;
        }

        return shares;
    }

    private static int Least(int size) => size > 1 ? 1 : 0;

    private static int Most(int size) => size > 1 ? size - 1 : 1;
}
