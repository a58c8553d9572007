using System.Runtime.InteropServices;

namespace Descent.Numerics;

/// <summary>Numbers as the bytes of our files and hashes: little-endian on every machine.</summary>
internal static class LittleEndian
{
    // A span of bytes ends at 2 GiB, which a span of numbers does not.
    private const int BlockElements = 1 << 16;

    /// <summary>Gives the bytes of the values to <paramref name="sink"/>, block by block.</summary>
    public static void Send<T>(ReadOnlySpan<T> values, Action<ReadOnlySpan<byte>> sink)
        where T : unmanaged
    {
        while (!values.IsEmpty)
        {
            ReadOnlySpan<T> block = values[..Math.Min(values.Length, BlockElements)];
            values = values[block.Length..];
            if (BitConverter.IsLittleEndian)
            {
                sink(MemoryMarshal.AsBytes(block));
                continue;
            }

            byte[] reversed = MemoryMarshal.AsBytes(block).ToArray();
            ReverseEach(reversed, reversed.Length / block.Length);
            sink(reversed);
        }
    }

    /// <summary>Fills the values from a stream, block by block, and returns how many it filled before the stream ended.</summary>
    public static int Receive<T>(Stream stream, Span<T> values)
        where T : unmanaged
    {
        int filled = 0;
        while (filled < values.Length)
        {
            Span<T> block = values.Slice(filled, Math.Min(values.Length - filled, BlockElements));
            Span<byte> bytes = MemoryMarshal.AsBytes(block);
            int size = bytes.Length / block.Length;
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (!BitConverter.IsLittleEndian)
                ReverseEach(bytes, size);
            filled += read / size;
            if (read < bytes.Length)
                break;
        }

        return filled;
    }

    /// <summary>Reverses the bytes of every element of <paramref name="size"/> bytes.</summary>
    internal static void ReverseEach(Span<byte> bytes, int size)
    {
        for (; !bytes.IsEmpty; bytes = bytes[size..])
            bytes[..size].Reverse();
    }
}
