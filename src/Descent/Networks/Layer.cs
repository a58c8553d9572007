namespace Descent.Networks;

/// <summary>The description of one layer, a = σ(x·W + b). It holds no numbers: those are in the network.</summary>
public sealed record Layer
{
    private Layer(int units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        Units = units;
    }

    /// <summary>The number of neurons, which is the number of outputs.</summary>
    public int Units { get; }

    /// <summary>σ.</summary>
    public required Activation Activation
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Activation));
    }

    /// <summary>How W and b begin.</summary>
    public required Initializer Initializer
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Initializer));
    }

    /// <summary>Whether the layer has a bias b.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>
    /// The probability, in [0, 1), with which training sets an output of the layer to zero; the others are divided by
    /// 1 − p, so that prediction needs no correction. Not for the output layer. Srivastava et al. 2014. A schedule of the training
    /// may multiply it (<c>TrainingOptions.DropoutSchedule</c>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public float Dropout
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Dropout), value, "expected a probability in [0, 1)");
    }

    /// <summary>A layer in which every input reaches every neuron.</summary>
    /// <param name="units">The number of neurons, at least 1.</param>
    /// <param name="activation">σ; left out: the identity.</param>
    /// <param name="initializer">How W and b begin; left out: what suits the activation (<see cref="Initializer.For"/>).</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <param name="dropout">The probability of <see cref="Dropout"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Layer Dense(int units, Activation? activation = null, Initializer? initializer = null, bool bias = true, float dropout = 0)
    {
        activation ??= Activation.Identity;
        return new Layer(units)
        {
            Activation = activation,
            Initializer = initializer ?? Initializer.For(activation),
            HasBias = bias,
            Dropout = dropout,
        };
    }
}
