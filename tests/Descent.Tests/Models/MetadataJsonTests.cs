using Descent.Models;
using Xunit;

namespace Descent.Tests.Models;

public class MetadataJsonTests
{
    private static readonly MetadataContext Context = new("my.safetensors", "description", "write the file again");

    private enum Reduction
    {
        Mean,
        Sum,
    }

    private sealed record Layer(int Units, string Activation, float? Rate);

    private sealed record Description(string Name, long Seed, double Scale, bool Bias, Reduction Reduction, Layer[] Layers, double[] Means);

    private const string Valid = """
        {
          "name": "é \"q\"", "seed": -9223372036854775808, "scale": 1e-300, "bias": true, "reduction": "sum",
          "layers": [{"units": 1, "activation": "tanh"}, {"rate": 0.1, "activation": "relu", "units": 1048576}],
          "means": [0, -0.5, 1.7976931348623157e308]
        }
        """;

    [Fact]
    public void A_document_is_read_as_it_is_described()
    {
        Description read = ReadDescription(Valid);
        Assert.Equal("é \"q\"", read.Name);
        Assert.Equal(long.MinValue, read.Seed);
        Assert.Equal(1e-300, read.Scale);
        Assert.True(read.Bias);
        Assert.Equal(Reduction.Sum, read.Reduction);
        Assert.Equal([new Layer(1, "tanh", null), new Layer(1 << 20, "relu", 0.1f)], read.Layers);
        Assert.Equal([0, -0.5, double.MaxValue], read.Means);
    }

