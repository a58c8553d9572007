using System.Globalization;
using Descent.Cli.Output;
using Descent.Cli.Sessions;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>What a gradient check found, for people.</summary>
internal sealed class CheckReport(TextWriter writer, Ink ink)
{
    public void Write(string title, int parameters, GradientCheck check, EngineGradients engine)
    {
        Paragraph.Write(writer, ink, "Check", title);
        string part = check.Parameters == parameters ? "all of them" : $"of {NumberText.Whole(parameters)}, at even distances; --limit 0 compares all";
        Paragraph.Write(writer, ink, "Compared", $"{NumberText.Count(check.Parameters, "parameter")} ({part}) and {NumberText.Count(check.Inputs, "input")}");
        Paragraph.Write(writer, ink, "Method", $"{GradientCheck.Method} in double precision; beside them how far the engine is off, which trains in single precision");
        writer.WriteLine();

        var table = new TextTable(false, true, true, true, false, true);
        string[] headings = ["gradient", "shape", "compared", "worst relative error", "at", "engine off by"];
        table.Add([.. headings.Select(heading => new TableCell(heading, ink.Faint))]);
        foreach (GradientTensorCheck tensor in check.Tensors)
        {
            bool isAny = tensor.Elements > tensor.Kinks + tensor.Unresolved;
            table.Add(
                tensor.Gradient,
                $"{tensor.Rows} × {tensor.Columns}",
                NumberText.Whole(tensor.Elements),
                isAny ? Error(tensor.MaxRelativeError) : "-",
                isAny ? $"[{tensor.WorstRow}, {tensor.WorstColumn}]" : "",
                engine.Distances.TryGetValue(tensor.Gradient, out double distance) ? Error(distance) : "");
        }

        table.WriteTo(writer);
        writer.WriteLine();
        if (check.Kinks > 0)
            writer.WriteLine($"{NumberText.Count(check.Kinks, "element")} left out: a kink of an activation or of the loss lies too near for a difference.");
        if (check.Unresolved > 0)
            writer.WriteLine($"{NumberText.Count(check.Unresolved, "element")} left out: the rounding of the loss hides the derivative.");
        writer.WriteLine(IsRight(check) ? ink.Good(Verdict(check)) : ink.Bad(Verdict(check)));
    }

    /// <summary>Whether the gradients can be relied on.</summary>
    public static bool IsRight(GradientCheck check) => check.Verdict is GradientVerdict.Agrees or GradientVerdict.Acceptable;

    private static string Verdict(GradientCheck check) => check.Verdict switch
    {
        GradientVerdict.Disagrees => $"The gradients do not agree: they are wrong by up to {Error(check.MaxRelativeError)}.",
        GradientVerdict.NotComparable => "There was nothing to compare: the loss or a gradient is not finite, or every element was left out.",
        GradientVerdict.Acceptable => $"The gradients agree to {Error(check.MaxRelativeError)}, which is fine beside a kink or a very large weight and suspicious elsewhere.",
        _ => $"The gradients agree: the worst relative error is {Error(check.MaxRelativeError)}.",
    };

    private static string Error(double error) => error.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
