using System.Diagnostics;

namespace Descent.Fuzz;

/// <summary>A reader with what it may do with bytes that nobody vouches for.</summary>
/// <param name="Name">Also the folder of its corpus.</param>
/// <param name="Refusal">The one exception that it may throw.</param>
/// <param name="Read">Reads the bytes, and throws <see cref="FindingException"/> where what it accepts breaks a promise.</param>
/// <param name="Words">What the syntax is made of, for mutations.</param>
/// <param name="BytesAllowed">Memory that it may take whatever the input.</param>
/// <param name="BytesPerByte">Memory that it may take for each byte of the input besides.</param>
internal sealed record FuzzTarget(
    string Name, Type Refusal, Action<byte[]> Read, string[] Words, long BytesAllowed = 1 << 20, long BytesPerByte = 4096)
{
    private const int LongestMessage = 4000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public override string ToString() => Name;

    /// <summary>Reads an input and holds the reader to its promises.</summary>
    /// <returns>Whether the reader accepted it.</returns>
    /// <exception cref="FindingException">It broke one.</exception>
    public bool Try(byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        bool isAccepted = IsAccepted(input);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        if (bytes > BytesAllowed + (BytesPerByte * input.Length))
            throw new FindingException($"took {bytes} bytes of memory for an input of {input.Length}");
        if (time > Patience)
            throw new FindingException($"took {time.TotalSeconds:F1} s for an input of {input.Length} bytes");
        return isAccepted;
    }

    private bool IsAccepted(byte[] input)
    {
        try
        {
            Read(input);
            return true;
        }
        catch (Exception error) when (error.GetType() == Refusal)
        {
            if (error.Message.Length is 0 or > LongestMessage)
                throw new FindingException($"a message of {error.Message.Length} characters");
            if (error.Message.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
                throw new FindingException($"a message that is not one line of text: {error.Message}");
            return false;
        }
        catch (Exception error) when (error is not FindingException)
        {
            throw new FindingException($"threw {error.GetType().Name}: {error.Message}", error);
        }
    }
}
