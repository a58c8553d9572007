using System.Globalization;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>
/// A rule that turns a gradient into a change of the parameters. It is a pure description: what it remembers from step to
/// step lies in slots that the training state owns, each laid out like the parameters.
/// </summary>
/// <remarks>An optimizer never divides by the batch size: the reduction is part of the loss.</remarks>
public abstract record Optimizer
{
    private protected Optimizer()
    {
    }

    /// <summary>The names that <see cref="Create"/> understands.</summary>
    public static IReadOnlyList<string> Names { get; } = ["sgd", "adam", "adamw"];

    /// <summary>The name, as on the command line and in model files.</summary>
    public abstract string Name { get; }

    /// <summary>η, at least 0; a schedule multiplies it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float LearningRate
    {
        get;
        init => field = Require(value, value >= 0 && float.IsFinite(value), nameof(LearningRate), "a finite number of at least 0");
    }

    /// <summary>λ, at least 0, for weights and biases alike; a schedule may multiply it (<see cref="TrainingOptions.WeightDecaySchedule"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public float WeightDecay
    {
        get;
        init => field = Require(value, value >= 0 && float.IsFinite(value), nameof(WeightDecay), "a finite number of at least 0");
    }

    /// <summary>How many vectors of memory the rule keeps.</summary>
    internal abstract int Slots { get; }

    /// <summary>The optimizer of that name with its usual settings.</summary>
    /// <exception cref="FormatException">There is no such optimizer; the message lists the names.</exception>
    public static Optimizer Create(string name) => name switch
    {
        "sgd" => new Sgd(),
        "adam" => new Adam(),
        "adamw" => new AdamW(),
        _ => throw new FormatException($"there is no optimizer '{name}'; expected one of {string.Join(", ", Names)}"),
    };

    /// <summary>Changes some of the parameters.</summary>
    /// <param name="block">Which, with their gradient and slots.</param>
    /// <param name="step">The learning rate, what the schedule makes of the weight decay, and the number of the step.</param>
    internal abstract void Update(in UpdateBlock block, in UpdateStep step);

    private protected static float Require(float value, bool condition, string property, string expected) => condition
        ? value
        : throw new ArgumentOutOfRangeException(property, value, string.Create(CultureInfo.InvariantCulture, $"{property} is {value}; expected {expected}."));
}
