using System.Security.Cryptography;
using Descent.Models;
using Xunit;

namespace Descent.Tests.Models;

public class ParameterHashTests
{
    [Fact]
    public void The_hash_is_that_of_the_little_endian_bytes()
    {
        // sha256 of 00 00 80 3f 00 00 00 c0, by coreutils: printf '\x00\x00\x80\x3f\x00\x00\x00\xc0' | sha256sum
        using ParameterHash hash = new();
        hash.Append([1f, -2f]);
        Assert.Equal("ee4ac73c2bd27756ab82780f27c73a7bc4d3f0bb6acb37e008bc27eccd7e588b", hash.Finish());
    }

    [Fact]
    public void Where_the_spans_are_cut_does_not_matter()
    {
        float[] values = [.. Enumerable.Range(0, 140_000).Select(i => MathF.ScaleB(i, -7))];
        string expected = Convert.ToHexStringLower(SHA256.HashData(RawFile.Floats(values)));
        using ParameterHash hash = new();
        foreach (int cut in new[] { 0, 1, 70_000, values.Length })
        {
            hash.Append(values.AsSpan(0, cut));
            hash.Append(values.AsSpan(cut));
            Assert.Equal(expected, hash.Finish());
        }
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
