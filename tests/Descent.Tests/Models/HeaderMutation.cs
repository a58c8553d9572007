using System.Buffers.Binary;
using System.Text;

namespace Descent.Tests.Models;

/// <summary>Changes the header of a tensor file at random: bytes, and pieces of JSON that mean something to a reader.</summary>
internal static class HeaderMutation
{
    private static readonly byte[][] Pieces = [.. new[]
    {
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "0", "-", "1", "9999999999", "18446744073709551616", "1e999",
        "-1", "null", "true", "NaN", "F64", "I64", "\"w\":", "\"dtype\":\"F32\"", "\"shape\":[0]", "\"data_offsets\":[0,0]", "[[[[", " ", "\n", "\0",
    }.Select(Encoding.ASCII.GetBytes)];

    /// <summary>One to three changes; the length of the header is put right again in nine of ten.</summary>
    public static byte[] Of(byte[] file, Random random)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        List<byte> header = [.. file.AsSpan(8, length)];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
            Change(header, random);
        ulong newLength = random.Next(10) > 0 ? (ulong)header.Count : (ulong)random.NextInt64() >> random.Next(63);
        return [.. RawFile.Length(newLength), .. header, .. file.AsSpan(8 + length)];
    }

    private static void Change(List<byte> header, Random random)
    {
        int at = random.Next(header.Count);
        int span = Math.Min(random.Next(1, 12), header.Count - at);
        switch (random.Next(6))
        {
            case 0:
                header[at] = (byte)random.Next(256);
                break;
            case 1:
                header.RemoveRange(at, Math.Min(span, header.Count - 12));
                break;
            case 2:
                header.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                break;
            case 3:
                header.InsertRange(random.Next(header.Count), header.GetRange(at, span));
                break;
            case 4:
                int digit = header.FindIndex(at, b => b is >= (byte)'0' and <= (byte)'9');
                if (digit >= 0)
                    header[digit] = (byte)('0' + random.Next(10));
                break;
            default:
                byte[] piece = Pieces[random.Next(Pieces.Length)];
                header.RemoveRange(at, Math.Min(Math.Min(piece.Length, header.Count - at), header.Count - 12));
                header.InsertRange(at, piece);
                break;
        }
    }
}
