namespace Descent.Reference;

/// <summary>
/// How many gradients of a large network are compared, drawn at random: each gradient is cut into equal pieces, and one
/// element of each piece is taken. So no region is left out, and no pattern of rows and columns can hide.
/// </summary>
public sealed record GradientSample
{
    /// <summary>A sample.</summary>
    /// <param name="elements">How many elements, at least 1. Every gradient has its share of them, and one at least.</param>
    /// <param name="seed">The same seed takes the same elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 1.</exception>
    public GradientSample(long elements, int seed = 42)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elements, 1);
        Elements = elements;
        Seed = seed;
    }

    /// <summary>Every element.</summary>
    public static GradientSample All { get; } = new(long.MaxValue);

    /// <summary>How many elements.</summary>
    public long Elements { get; }

    /// <summary>Every element if that takes at most so many multiplications, else as many as these are enough for.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="multiplications">Some 10⁹ take about three seconds.</param>
    /// <param name="seed">The seed.</param>
    internal static GradientSample Affordable(ReferenceNetwork network, int rows, double multiplications, int seed)
    {
        // An element of a layer changes one output of it, one term of the sums above, and everything above those; there are
        // seven passes for each.
        double total = 0, above = 0, next = 0, beyond = 0;
        foreach (ReferenceLayer layer in network.Layers.Reverse())
        {
            total += layer.ParameterCount * 7.0 * rows * (layer.Inputs + next + (layer.Activation.IsElementwise ? beyond : above));
            (beyond, next) = (above, layer.Outputs);
            above += layer.Weights.Length + (layer.Biases?.Length ?? 0);
        }

        double inputs = (double)rows * network.Inputs;
        total += inputs * 7 * rows * above;
        double elements = network.ParameterCount + inputs;
        return total <= multiplications ? new(long.MaxValue, seed) : new((long)Math.Max(16, elements * (multiplications / total)), seed);
    }

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>The elements of the given gradient that are taken, in their order.</summary>
    internal IEnumerable<int> Of(int tensor, IReadOnlyList<GradientTensor> tensors)
    {
        int size = tensors[tensor].Elements;
        long total = tensors.Sum(other => (long)other.Elements);
        if (Elements >= total)
            return Enumerable.Range(0, size);

        long count = Math.Max(1, (long)((Int128)Elements * size / total));
        return Draw();

        IEnumerable<int> Draw()
        {
            for (long piece = 0; piece < count; piece++)
            {
                long first = piece * size / count;
                long next = (piece + 1) * size / count;
                yield return (int)(first + (long)(Hash(tensor, piece) % (ulong)(next - first)));
            }
        }
    }

    // SplitMix64 (Steele, Lea and Flood 2014): 64 bits that depend on all of seed, tensor and piece.
    private ulong Hash(int tensor, long piece)
    {
        return Mix(Mix(Mix((ulong)Seed) + (ulong)tensor) + (ulong)piece);

        static ulong Mix(ulong x)
        {
            x += 0x9E3779B97F4A7C15;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
