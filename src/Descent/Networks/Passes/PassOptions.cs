namespace Descent.Networks;

/// <summary>What varies from one training pass to the next.</summary>
internal readonly record struct PassOptions()
{
    /// <summary>Whether the gradients are added to those of the pass before, instead of overwriting them.</summary>
    public bool Accumulate { get; init; }

    /// <summary>The factor of the gradients; 1/k where k batches share an update.</summary>
    public double GradientScale { get; init; } = 1;

    /// <summary>Whether only the loss is wanted: the gradients then stay as they are.</summary>
    public bool ForwardOnly { get; init; }

    /// <summary>
    /// What the dropout of each layer is multiplied by, in [0, 1]; 0: there is none, and the pass computes the gradient of the
    /// network as it predicts.
    /// </summary>
    public double Dropout { get; init; }

    /// <summary>What the dropout masks are a function of, beside the layer and the position.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of the training step, which changes the masks.</summary>
    public long Step { get; init; }

    /// <summary>The first layer whose gradient is wanted: those of the layers before it stay as they are.</summary>
    public int FirstLayer { get; init; }

    /// <summary>Which of the networks that share layers passes; each has its own masks.</summary>
    public int Member { get; init; }
}
