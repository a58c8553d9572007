using Descent.Data;

namespace Descent.Tabular;

/// <summary>What a row counts in the loss by its class. A closed set.</summary>
public abstract record ClassWeighting
{
    private ClassWeighting()
    {
    }

    /// <summary>Every class counts the same in total, however many rows it has (<see cref="ClassWeights.Balanced"/>).</summary>
    public static ClassWeighting Balanced { get; } = new BalancedWeighting();

    /// <summary>As told for each class; those that are not named count 1. The weights are divided by their mean over the training rows.</summary>
    /// <param name="weights">Weights by the names of classes.</param>
    public static ClassWeighting Of(IReadOnlyDictionary<string, double> weights) => new GivenWeighting(weights);

    /// <summary>The weight of each row.</summary>
    /// <exception cref="ArgumentException">The rows have no classes, or a name is none.</exception>
    internal abstract float[] Weights(Dataset train);

    private sealed record BalancedWeighting : ClassWeighting
    {
        internal override float[] Weights(Dataset train) => ClassWeights.Balanced(train);
    }

    private sealed record GivenWeighting(IReadOnlyDictionary<string, double> ByName) : ClassWeighting
    {
        internal override float[] Weights(Dataset train) => ClassWeights.Of(train, ByName);
    }
}
