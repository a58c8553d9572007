using System.Text.Json;
using Descent.Cli.Output;
using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>What a training showed to be going wrong.</summary>
internal static class FindingsReport
{
    private const string Bullet = "  - ";

    /// <summary>A list for people; nothing where nothing was found.</summary>
    public static void Write(TextWriter writer, Ink ink, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return;
        writer.WriteLine();
        writer.WriteLine(ink.Strong("What to look at"));
        foreach (Finding finding in findings)
        {
            string start = Bullet;
            foreach (string line in Paragraph.Wrap(finding.ToString(), Terminal.Width - Bullet.Length))
            {
                // The title is the first thing of the first line, however it is broken.
                string text = start == Bullet && line.StartsWith(finding.Title, StringComparison.Ordinal)
                    ? ink.Notice(finding.Title) + line[finding.Title.Length..]
                    : line;
                writer.WriteLine(start + text);
                start = new string(' ', Bullet.Length);
            }
        }
    }

    /// <summary>The same for other programs.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray("findings");
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(finding.Kind.ToString()));
            json.WriteString("place", finding.Place);
            json.WriteString("measurement", finding.Measurement);
            JsonText.WriteNumber(json, "value", finding.Value);
            json.WriteString("advice", finding.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
