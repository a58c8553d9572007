using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Descent.Fuzz;

/// <summary>
/// Which branches an execution took, how often, in the map that SharpFuzz's instrumentation counts in. Without
/// instrumentation the map stays empty and every input looks alike.
/// </summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    private static readonly byte* Map = (byte*)NativeMemory.AlignedAlloc(Size, 64);

    private readonly byte[] _seen = new byte[Size];

    /// <summary>How many branches have been seen.</summary>
    public int Branches { get; private set; }

    /// <summary>Gives instrumented code somewhere to count; before that it must not run.</summary>
    public static void Prepare() => Trace.SharedMem = Map;

    /// <summary>Forgets the execution before.</summary>
    public static void Begin()
    {
        new Span<byte>(Map, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether the execution took a branch that none has taken before, or another number of times: once, twice, up to 4, 8, 16, ….</summary>
    public bool IsNew()
    {
        bool isNew = false;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(new ReadOnlySpan<byte>(Map, Size));
        for (int word = words.IndexOfAnyExcept(0UL); word < words.Length; word++)
        {
            if (word < 0)
                break;
            if (words[word] == 0)
                continue;
            for (int i = word * sizeof(ulong); i < (word + 1) * sizeof(ulong); i++)
            {
                if (Map[i] == 0)
                    continue;
                byte times = (byte)(1 << int.Log2(Map[i]));
                if ((_seen[i] & times) != 0)
                    continue;
                if (_seen[i] == 0)
                    Branches++;
                _seen[i] |= times;
                isNew = true;
            }
        }

        return isNew;
    }
}
