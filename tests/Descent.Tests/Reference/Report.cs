using System.Text;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

/// <summary>From the text of a specification to the report, as the command does it.</summary>
internal static class Report
{
    public static byte[] Json(byte[] spec)
    {
        using MemoryStream stream = new();
        ExplanationJson.Write(Compute(spec), stream);
        return stream.ToArray();
    }

    public static string Json(string spec) => Encoding.UTF8.GetString(Json(Encoding.UTF8.GetBytes(spec)));

    public static string Text(string spec)
    {
        using StringWriter writer = new() { NewLine = "\n" };
        ExplanationText.Write(Compute(Encoding.UTF8.GetBytes(spec)), writer);
        return writer.ToString();
    }

    public static Explanation Compute(string spec) => Compute(Encoding.UTF8.GetBytes(spec));

    private static Explanation Compute(byte[] spec) =>
        Explanation.Compute(ExplainSpecReader.Read(spec), TestContext.Current.CancellationToken);
}
