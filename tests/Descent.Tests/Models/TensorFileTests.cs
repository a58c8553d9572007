using System.Text;
using System.Text.Json;
using CsCheck;
using Descent.Models;
using Xunit;

namespace Descent.Tests.Models;

public class TensorFileTests
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    // Typed by hand from the format's description: the header, and the floats 1, −2, ½, +∞, NaN, −0.
    private const string HandHeader = """{"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}       """;

    private static readonly byte[] HandData =
    [
        0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x00, 0x00, 0x3F,
        0x00, 0x00, 0x80, 0x7F, 0x00, 0x00, 0xC0, 0x7F, 0x00, 0x00, 0x00, 0x80,
    ];

    [Fact]
    public void A_file_typed_by_hand_is_read()
    {
        TensorFile file = Read(RawFile.Of(Encoding.ASCII.GetBytes(HandHeader), HandData));
        NamedTensor<float> tensor = file.Get<float>("w", 2, 3);
        Assert.Equal([0x3F800000u, 0xC0000000, 0x3F000000, 0x7F800000, 0x7FC00000, 0x80000000], tensor.ToArray().Select(BitConverter.SingleToUInt32Bits));
        Assert.Equal(BitConverter.Int32BitsToSingle(0x7F800000), tensor.Row(1)[0]);
        Assert.Single(file.Tensors);
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void The_writer_makes_the_bytes_typed_by_hand()
    {
        float[] values = [1, -2, 0.5f, float.PositiveInfinity, BitConverter.UInt32BitsToSingle(0x7FC00000), -0f];
        byte[] written = Write(new TensorFile([new NamedTensor<float>("w", [2, 3], values)], NoMetadata));
        Assert.Equal(RawFile.Of(Encoding.ASCII.GetBytes(HandHeader), HandData), written);
    }

    [Fact]
    public void All_types_and_texts_are_read_in_any_order_of_the_header_with_any_white_space()
    {
        const string header = """
            { "b" : {"shape": [], "data_offsets": [16, 20], "dtype": "F32"},
              "n" : {"dtype": "I64", "data_offsets": [8, 16], "shape": [1, 1]},
              "__metadata__": {"k\u0065y": "two\nlines \u00e9", "empty": ""},
              "x" : {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]},
              "none": {"dtype": "F32", "shape": [3, 0, 5], "data_offsets": [8, 8]} }
            """;
        byte[] data = [0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x80, 0x3F];
        foreach (TensorFile file in ReadBothWays(RawFile.Of(Encoding.UTF8.GetBytes(header), data)))
        {
            Assert.Equal(1.5, file.Get<double>("x", 1).ToArray()[0]);
            Assert.Equal(-2L, file.Get<long>("n", 1, 1).ToArray()[0]);
            Assert.Equal(1f, file.Get<float>("b").ToArray()[0]);
            Assert.Empty(file.Get<float>("none", 3, 0, 5).ToArray());
            Assert.Equal(["x", "n", "none", "b"], file.Tensors.Select(tensor => tensor.Name));
            Assert.Equal("two\nlines é", file.Metadata["key"]);
            Assert.Equal("", file.Metadata["empty"]);
        }
    }

    [Fact]
    public void The_smallest_file_holds_nothing()
    {
        foreach (TensorFile file in ReadBothWays(RawFile.Of("{}")))
        {
            Assert.Empty(file.Tensors);
            Assert.Empty(file.Metadata);
        }
    }

    [Fact]
    public void What_is_written_is_read_again_and_writes_the_same_bytes() => Contents.SampleSeeded(300, file =>
    {
        byte[] bytes = Write(file);
        foreach (TensorFile read in ReadBothWays(bytes))
        {
            Assert.Equal(file.Metadata, read.Metadata);
            Assert.Equal(file.Tensors.Select(tensor => (tensor.Name, Text: tensor.ToString())), read.Tensors.Select(tensor => (tensor.Name, Text: tensor.ToString())));
            Assert.Equal(file.Tensors.Select(Bytes), read.Tensors.Select(Bytes));
            Assert.Equal(bytes, Write(read));
        }
    });

    [Fact]
    public void Every_tensor_is_aligned_to_its_element_and_the_data_to_eight_bytes() => Contents.SampleSeeded(100, file =>
    {
        byte[] bytes = Write(file);
        int header = checked((int)BitConverter.ToUInt64(bytes));
        Assert.Equal(0, header % 8);
        using JsonDocument json = JsonDocument.Parse(bytes.AsMemory(8, header));
        foreach (JsonProperty entry in json.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
        {
            int size = entry.Value.GetProperty("dtype").GetString() == "F32" ? 4 : 8;
            Assert.Equal(0, entry.Value.GetProperty("data_offsets")[0].GetInt64() % size);
        }
    });

    [Fact]
    public void The_order_in_which_texts_are_given_does_not_change_the_bytes()
    {
        byte[] one = Write(new TensorFile([], new Dictionary<string, string> { ["b"] = "1", ["a"] = "2", ["Z"] = "3" }));
        byte[] other = Write(new TensorFile([], new Dictionary<string, string> { ["Z"] = "3", ["a"] = "2", ["b"] = "1" }));
        Assert.Equal(one, other);
        Assert.StartsWith("""{"__metadata__":{"Z":"3","a":"2","b":"1"}}""", Encoding.UTF8.GetString(one.AsSpan(8)), StringComparison.Ordinal);
    }

    [Fact]
    public void Padding_between_rows_is_not_written_and_can_be_put_back()
    {
        float[] padded = [1, 2, 3, 99, 99, 4, 5, 6];
        byte[] fromPadded = Write(new TensorFile([new NamedTensor<float>("w", [2, 3], padded, rowStride: 5)], NoMetadata));
        Assert.Equal(RawFile.Floats(1, 2, 3, 4, 5, 6), fromPadded[^24..]);

        float[] again = [0, 0, 0, 7, 7, 0, 0, 0, 7, 7];
        Read(fromPadded).Get<float>("w", 2, 3).CopyTo(again, rowStride: 5);
        Assert.Equal([1f, 2, 3, 7, 7, 4, 5, 6, 7, 7], again);
    }

    [Fact]
    public void A_tensor_larger_than_a_block_arrives_whole()
    {
        float[] values = [.. Enumerable.Range(0, 150_001).Select(i => i * 0.25f)];
        byte[] bytes = Write(new TensorFile([new NamedTensor<float>("w", [values.Length], values)], NoMetadata));
        foreach (TensorFile file in ReadBothWays(bytes))
            Assert.Equal(values, file.Get<float>("w", values.Length).ToArray());
    }

    [Fact]
    public void Reading_starts_at_the_position_of_the_stream()
    {
        using MemoryStream stream = new([1, 2, 3, .. RawFile.Of("{}")]);
        stream.Position = 3;
        Assert.Empty(Safetensors.Read(stream).Tensors);
    }

    [Fact]
    public void A_tensor_that_is_missing_extra_or_of_another_shape_or_type_is_named()
    {
        TensorFile file = Read(RawFile.Of(Encoding.ASCII.GetBytes(HandHeader), HandData));
        AssertRefused("my.safetensors: tensor 'b': found none, expected F32 [3]; ", () => file.Get<float>("b", 3));
        AssertRefused("my.safetensors: tensor 'w': found F32 [2, 3], expected F32 [3, 2]; ", () => file.Get<float>("w", 3, 2));
        AssertRefused("my.safetensors: tensor 'w': found F32 [2, 3], expected F64 [2, 3]; ", () => file.Get<double>("w", 2, 3));
        AssertRefused("my.safetensors: tensors: found the unknown tensor 'w', ", () => file.RequireOnly(new HashSet<string> { "b" }));
        file.RequireOnly(new HashSet<string> { "w", "b" });
    }

    [Fact]
    public void A_path_without_a_readable_file_is_named()
    {
        string folder = Directory.CreateTempSubdirectory("descent-").FullName;
        try
        {
            string nothing = Path.Combine(folder, "none.safetensors");
            AssertRefused($"{nothing}: file: found nothing there, expected a model file; check the path", () => Safetensors.Read(nothing));
            AssertRefused($"{folder}: file: found a folder, ", () => Safetensors.Read(folder));
            AssertRefused("found nothing there", () => Safetensors.Read(Path.Combine(folder, "no", "folder")));

            File.WriteAllText(nothing, "x");
            AssertRefused($"{nothing}: start: found a file of 1 bytes, ", () => Safetensors.Read(nothing));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Content_that_the_format_cannot_hold_is_refused_when_it_is_made()
    {
        Assert.Throws<ArgumentException>(() => Tensor("", [1]));
        Assert.Throws<ArgumentException>(() => Tensor(new string('n', 257), [1]));
        Assert.Throws<ArgumentException>(() => Tensor("w", [2]));
        Assert.Throws<ArgumentException>(() => Tensor("w", [-1]));
        Assert.Throws<ArgumentException>(() => Tensor("w", [0, -1]));
        Assert.Throws<ArgumentException>(() => Tensor("w", [1, 1, 1, 1, 1, 1, 1, 1, 1]));
        Assert.Throws<ArgumentException>(() => Tensor("w", [int.MaxValue, int.MaxValue]));
        Assert.Throws<ArgumentException>(() => new NamedTensor<float>("w", [2, 3], new float[6], rowStride: 2));
        Assert.Throws<ArgumentException>(() => new NamedTensor<float>("w", [2, 3], new float[7], rowStride: 5));
        Assert.Throws<ArgumentException>(() => new TensorFile([Tensor("w", [1]), Tensor("w", [1])], NoMetadata));
        Assert.Throws<ArgumentException>(() => new TensorFile([Tensor("__metadata__", [1])], NoMetadata));
        Assert.Throws<ArgumentException>(() => new TensorFile([Tensor("\uD800", [1])], NoMetadata));
        Assert.Throws<ArgumentException>(() => new TensorFile([], new Dictionary<string, string> { ["k"] = "\uDC00" }));

        TensorFile large = new([], new Dictionary<string, string> { ["k"] = new string('x', Safetensors.MaxHeaderLength) });
        Assert.Contains("16777216", Assert.Throws<ArgumentException>(() => Write(large)).Message, StringComparison.Ordinal);

        static NamedTensor Tensor(string name, int[] shape) => new NamedTensor<float>(name, shape, new float[1]);
    }

    [Theory]
    [InlineData(new int[0], 1)]
    [InlineData(new[] { 2, 3, 4 }, 24)]
    [InlineData(new[] { int.MaxValue, 0, int.MaxValue }, 0)]
    [InlineData(new[] { 0, -1 }, null)]
    [InlineData(new[] { -1, -1 }, null)]
    [InlineData(new[] { 1 << 16, 1 << 16, 1 << 16, 1 << 16 }, null)]
    public void The_elements_of_a_shape_are_counted_without_overflow(int[] shape, int? expected) =>
        Assert.Equal(expected, NamedTensor.CountOf(shape));

    private static Gen<TensorFile> Contents
    {
        get
        {
            Gen<string> text = Gen.String.Select(s => new string([.. s.Where(c => !char.IsSurrogate(c))]));
            Gen<string> name = text.Select(s => "t" + s);
            Gen<NamedTensor> tensor =
                from n in name
                from shape in Gen.Int[0, 4].Array[0, 4]
                from kind in Gen.Int[0, 2]
                let count = shape.Aggregate(1, (product, dimension) => product * dimension)
                from bits in Gen.ULong.Array[count]
                select kind switch
                {
                    0 => new NamedTensor<float>(n, shape, bits.Select(b => BitConverter.UInt32BitsToSingle((uint)b)).ToArray()),
                    1 => new NamedTensor<double>(n, shape, bits.Select(BitConverter.UInt64BitsToDouble).ToArray()),
                    _ => (NamedTensor)new NamedTensor<long>(n, shape, bits.Select(b => (long)b).ToArray()),
                };
            return Gen.Select(
                tensor.Array[0, 6].Select(tensors => tensors.DistinctBy(t => t.Name)),
                Gen.Dictionary(text, text)[0, 4],
                (tensors, metadata) => new TensorFile(tensors, metadata));
        }
    }

    private static byte[] Bytes(NamedTensor tensor)
    {
        using MemoryStream stream = new();
        tensor.WriteTo(stream);
        return stream.ToArray();
    }

    private static byte[] Write(TensorFile file)
    {
        using MemoryStream stream = new();
        Safetensors.Write(stream, file);
        return stream.ToArray();
    }

    private static TensorFile Read(byte[] bytes) => Safetensors.Read(new MemoryStream(bytes), "my.safetensors");

    private static IEnumerable<TensorFile> ReadBothWays(byte[] bytes) => [Read(bytes), Safetensors.Read(new OneWayStream(bytes))];

    private static void AssertRefused(string fragment, Func<object> act) =>
        Assert.Contains(fragment, Assert.Throws<ModelFileException>(act).Message, StringComparison.Ordinal);

    private static void AssertRefused(string fragment, Action act) =>
        Assert.Contains(fragment, Assert.Throws<ModelFileException>(act).Message, StringComparison.Ordinal);
}
