using System.Security.Cryptography;
using System.Text;

namespace Descent.Models;

/// <summary>
/// The SHA-256 of a file that is in the file: 64 hexadecimal digits at a fixed place, the first text of the metadata. It is
/// that of the file with 64 zeros there.
/// </summary>
internal static class ContentChecksum
{
    /// <summary>Its name in the metadata; it must sort before all others.</summary>
    public const string Key = "checksum";

    private const int Digits = 64;
    private const int BlockLength = 1 << 16;

    /// <summary>Where it begins, behind the length of the header.</summary>
    public static int Position { get; } = sizeof(ulong) + Encoding.UTF8.GetByteCount($"{{\"{Safetensors.MetadataKey}\":{{\"{Key}\":\"");

    /// <summary>What stands there while it is computed.</summary>
    public static string Blank { get; } = new('0', Digits);

    /// <summary>The checksum of what is written.</summary>
    public static string Of(Action<Stream> write)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        write(new HashStream(hash));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Compares the checksum in a file with its content, and goes back to the beginning.</summary>
    /// <exception cref="ModelFileException">They differ, or there is none.</exception>
    public static void Verify(Stream file, string source)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[BlockLength];
        int read = file.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        if (read < Position + Digits)
            throw Damaged(source, $"a file of {read} bytes", "a checkpoint");
        Span<byte> digits = block.AsSpan(Position, Digits);
        string kept = Encoding.ASCII.GetString(digits);
        digits.Fill((byte)'0');
        for (; read > 0; read = file.Read(block))
            hash.AppendData(block, 0, read);
        string found = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (found != kept)
            throw Damaged(source, found, Excerpt.Of(kept, Digits));
        file.Position = 0;
    }

    private static ModelFileException Damaged(string source, string found, string expected) =>
        ModelFileException.At(source, "checksum", found, expected, "the file is damaged: restore a copy or remove it");
}
