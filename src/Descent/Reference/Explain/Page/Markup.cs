using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Descent.Reference;

/// <summary>
/// Text that is markup already. What is not of this type is escaped wherever it is written, so that no name from a
/// specification can become an element.
/// </summary>
/// <param name="Xml">Well-formed content.</param>
internal readonly record struct Markup(string Xml)
{
    public static Markup Empty => new("");

    public static Markup operator +(Markup left, Markup right) => new(left.Xml + right.Xml);

    /// <summary>A sentence: literals and texts are escaped, markup stands as it is.</summary>
    public static Markup Of(Sentence sentence) => new(sentence.ToString());

    /// <summary>Plain text as markup.</summary>
    public static Markup Text(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\n' or '\t' => escaped.Append(c),
                < ' ' or '\u007F' or '\uFFFE' or '\uFFFF' => escaped.Append('\uFFFD'),
                _ => escaped.Append(c),
            };
        }

        return new Markup(escaped.ToString());
    }

    /// <summary>A link to a place on the page.</summary>
    public static Markup Link(string place, string text) => new($"<a href=\"#{Text(place).Xml}\">{Text(text).Xml}</a>");

    /// <summary>The parts of an interpolated string, put together as <see cref="Of"/> says.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Sentence
    {
        private readonly StringBuilder _xml;

        public Sentence(int literalLength, int formattedCount) => _xml = new StringBuilder(literalLength + (16 * formattedCount));

        public void AppendLiteral(string text) => _xml.Append(Text(text).Xml);

        public void AppendFormatted(string? text) => _xml.Append(Text(text ?? "").Xml);

        public void AppendFormatted(Markup markup) => _xml.Append(markup.Xml);

        public void AppendFormatted(int number) => _xml.Append(CultureInfo.InvariantCulture, $"{number}");

        public void AppendFormatted(long number) => _xml.Append(number.ToString("N0", CultureInfo.InvariantCulture));

        public override string ToString() => _xml.ToString();
    }
}
