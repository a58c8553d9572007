using System.Globalization;

namespace Descent.Evaluation;

/// <summary>Refuses input that has no metrics, in one line that says where it is, what was expected and what to do.</summary>
internal static class Guard
{
    /// <summary>How far the probabilities of a row may sum from 1; rounding in float32 stays far below.</summary>
    public const double SumTolerance = 1e-3;

    private const string Alternative = nameof(ClassificationMetrics.ComputeFromScores);

    public static void Classes(int classes, string name)
    {
        if (classes < 2)
            throw new ArgumentOutOfRangeException(name, classes, "expected at least two classes; give one sigmoid output as the two columns 1 − p and p");
    }

    /// <summary>The number of rows of [rows, columns].</summary>
    public static int Rows(int values, int columns, string name) => values % columns == 0
        ? values / columns
        : throw Refuse(name, $"{name} holds {values} values; expected a multiple of {columns}, the number of outputs.");

    /// <summary>Checks that there are rows, and that the values are [rows, columns].</summary>
    public static void Shape(int values, int rows, int columns, string name)
    {
        if (rows == 0)
            throw Refuse(name, $"There are no rows to evaluate; expected at least one.");
        if (values != (long)rows * columns)
            throw Refuse(name, $"{name} holds {values} values; expected rows × columns = {rows} × {columns} = {(long)rows * columns}.");
    }

    public static void Labels(ReadOnlySpan<int> labels, int classes, string name)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
                throw Refuse(name, $"{name}[{row}] is {labels[row]}; expected a class index from 0 to {classes - 1}.");
        }
    }

    public static void Finite(ReadOnlySpan<float> values, int columns, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                throw Refuse(name, $"{name}[{i / columns}, {i % columns}] is {values[i]}; expected a finite number. Look for the step at which training diverged.");
        }
    }

    /// <summary>Checks that every row is a distribution: numbers from 0 to 1 that sum to 1.</summary>
    public static void Distributions(ReadOnlySpan<float> probabilities, int classes, string name)
    {
        for (int start = 0; start < probabilities.Length; start += classes)
        {
            int row = start / classes;
            double sum = 0;
            for (int k = 0; k < classes; k++)
            {
                float p = probabilities[start + k];
                if (float.IsNaN(p))
                    throw Refuse(name, $"{name}[{row}, {k}] is NaN; expected a probability from 0 to 1. Look for the step at which training diverged.");
                if (!(p >= 0 && p <= 1))
                    throw Refuse(name, $"{name}[{row}, {k}] is {p}; expected a probability from 0 to 1. For logits use {Alternative}, or apply softmax first.");
                sum += p;
            }

            if (Math.Abs(sum - 1) > SumTolerance)
                throw Refuse(name, $"{name}[{row}, ·] sums to {sum:G6}; expected 1. For outputs that are no distribution use {Alternative}.");
        }
    }

    private static ArgumentException Refuse(string name, FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture), name);
}
