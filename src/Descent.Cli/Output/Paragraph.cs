namespace Descent.Cli.Output;

/// <summary>Lines of words that fit the terminal.</summary>
internal static class Paragraph
{
    private const int LabelWidth = 11;

    /// <summary>A label and, beside it, the text, whose further lines are indented below its first.</summary>
    public static void Write(TextWriter writer, Ink ink, string label, string text)
    {
        string start = ink.Faint(label) + new string(' ', Math.Max(1, LabelWidth - label.Length));
        foreach (string line in Wrap(text, Terminal.Width - LabelWidth))
        {
            writer.WriteLine(start + line);
            start = new string(' ', LabelWidth);
        }
    }

    /// <summary>The text in lines of at most <paramref name="width"/> characters, broken at spaces, though not before a percent sign; a longer word stays whole.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        int length = 0;
        foreach (string word in Words(text))
        {
            int visible = Ink.VisibleLength(word);
            bool isFirst = line.Length == 0;
            if (!isFirst && length + 1 + visible > width)
            {
                yield return line;
                isFirst = true;
            }

            line = isFirst ? word : $"{line} {word}";
            length = isFirst ? visible : length + 1 + visible;
        }

        yield return line;
    }

    private static List<string> Words(string text)
    {
        List<string> words = [];
        foreach (string word in text.Split(' '))
        {
            if (word.StartsWith('%') && words.Count > 0)
                words[^1] += $" {word}";
            else
                words.Add(word);
        }

        return words;
    }
}
