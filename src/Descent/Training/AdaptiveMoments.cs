using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>
/// The moments that <see cref="Adam"/> and <see cref="AdamW"/> share: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
/// θ ← θ − η·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).
/// </summary>
public abstract record AdaptiveMoments : Optimizer
{
    private protected AdaptiveMoments() => LearningRate = 1e-3f;

    /// <summary>β₁ in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public float Beta1
    {
        get;
        init => field = Require(value, value is >= 0 and < 1, nameof(Beta1), "a number in [0, 1)");
    } = 0.9f;

    /// <summary>β₂ in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public float Beta2
    {
        get;
        init => field = Require(value, value is >= 0 and < 1, nameof(Beta2), "a number in [0, 1)");
    } = 0.999f;

    /// <summary>ε, above 0: keeps the quotient finite where a gradient has always been 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 or not finite.</exception>
    public float Epsilon
    {
        get;
        init => field = Require(value, value > 0 && float.IsFinite(value), nameof(Epsilon), "a finite number above 0");
    } = 1e-8f;

    internal sealed override int Slots => 2;

    /// <summary>The update with a decay of the gradient (Adam) or of the parameter itself (AdamW).</summary>
    private protected void Update(in UpdateBlock block, in UpdateStep step, float gradientDecay, float parameterDecay)
    {
        double correction1 = 1 - ScalarMath.PowInt(Beta1, step.Number);
        double correction2 = 1 - ScalarMath.PowInt(Beta2, step.Number);
        UpdateLoop.Run(block, new Rule(
            (float)(step.LearningRate / correction1), (float)(1 / Math.Sqrt(correction2)),
            Beta1, Beta2, Epsilon, gradientDecay, parameterDecay));
    }

    private readonly struct Rule(
        float rate, float rootCorrection, float beta1, float beta2, float epsilon, float gradientDecay, float parameterDecay) : IUpdateRule
    {
        public static int Slots => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<T>(ref T parameter, T gradient, ref T first, ref T second)
            where T : struct, ILanes<T>
        {
            T g = T.FusedMultiplyAdd(T.Broadcast(gradientDecay), parameter, gradient);
            first = T.FusedMultiplyAdd(T.Broadcast(beta1), first, T.Broadcast(1 - beta1) * g);
            second = T.FusedMultiplyAdd(T.Broadcast(beta2), second, T.Broadcast(1 - beta2) * g * g);
            T denominator = T.FusedMultiplyAdd(T.Sqrt(second), T.Broadcast(rootCorrection), T.Broadcast(epsilon));
            T kept = T.FusedMultiplyAdd(T.Broadcast(-parameterDecay), parameter, parameter);
            parameter = T.FusedMultiplyAdd(T.Broadcast(-rate), first / denominator, kept);
        }
    }
}
