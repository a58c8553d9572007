namespace Descent.Reference;

/// <summary>
/// Writes elements that are well-formed XML and HTML at once. Texts and attributes are escaped here and nowhere else.
/// </summary>
internal sealed class HtmlWriter(TextWriter writer)
{
    private readonly Stack<string> _open = [];

    /// <summary>The start of an element that others follow in.</summary>
    public void Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        WriteStart(element, attributes);
        writer.Write(">\n");
        _open.Push(element);
    }

    /// <summary>The end of the element that was opened last.</summary>
    public void Close()
    {
        writer.Write($"</{_open.Pop()}>\n");
    }

    /// <summary>An element with its content.</summary>
    public void Element(string element, Markup content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        WriteStart(element, attributes);
        writer.Write($">{content.Xml}</{element}>\n");
    }

    /// <summary>The same with a text, which is escaped.</summary>
    public void Element(string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Element(element, Markup.Text(text), attributes);

    /// <summary>An element that has no content in HTML, such as <c>input</c>.</summary>
    public void Void(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        WriteStart(element, attributes);
        writer.Write(" />\n");
    }

    public void Raw(Markup markup) => writer.Write($"{markup.Xml}\n");

    private void WriteStart(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        writer.Write($"<{element}");
        foreach ((string name, string value) in attributes)
            writer.Write($" {name}=\"{Markup.Text(value).Xml}\"");
    }
}
