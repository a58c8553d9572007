using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>
/// Stochastic gradient descent: W := W − η·dW, b := b − η·db (Datta, "Backward propagation"; Vege, algorithm 1).
/// With momentum μ: v ← μ·v + g, θ ← θ − η·v; with Nesterov momentum θ ← θ − η·(g + μ·v).
/// A weight decay λ adds λ·θ to the gradient g.
/// </summary>
public sealed record Sgd : Optimizer
{
    /// <summary>Gradient descent with η = 0.1 and no momentum.</summary>
    public Sgd() => LearningRate = 0.1f;

    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <summary>μ in [0, 1); 0: none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public float Momentum
    {
        get;
        init => field = Require(value, value is >= 0 and < 1, nameof(Momentum), "a number in [0, 1)");
    }

    /// <summary>Whether the gradient is applied after the step that the momentum makes; without momentum it changes nothing.</summary>
    public bool Nesterov { get; init; }

    internal override int Slots => Momentum > 0 ? 1 : 0;

    internal override void Update(in UpdateBlock block, in UpdateStep step)
    {
        float decay = step.WeightDecay(WeightDecay);
        if (Momentum == 0)
            UpdateLoop.Run(block, new Plain(step.LearningRate, decay));
        else if (Nesterov)
            UpdateLoop.Run(block, new NesterovRule(step.LearningRate, decay, Momentum));
        else
            UpdateLoop.Run(block, new MomentumRule(step.LearningRate, decay, Momentum));
    }

    private readonly struct Plain(float rate, float decay) : IUpdateRule
    {
        public static int Slots => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<T>(ref T parameter, T gradient, ref T first, ref T second)
            where T : struct, ILanes<T>
        {
            T g = T.FusedMultiplyAdd(T.Broadcast(decay), parameter, gradient);
            parameter = T.FusedMultiplyAdd(T.Broadcast(-rate), g, parameter);
        }
    }

    private readonly struct MomentumRule(float rate, float decay, float momentum) : IUpdateRule
    {
        public static int Slots => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<T>(ref T parameter, T gradient, ref T first, ref T second)
            where T : struct, ILanes<T>
        {
            T g = T.FusedMultiplyAdd(T.Broadcast(decay), parameter, gradient);
            first = T.FusedMultiplyAdd(T.Broadcast(momentum), first, g);
            parameter = T.FusedMultiplyAdd(T.Broadcast(-rate), first, parameter);
        }
    }

    private readonly struct NesterovRule(float rate, float decay, float momentum) : IUpdateRule
    {
        public static int Slots => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<T>(ref T parameter, T gradient, ref T first, ref T second)
            where T : struct, ILanes<T>
        {
            T g = T.FusedMultiplyAdd(T.Broadcast(decay), parameter, gradient);
            first = T.FusedMultiplyAdd(T.Broadcast(momentum), first, g);
            T ahead = T.FusedMultiplyAdd(T.Broadcast(momentum), first, g);
            parameter = T.FusedMultiplyAdd(T.Broadcast(-rate), ahead, parameter);
        }
    }
}
