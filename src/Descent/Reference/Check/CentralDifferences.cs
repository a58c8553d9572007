namespace Descent.Reference;

/// <summary>
/// Compares one number of a gradient with central differences: at a coarse step first, and at finer ones while the two do
/// not agree. What is differentiated, and what is known of its rounding and its kinks, the derived classes say.
/// </summary>
internal abstract class CentralDifferences
{
    private const double Agreement = 1e-9;

    // An error this small that a finer step does not make smaller is rounding.
    private const double RoundingBelow = 1e-5;

    private const double SmallestBesideKinks = 1.0 / (1 << 18);

    // How far the widest difference may move a pre-activation: 2⁻⁵, then less. The last ones are for elements that sit close
    // to where the loss ends, such as the logarithm of a very small probability.
    private static readonly double[] Steps = [.. new[] { 5, 7, 9, 11, 13, 15, 18, 22, 26, 30, 34, 38, 42, 46 }.Select(power => Math.ScaleB(1, -power))];

    /// <summary>Whether the loss is finite; if not, there is nothing to compare.</summary>
    internal abstract bool IsFinite { get; }

    /// <summary>What the rounding of a pass does to the loss.</summary>
    protected abstract double Rounding { get; }

    /// <summary>Gradients below this are compared as if they were this large, see <see cref="GradientCheck"/>.</summary>
    protected abstract double Smallest { get; }

    /// <summary>The difference quotient from start − h to start + h, and whether a kink lies between, where that can be known.</summary>
    protected abstract double Quotient(Action<double> moveTo, double start, double h, out bool acrossKink);

    /// <summary>Whether a kink lies within h, for a function whose kinks are not known beforehand.</summary>
    protected virtual bool IsOnKink(Action<double> moveTo, double start, double h) => false;

    /// <summary>Compares the gradient of one number.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="gradient">The gradient that is judged.</param>
    /// <param name="start">The number.</param>
    /// <param name="reach">The most that a pre-activation moves when the number moves by 1.</param>
    /// <param name="moveTo">Gives the number another value and computes the loss.</param>
    protected GradientElement Compare(int row, int column, double gradient, double start, double reach, Action<double> moveTo)
    {
        double error = double.PositiveInfinity;
        bool contradicted = false;
        bool found = false;
        bool isNearKink = false;
        bool acrossKink = false;
        Estimate closest = Estimate.None, sharpest = Estimate.None;
        if (!IsFinite)
            return Element(GradientComparison.NotFinite, double.NaN, double.NaN);
        if (IsOnKink(moveTo, start, SmallestBesideKinks))
        {
            moveTo(start);
            return Element(GradientComparison.Kink, double.NaN, double.NaN);
        }

        foreach (double step in Steps)
        {
            if (step < SmallestBesideKinks && (found || acrossKink))
                break;
            double h = Math.Max(step / Math.Max(reach, 1e-6), Math.Abs(start) * 1e-12);
            Estimate estimate = Extrapolated(moveTo, start, h, out acrossKink);
            isNearKink |= acrossKink;
            if (!estimate.Exists)
                continue;

            found |= step >= SmallestBesideKinks;
            double previous = error;
            double distance = Math.Abs(gradient - estimate.Value);
            contradicted |= !(distance <= 10 * estimate.Uncertainty);
            double relative = RelativeError(gradient, estimate.Value);
            if (!closest.Exists || relative < error)
                (closest, error) = (estimate, relative);
            if (!sharpest.Exists || estimate.Uncertainty < sharpest.Uncertainty)
                sharpest = estimate;
            if (error <= Agreement || (error == previous && error < RoundingBelow))
                break;
        }

        GradientElement result = !closest.Exists ? Element(acrossKink ? GradientComparison.Kink : GradientComparison.NotFinite, double.NaN, double.NaN)
            : error < GradientCheck.AgreesBelow ? Element(GradientComparison.Compared, closest.Value, error)
            : IsOnKink(moveTo, start, 8 * SmallestBesideKinks) ? Element(GradientComparison.Kink, double.NaN, double.NaN)
            : !contradicted ? Element(GradientComparison.Unresolved, sharpest.Value, double.NaN)
            : Element(GradientComparison.Compared, sharpest.Value, RelativeError(gradient, sharpest.Value));
        moveTo(start);
        return result;

        GradientElement Element(GradientComparison comparison, double difference, double relativeError) =>
            new(row, column, gradient, difference, relativeError, comparison, isNearKink);
    }

    private double RelativeError(double gradient, double difference) => double.IsFinite(gradient)
        ? Math.Abs(gradient - difference) / Math.Max(Smallest, Math.Max(Math.Abs(gradient), Math.Abs(difference)))
        : double.PositiveInfinity;

    // Richardson: the errors of differences at h, h/2 and h/4 run in even powers of h, of which h² and h⁴ are cancelled.
    private Estimate Extrapolated(Action<double> moveTo, double start, double h, out bool acrossKink)
    {
        double wide = Quotient(moveTo, start, h, out acrossKink);
        if (acrossKink)
            return Estimate.None;
        double middle = Quotient(moveTo, start, h / 2, out _);
        double narrow = Quotient(moveTo, start, h / 4, out _);
        double first = ((4 * middle) - wide) / 3;
        double second = ((4 * narrow) - middle) / 3;
        return new(((16 * second) - first) / 15, Math.Max(Math.Abs(second - first), 6 * Rounding / h));
    }

    /// <summary>An extrapolated difference, and how uncertain it is by curvature (what the last extrapolation changed) or by rounding.</summary>
    private readonly record struct Estimate(double Value, double Uncertainty)
    {
        public static Estimate None => new(double.NaN, double.NaN);

        public bool Exists => double.IsFinite(Value);
    }
}
