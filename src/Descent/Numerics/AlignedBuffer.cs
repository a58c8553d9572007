using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>
/// Zeroed floats that start on a cache line and never move. Large arrays start anywhere, and a register that straddles
/// two cache lines costs two reads.
/// </summary>
internal sealed class AlignedBuffer
{
    private const int Alignment = 64;

    private readonly float[] _storage;
    private readonly int _start;

    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _storage = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        _start = StartOfLine(_storage);
    }

    public int Length { get; }

    public Span<float> Span => _storage.AsSpan(_start, Length);

    public Memory<float> Memory => _storage.AsMemory(_start, Length);

    private static unsafe int StartOfLine(float[] pinned)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref pinned[0]);
        nuint beyond = address % Alignment;
        return beyond == 0 ? 0 : (int)((Alignment - beyond) / sizeof(float));
    }
}
