namespace Descent.Evaluation;

/// <summary>How often each class was predicted as each class: counts [actual, predicted], and what follows from them.</summary>
/// <remarks>A ratio whose denominator is 0 is <see langword="null"/>, and averages over classes leave it out.</remarks>
public sealed class ConfusionMatrix : IEquatable<ConfusionMatrix>
{
    private readonly int[] _counts;
    private readonly int[] _actual;
    private readonly int[] _predicted;

    private ConfusionMatrix(int classes, int rows)
    {
        Rows = rows;
        _counts = new int[checked(classes * classes)];
        _actual = new int[classes];
        _predicted = new int[classes];
    }

    /// <summary>K, the number of classes.</summary>
    public int Classes => _actual.Length;

    /// <summary>n, the number of rows counted.</summary>
    public int Rows { get; }

    /// <summary>The number of rows whose predicted class is the actual one: the sum of the diagonal.</summary>
    public int Correct { get; private set; }

    /// <summary>Correct / n. Vege (24).</summary>
    public double Accuracy => (double)Correct / Rows;

    /// <summary>The mean of <see cref="Recall"/> over the classes that occur.</summary>
    public double BalancedAccuracy => Mean(Recall);

    /// <summary>The mean of <see cref="F1"/> over the classes that occur or were predicted.</summary>
    public double MacroF1 => Mean(F1);

    /// <summary>The number of rows of class <paramref name="actual"/> that were predicted as class <paramref name="predicted"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class is outside 0 to K − 1.</exception>
    public int this[int actual, int predicted] => _counts[(Check(actual) * Classes) + Check(predicted)];

    /// <summary>The number of rows of the class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is outside 0 to K − 1.</exception>
    public int ActualCount(int index) => _actual[Check(index)];

    /// <summary>The number of rows that were predicted as the class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is outside 0 to K − 1.</exception>
    public int PredictedCount(int index) => _predicted[Check(index)];

    /// <summary>The share of the rows of the class that were found, TP / (TP + FN); <see langword="null"/> if the class does not occur.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is outside 0 to K − 1.</exception>
    public double? Recall(int index) => Ratio(this[index, index], ActualCount(index));

    /// <summary>The share of the rows predicted as the class that are of it, TP / (TP + FP); <see langword="null"/> if it was never predicted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is outside 0 to K − 1.</exception>
    public double? Precision(int index) => Ratio(this[index, index], PredictedCount(index));

    /// <summary>
    /// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN): 0 for a class that occurs or was predicted but never both at once,
    /// <see langword="null"/> for one that neither occurs nor was predicted.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is outside 0 to K − 1.</exception>
    public double? F1(int index) => Ratio(2.0 * this[index, index], (double)ActualCount(index) + PredictedCount(index));

    /// <summary>Counts predictions against labels.</summary>
    /// <param name="predicted">The predicted class of each row, from 0 to K − 1.</param>
    /// <param name="labels">The actual class of each row, from 0 to K − 1.</param>
    /// <param name="classes">K, at least 2.</param>
    /// <exception cref="ArgumentException">There are no rows, the lengths differ, or a class is outside its range.</exception>
    public static ConfusionMatrix Compute(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels, int classes)
    {
        Guard.Classes(classes, nameof(classes));
        Guard.Shape(predicted.Length, labels.Length, 1, nameof(predicted));
        Guard.Labels(predicted, classes, nameof(predicted));
        Guard.Labels(labels, classes, nameof(labels));

        var matrix = new ConfusionMatrix(classes, labels.Length);
        for (int row = 0; row < labels.Length; row++)
        {
            matrix._counts[(labels[row] * classes) + predicted[row]]++;
            matrix._actual[labels[row]]++;
            matrix._predicted[predicted[row]]++;
            if (labels[row] == predicted[row])
                matrix.Correct++;
        }

        return matrix;
    }

    /// <summary>Whether the counts are the same.</summary>
    public bool Equals(ConfusionMatrix? other) => other is not null && _counts.AsSpan().SequenceEqual(other._counts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConfusionMatrix);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Classes, Rows, Correct);

    private static double? Ratio(double part, double whole) => whole > 0 ? part / whole : null;

    // Every mean asked for has at least one term: there is a row, and its class occurs.
    private double Mean(Func<int, double?> value)
    {
        double sum = 0;
        int terms = 0;
        for (int k = 0; k < Classes; k++)
        {
            if (value(k) is { } term)
            {
                sum += term;
                terms++;
            }
        }

        return sum / terms;
    }

    private int Check(int index) => (uint)index < (uint)Classes
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"expected a class index from 0 to {Classes - 1}");
}
