namespace Descent.Reference;

/// <summary>What a page of an explanation calls things, where a specification has only numbers. Any text is allowed.</summary>
public sealed record ExplanationNames
{
    /// <summary>The heading of the page; empty: the network's widths.</summary>
    public string Title { get; init; } = "";

    /// <summary>A sentence or more about where the row comes from; empty for none.</summary>
    public string Remark { get; init; } = "";

    /// <summary>The name of each input; empty: x with a number.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The name of each output, such as the classes; empty: none.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];
}
