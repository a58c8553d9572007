using System.Runtime.CompilerServices;

namespace Descent.Reference;

/// <summary>A rule that turns a parameter and its gradient into the next parameter, in double precision.</summary>
public abstract record ReferenceOptimizer
{
    private protected ReferenceOptimizer()
    {
    }

    /// <summary>The name, as in specifications.</summary>
    public abstract string Name { get; }

    /// <summary>What divides the two moments in step number t, counted from 1, to correct their start at 0.</summary>
    internal virtual (double First, double Second) Corrections(long step) => (1, 1);

    /// <summary>The parameter after the step.</summary>
    /// <param name="p">The parameter before the step.</param>
    /// <param name="g">The gradient at the parameters before the step.</param>
    /// <param name="m">The parameter's first slot: 0 before the first step, updated.</param>
    /// <param name="v">The parameter's second slot: 0 before the first step, updated.</param>
    /// <param name="rate">The learning rate η.</param>
    /// <param name="corrections">What <see cref="Corrections"/> gave for this step.</param>
    internal abstract double Next(double p, double g, ref double m, ref double v, double rate, (double First, double Second) corrections);

    private protected static double Fraction(double value, [CallerMemberName] string name = "") => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "expected a number in [0, 1)");

    private protected static double NotNegative(double value, [CallerMemberName] string name = "") => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "expected a finite number of 0 or more");
}
