namespace Descent.Data;

/// <summary>The texts that stand for a missing value, whatever their case. An empty cell is always missing.</summary>
internal sealed class MissingMarks(IReadOnlyList<string> marks)
{
    private const string None = "none";

    /// <summary>What is usual in tables. <c>none</c> is a missing number, but a label like others where classes are told apart.</summary>
    public static MissingMarks Default { get; } = new(["na", "n/a", "#n/a", "nan", "null", None, "?"]);

    public IReadOnlyList<string> Texts => marks;

    /// <summary>Whether some number stands for a missing one, such as -99.</summary>
    public bool HasNumbers { get; } = marks.Any(mark => FloatText.TryParse(mark, out float value) && !float.IsNaN(value));

    public static MissingMarks From(IReadOnlyList<string>? texts) => texts is null ? Default : new MissingMarks([.. texts.Select(text => text.Trim())]);

    public bool Contains(ReadOnlySpan<char> text)
    {
        foreach (string mark in marks)
        {
            if (text.Equals(mark, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Whether a text among labels is the label "none" and no missing value.</summary>
    public static bool IsLabel(string mark) => mark.Equals(None, StringComparison.OrdinalIgnoreCase);
}
