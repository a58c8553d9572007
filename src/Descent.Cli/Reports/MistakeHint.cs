using System.Globalization;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>What a wrong gradient has in common with the right one, in words: it often gives the mistake away.</summary>
internal static class MistakeHint
{
    private const double Close = 1e-6;

    /// <summary>One sentence, or null where there is no pattern.</summary>
    /// <param name="tensor">A gradient with mistakes.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="logBase">The base of the loss's logarithm, or null.</param>
    public static string? Find(GradientTensorCheck tensor, int rows, double? logBase)
    {
        GradientElement[] compared = [.. tensor.Checked.Where(element => element.Comparison == GradientComparison.Compared && Math.Max(Math.Abs(element.Gradient), Math.Abs(element.Difference)) > 1e-9)];
        if (compared.Length == 0)
            return null;
        if (tensor.Counts.Disagree > 0 && tensor.Worst is { RelativeError: <= GradientCheck.AcceptableUpTo })
            return $"{tensor.Gradient} is off by very little: are its numbers rounded, or computed in single precision?";
        double ratio = compared[0].Gradient / compared[0].Difference;
        if (compared.All(element => Math.Abs(element.Gradient - (ratio * element.Difference)) <= Close * Math.Abs(ratio * element.Difference)))
            return $"{tensor.Gradient} is {Factor(ratio)} its central difference everywhere{Reason(ratio, rows, logBase)}.";
        return compared.Length == tensor.Checked.Count && IsTransposed(tensor) ? $"{tensor.Gradient} is right when it is transposed." : null;
    }

    private static string Factor(double ratio) => ratio == 0 ? "0, not" : $"{ratio.ToString("G4", CultureInfo.InvariantCulture).Replace('-', '−')} times";

    private static string Reason(double ratio, int rows, double? logBase)
    {
        if (Is(-1))
            return ": the sign is wrong";
        if (rows > 1 && Is(rows))
            return $": 1/m is missing (m = {rows} rows)";
        if (rows > 1 && Is(1.0 / rows))
            return $": it is divided by m = {rows} rows once too often";
        return logBase is { } b && Is(Math.Log(b)) ? ": the factor 1/ln b of the logarithm is missing" : "";

        bool Is(double factor) => Math.Abs(ratio - factor) <= Close * Math.Abs(factor);
    }

    private static bool IsTransposed(GradientTensorCheck tensor)
    {
        if (tensor.Rows != tensor.Columns || tensor.Elements != tensor.Rows * tensor.Columns)
            return false;
        return tensor.Checked.All(element =>
        {
            double mirrored = tensor.Checked[(element.Column * tensor.Columns) + element.Row].Difference;
            return Math.Abs(element.Gradient - mirrored) <= Close * Math.Max(Math.Abs(mirrored), 1e-3);
        });
    }
}
