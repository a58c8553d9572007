using System.Diagnostics;
using System.Text;
using Descent.Models;
using Xunit;

namespace Descent.Tests.Models;

/// <summary>Whatever the bytes are, reading ends soon, in little memory, with a file or a <see cref="ModelFileException"/>.</summary>
public class HostileTensorFileTests
{
    private const string Name = "evil.safetensors";

    // What reading a file of a few hundred bytes may allocate. A buffer of the size that such a file claims is far larger.
    private const long SmallMemory = 256 << 10;

    public static TheoryData<string> Names => [.. HostileFiles.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_file_is_refused_in_one_line_that_says_where_and_why(string name)
    {
        (byte[] bytes, string expected) = HostileFiles.All[name];
        ModelFileException refusal = Assert.Throws<ModelFileException>(() => Safetensors.Read(new MemoryStream(bytes), Name));
        Assert.StartsWith($"{Name}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("write it again or copy it anew", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
        Assert.InRange(refusal.Message.Length, 1, 600);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_file_is_refused_without_memory_or_time_for_what_it_claims(string name)
    {
        byte[] bytes = HostileFiles.All[name].Bytes;
        long limit = SmallMemory + (30L * bytes.Length);
        foreach (Stream stream in new Stream[] { new MemoryStream(bytes), new OneWayStream(bytes) })
        {
            (ModelFileException? refusal, long allocated, TimeSpan time) = Attempt(stream, out _);
            Assert.NotNull(refusal);
            Assert.InRange(allocated, 0, limit);
            Assert.InRange(time.TotalSeconds, 0, 5);
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] whole = SmallFile();
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            Assert.NotNull(Attempt(new MemoryStream(cut), out _).Refusal);
            Assert.NotNull(Attempt(new OneWayStream(cut), out _).Refusal);
        }

        Assert.Null(Attempt(new MemoryStream(whole), out _).Refusal);
        Assert.Null(Attempt(new OneWayStream(whole), out _).Refusal);
    }

    [Fact]
    public void A_file_with_any_bit_flipped_is_read_or_refused()
    {
        byte[] bytes = SmallFile();
        int dataStart = 8 + (int)BitConverter.ToUInt64(bytes);
        int read = 0;
        int refused = 0;
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            bool isRead = ReadsOrRefuses(bytes);
            if (bit / 8 >= dataStart)
                Assert.True(isRead, $"bit {bit} is data");
            if (isRead)
                read++;
            else
                refused++;
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        // Data, letters of names and texts: no format notices those. Nearly everything else must be noticed.
        Assert.InRange(refused, 4 * dataStart, 8 * dataStart);
        Assert.InRange(read, 8 * (bytes.Length - dataStart), 8 * bytes.Length);
    }

    [Fact]
    public void A_file_with_a_mutated_header_is_read_or_refused()
    {
        Random random = new(20260);
        byte[] whole = SmallFile();
        int read = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] mutated = HeaderMutation.Of(whole, random);
            if (ReadsOrRefuses(mutated))
                read++;
        }

        Assert.InRange(read, 100, 10_000);
    }

    [Fact]
    public void Random_bytes_are_refused()
    {
        Random random = new(20261);
        for (int round = 0; round < 2_000; round++)
        {
            byte[] noise = new byte[random.Next(64)];
            random.NextBytes(noise);
            Assert.False(ReadsOrRefuses(noise));
        }
    }

    [Fact]
    public void A_stream_without_length_is_refused_for_what_follows_the_data()
    {
        byte[] bytes = RawFile.Of("{}", 1);
        ModelFileException refusal = Assert.Throws<ModelFileException>(() => Safetensors.Read(new OneWayStream(bytes)));
        Assert.Contains("model: data: found more than 0 bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_ends_before_its_length_is_refused()
    {
        using MemoryStream shrinking = new LyingStream(SmallFile()[..^1]);
        ModelFileException refusal = Assert.Throws<ModelFileException>(() => Safetensors.Read(shrinking));
        Assert.Contains("found the end of the file after 2 of 3 elements", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Whether the file was read. If so it must also be consistent: what was read writes and reads again.</summary>
    private static bool ReadsOrRefuses(byte[] bytes)
    {
        (ModelFileException? refusal, long allocated, TimeSpan time) = Attempt(new MemoryStream(bytes), out TensorFile? file);
        Assert.InRange(allocated, 0, SmallMemory);
        Assert.InRange(time.TotalSeconds, 0, 5);
        if (refusal is not null)
        {
            Assert.DoesNotContain(refusal.Message, char.IsControl);
            return false;
        }

        using MemoryStream copy = new();
        Safetensors.Write(copy, file!);
        copy.Position = 0;
        Assert.Equal(file!.Tensors.Select(tensor => tensor.Name), Safetensors.Read(copy).Tensors.Select(tensor => tensor.Name));
        return true;
    }

    private static (ModelFileException? Refusal, long Allocated, TimeSpan Time) Attempt(Stream stream, out TensorFile? file)
    {
        long start = Stopwatch.GetTimestamp();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ModelFileException? refusal = null;
        file = null;
        try
        {
            file = Safetensors.Read(stream, Name);
        }
        catch (ModelFileException error)
        {
            refusal = error;
        }

        return (refusal, GC.GetAllocatedBytesForCurrentThread() - before, Stopwatch.GetElapsedTime(start));
    }

    private static byte[] SmallFile() => RawFile.Of(
        Encoding.ASCII.GetBytes("""{"__metadata__":{"descent":"{\"a\":[1,2]}"},"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]},"b":{"dtype":"F32","shape":[3],"data_offsets":[16,28]}}   """),
        [1, 0, 0, 0, 0, 0, 0, 0, .. RawFile.Floats(1, 2, 3, 4, 5)]);

    private sealed class LyingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override long Length => base.Length + 1;
    }
}
