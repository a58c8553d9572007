namespace Descent.Reference;

/// <summary>Training on one batch in double precision: so many steps of an optimizer at one learning rate.</summary>
public sealed record ReferenceUpdate
{
    /// <summary>The largest number of steps.</summary>
    public const int MaximumSteps = 1_000_000_000;

    /// <summary>Describes the training.</summary>
    /// <param name="optimizer">The rule.</param>
    /// <param name="learningRate">η, finite and not negative.</param>
    /// <param name="steps">From 0 to <see cref="MaximumSteps"/>; 0 changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate or the number of steps is outside its range.</exception>
    public ReferenceUpdate(ReferenceOptimizer optimizer, double learningRate, int steps)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        if (!(learningRate >= 0 && double.IsFinite(learningRate)))
            throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "expected a finite number of 0 or more");
        if (steps is < 0 or > MaximumSteps)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, $"expected a number from 0 to {MaximumSteps}");

        Optimizer = optimizer;
        LearningRate = learningRate;
        Steps = steps;
    }

    /// <summary>The rule.</summary>
    public ReferenceOptimizer Optimizer { get; }

    /// <summary>η.</summary>
    public double LearningRate { get; }

    /// <summary>The number of steps.</summary>
    public int Steps { get; }

    /// <summary>Trains a copy of the network on one batch; every gradient of a step is taken at the parameters before the step.</summary>
    /// <param name="network">The network to start from; it stays as it is.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="inputs">X, [rows, inputs].</param>
    /// <param name="targets">T, [rows, outputs]; classes as one-hot rows.</param>
    /// <param name="rowWeights">w, how much each row counts, [rows], finite and not negative; <see langword="null"/>: 1.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    /// <returns>The trained copy and its loss on the same batch after the last step.</returns>
    /// <exception cref="ArgumentException">The inputs or the targets do not have the network's shape.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public (ReferenceNetwork Network, double Loss) Train(
        ReferenceNetwork network, ReferenceLoss loss, double[,] inputs, double[,] targets, double[]? rowWeights = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        network = network.Copy();
        ReferencePass pass = new(network, loss, inputs, targets, rowWeights);
        Slots[] slots = [.. network.Layers.Select(layer => new Slots(layer))];
        for (int step = 1; step <= Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pass.Forward();
            pass.Backward();
            (double First, double Second) corrections = Optimizer.Corrections(step);
            for (int l = 0; l < slots.Length; l++)
                Step(network.Layers[l], pass.Layers[l], slots[l], corrections);
        }

        pass.Forward();
        return (network, pass.Loss);
    }

    private void Step(ReferenceLayer layer, ReferenceLayerPass pass, Slots slots, (double First, double Second) corrections)
    {
        double[,] weights = layer.Weights;
        for (int weight = 0; weight < layer.WeightCount; weight++)
        {
            (int k, int j) = layer.PlaceOf(weight);
            weights[k, j] = Optimizer.Next(weights[k, j], pass.dW[k, j], ref slots.WeightM[k, j], ref slots.WeightV[k, j], LearningRate, corrections);
        }

        if (layer.Biases is { } biases && pass.db is { } db)
        {
            for (int j = 0; j < biases.Length; j++)
                biases[j] = Optimizer.Next(biases[j], db[j], ref slots.BiasM[j], ref slots.BiasV[j], LearningRate, corrections);
        }
    }

    /// <summary>The optimizer's two numbers beside every parameter of a layer.</summary>
    private sealed class Slots(ReferenceLayer layer)
    {
        public double[,] WeightM { get; } = new double[layer.Inputs, layer.Outputs];

        public double[,] WeightV { get; } = new double[layer.Inputs, layer.Outputs];

        public double[] BiasM { get; } = new double[layer.Biases?.Length ?? 0];

        public double[] BiasV { get; } = new double[layer.Biases?.Length ?? 0];
    }
}
