using System.Text;

namespace Descent.Reference;

/// <summary>
/// MathML from the small part of TeX that the page needs, so that its equations can be read in the source too. With names
/// bound to numbers or matrices the same equation comes out with the numbers substituted.
/// </summary>
/// <remarks>
/// Letters are identifiers, digits numbers, <c>^</c> and <c>_</c> scripts, braces groups. Commands: <c>\frac</c>, <c>\sqrt</c>,
/// <c>\hat</c>, <c>\text</c>, <c>\mathbf</c>, <c>\cases{value}{condition}{value}{condition}</c>, and the symbols and functions below. A binding's
/// name is a letter, or a word behind a backslash.
/// </remarks>
internal sealed class TexMath
{
    private static readonly IReadOnlyDictionary<string, Markup> None = new Dictionary<string, Markup>();

    private readonly string _tex;
    private readonly IReadOnlyDictionary<string, Markup> _bound;
    private int _at;

    private TexMath(string tex, IReadOnlyDictionary<string, Markup>? bound)
    {
        _tex = tex;
        _bound = bound ?? None;
    }

    /// <summary>The equation, without the element <c>math</c> around it.</summary>
    public static Markup Parse(string tex, IReadOnlyDictionary<string, Markup>? bound = null)
    {
        TexMath math = new(tex, bound);
        Markup all = math.Sequence('\0');
        return math._at == tex.Length ? all : throw new FormatException($"{tex} has one {tex[math._at]} too many at {math._at}.");
    }

    /// <summary>An expression as a factor: in parentheses if it is a sum or begins with a sign.</summary>
    public static string AsFactor(string tex)
    {
        int depth = 0;
        foreach (char c in tex)
        {
            depth += c is '{' or '(' or '[' ? 1 : c is '}' or ')' or ']' ? -1 : 0;
            if (depth == 0 && c is '+' or '-')
                return $"({tex})";
        }

        return tex;
    }

    /// <summary>An equation on a line of its own.</summary>
    public static Markup Display(Markup content) => new($"<math display=\"block\"><mrow>{content.Xml}</mrow></math>");

    /// <summary>An equation within a sentence.</summary>
    public static Markup Inline(string tex) => new($"<math><mrow>{Parse(tex).Xml}</mrow></math>");

    private Markup Sequence(char end)
    {
        StringBuilder items = new();
        while (_at < _tex.Length && _tex[_at] != end)
        {
            if (_tex[_at] is '}' or ')')
                break;
            items.Append(Item().Xml);
        }

        return new Markup(items.ToString());
    }

    // A base with its scripts.
    private Markup Item()
    {
        bool isSum = _tex.AsSpan(_at).StartsWith(@"\sum");
        Markup item = Base();
        Markup? below = null, above = null;
        while (_at < _tex.Length && _tex[_at] is '_' or '^')
        {
            if (_tex[_at++] == '_')
                below = Row(Base());
            else
                above = Row(Base());
        }

        return (below, above) switch
        {
            (null, null) => item,
            ({ } b, null) => new($"<m{(isSum ? "under" : "sub")}>{item.Xml}{b.Xml}</m{(isSum ? "under" : "sub")}>"),
            (null, { } a) => new($"<msup>{item.Xml}{a.Xml}</msup>"),
            ({ } b, { } a) => new($"<msubsup>{item.Xml}{b.Xml}{a.Xml}</msubsup>"),
        };
    }

    private Markup Base()
    {
        char c = _tex[_at++];
        switch (c)
        {
            case ' ':
                return Markup.Empty;
            case '{':
                return Group();
            case '(':
                return Parentheses();
            case '\\':
                return Command();
            case '[' or ']' or '|':
                return TexSymbols.Fence(c.ToString());
            case '-':
                return TexSymbols.Operator("−");
            case '\'':
                return TexSymbols.Operator("′");
        }

        if (char.IsAsciiDigit(c))
        {
            int start = _at - 1;
            while (_at < _tex.Length && (char.IsAsciiDigit(_tex[_at]) || _tex[_at] == '.'))
                _at++;
            return new Markup($"<mn>{_tex[start.._at]}</mn>");
        }

        return char.IsAsciiLetter(c) ? Bound(c.ToString(), _at - 1) ?? new Markup($"<mi>{c}</mi>") : TexSymbols.Operator(c.ToString());
    }

