namespace Descent.Evaluation;

/// <summary>A predicted number with an interval that the actual one lies in with a probability that was asked for.</summary>
/// <param name="Prediction">ŷ, in the unit of the target.</param>
/// <param name="Lower">ŷ − q, rounded down.</param>
/// <param name="Upper">ŷ + q, rounded up.</param>
public readonly record struct PredictedInterval(float Prediction, float Lower, float Upper)
{
    /// <summary>Whether the value lies in the interval, its ends included.</summary>
    public bool Contains(float value) => Lower <= value && value <= Upper;

    internal static PredictedInterval Around(float prediction, float reach) => new(
        prediction, Down((double)prediction - reach), Up((double)prediction + reach));

    // The nearest float may lie inside; the next one does not.
    private static float Down(double value) => (float)value is var near && near > value ? MathF.BitDecrement(near) : near;

    internal static float Up(double value) => (float)value is var near && near < value ? MathF.BitIncrement(near) : near;
}
