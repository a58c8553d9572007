using System.Security.Cryptography;
using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public class LittleEndianTests
{
    [Fact]
    public void Floats_are_sent_with_their_lowest_byte_first()
    {
        List<byte> bytes = [];
        LittleEndian.Send<float>([1f, -2f], block => bytes.AddRange(block));
        Assert.Equal([0x00, 0x00, 0x80, 0x3f, 0x00, 0x00, 0x00, 0xc0], bytes);
    }

    [Fact]
    public void Long_spans_are_sent_whole_in_blocks()
    {
        float[] values = [.. Enumerable.Range(0, 140_000).Select(i => MathF.ScaleB(i, -7))];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int blocks = 0;
        LittleEndian.Send<float>(values, block =>
        {
            blocks++;
            hash.AppendData(block);
        });
        byte[] expected = SHA256.HashData([.. values.SelectMany(BitConverter.GetBytes)]);
        Assert.Equal(expected, hash.GetHashAndReset());
        Assert.True(blocks > 1);
    }

    [Theory]
    [InlineData(4, new byte[] { 4, 3, 2, 1, 8, 7, 6, 5 })]
    [InlineData(8, new byte[] { 8, 7, 6, 5, 4, 3, 2, 1 })]
    public void On_a_big_endian_machine_every_element_is_reversed(int size, byte[] expected)
    {
        byte[] bytes = [1, 2, 3, 4, 5, 6, 7, 8];
        LittleEndian.ReverseEach(bytes, size);
        Assert.Equal(expected, bytes);
    }
}
