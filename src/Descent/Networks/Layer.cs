namespace Descent.Networks;

/// <summary>The description of one layer, a = σ(x·W + b). It holds no numbers: those are in the network.</summary>
public sealed record Layer
{
    private Layer(int units, UnitSources? sources = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        Units = units;
        UnitSources = sources;
    }

    /// <summary>
    /// The input, from 0, that each unit of a feature-wise layer reads; <see langword="null"/>: the layer is dense, and each
    /// unit reads all of them.
    /// </summary>
    public IReadOnlyList<int>? Sources => UnitSources;

    /// <summary>The same, as loops want it.</summary>
    internal UnitSources? UnitSources { get; }

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

    /// <summary>
    /// A layer in which each unit reads one input: a_j = σ(w_j·x_s(j) + b_j) with s(j) from <paramref name="sources"/>. It is a dense
    /// layer all of whose other weights are 0 and stay 0: the scales and embeddings of features are made of it.
    /// </summary>
    /// <param name="sources">The input, from 0, that each unit reads; an input may be read by several units or by none.</param>
    /// <param name="activation">σ; left out: the identity.</param>
    /// <param name="initializer">How w and b begin, each unit having one input; left out: all 1 (<see cref="Initializer.Ones"/>).</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <param name="dropout">The probability of <see cref="Dropout"/>.</param>
    /// <exception cref="ArgumentException">There is no unit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range, or an input is negative.</exception>
    public static Layer FeatureWise(
        IReadOnlyList<int> sources, Activation? activation = null, Initializer? initializer = null, bool bias = true, float dropout = 0)
    {
        var units = new UnitSources(sources);
        return new Layer(units.Count, units)
        {
            Activation = activation ?? Activation.Identity,
            Initializer = initializer ?? Initializer.Ones,
            HasBias = bias,
            Dropout = dropout,
        };
    }
}
