namespace Descent.Cli.Output;

/// <summary>Colours of a terminal; where it is off, text stays as it is.</summary>
internal sealed class Ink(bool isOn)
{
    public string Strong(string text) => Paint("1", text);

    public string Faint(string text) => Paint("2", text);

    public string Good(string text) => Paint("32", text);

    public string Bad(string text) => Paint("31", text);

    public string Notice(string text) => Paint("33", text);

    public string Accent(string text) => Paint("36", text);

    /// <summary>The characters of a text that take room.</summary>
    public static int VisibleLength(string text)
    {
        int length = 0;
        bool isCode = false;
        foreach (char c in text)
        {
            isCode |= c == '\e';
            if (!isCode)
                length++;
            isCode &= c != 'm';
        }

        return length;
    }

    private string Paint(string code, string text) => isOn ? $"\e[{code}m{text}\e[0m" : text;
}
