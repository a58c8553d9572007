using System.Globalization;

namespace Descent.Networks;

/// <summary>
/// The activation function σ of a layer, a = σ(z). Most work element by element; softmax works on a whole row at once.
/// </summary>
/// <remarks>
/// A name, as model files, specifications and the command line use it, is in lower case with hyphens, and may carry
/// a parameter in brackets: <c>relu</c>, <c>leaky-relu</c>, <c>leaky-relu(0.2)</c>.
/// </remarks>
public abstract record Activation
{
    private static readonly Activation[] All =
    [
        Identity, Sigmoid, Tanh, ReLU, Heaviside, Softmax,
        LeakyReLU(), ELU(), SELU, GELU, SiLU, Mish, Softplus, HardSigmoid, HardTanh, HardSwish, Exponential, Sine,
    ];

    private protected Activation()
    {
    }

    /// <summary>a = z.</summary>
    public static Activation Identity => IdentityActivation.Instance;

    /// <summary>a = 1 / (1 + e⁻ᶻ), in (0, 1). Vege (13), (14).</summary>
    public static Activation Sigmoid => SigmoidActivation.Instance;

    /// <summary>a = tanh(z), in (−1, 1). Datta, "Tanh"; Vege (17), (18).</summary>
    public static Activation Tanh => TanhActivation.Instance;

    /// <summary>a = max(0, z); the derivative at 0 is 0. Datta, "ReLU"; Vege (19), who has 1 at 0.</summary>
    public static Activation ReLU => ReluActivation.Instance;

    /// <summary>a = 1 for z ≥ 0 and 0 below; the derivative is 0 everywhere, so nothing below it learns. Vege (21), (22).</summary>
    public static Activation Heaviside => HeavisideActivation.Instance;

    /// <summary>aₖ = eᶻₖ / Σⱼ eᶻⱼ over a row: positive, sums to 1. Datta, "Softmax function"; Sabine 3.2; Vege (15), (16).</summary>
    public static Activation Softmax => SoftmaxActivation.Instance;

    /// <summary>Scaled exponential linear unit: λz for z &gt; 0, λα(eᶻ − 1) below. Klambauer et al. 2017.</summary>
    public static Activation SELU => SeluActivation.Instance;

    /// <summary>Gaussian error linear unit: a = z·Φ(z) with the exact normal distribution function. Hendrycks and Gimpel 2016.</summary>
    public static Activation GELU => GeluActivation.Instance;

    /// <summary>Sigmoid linear unit, also called swish: a = z / (1 + e⁻ᶻ).</summary>
    public static Activation SiLU => SiluActivation.Instance;

    /// <summary>a = z·tanh(ln(1 + eᶻ)). Misra 2019.</summary>
    public static Activation Mish => MishActivation.Instance;

    /// <summary>a = ln(1 + eᶻ), positive: a smooth ReLU.</summary>
    public static Activation Softplus => SoftplusActivation.Instance;

    /// <summary>a = min(max(z/6 + ½, 0), 1): a sigmoid of three straight pieces.</summary>
    public static Activation HardSigmoid => HardSigmoidActivation.Instance;

    /// <summary>a = min(max(z, −1), 1).</summary>
    public static Activation HardTanh => HardTanhActivation.Instance;

    /// <summary>a = z·min(max(z/6 + ½, 0), 1). Howard et al. 2019.</summary>
    public static Activation HardSwish => HardSwishActivation.Instance;

    /// <summary>a = eᶻ, positive: the mean of a Poisson model with the logarithmic link.</summary>
    public static Activation Exponential => ExponentialActivation.Instance;

    /// <summary>
    /// a = sin(z), and 0 from |z| = 100,000 on, where a float hardly says any more at which place of its turn it is. For the
    /// first layer, where it makes waves of numbers (<c>PeriodicEmbedding</c>). Sitzmann et al. 2020.
    /// </summary>
    public static Activation Sine => SineActivation.Instance;

    /// <summary>The names of all activations, without parameters.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(activation => activation.Name)];

    /// <summary>The name of the function, without parameters.</summary>
    public abstract string Name { get; }

