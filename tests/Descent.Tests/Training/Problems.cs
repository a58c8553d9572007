using Descent.Data;

namespace Descent.Tests.Training;

/// <summary>Small data sets to train on, the same in every run.</summary>
internal static class Problems
{
    /// <summary>Exclusive or: true where one of two inputs is.</summary>
    public static Dataset Xor { get; } = Dataset.Classification([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);

    /// <summary>Clouds around points on a circle of radius 1, one for each class, that reach as far as the spread.</summary>
    public static Dataset Clouds(int rows, int classes = 3, int inputs = 2, int seed = 1, double spread = 1)
    {
        var random = new Random(seed);
        float[] features = new float[rows * inputs];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            labels[row] = row % classes;
            for (int k = 0; k < inputs; k++)
            {
                double centre = Math.Cos((2 * Math.PI * labels[row] / classes) + (k * 1.9));
                features[(row * inputs) + k] = (float)(centre + (spread * (random.NextDouble() + random.NextDouble() - 1)));
            }
        }

        return Dataset.Classification(features, inputs, labels);
    }

    /// <summary>Two smooth functions of three numbers, to be predicted.</summary>
    public static Dataset Waves(int rows, int seed = 1)
    {
        var random = new Random(seed);
        float[] features = new float[rows * 3];
        float[] targets = new float[rows * 2];
        for (int row = 0; row < rows; row++)
        {
            Span<float> x = features.AsSpan(row * 3, 3);
            foreach (ref float value in x)
                value = (float)((2 * random.NextDouble()) - 1);
            targets[2 * row] = (float)Math.Sin(2 * x[0]) + x[1];
            targets[(2 * row) + 1] = (x[1] * x[2]) - x[0];
        }

        return Dataset.Regression(features, 3, targets, outputs: 2);
    }

    /// <summary>The clouds with weights for each class that sum to 1: mostly the own class, a little of the others.</summary>
    public static Dataset SoftClouds(int rows, int classes = 3)
    {
        Dataset clouds = Clouds(rows, classes, spread: 0.5);
        float[] weights = new float[rows * classes];
        Array.Fill(weights, 0.1f / classes);
        for (int row = 0; row < rows; row++)
            weights[(row * classes) + clouds.Labels.Span[row]] += 0.9f;
        return Dataset.SoftLabels(clouds.Features.Span, clouds.Inputs, weights, classes);
    }
}
