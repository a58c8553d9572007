using CsCheck;

namespace Descent.Tests.Evaluation;

/// <summary>Random predictions for property tests: few distinct values, so that ties, zeros and absent classes are common.</summary>
internal static class Cases
{
    public sealed record Classified(int Classes, float[] Probabilities, int[] Labels)
    {
        public int Rows => Labels.Length;

        public float P(int row, int k) => Probabilities[(row * Classes) + k];

        public int Predicted(int row)
        {
            float[] values = Probabilities[(row * Classes)..((row + 1) * Classes)];
            return Array.IndexOf(values, values.Max());
        }
    }

    public sealed record Regressed(int Outputs, float[] Predictions, float[] Targets)
    {
        public int Rows => Targets.Length / Outputs;
    }

    public static readonly Gen<Classified> Classification =
        from classes in Gen.Int[2, 4]
        from rows in Gen.Int[1, 12]
        from weights in Gen.Int[0, 4].Array[rows * classes]
        from labels in Gen.Int[0, classes - 1].Array[rows]
        select new Classified(classes, Distributions(weights, classes), labels);

    public static readonly Gen<Regressed> Regression =
        from outputs in Gen.Int[1, 3]
        from rows in Gen.Int[1, 10]
        from predictions in Gen.Int[-8, 8].Array[rows * outputs]
        from targets in Gen.Int[-3, 3].Array[rows * outputs]
        select new Regressed(outputs, Array.ConvertAll(predictions, x => x / 4f), Array.ConvertAll(targets, x => (float)x));

    /// <summary>
    /// Checks the first 500 cases that the seed gives. CsCheck draws fresh seeds after its first iteration;
    /// one iteration over an array of cases is the same on every run.
    /// </summary>
    public static void ForAll<T>(this Gen<T> gen, Action<T> check, string seed = "0000KOIPe036") =>
        gen.Array[500].Sample(cases => Array.ForEach(cases, check), seed: seed, iter: 1, threads: 1);

    private static float[] Distributions(int[] weights, int classes)
    {
        float[] probabilities = new float[weights.Length];
        for (int start = 0; start < weights.Length; start += classes)
        {
            int sum = weights.AsSpan(start, classes).ToArray().Sum();
            for (int k = 0; k < classes; k++)
                probabilities[start + k] = sum == 0 ? 1f / classes : (float)weights[start + k] / sum;
        }

        return probabilities;
    }
}
