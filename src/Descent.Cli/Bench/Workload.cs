using Descent.Data;
using Descent.Networks;
using Descent.Training;

namespace Descent.Cli.Bench;

/// <summary>A training that is measured: a network, an optimizer, a batch size, and random data of a given size.</summary>
/// <param name="Name">What it is called; one name may come with several optimizers.</param>
/// <param name="Sizes">The units of every layer, the inputs first, the outputs last.</param>
/// <param name="Hidden">The activation of the hidden layers.</param>
/// <param name="IsRegression">Whether the output is linear with the mean squared error; otherwise it is softmax with cross-entropy.</param>
/// <param name="BatchSize">Rows in a batch.</param>
/// <param name="Rows">Rows in the data set, a multiple of the batch size: every step is a full one.</param>
/// <param name="Optimizer">The rule of the update.</param>
internal sealed record Workload(
    string Name, IReadOnlyList<int> Sizes, Activation Hidden, bool IsRegression, int BatchSize, int Rows, Optimizer Optimizer)
{
    private const int Seed = 1;

    public int Inputs => Sizes[0];

    public int Outputs => Sizes[^1];

    public int StepsPerEpoch => Rows / BatchSize;

    public Loss Loss => IsRegression ? Loss.MeanSquaredError : Loss.CrossEntropy;

    /// <summary>Multiply-adds of the forward pass of one row.</summary>
    public double MultiplyAddsPerRow => Products.Sum();

    /// <summary>
    /// Operations in the matrix products of a step, two a multiply-add: forward, dW and dX, which the first layer does not
    /// need. The little work beside the products is not counted, so a share of the peak is never flattered.
    /// </summary>
    public double FlopsPerStep => 2 * BatchSize * ((3 * MultiplyAddsPerRow) - Products.First());

    private IEnumerable<double> Products => Sizes.Zip(Sizes.Skip(1), (inputs, outputs) => (double)inputs * outputs);

    public Network BuildNetwork()
    {
        Activation output = IsRegression ? Activation.Identity : Activation.Softmax;
        return Network.Build(Inputs, Seed, [.. Sizes.Skip(1).Select((units, i) => Layer.Dense(units, i == Sizes.Count - 2 ? output : Hidden))]);
    }

    /// <summary>Features uniform in [−0.5, 0.5), classes drawn evenly, targets uniform in [0, 1).</summary>
    public Dataset CreateData()
    {
        var random = new Random(Seed);
        float[] features = CreateRows(Rows, random);
        if (IsRegression)
            return Dataset.Regression(features, Inputs, [.. Enumerable.Range(0, Rows * Outputs).Select(_ => random.NextSingle())], Outputs);
        int[] labels = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Outputs))];
        return Dataset.Classification(features, Inputs, labels, [.. Enumerable.Range(0, Outputs).Select(NumberText)]);
    }

    public float[] CreateRows(int rows) => CreateRows(rows, new Random(Seed));

    private float[] CreateRows(int rows, Random random) => [.. Enumerable.Range(0, rows * Inputs).Select(_ => random.NextSingle() - 0.5f)];

    private static string NumberText(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
