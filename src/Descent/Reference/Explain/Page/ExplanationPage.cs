namespace Descent.Reference;

/// <summary>
/// Writes an explanation as one HTML page that needs neither network nor script: every step with its equation, the same
/// with numbers, where they come from, and beside each gradient its central difference. The reader switches between rows
/// and columns as examples, and between matrices and elements.
/// </summary>
public static class ExplanationPage
{
    /// <summary>Writes the page, well-formed as HTML and as XML; the same explanation gives the same text.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="writer">Where it goes, in UTF-8.</param>
    /// <param name="names">Heading and names; left out: those that follow from the network.</param>
    /// <exception cref="ArgumentException">There are names for inputs or outputs, but not one for each.</exception>
    public static void Write(Explanation explanation, TextWriter writer, ExplanationNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentNullException.ThrowIfNull(writer);
        names ??= new ExplanationNames();
        RequireOneEach(names.Inputs, explanation.Spec.Network.Inputs, "inputs");
        RequireOneEach(names.Outputs, explanation.Spec.Network.Outputs, "outputs");

        HtmlWriter html = new(writer);
        PageSheet sheet = new(html, explanation);
        PageFrame.Write(sheet, names, () =>
        {
            OverviewPart.Write(sheet, names);
            ForwardPart.Write(sheet, names);
            LossPart.Write(sheet);
            BackwardPart.Write(sheet);
            CheckPart.Write(sheet);
            UpdatePart.Write(sheet);
            DigitsPart.Write(sheet);
        });
    }

    private static void RequireOneEach(IReadOnlyList<string> names, int count, string what)
    {
        if (names.Count != 0 && names.Count != count)
            throw new ArgumentException($"There are {names.Count} names for the {count} {what}; expected one for each, or none.", nameof(names));
    }
}