    [Theory]
    // Missing, unknown, twice.
    [InlineData("\"bias\": true,", "", "description: found no 'bias', expected that property; write the file again")]
    [InlineData("{\"units\": 1,", "{", "description: layers[0]: found no 'units', expected that property")]
    [InlineData("\"bias\"", "\"extra\": 1, \"bias\"", "description: found the unknown property 'extra', expected only name, seed, scale, bias, reduction, layers, means")]
    [InlineData("\"rate\"", "\"Rate\"", "layers[1]: found the unknown property 'Rate', expected only units, activation, rate")]
    [InlineData("\"rate\": 0.1", "\"rate\": 0.1, \"rate\": 0.1", "layers[1]: found 'rate' twice, expected every name once")]
    [InlineData("\"bias\"", "\"n\\u0061me\": \"again\", \"bias\"", "description: found 'name' twice")]
    // Texts.
    [InlineData("\"é \\\"q\\\"\"", "1", "description: name: found 1, expected a text")]
    [InlineData("\"é \\\"q\\\"\"", "null", "name: found null, expected a text")]
    [InlineData("\"é \\\"q\\\"\"", "\"0123456789012345678901\"", "name: found \"0123456789012345678901\", expected a text of at most 20 characters, not 22")]
    [InlineData("\"é \\\"q\\\"\"", "\"\\ud83d\"", "name: found \"\\ud83d\", expected a text in well-formed Unicode")]
    [InlineData("\"sum\"", "\"Sum\"", "reduction: found \"Sum\", expected one of mean, sum")]
    [InlineData("\"sum\"", "[]", "reduction: found an array of 0, expected one of mean, sum")]
    [InlineData("\"tanh\"", "\"tahn\"", "layers[0].activation: found \"tahn\", expected a text with a meaning here that can be used (there is no 'tahn')")]
    // Numbers.
    [InlineData("1048576", "1048577", "layers[1].units: found 1048577, expected a whole number from 1 to 1048576")]
    [InlineData("1048576", "0", "layers[1].units: found 0, expected a whole number from 1 to 1048576")]
    [InlineData("1048576", "4294967297", "layers[1].units: found 4294967297, expected a whole number")]
    [InlineData("1048576", "2.5", "layers[1].units: found 2.5, expected a whole number")]
    [InlineData("1048576", "1e3", "layers[1].units: found 1e3, expected a whole number")]
    [InlineData("1048576", "\"8\"", "layers[1].units: found \"8\", expected a whole number")]
    [InlineData("-9223372036854775808", "-9223372036854775809", "seed: found -9223372036854775809, expected a whole number from -9223372036854775808 to 9223372036854775807")]
    [InlineData("1e-300", "1e400", "scale: found 1e400, expected a finite number")]
    [InlineData("1e-300", "\"NaN\"", "scale: found \"NaN\", expected a finite number")]
    [InlineData("0.1", "1.5", "layers[1].rate: found 1.5, expected a number from 0 to 1")]
    [InlineData("0.1", "1e39", "layers[1].rate: found 1e39, expected a number from 0 to 1")]
    [InlineData("true", "1", "bias: found 1, expected true or false")]
    // Arrays and objects.
    [InlineData("[0, -0.5, 1.7976931348623157e308]", "[0, 1]", "means: found an array of 2, expected an array of 3")]
    [InlineData("-0.5", "\"x\"", "means[1]: found \"x\", expected a finite number")]
    [InlineData("{\"units\": 1, \"activation\": \"tanh\"}", "7", "layers[0]: found 7, expected an object")]
    [InlineData("[{\"units\": 1, \"activation\": \"tanh\"}, {\"rate\": 0.1, \"activation\": \"relu\", \"units\": 1048576}]", "[]", "layers: found an array of 0, expected an array of 1 to 5")]
    // A refusal by what is constructed.
    [InlineData("\"units\": 1,", "\"units\": 13,", "layers[0]: found an object, expected an object that can be used (13 units bring bad luck")]
    public void What_is_wrong_is_named_with_its_path_and_what_was_expected(string part, string replacement, string expected)
    {
        Assert.Contains(part, Valid, StringComparison.Ordinal);
        string message = Refusal(Valid.Replace(part, replacement, StringComparison.Ordinal));
        Assert.StartsWith("my.safetensors: description: ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.EndsWith("; write the file again", message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Theory]
    [InlineData("", "found no valid JSON")]
    [InlineData("{", "found no valid JSON")]
    [InlineData("[]", "description: found an array of 0, expected an object")]
    [InlineData("null", "description: found null, expected an object")]
    [InlineData("{} {}", "found no valid JSON")]
    [InlineData("{\"name\": NaN}", "found no valid JSON")]
    public void A_document_that_is_no_object_is_refused(string json, string expected) =>
        Assert.Contains(expected, Refusal(json), StringComparison.Ordinal);

    [Fact]
    public void Nesting_beyond_the_limit_is_refused_without_recursion()
    {
        string json = string.Concat(Enumerable.Repeat("{\"a\":", 1_000_000));
        Assert.Contains("maximum configured depth of 32", Refusal(json), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_value_is_cut_and_its_path_is_whole()
    {
        string message = Refusal(Valid.Replace("0.1", "\"" + new string('x', 100_000) + "\"", StringComparison.Ordinal));
        Assert.Contains("layers[1].rate: found \"xxxxx", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 50, 250);
    }

    [Fact]
    public void Names_that_are_data_are_listed_in_order_and_count_as_read_when_asked_for()
    {
        const string json = """{"log loss": 0.5, "accuracy": 1}""";
        Assert.Equal([("log loss", 0.5), ("accuracy", 1.0)], Read(json, o => o.Names.Select(name => (name, o[name].Double(0, 1))).ToArray()));
        ModelFileException refusal = Assert.Throws<ModelFileException>(() => Read("""{"log loss": 2}""", o => o.Names.Sum(name => o[name].Double(0, 1))));
        Assert.Contains("description: ['log loss']: found 2, expected a number from 0 to 1", refusal.Message, StringComparison.Ordinal);
        refusal = Assert.Throws<ModelFileException>(() => Read(json, o => o.Names.Count()));
        Assert.Contains("found the unknown property 'log loss', expected none", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_is_rounded_once_to_the_type_it_is_read_as()
    {
        // Just above the middle of two floats: by way of a double it would round to even, down.
        const string json = """{"x": 1.00000005960464477540}""";
        Assert.Equal(1.0000001f, Read(json, o => o["x"].Single()));
        Assert.Equal(1.0f, (float)Read(json, o => o["x"].Double()));
    }

    [Fact]
    public void Other_errors_of_the_reading_code_are_not_dressed_up_as_errors_of_the_file() =>
        Assert.Throws<InvalidOperationException>(() => Read<int>("{}", _ => throw new InvalidOperationException()));

    private static Description ReadDescription(string json) => Read(json, document => new Description(
        document["name"].String(20),
        document["seed"].Int64(long.MinValue, long.MaxValue),
        document["scale"].Double(),
        document["bias"].Boolean(),
        document["reduction"].OneOf(("mean", Reduction.Mean), ("sum", Reduction.Sum)),
        document["layers"].Array(1, 5, layer => layer.Object(ReadLayer)),
        document["means"].Array(3, 3, mean => mean.Double())));

    private static Layer ReadLayer(MetadataObject layer)
    {
        int units = layer["units"].Int32(1, 1 << 20);
        string activation = layer["activation"].Parse(name => name is "tanh" or "relu" ? name : throw new FormatException($"there is no '{name}'"));
        float? rate = layer.Optional("rate")?.Single(0, 1);
        return units == 13
            ? throw new ArgumentOutOfRangeException(nameof(layer), units, "13 units bring bad luck")
            : new Layer(units, activation, rate);
    }

    private static T Read<T>(string json, Func<MetadataObject, T> read) => MetadataJson.Read(json, Context, read);

    private static string Refusal(string json) => Assert.Throws<ModelFileException>(() => ReadDescription(json)).Message;
}
