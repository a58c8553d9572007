using System.Text;
using System.Text.Json;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

/// <summary>Whatever stands in the file: a specification, or a refusal in one line.</summary>
public class ExplainSpecFuzzTests
{
    private static readonly string[] Pieces =
        ["null", "true", "-1", "1e999", "0.5", "[]", "{}", "\"\"", "\"sgd\"", "[[1]]", "[1, 2]", "\"\\ud800\"", ",", "]", "}", ":", "\"", "\n", "\u00e9", "\0"];

    [Fact]
    public void Damaged_specification_is_read_or_refused_in_one_line()
    {
        Random random = new(20);
        byte[][] specs = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden"), "*.json").Order().Select(Spec)];
        int refused = 0;
        for (int round = 0; round < 4000; round++)
        {
            List<byte> bytes = [.. specs[random.Next(specs.Length)]];
            for (int change = random.Next(1, 4); change > 0; change--)
                Damage(bytes, random);
            try
            {
                ExplainSpecReader.Read(bytes.ToArray());
            }
            catch (SpecException exception)
            {
                refused++;
                Assert.DoesNotContain(exception.Message, char.IsControl);
                Assert.InRange(exception.Message.Length, 10, 400);
            }
        }

        Assert.InRange(refused, 2000, 4000);
    }

    private static byte[] Spec(string path)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(path));
        return Encoding.UTF8.GetBytes(golden.RootElement.GetProperty("spec").GetRawText());
    }

    // Any byte, a piece of JSON in place of something, or a piece cut out or doubled.
    private static void Damage(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count);
        int length = Math.Min(random.Next(1, 12), bytes.Count - at);
        switch (random.Next(4))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            default:
                bytes.RemoveRange(at, length);
                bytes.Add((byte)' ');
                break;
        }
    }
}
