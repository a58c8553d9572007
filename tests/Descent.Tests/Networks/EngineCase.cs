using Descent.Networks;
using Descent.Reference;

namespace Descent.Tests.Networks;

/// <summary>A small network with random parameters and a random batch, for the engine and for the reference alike.</summary>
internal sealed class EngineCase
{
    /// <summary>
    /// The engine's z carries a rounding error of about 1e-6. Closer to a kink than this the two could be on different
    /// sides, and then both derivatives are right.
    /// </summary>
    private const double KinkMargin = 1e-5;

    private EngineCase(Network network, Loss loss, int rows, Random random)
    {
        Network = network;
        Loss = loss;
        Rows = rows;
        foreach (ParameterTensor tensor in network.Layout.Tensors)
        {
            double size = 1.5 / Math.Sqrt(tensor.Rows);
            for (int row = 0; row < tensor.Rows; row++)
            {
                foreach (ref float value in tensor.Row(network.Parameters, row))
                    value = (float)(((random.NextDouble() * 2) - 1) * size);
            }
        }

        // Logarithms of outputs: the last biases lift the outputs into the domain, away from 0 and 1.
        if (loss is CrossEntropyLoss or PoissonLoss or BinaryCrossEntropyLoss && network.Layout.Biases(network.Layers.Count - 1) is { } last)
        {
            foreach (ref float value in last.Row(network.Parameters, 0))
                value += loss is BinaryCrossEntropyLoss ? 0 : 3;
        }

        Inputs = [.. Enumerable.Range(0, rows * network.Inputs).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        Targets = [.. Enumerable.Range(0, rows * network.Outputs).Select(_ => Target(loss, random))];
        Labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(network.Outputs))];
    }

    public Network Network { get; }

    public Loss Loss { get; }

    public int Rows { get; }

    public float[] Inputs { get; }

    public float[] Targets { get; }

    public int[] Labels { get; }

    /// <summary>A case whose reference is finite and away from kinks; null where no seed gives one.</summary>
    public static EngineCase? Find(Func<Network> build, Loss loss, int rows, int seed)
    {
        for (int attempt = 0; attempt < 200; attempt++)
        {
            var candidate = new EngineCase(build(), loss, rows, new Random((seed * 1000) + attempt));
            ReferencePass pass = candidate.Reference(candidate.Targets);
            if (IsTame(pass) && candidate.IsAwayFromKinks(pass))
                return candidate;
        }

        return null;
    }

    /// <summary>The reference pass on float targets, [rows, outputs], and on weights of the rows, if there are some.</summary>
    public ReferencePass Reference(ReadOnlySpan<float> targets, float[]? weights = null) => ReferencePass.Compute(
        ReferenceNetwork.From(Network), new ReferenceLoss(Loss), Matrix(Inputs, Network.Inputs), Matrix(targets, Network.Outputs),
        weights is null ? null : Array.ConvertAll(weights, weight => (double)weight));

    /// <summary>The labels as one-hot rows.</summary>
    public float[] OneHot()
    {
        float[] rows = new float[Rows * Network.Outputs];
        for (int row = 0; row < Rows; row++)
            rows[(row * Network.Outputs) + Labels[row]] = 1;
        return rows;
    }

    public static double[,] Matrix(ReadOnlySpan<float> values, int columns)
    {
        double[,] matrix = new double[values.Length / columns, columns];
        for (int i = 0; i < values.Length; i++)
            matrix[i / columns, i % columns] = values[i];
        return matrix;
    }

    private static float Target(Loss loss, Random random) => loss switch
    {
        PoissonLoss => random.Next(0, 5),
        // Rows of soft labels that do not sum to 1, with zeros among them.
        _ when loss.HasLogBase => random.Next(4) == 0 ? 0 : (float)random.NextDouble(),
        _ => (float)((random.NextDouble() * 4) - 2),
    };

    // A tower of exponentials leaves the range of float32 within three layers.
    private static bool IsTame(ReferencePass pass) =>
        double.IsFinite(pass.Loss) && pass.Layers.All(layer => layer.Z.Cast<double>().All(z => Math.Abs(z) < 20));

    private bool IsAwayFromKinks(ReferencePass pass)
    {
        for (int l = 0; l < Network.Layers.Count; l++)
        {
            foreach (double kink in Network.Layers[l].Activation.Kinks)
            {
                foreach (double z in pass.Layers[l].Z)
                {
                    if (Math.Abs(z - kink) < KinkMargin)
                        return false;
                }
            }
        }

        double[,] targets = Matrix(Targets, Network.Outputs);
        foreach (double kink in new ReferenceLoss(Loss).Kinks)
        {
            for (int i = 0; i < Rows; i++)
            {
                for (int k = 0; k < Network.Outputs; k++)
                {
                    if (Math.Abs(pass.Layers[^1].A[i, k] - targets[i, k] - kink) < KinkMargin)
                        return false;
                }
            }
        }

        // A logarithm near its pole magnifies the rounding of its argument without bound.
        if (Loss is CrossEntropyLoss or PoissonLoss or BinaryCrossEntropyLoss)
        {
            foreach (double a in pass.Layers[^1].A)
            {
                if (a < 1e-3 || (Loss is BinaryCrossEntropyLoss && a > 1 - 1e-3))
                    return false;
            }
        }

        return true;
    }
}
