using System.Globalization;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>
/// How the weights of a layer with n inputs and r outputs begin. Biases begin at zero, except under the two rules of
/// Vege 5.2, which draw them like weights, and the neural tangent rule.
/// </summary>
/// <remarks>Every draw is a function of (seed, layer, index), so it depends neither on the order of drawing nor on other layers.</remarks>
public abstract record Initializer
{
    private static readonly Initializer[] All =
    [
        Zeros, Ones, RandomSigns, StandardNormal, HeNormal, HeUniform, GlorotNormal, GlorotUniform, LeCunNormal, LeCunUniform, Orthogonal, NeuralTangent,
    ];

    private protected Initializer()
    {
    }

    /// <summary>All weights 0. The units of a hidden layer then stay equal: for output layers and demonstrations.</summary>
    public static Initializer Zeros => new VarianceInitializer("zeros", Distribution.Uniform, (_, _) => 0);

    /// <summary>All weights 1, biases 0: a feature-wise layer then begins as what leaves its inputs alone.</summary>
    public static Initializer Ones => new SignInitializer("ones", DrawsSigns: false);

    /// <summary>Weights of 1 or −1, each as likely, biases 0: where networks that share the rest begin. Wen et al. 2020, "BatchEnsemble".</summary>
    public static Initializer RandomSigns => new SignInitializer("random-signs", DrawsSigns: true);

    /// <summary>N(0, 1), biases too: "large" in Vege 5.2.</summary>
    public static Initializer StandardNormal => new VarianceInitializer("standard-normal", Distribution.Normal, (_, _) => 1) { DrawsBiases = true };

    /// <summary>N(0, 2/n), for ReLU and its relatives. He et al. 2015.</summary>
    public static Initializer HeNormal => new VarianceInitializer("he-normal", Distribution.Normal, (n, _) => 2.0 / n);

    /// <summary>Uniform with variance 2/n: U(−√(6/n), √(6/n)). He et al. 2015.</summary>
    public static Initializer HeUniform => new VarianceInitializer("he-uniform", Distribution.Uniform, (n, _) => 2.0 / n);

    /// <summary>N(0, 2/(n + r)), for tanh and sigmoid. Glorot and Bengio 2010.</summary>
    public static Initializer GlorotNormal => new VarianceInitializer("glorot-normal", Distribution.Normal, (n, r) => 2.0 / (n + r));

    /// <summary>Uniform with variance 2/(n + r): U(−√(6/(n + r)), √(6/(n + r))). Glorot and Bengio 2010.</summary>
    public static Initializer GlorotUniform => new VarianceInitializer("glorot-uniform", Distribution.Uniform, (n, r) => 2.0 / (n + r));

    /// <summary>N(0, 1/n), for SELU. LeCun et al. 1998.</summary>
    public static Initializer LeCunNormal => new VarianceInitializer("lecun-normal", Distribution.Normal, (n, _) => 1.0 / n);

    /// <summary>Uniform with variance 1/n: U(−√(3/n), √(3/n)). LeCun et al. 1998.</summary>
    public static Initializer LeCunUniform => new VarianceInitializer("lecun-uniform", Distribution.Uniform, (n, _) => 1.0 / n);

    /// <summary>Orthonormal rows or columns, whichever are fewer. Saxe et al. 2014.</summary>
    public static Initializer Orthogonal => new OrthogonalInitializer();

    /// <summary>N(0, 1/n), biases N(0, 1): the neural tangent parametrisation with its scale in the weights. Jacot et al. 2018.</summary>
    public static Initializer NeuralTangent => new VarianceInitializer("neural-tangent", Distribution.Normal, (n, _) => 1.0 / n) { DrawsBiases = true, BiasDeviation = 1 };

    /// <summary>The names that <see cref="Parse"/> understands.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(initializer => initializer.Name), AroundOneInitializer.BaseName + "(S)", SampleNormalInitializer.BaseName + "(N)"];

