using System.Globalization;

namespace Descent.Evaluation;

/// <summary>Rows in descending order of their score, those of equal score together: what every curve over a threshold is made of.</summary>
internal sealed class ScoreSteps
{
    private ScoreSteps(List<ScoreStep> steps, int positives, int negatives)
    {
        Steps = steps;
        Positives = positives;
        Negatives = negatives;
    }

    /// <summary>The different scores, from the largest down.</summary>
    public IReadOnlyList<ScoreStep> Steps { get; }

    /// <summary>The number of rows of the class, at least 1.</summary>
    public int Positives { get; }

    /// <summary>The number of the others, at least 1.</summary>
    public int Negatives { get; }

    /// <exception cref="ArgumentException">A length does not fit, a score is not finite, or all rows are of one kind.</exception>
    public static ScoreSteps Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive)
    {
        if (isPositive.Length != scores.Length)
            throw new ArgumentException($"isPositive holds {isPositive.Length} values; expected one for each of {scores.Length} scores.", nameof(isPositive));
        for (int row = 0; row < scores.Length; row++)
        {
            if (!float.IsFinite(scores[row]))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"scores[{row}] is {scores[row]}; expected a finite number. Look for the step at which training diverged."), nameof(scores));
        }

        int positives = isPositive.Count(true);
        int negatives = isPositive.Length - positives;
        if (positives == 0 || negatives == 0)
            throw new ArgumentException($"isPositive is {(positives == 0 ? "false" : "true")} in all of {scores.Length} rows; a curve needs rows of the class and others.", nameof(isPositive));

        float[] keys = scores.ToArray();
        bool[] kinds = isPositive.ToArray();
        Array.Sort(keys, kinds);
        var steps = new List<ScoreStep>();
        for (int end = keys.Length - 1, next; end >= 0; end = next)
        {
            int found = 0;
            for (next = end; next >= 0 && keys[next] == keys[end]; next--)
                found += kinds[next] ? 1 : 0;

            // Adding 0 makes a negative zero, which equals zero, look like it.
            steps.Add(new ScoreStep(keys[end] + 0f, found, end - next - found));
        }

        return new ScoreSteps(steps, positives, negatives);
    }
}

/// <summary>The rows of one score.</summary>
/// <param name="Score">The score.</param>
/// <param name="Positives">How many of them are of the class.</param>
/// <param name="Negatives">How many are not.</param>
internal readonly record struct ScoreStep(float Score, int Positives, int Negatives);
