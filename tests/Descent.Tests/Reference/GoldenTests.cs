using System.Text;
using System.Text.Json;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

/// <summary>The golden vectors, which another implementation computed: every value of the report, as the JSON writes it.</summary>
public class GoldenTests
{
    // Two orders of the same few sums differ by some 1e-15; 1e-9 would still find a wrong digit anywhere that matters.
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");

    [Fact]
    public void All_fourteen_vectors_are_there() => Assert.Equal(14, Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Report_equals_the_golden_vector(string name)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        byte[] spec = Encoding.UTF8.GetBytes(golden.RootElement.GetProperty("spec").GetRawText());

        using JsonDocument report = JsonDocument.Parse(Report.Json(spec));

        AssertEqual(golden.RootElement.GetProperty("expected"), report.RootElement, "report", ["check"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_of_the_golden_vector_agree_with_central_differences(string name)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        byte[] spec = Encoding.UTF8.GetBytes(golden.RootElement.GetProperty("spec").GetRawText());

        GradientCheck check = Explanation.Compute(ExplainSpecReader.Read(spec), TestContext.Current.CancellationToken).Check;

        Assert.InRange(check.MaxRelativeError, 0, 1e-8);
        Assert.Equal(0, check.Kinks);
    }

    private static void AssertEqual(JsonElement expected, JsonElement actual, string place, string[] further)
    {
        Assert.True(expected.ValueKind == actual.ValueKind, $"{place}: {actual.ValueKind}, expected {expected.ValueKind}");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(
                    expected.EnumerateObject().Select(member => member.Name),
                    actual.EnumerateObject().Select(member => member.Name).Except(further));
                foreach (JsonProperty member in expected.EnumerateObject())
                    AssertEqual(member.Value, actual.GetProperty(member.Name), $"{place}.{member.Name}", []);
                break;
            case JsonValueKind.Array:
                Assert.True(expected.GetArrayLength() == actual.GetArrayLength(), $"{place}: length {actual.GetArrayLength()}, expected {expected.GetArrayLength()}");
                for (int i = 0; i < expected.GetArrayLength(); i++)
                    AssertEqual(expected[i], actual[i], $"{place}[{i}]", []);
                break;
            default:
                double e = expected.GetDouble();
                double a = actual.GetDouble();
                Assert.True(Math.Abs(e - a) <= Tolerance * Math.Abs(e), $"{place}: {a:R}, expected {e:R}");
                break;
        }
    }
}
