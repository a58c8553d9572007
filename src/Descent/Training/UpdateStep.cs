namespace Descent.Training;

/// <summary>What an update needs to know beside the numbers it changes.</summary>
/// <param name="LearningRate">η of this step, after the schedule and the factor of the tensor.</param>
/// <param name="Number">1 for the first update of a training.</param>
internal readonly record struct UpdateStep(float LearningRate, long Number)
{
    /// <summary>η of a decoupled weight decay: before the factor of the tensor (<see cref="NeuralTangent"/> says why).</summary>
    public float DecayRate { get; init; } = LearningRate;

    /// <summary>f of the schedule of the weight decay.</summary>
    public double DecayFactor { get; init; } = 1;

    /// <summary>λ of this step.</summary>
    /// <param name="initial">λ₀.</param>
    public float WeightDecay(float initial) => (float)(initial * DecayFactor);
}
