namespace Descent.Numerics;

/// <summary>
/// Random numbers as functions of (seed, purpose, a, b, index), with no state: the same whatever was drawn before, and
/// on whichever thread.
/// </summary>
/// <remarks>
/// The seed is the key of <see cref="Philox"/>; the counter holds the number of the block of four words, the purpose,
/// and <paramref name="a"/> and <paramref name="b"/>, usually the epoch and the step, or the layer. The kinds of draws share the
/// words, so take one kind only from a stream and another pair (a, b) for the next.
/// </remarks>
/// <param name="seed">The user's seed.</param>
/// <param name="purpose">What the numbers are for.</param>
/// <param name="a">The first coordinate: an epoch, a layer.</param>
/// <param name="b">The second coordinate: a step.</param>
internal readonly partial struct RandomStream(ulong seed, RandomPurpose purpose, uint a = 0, uint b = 0)
{
    /// <summary>32 random bits; indices from 0 to 2⁵⁷.</summary>
    public uint UInt32(long index)
    {
        (uint w0, uint w1, uint w2, uint w3) = Block(index >> 2);
        return (index & 3) switch { 0 => w0, 1 => w1, 2 => w2, _ => w3 };
    }

    /// <summary>Uniform in [0, 1): a multiple of 2⁻⁵³.</summary>
    public double Uniform(long index)
    {
        (uint w0, uint w1, uint w2, uint w3) = Block(index >> 1);
        return (index & 1) == 0 ? Uniform(w0, w1) : Uniform(w2, w3);
    }

    /// <summary>Normal with mean 0 and variance 1, by the method of Box and Muller (1958); magnitudes up to 8.57.</summary>
    public double Normal(long index)
    {
        (double cosine, double sine) = NormalPair(index >> 1);
        return (index & 1) == 0 ? cosine : sine;
    }

    /// <summary>Brings the items into random order, every order equally likely (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        Words words = new(this);
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = (int)words.Below((uint)i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Draws as many of the items as there are, each time from all of them, and counts how often each was drawn.</summary>
    /// <param name="counts">One for each item, overwritten; their sum is their number.</param>
    public void CountDraws(Span<int> counts)
    {
        Words words = new(this);
        counts.Clear();
        for (int i = 0; i < counts.Length; i++)
            counts[(int)words.Below((uint)counts.Length)]++;
    }

    private static double Uniform(uint high, uint low) => (((ulong)high << 32 | low) >> 11) * (1.0 / (1L << 53));

    private (double Cosine, double Sine) NormalPair(long pair)
    {
        (uint w0, uint w1, uint w2, uint w3) = Block(pair);
        double radius = Math.Sqrt(-2 * ScalarMath.Log(1 - Uniform(w0, w1)));
        double turns = Uniform(w2, w3);
        return (radius * ScalarMath.CosTurns(turns), radius * ScalarMath.SinTurns(turns));
    }

    private (uint W0, uint W1, uint W2, uint W3) Block(long block)
    {
        uint c0 = (uint)block, c1 = SecondWord(block), c2 = a, c3 = b;
        Philox.Block(seed, ref c0, ref c1, ref c2, ref c3);
        return (c0, c1, c2, c3);
    }

    private uint SecondWord(long block) => (uint)purpose << 24 | (uint)(block >> 32) & 0xFFFFFF;

    /// <summary>The words of a stream one after the other.</summary>
    private struct Words(RandomStream stream)
    {
        private (uint W0, uint W1, uint W2, uint W3) _block;
        private long _index;

        /// <summary>A whole number in [0, bound), all equally likely: Lemire 2019, <em>Fast random integer generation in an interval</em>.</summary>
        public uint Below(uint bound)
        {
            ulong product = (ulong)Next() * bound;
            if ((uint)product < bound)
            {
                // Of 2³² words, 2³² mod bound too many would fall on some of the numbers.
                uint excess = (0 - bound) % bound;
                while ((uint)product < excess)
                    product = (ulong)Next() * bound;
            }

            return (uint)(product >> 32);
        }

        private uint Next()
        {
            int word = (int)(_index & 3);
            if (word == 0)
                _block = stream.Block(_index >> 2);
            _index++;
            return word switch { 0 => _block.W0, 1 => _block.W1, 2 => _block.W2, _ => _block.W3 };
        }
    }
}