    /// <summary>The name, as in model files and on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>N(0, 1/N) for N training rows, biases too: "default" in Vege 5.2, who means the variance 1/N.</summary>
    /// <param name="trainingRows">N, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">N is below 1.</exception>
    public static Initializer SampleNormal(int trainingRows) => new SampleNormalInitializer(trainingRows);

    /// <summary>N(1, σ²), biases 0: scales of features from which networks that share the rest begin, the further apart the larger σ is.</summary>
    /// <param name="deviation">σ, finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is outside its range.</exception>
    public static Initializer AroundOne(double deviation) => new AroundOneInitializer(deviation);

    /// <summary>The rule that suits a layer with this activation.</summary>
    public static Initializer For(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return activation switch
        {
            SeluActivation => LeCunNormal,
            ReluActivation or LeakyReluActivation or EluActivation or GeluActivation or SiluActivation
                or MishActivation or SoftplusActivation or HardSwishActivation => HeNormal,
            _ => GlorotUniform,
        };
    }

    /// <summary>Reads a name as <see cref="Name"/> writes it.</summary>
    /// <exception cref="FormatException">There is no such rule; the message lists the names.</exception>
    public static Initializer Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (int.TryParse(Argument(name, SampleNormalInitializer.BaseName), NumberStyles.None, CultureInfo.InvariantCulture, out int rows) && rows > 0)
            return SampleNormal(rows);
        if (double.TryParse(Argument(name, AroundOneInitializer.BaseName), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double deviation)
            && deviation > 0 && double.IsFinite(deviation))
        {
            return AroundOne(deviation);
        }

        return Array.Find(All, initializer => initializer.Name == name)
            ?? throw new FormatException($"there is no initialisation '{name}'; expected one of {string.Join(", ", Names)}");
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    private static ReadOnlySpan<char> Argument(string name, string rule) =>
        name.StartsWith(rule, StringComparison.Ordinal) && name.AsSpan()[rule.Length..] is ['(', .. var argument, ')'] ? argument : default;

    /// <summary>Fills the weights and biases of a layer; the padding of the rows stays 0.</summary>
    /// <param name="weights">[inputs, stride].</param>
    /// <param name="inputs">n.</param>
    /// <param name="outputs">r.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="biases">[outputs], or empty.</param>
    /// <param name="seed">The seed of the network.</param>
    /// <param name="layer">The index of the layer, from 0.</param>
    internal abstract void Fill(Span<float> weights, int inputs, int outputs, int stride, Span<float> biases, ulong seed, int layer);

    private protected enum Distribution
    {
        Normal,
        Uniform,
    }

    /// <summary>Independent draws with mean 0 and a variance that depends on the shape.</summary>
    private record VarianceInitializer(string RuleName, Distribution Draws, Func<int, int, double> Variance) : Initializer
    {
        public override string Name => RuleName;

        public bool DrawsBiases { get; init; }

        /// <summary>The deviation of biases where they are drawn; null: that of the weights.</summary>
        public double? BiasDeviation { get; init; }

        // Two rules are the same when their names are: delegates do not compare by meaning.
        public virtual bool Equals(VarianceInitializer? other) => other is not null && other.Name == Name;

        public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

        internal sealed override void Fill(Span<float> weights, int inputs, int outputs, int stride, Span<float> biases, ulong seed, int layer)
        {
            double deviation = Math.Sqrt(Variance(inputs, outputs));
            var stream = new RandomStream(seed, RandomPurpose.Initialization, (uint)layer, 0);
            for (int i = 0; i < inputs; i++)
            {
                for (int j = 0; j < outputs; j++)
                    weights[(i * stride) + j] = (float)(deviation * Draw(stream, ((long)i * outputs) + j));
            }

            stream = new RandomStream(seed, RandomPurpose.Initialization, (uint)layer, 1);
            for (int j = 0; j < biases.Length; j++)
                biases[j] = DrawsBiases ? (float)((BiasDeviation ?? deviation) * Draw(stream, j)) : 0;
        }

