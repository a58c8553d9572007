namespace Descent.Reference;

/// <summary>Headings, equations and labelled matrices with their indents and blank lines.</summary>
internal sealed class TextSheet(TextWriter writer)
{
    private const int LabelWidth = 9;

    private bool _afterEquation;

    public void Line(string text = "") => writer.WriteLine(text);

    /// <summary>A part of the whole.</summary>
    public void Heading(string text)
    {
        _afterEquation = false;
        writer.WriteLine();
        writer.WriteLine(text.ToUpperInvariant());
    }

    /// <summary>A layer, or another step of a part.</summary>
    public void Layer(string text)
    {
        _afterEquation = false;
        writer.WriteLine();
        writer.WriteLine($"  {text}");
    }

    public void Equation(string text)
    {
        writer.WriteLine($"    {text}");
        _afterEquation = true;
    }

    public void Matrix(string label, double[,] matrix)
    {
        if (_afterEquation)
            writer.WriteLine();
        _afterEquation = false;
        foreach (string line in MatrixText.Lines(matrix))
        {
            writer.WriteLine($"    {label.PadRight(LabelWidth)}{line}");
            label = "";
        }
    }

    public void Vector(string label, double[]? vector)
    {
        if (vector is null)
            return;
        double[,] row = new double[1, vector.Length];
        for (int j = 0; j < vector.Length; j++)
            row[0, j] = vector[j];
        Matrix(label, row);
    }

    public void Number(string label, double value, string? remark = null)
    {
        if (_afterEquation)
            writer.WriteLine();
        _afterEquation = false;
        writer.WriteLine($"    {label.PadRight(LabelWidth)}{MatrixText.Number(value)}{(remark is null ? "" : $"  ({remark})")}");
    }
}
