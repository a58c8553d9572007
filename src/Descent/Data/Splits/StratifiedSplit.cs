using Descent.Numerics;

namespace Descent.Data;

/// <summary>Chooses the rows of the training part, stratum by stratum.</summary>
internal static class StratifiedSplit
{
    /// <summary>Whether each row is in the training part, [rows].</summary>
    public static bool[] Choose(Dataset data, double trainFraction, int seed)
    {
        bool isRegression = data.Task == TaskKind.Regression;
        var strata = Strata.Of(data);
        int places = Math.Clamp((int)Math.Round(trainFraction * data.Rows, MidpointRounding.AwayFromZero), 1, data.Rows - 1);
        int[] shares = isRegression ? Apportionment.Evenly(strata.Sizes, places) : Apportionment.KeepingGroups(strata.Sizes, places);
        bool[] isTrain = new bool[data.Rows];
        for (int stratum = 0; stratum < shares.Length; stratum++)
        {
            Span<int> members = strata.Rows(stratum);
            new RandomStream((ulong)(uint)seed, RandomPurpose.Split, (uint)stratum).Shuffle(members);
            foreach (int row in members[..shares[stratum]])
                isTrain[row] = true;
        }

        return isTrain;
    }
}