        /// <summary>A draw with mean 0 and variance 1.</summary>
        private double Draw(RandomStream stream, long index) => Draws == Distribution.Normal
            ? stream.Normal(index)
            : Math.Sqrt(3) * ((2 * stream.Uniform(index)) - 1);
    }

    /// <summary>Weights of size 1.</summary>
    private sealed record SignInitializer(string RuleName, bool DrawsSigns) : Initializer
    {
        public override string Name => RuleName;

        internal override void Fill(Span<float> weights, int inputs, int outputs, int stride, Span<float> biases, ulong seed, int layer)
        {
            var stream = new RandomStream(seed, RandomPurpose.Initialization, (uint)layer, 0);
            for (int i = 0; i < inputs; i++)
            {
                for (int j = 0; j < outputs; j++)
                    weights[(i * stride) + j] = DrawsSigns && stream.Uniform(((long)i * outputs) + j) < 0.5 ? -1 : 1;
            }

            biases.Clear();
        }
    }

    private sealed record AroundOneInitializer : Initializer
    {
        public const string BaseName = "around-one";

        public AroundOneInitializer(double deviation)
        {
            if (!(deviation > 0) || !double.IsFinite(deviation))
                throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "expected a finite number above 0");
            Deviation = deviation;
        }

        public override string Name => string.Create(CultureInfo.InvariantCulture, $"{BaseName}({Deviation})");

        private double Deviation { get; }

        internal override void Fill(Span<float> weights, int inputs, int outputs, int stride, Span<float> biases, ulong seed, int layer)
        {
            var stream = new RandomStream(seed, RandomPurpose.Initialization, (uint)layer, 0);
            for (int i = 0; i < inputs; i++)
            {
                for (int j = 0; j < outputs; j++)
                    weights[(i * stride) + j] = (float)(1 + (Deviation * stream.Normal(((long)i * outputs) + j)));
            }

            biases.Clear();
        }
    }

    private sealed record SampleNormalInitializer : VarianceInitializer
    {
        public const string BaseName = "sample-normal";

        public SampleNormalInitializer(int rows)
            : base(string.Create(CultureInfo.InvariantCulture, $"{BaseName}({rows})"), Distribution.Normal, (_, _) => 1.0 / rows)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
            DrawsBiases = true;
        }
    }

    /// <summary>Gram–Schmidt on normal draws, in double precision.</summary>
    private sealed record OrthogonalInitializer : Initializer
    {
        public override string Name => "orthogonal";

        internal override void Fill(Span<float> weights, int inputs, int outputs, int stride, Span<float> biases, ulong seed, int layer)
        {
            int vectors = Math.Min(inputs, outputs), length = Math.Max(inputs, outputs);
            var stream = new RandomStream(seed, RandomPurpose.Initialization, (uint)layer, 0);
            double[][] basis = new double[vectors][];
            for (int v = 0; v < vectors; v++)
            {
                basis[v] = new double[length];
                for (int i = 0; i < length; i++)
                    basis[v][i] = stream.Normal(((long)v * length) + i);

                // Twice, because one pass leaves a remainder when vectors are nearly parallel.
                for (int pass = 0; pass < 2; pass++)
                {
                    for (int u = 0; u < v; u++)
                        Subtract(basis[v], basis[u], Dot(basis[v], basis[u]));
                }

                double norm = Math.Sqrt(Dot(basis[v], basis[v]));
                for (int i = 0; i < length; i++)
                    basis[v][i] /= norm;
            }

            for (int i = 0; i < inputs; i++)
            {
                for (int j = 0; j < outputs; j++)
                    weights[(i * stride) + j] = (float)(inputs <= outputs ? basis[i][j] : basis[j][i]);
            }

            biases.Clear();
        }

        private static double Dot(double[] a, double[] b)
        {
            double sum = 0;
            for (int i = 0; i < a.Length; i++)
                sum += a[i] * b[i];
            return sum;
        }

        private static void Subtract(double[] a, double[] b, double factor)
        {
            for (int i = 0; i < a.Length; i++)
                a[i] -= factor * b[i];
        }
    }
}
