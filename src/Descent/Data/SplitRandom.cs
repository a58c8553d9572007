namespace Descent.Data;

/// <summary>The one place where splits draw random numbers: a function of (seed, part) and nothing else.</summary>
internal static class SplitRandom
{
    /// <summary>Puts <paramref name="items"/> into a random order; every order is equally likely (Fisher and Yates).</summary>
    /// <param name="items">The items, reordered in place.</param>
    /// <param name="seed">The user's seed.</param>
    /// <param name="part">Which of the shuffles under this seed it is.</param>
    public static void Shuffle(Span<int> items, ulong seed, uint part)
    {
        ulong state = Mix(seed) + Mix(~(ulong)part);
        for (int i = items.Length - 1; i > 0; i--)
        {
            state += 0x9E3779B97F4A7C15;
            int j = (int)Math.BigMul(Mix(state), (ulong)i + 1, out _);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
