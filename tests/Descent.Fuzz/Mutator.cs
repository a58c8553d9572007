using System.Text;

namespace Descent.Fuzz;

/// <summary>
/// Damages valid inputs: single bits and bytes, and whole tokens (words, numbers, texts in quotes, brackets with all between),
/// which are removed, doubled, repeated, exchanged, or replaced by words of the syntax or by parts of another input.
/// A function of the seed.
/// </summary>
internal sealed class Mutator(int seed, string[] words)
{
    private const int LongestInput = 1 << 14;
    private const int MostRepeats = 80;

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "2", "3", "127", "255", "65536", "2147483647", "-2147483648", "4294967296", "9223372036854775808",
        "1e308", "1e309", "-1e39", "1e-400", "0.5", "1.0", "00", "1e", "536870912", "16777217",
    ];

    private readonly Random _random = new(seed);
    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];

    public byte[] Mutate(byte[] input, byte[] other)
    {
        byte[] result = input;
        for (int edits = 1 << _random.Next(4); edits > 0; edits--)
            result = Edit(result, other);
        return result.Length <= LongestInput ? result : result[..LongestInput];
    }

    private byte[] Edit(byte[] input, byte[] other)
    {
        if (input.Length == 0)
            return Word();
        (int start, int end) = Token(input);
        int at = _random.Next(input.Length), to = _random.Next(at, Math.Min(input.Length, at + 33));
        return _random.Next(14) switch
        {
            0 => Replace(input, at, at + 1, [(byte)(input[at] ^ (1 << _random.Next(8)))]),
            1 => Replace(input, at, at + 1, [(byte)_random.Next(256)]),
            2 => Replace(input, at, to, []),
            3 => Replace(input, at, at, input.AsSpan(at, to - at)),
            4 => input[..at],
            5 => Replace(input, start, end, []),
            6 => Replace(input, start, start, input.AsSpan(start, end - start)),
            7 => Replace(input, start, start, Repeat(input.AsSpan(start, end - start))),
            8 => Replace(input, start, end, Encoding.ASCII.GetBytes(Numbers[_random.Next(Numbers.Length)])),
            9 => Replace(input, start, end, Word()),
            10 => Replace(input, start, start, Word()),
            11 => Replace(input, start, end, Part(input)),
            12 => Replace(input, start, end, Part(other)),
            _ => [.. input[..at], .. other.AsSpan(Math.Min(at, other.Length))],
        };
    }

    private byte[] Word() => _words[_random.Next(_words.Length)];

    private byte[] Part(byte[] input)
    {
        if (input.Length == 0)
            return [];
        (int start, int end) = Token(input);
        return input[start..end];
    }

    private byte[] Repeat(ReadOnlySpan<byte> part)
    {
        int times = Math.Min(_random.Next(MostRepeats), LongestInput / (part.Length + 1));
        byte[] result = new byte[times * part.Length];
        for (int i = 0; i < times; i++)
            part.CopyTo(result.AsSpan(i * part.Length));
        return result;
    }

    private static byte[] Replace(byte[] input, int start, int end, ReadOnlySpan<byte> part) =>
        [.. input.AsSpan(0, start), .. part, .. input.AsSpan(end)];

    /// <summary>A part that means something, around a place chosen at random.</summary>
    private (int Start, int End) Token(byte[] input)
    {
        int at = _random.Next(input.Length);
        byte c = input[at];
        if (c is (byte)'[' or (byte)'{')
            return (at, Closing(input, at));
        if (c == '"')
        {
            int quote = input.AsSpan(at + 1).IndexOf((byte)'"');
            return (at, quote < 0 ? input.Length : at + quote + 2);
        }

        int start = at, end = at + 1;
        if (IsWord(c))
        {
            while (start > 0 && IsWord(input[start - 1]))
                start--;
            while (end < input.Length && IsWord(input[end]))
                end++;
        }

        return (start, end);
    }

    private static int Closing(byte[] input, int open)
    {
        int depth = 0;
        for (int i = open; i < input.Length; i++)
        {
            depth += input[i] is (byte)'[' or (byte)'{' ? 1 : input[i] is (byte)']' or (byte)'}' ? -1 : 0;
            if (depth == 0)
                return i + 1;
        }

        return input.Length;
    }

    private static bool IsWord(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'.' or (byte)'-' or (byte)'+' or (byte)'_' or >= 0x80;
}
