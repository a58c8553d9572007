using System.Text;

namespace Descent.Tests.Models;

/// <summary>Files that lie, and the words that the refusal must contain. Each stands for one thing to check.</summary>
internal static class HostileFiles
{
    private const string Float = "\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]";

    public static IReadOnlyDictionary<string, (byte[] Bytes, string Expected)> All { get; } = new Dictionary<string, (byte[] Bytes, string Expected)>
    {
        // The length of the header.
        ["empty file"] = ([], "start: found a file of 0 bytes, expected the length of the header in 8 bytes"),
        ["seven bytes"] = (new byte[7], "start: found a file of 7 bytes"),
        ["header of 2^64 - 1"] = ([.. RawFile.Length(ulong.MaxValue), .. "{}"u8], "length of the header: found 18446744073709551615, expected at most 16777216 bytes"),
        ["header of 2^63"] = ([.. RawFile.Length(1UL << 63), .. "{}"u8], "length of the header: found 9223372036854775808"),
        ["header of 2 GiB"] = ([.. RawFile.Length(1UL << 31), .. "{}"u8], "length of the header: found 2147483648, expected at most 16777216 bytes"),
        ["header just over the limit"] = ([.. RawFile.Length((16 << 20) + 1), .. "{}"u8], "length of the header: found 16777217, expected at most 16777216 bytes"),
        ["header of 16 MiB in a file of 10 bytes"] = ([.. RawFile.Length(16 << 20), .. "{}"u8], "length of the header: found 16777216, expected at most the 2 bytes that follow"),
        ["header one byte longer than the file"] = ([.. RawFile.Length(3), .. "{}"u8], "length of the header: found 3, expected at most the 2 bytes"),
        ["header of nothing"] = (RawFile.Of(""), "header: found nothing, expected an object"),

        // JSON.
        ["array"] = (RawFile.Of("[]"), "header: found '[]', expected an object that starts with '{'"),
        ["space before the header"] = (RawFile.Of(" {}"), "found ' {}', expected an object that starts"),
        ["byte order mark"] = (RawFile.Of("\uFEFF{}"), "expected an object that starts"),
        ["another format"] = (RawFile.Of("PK\u0003\u0004"), "header: found 'PK  ', "),
        ["cut JSON"] = (RawFile.Of("""{"w":{"dtype":"F3"""), "header: found no valid JSON"),
        ["text after the object"] = (RawFile.Of("{} x"), "'x' is invalid after a single JSON value"),
        ["padded with zeros"] = (RawFile.Of("{}\0\0"), "'0x00' is invalid after a single JSON value"),
        ["comment"] = (RawFile.Of("{/* */}"), "header: found no valid JSON"),
        ["trailing comma"] = (RawFile.Of("{\"w\":{" + Float + "},}", 4), "header: found no valid JSON"),
        ["NaN"] = (RawFile.Of("""{"w":NaN}"""), "header: found no valid JSON"),
        ["a hundred thousand brackets"] = (RawFile.Of("{\"w\":" + new string('[', 100_000)), "maximum configured depth of 32"),
        ["deep objects"] = (RawFile.Of(string.Concat(Enumerable.Repeat("{\"w\":", 50_000))), "maximum configured depth of 32"),
        ["name that is not UTF-8"] = (RawFile.Of([.. "{\""u8, 0xFF, .. "\":1}"u8], []), "header: found a property name that is not well-formed Unicode"),
        ["half a surrogate pair in a name"] = (RawFile.Of("""{"\ud800":1}"""), "not well-formed Unicode"),
        ["half a surrogate pair in a text"] = (RawFile.Of("""{"__metadata__":{"k":"\udc00"}}"""), "header: __metadata__.k: found \"\\udc00\", expected a text in well-formed Unicode"),
        ["text that is not UTF-8"] = (RawFile.Of([.. "{\"__metadata__\":{\"k\":\""u8, 0xC3, 0x28, .. "\"}}"u8], []), "expected a text in well-formed Unicode"),
        ["too many properties"] = (RawFile.Of("{" + string.Join(',', Enumerable.Range(0, 65_537).Select(i => $"\"{i}\":1")) + "}"), "header: found an object of 65537, expected at most 65536 properties"),

        // Names.
        ["a tensor twice"] = (RawFile.Of("{\"w\":{" + Float + "},\"w\":{" + Float + "}}", 4), "header: found 'w' twice, expected every name once"),
        ["a tensor twice, once escaped"] = (RawFile.Of("{\"w\":{" + Float + "},\"\\u0077\":{" + Float + "}}", 4), "header: found 'w' twice"),
        ["dtype twice"] = (RawFile.Of("{\"w\":{\"dtype\":\"F32\"," + Float + "}}", 4), "header: w: found 'dtype' twice"),
        ["data_offsets twice"] = (RawFile.Of("{\"w\":{" + Float + ",\"data_offsets\":[0,4]}}", 4), "header: w: found 'data_offsets' twice"),
        ["metadata twice"] = (RawFile.Of("""{"__metadata__":{},"__metadata__":{}}"""), "found '__metadata__' twice"),
        ["a text twice"] = (RawFile.Of("""{"__metadata__":{"k":"1","k":"2"}}"""), "header: __metadata__: found 'k' twice"),
        ["empty name"] = (RawFile.Of("{\"\":{" + Float + "}}", 4), "found a name of 0 characters, expected 1 to 256"),
        ["long name"] = (RawFile.Of("{\"" + new string('n', 257) + "\":{" + Float + "}}", 4), "found a name of 257 characters, expected 1 to 256"),
        ["name of a megabyte"] = (RawFile.Of("{\"" + new string('n', 1 << 20) + "\":{" + Float + "}}", 4), "found a name of 1048576 characters"),
        ["name that steers the terminal"] = (RawFile.Of("""{"\u001b[31m\n\u202e":1}"""), "header: [' [31m  ']: found 1, expected an object"),

        // Members of a tensor.
        ["tensor that is a number"] = (RawFile.Of("""{"layers.0.weight":1}"""), "header: ['layers.0.weight']: found 1, expected an object"),
        ["tensor that is null"] = (RawFile.Of("""{"w":null}"""), "header: w: found null, expected an object"),
        ["no dtype"] = (RawFile.Of("""{"w":{"shape":[1],"data_offsets":[0,4]}}""", 4), "header: w: found no 'dtype', expected that property"),
        ["no shape"] = (RawFile.Of("""{"w":{"dtype":"F32","data_offsets":[0,4]}}""", 4), "found no 'shape'"),
        ["no data_offsets"] = (RawFile.Of("""{"w":{"dtype":"F32","shape":[1]}}""", 4), "found no 'data_offsets'"),
        ["unknown member"] = (RawFile.Of("{\"w\":{" + Float + ",\"strides\":[1]}}", 4), "header: w: found the unknown property 'strides', expected only dtype, shape, data_offsets"),
        ["dtype that is a number"] = (RawFile.Of("""{"w":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}""", 4), "header: w.dtype: found 32, expected one of F32, F64, I64"),
        ["dtype that is unknown"] = (RawFile.Of("""{"w":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", 4), "header: w.dtype: found \"BF16\", expected one of F32, F64, I64"),
        ["dtype in lower case"] = (RawFile.Of("""{"w":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}""", 4), "found \"f32\""),

        // Shapes.
        ["shape that is a number"] = (Shape("1"), "header: w.shape: found 1, expected an array of 0 to 8"),
        ["negative dimension"] = (Shape("[-1]"), "header: w.shape[0]: found -1, expected a whole number from 0 to 2147483591"),
        ["two negative dimensions"] = (Shape("[-1,-1]"), "w.shape[0]: found -1"),
        ["fraction"] = (Shape("[1.0]"), "w.shape[0]: found 1.0, expected a whole number"),
        ["exponent"] = (Shape("[1e0]"), "w.shape[0]: found 1e0"),
        ["dimension that is a text"] = (Shape("[\"1\"]"), "w.shape[0]: found \"1\""),
        ["dimension beyond arrays"] = (Shape("[2147483592]"), "w.shape[0]: found 2147483592"),
        ["dimension beyond 64 bits"] = (Shape("[1,18446744073709551617]"), "w.shape[1]: found 18446744073709551617"),
        ["dimension of a million digits"] = (Shape("[" + new string('9', 1_000_000) + "]"), "w.shape[0]: found 99999"),
        ["product beyond arrays"] = (Shape("[65536,65536]"), "w.shape: found F32 [65536, 65536], expected at most 2147483591 elements"),
        ["product that wraps to zero"] = (Shape("[65536,65536,65536,65536]"), "expected at most 2147483591 elements"),
        ["product that wraps to one"] = (Shape("[2147483591,2147483591,2147483591,2147483591,3,3,3,3]"), "expected at most 2147483591 elements"),
        ["nine dimensions"] = (Shape("[1,1,1,1,1,1,1,1,1]"), "w.shape: found an array of 9, expected an array of 0 to 8"),
        ["a million dimensions"] = (Shape("[" + string.Join(',', Enumerable.Repeat('1', 1_000_000)) + "]"), "w.shape: found an array of 1000000"),

        // Offsets.
        ["one offset"] = (Offsets("[0]"), "header: w.data_offsets: found an array of 1, expected an array of 2"),
        ["three offsets"] = (Offsets("[0,4,8]"), "found an array of 3"),
        ["negative offset"] = (Offsets("[-4,0]"), "w.data_offsets[0]: found -4"),
        ["fractional offset"] = (Offsets("[0,4.0]"), "w.data_offsets[1]: found 4.0"),
        ["offset beyond 64 bits"] = (Offsets("[0,9223372036854775808]"), "w.data_offsets[1]: found 9223372036854775808"),
        ["reversed offsets"] = (Offsets("[4,0]"), "w.data_offsets: found [4, 0], expected the beginning before the end"),
        ["fewer bytes than the shape"] = (Offsets("[0,3]"), "w.data_offsets: found [0, 3], 3 bytes, expected 4 bytes for F32 [1]"),
        ["more bytes than the shape"] = (Offsets("[0,8]", 8), "found [0, 8], 8 bytes, expected 4 bytes for F32 [1]"),
        ["all the bytes there are"] = (Offsets("[0,9223372036854775807]"), "9223372036854775807 bytes, expected 4 bytes"),
        ["hole at the start"] = (Offsets("[4,8]", 8), "header: w.data_offsets: found a beginning at 4, which leaves a hole, expected 0"),
        ["hole at the end of 64 bits"] = (Offsets("[9223372036854775803,9223372036854775807]"), "found a beginning at 9223372036854775803, which leaves a hole"),
        ["hole between"] = (Two("[0,4]", "[8,12]", 12), "header: b.data_offsets: found a beginning at 8, which leaves a hole, expected 4"),
        ["overlap"] = (Two("[0,4]", "[2,6]", 6), "header: b.data_offsets: found a beginning at 2, which leaves an overlap, expected 4"),
        ["the same bytes twice"] = (Two("[0,4]", "[0,4]", 4), "header: b.data_offsets: found a beginning at 0, which leaves an overlap"),
        ["empty tensor beyond the end"] = (RawFile.Of("""{"w":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}"""), "which leaves a hole"),

        // Data.
        ["no data"] = (Offsets("[0,4]", 0), "data: found 0 bytes, expected 4, as the header says"),
        ["data cut by a byte"] = (Offsets("[0,4]", 3), "data: found 3 bytes, expected 4"),
        ["8 GiB that are not there"] = (RawFile.Of("""{"w":{"dtype":"F32","shape":[2147483591],"data_offsets":[0,8589934364]}}""", 100), "data: found 100 bytes, expected 8589934364"),
        ["a byte after the data"] = (Offsets("[0,4]", 5), "data: found 5 bytes, 1 after the last tensor, expected 4"),
        ["data without tensors"] = (RawFile.Of("{}", 1), "data: found 1 bytes, 1 after the last tensor, expected 0"),

        // Texts.
        ["text that is a number"] = (RawFile.Of("""{"__metadata__":{"k":1}}"""), "header: __metadata__.k: found 1, expected a text"),
        ["text that is null"] = (RawFile.Of("""{"__metadata__":{"k":null}}"""), "header: __metadata__.k: found null"),
        ["text that is an object"] = (RawFile.Of("""{"__metadata__":{"k":{"a":"b"}}}"""), "header: __metadata__.k: found an object"),
        ["metadata that is an array"] = (RawFile.Of("""{"__metadata__":["k"]}"""), "header: __metadata__: found an array of 1, expected an object"),
        ["metadata that is null"] = (RawFile.Of("""{"__metadata__":null}"""), "header: __metadata__: found null"),
    };

    private static byte[] Shape(string shape) => RawFile.Of("{\"w\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":[0,4]}}", 4);

    private static byte[] Offsets(string offsets, int dataLength = 4) =>
        RawFile.Of("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":" + offsets + "}}", dataLength);

    private static byte[] Two(string first, string second, int dataLength) => RawFile.Of(
        Encoding.ASCII.GetBytes("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":" + first + "},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":" + second + "}}"),
        new byte[dataLength]);
}