    /// <summary>The name with the parameter, if it is not the usual one. <see cref="Parse"/> reads it back.</summary>
    public sealed override string ToString() => Parameter is { } value && value != DefaultParameter
        ? string.Create(CultureInfo.InvariantCulture, $"{Name}({value:R})")
        : Name;

    /// <summary>a = z for z &gt; 0 and slope·z below; the derivative at 0 is the slope.</summary>
    /// <param name="slope">In [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is outside its range.</exception>
    public static Activation LeakyReLU(float slope = LeakyReluActivation.DefaultSlope) => new LeakyReluActivation(slope);

    /// <summary>Exponential linear unit: a = z for z &gt; 0 and α(eᶻ − 1) below.</summary>
    /// <param name="alpha">Greater than 0, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is outside its range.</exception>
    public static Activation ELU(float alpha = EluActivation.DefaultAlpha) => new EluActivation(alpha);

    /// <summary>Reads a name as <see cref="ToString"/> writes it.</summary>
    /// <exception cref="FormatException">There is no such activation, or its parameter is out of range; the message says what was expected.</exception>
    public static Activation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out string expected)
            ?? throw new FormatException($"there is no activation '{text}'; expected {expected}");
    }

    /// <summary>The activation of that name, or null and what was expected instead.</summary>
    internal static Activation? TryParse(string text, out string expected)
    {
        expected = $"one of {string.Join(", ", Names)}";
        int bracket = text.IndexOf('(', StringComparison.Ordinal);
        string name = bracket < 0 ? text : text[..bracket];
        Activation? activation = Array.Find(All, candidate => candidate.Name == name);
        if (activation is null || bracket < 0)
            return activation;

        expected = activation.Parameter is null
            ? $"{name}, which takes no parameter"
            : $"{name}, or {name}(0.2) with a number in brackets";
        if (activation.Parameter is null
            || !text.EndsWith(')')
            || !float.TryParse(text.AsSpan(bracket + 1, text.Length - bracket - 2), NumberStyles.Float, CultureInfo.InvariantCulture, out float value))
        {
            return null;
        }

        expected = activation.ParameterRange;
        return activation.IsParameter(value) ? activation.WithParameter(value) : null;
    }

    /// <summary>Whether each output depends on its own input alone.</summary>
    public bool IsElementwise => this is not SoftmaxActivation;

    /// <summary>What the derivative is computed from: the layer's weighted input z, or its output a.</summary>
    internal abstract DerivativeSource DerivativeReads { get; }

    /// <summary>The closed interval that holds every output.</summary>
    internal abstract (double Minimum, double Maximum) Range { get; }

    /// <summary>Where the function has a kink or a jump, so that a difference quotient is no derivative.</summary>
    internal virtual IReadOnlyList<double> Kinks => [];

    /// <summary>The parameter, where the function has one.</summary>
    internal virtual float? Parameter => null;

    /// <summary>The value of <see cref="Parameter"/> that a name alone stands for.</summary>
    internal virtual float? DefaultParameter => null;

    /// <summary>The values that the parameter can have, in words.</summary>
    internal virtual string ParameterRange => "no parameter";

    /// <summary>Whether the parameter can have that value.</summary>
    internal virtual bool IsParameter(float value) => false;

    /// <summary>a = σ(z), overwriting; z and a may be the same memory.</summary>
    /// <param name="z">[rows, stride].</param>
    /// <param name="a">[rows, stride].</param>
    /// <param name="columns">The outputs of the layer.</param>
    /// <param name="stride">Floats from one row to the next; the padding behind the columns is free to change.</param>
    internal abstract void Forward(ReadOnlySpan<float> z, Span<float> a, int columns, int stride);

    /// <summary>Turns dA into dZ in place: the vector-Jacobian product of each row.</summary>
    /// <param name="source">z or a, as <see cref="DerivativeReads"/> says, [rows, stride].</param>
    /// <param name="gradient">On entry dA, on return dZ, [rows, stride]; its padding is 0 on entry and on return.</param>
    /// <param name="columns">The outputs of the layer.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    internal abstract void Backward(ReadOnlySpan<float> source, Span<float> gradient, int columns, int stride);

    private protected virtual Activation WithParameter(float value) => this;
}