    private Markup Group()
    {
        Markup content = Sequence('}');
        Expect('}');
        return Row(content);
    }

    // Around matrices the parentheses are drawn by the style, as tall as they are whatever the font; one alone has its own.
    private Markup Parentheses()
    {
        Markup content = Sequence(')');
        Expect(')');
        bool isMatrix = content.Xml.StartsWith(MatrixMarkup.Start, StringComparison.Ordinal)
            && content.Xml.LastIndexOf("<mtable", StringComparison.Ordinal) == 0
            && content.Xml.EndsWith("</mtable>", StringComparison.Ordinal);
        return isMatrix ? content
            : content.Xml.Contains("<mtable", StringComparison.Ordinal) ? new Markup($"<mrow class=\"round\">{content.Xml}</mrow>")
            : content.Xml.Contains("<mfrac", StringComparison.Ordinal) ? Row(TexSymbols.Operator("(") + content + TexSymbols.Operator(")"))
            : Row(TexSymbols.Fence("(") + content + TexSymbols.Fence(")"));
    }

    private Markup Command()
    {
        int start = _at;
        while (_at < _tex.Length && char.IsAsciiLetter(_tex[_at]))
            _at++;
        if (_at == start)
            _at++;
        string name = _tex[start.._at];
        return Bound(name, start - 1) ?? name switch
        {
            "frac" => new Markup($"<mfrac>{Argument().Xml}{Argument().Xml}</mfrac>"),
            "sqrt" => new Markup($"<msqrt>{Argument().Xml}</msqrt>"),
            "hat" => new Markup($"<mover accent=\"true\">{Argument().Xml}<mo stretchy=\"false\">^</mo></mover>"),
            "mathbf" => new Markup($"<mi mathvariant=\"normal\" class=\"bold\">{Words()}</mi>"),
            "text" => new Markup($"<mtext>{Markup.Text(Words().Replace(' ', '\u00A0')).Xml}</mtext>"),
            "cases" => new Markup($"<mrow><mo stretchy=\"true\" form=\"prefix\">{{</mo><mtable class=\"cases\">{Case()}{Case()}</mtable></mrow>"),
            _ => TexSymbols.Named(name),
        };

        string Case() => $"<mtr><mtd>{Argument().Xml}</mtd><mtd><mtext>if&#160;</mtext>{Argument().Xml}</mtd></mtr>";
    }

    private Markup Argument()
    {
        Expect('{');
        return Group();
    }

    private string Words()
    {
        Expect('{');
        int end = _tex.IndexOf('}', _at);
        string words = _tex[_at..end];
        _at = end + 1;
        return words;
    }

    // A negative number stands alone only where nothing before or behind it could be read together with it.
    private Markup? Bound(string name, int start)
    {
        if (!_bound.TryGetValue(name, out Markup value))
            return null;
        string before = _tex[..start].TrimEnd();
        bool isApart = (before.Length == 0 || before[^1] is '(' or ',' or '{') && !_tex.AsSpan(_at).StartsWith('^');
        return value.Xml.StartsWith("<mn>−", StringComparison.Ordinal) && !isApart
            ? Row(TexSymbols.Fence("(") + value + TexSymbols.Fence(")"))
            : value;
    }

    private void Expect(char c)
    {
        if (_at >= _tex.Length || _tex[_at++] != c)
            throw new FormatException($"{_tex} lacks a {c} at {_at}.");
    }

    private static Markup Row(Markup content) => new($"<mrow>{content.Xml}</mrow>");
}
