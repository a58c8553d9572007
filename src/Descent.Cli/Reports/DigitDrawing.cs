using Descent.Cli.Output;
using Descent.Cli.Sessions;
using Descent.Data;

namespace Descent.Cli.Reports;

/// <summary>Draws handwritten digits beside each other, two characters for a pixel.</summary>
internal sealed class DigitDrawing(TextWriter writer, Ink ink)
{
    private const int Side = 8;
    private const float White = 16;
    private const string Shades = " ░▒▓█";
    private const int Pitch = 19;

    /// <summary>Whether the features are 8×8 pixels: p00 to p77, row after row.</summary>
    public static bool CanDraw(Dataset data) =>
        data.Inputs == Side * Side && data.FeatureNames.Index().All(feature => feature.Item == $"p{feature.Index / Side}{feature.Index % Side}");

    /// <summary>How dark a pixel is, from 0 to 1.</summary>
    public static float Shade(float pixel) => Math.Clamp(pixel / White, 0, 1);

    public void Write(Predicted predicted, int[] rows)
    {
        Dataset data = predicted.Rows.Data;
        for (int line = 0; line < Side; line++)
            WriteLine(rows.Select(row => Line(data.Row(row)[(line * Side)..])));
        WriteLine(rows.Select(row => $"row {NumberText.Whole(predicted.Rows.Numbers[row])}"), ink.Faint);
        WriteLine(rows.Select(row => $"is {NameText.Short(data.Classes[data.Labels.Span[row]], 8)}, taken"));
        WriteLine(rows.Select(row => $"for {NameText.Short(data.Classes[predicted.Classes[row]], 8)} ({NumberText.RoundPercent(Mistakes.Confidence(predicted, row))})"));
    }

    private static string Line(ReadOnlySpan<float> pixels)
    {
        Span<char> line = stackalloc char[2 * Side];
        for (int column = 0; column < Side; column++)
        {
            int shade = (int)Math.Round(Shade(pixels[column]) * (Shades.Length - 1));
            line[2 * column] = line[(2 * column) + 1] = Shades[shade];
        }

        return new string(line);
    }

    private void WriteLine(IEnumerable<string> cells, Func<string, string>? paint = null)
    {
        string line = string.Concat(cells.Select(cell => cell.PadRight(Pitch))).TrimEnd();
        writer.WriteLine(line.Length == 0 ? "" : $"  {(paint is null ? line : paint(line))}");
    }
}
