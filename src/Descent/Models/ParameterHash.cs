using System.Security.Cryptography;

namespace Descent.Models;

/// <summary>
/// The SHA-256 of numbers as little-endian float32 bytes, over as many spans as there are: what identifies the
/// parameters of a network on every machine. Padding between rows is left out by not appending it.
/// </summary>
internal sealed class ParameterHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Append(ReadOnlySpan<float> values) => LittleEndian.Send(values, _hash.AppendData);

    /// <summary>The hash of everything since the start or the last call: 64 hexadecimal digits, lower case.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
