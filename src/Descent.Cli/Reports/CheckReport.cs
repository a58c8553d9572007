using System.Globalization;
using Descent.Cli.Output;
using Descent.Cli.Sessions;
using Descent.Data;
using Descent.Reference;

namespace Descent.Cli.Reports;

/// <summary>What a gradient check found, for people.</summary>
internal sealed class CheckReport(TextWriter writer, Ink ink)
{
    private const int MostMistakes = 10;

    public void Write(CheckOutcome outcome)
    {
        GradientCheck check = outcome.Check;
        string where = outcome.Data.Length == 0 ? outcome.Network : $"{outcome.Network} on {NumberText.Count(outcome.Rows, "row")} of {outcome.Data}";
        Line("Check", $"{where}, loss {outcome.Loss.Loss.Name}{(outcome.Gradients is null ? "" : $", the gradients in {outcome.Gradients}")}");
        if (outcome.Members > 1)
            Line("Network", $"the first of the {NumberText.Whole(outcome.Members)} of one shape whose mean is the prediction; the others are not checked");
        Line("Method", $"{GradientCheck.Method} of the loss in double precision: a relative error below 1e-7 is right, up to 1e-4 acceptable beside a kink, "
            + $"else wrong{(outcome.Engine is null ? "" : "; engine is how far the gradients that train are off, in single precision")}");
        Line("Parameters", Counts(check.ParameterCounts));
        if (check.InputCounts.Total > 0)
            Line("Inputs", Counts(check.InputCounts));
        if (check.ParameterCounts.NotDrawn + check.InputCounts.NotDrawn > 0)
            Line("Sample", string.Create(CultureInfo.InvariantCulture, $"drawn with seed {outcome.Sample.Seed}; --sample 0 checks every element"));
        int[] featureWise = [.. check.Tensors.Where(tensor => tensor.IsFeatureWise).Select(tensor => tensor.Layer)];
        if (featureWise.Length > 0)
            Line("Layers", $"in {(featureWise.Length == 1 ? "layer" : "layers")} {string.Join(", ", featureWise)} {ExplanationText.FeatureWise}");
        writer.WriteLine();
        WriteTensors(check, outcome.Engine);
        WriteMistakes(outcome);
        WriteEngineMistakes(outcome.Engine);
        writer.WriteLine();
        foreach (string line in Paragraph.Wrap(Verdict(outcome), Terminal.Width))
            writer.WriteLine(outcome.IsRight ? ink.Good(line) : ink.Bad(line));
    }

    private void WriteTensors(GradientCheck check, EngineGradients? engine)
    {
        var table = new TextTable(false, true, true, true, true, true, false, true);
        string[] headings = ["gradient", "shape", "right", "wrong", "left out", "worst", "at", engine is null ? "" : "engine"];
        table.Add([.. headings.Select(heading => new TableCell(heading, ink.Faint))]);
        foreach (GradientTensorCheck tensor in check.Tensors)
        {
            GradientCounts counts = tensor.Counts;
            table.Add(
                tensor.Gradient,
                $"{tensor.Rows} × {tensor.Columns}",
                Number(counts.Agree + counts.Acceptable),
                counts.Disagree == 0 ? "·" : new TableCell(NumberText.Whole(counts.Disagree), ink.Bad),
                Number(counts.Kinks + counts.Unresolved + counts.NotFinite),
                tensor.Worst is { } worst ? Error(worst.RelativeError) : "-",
                tensor.Worst is { } at ? Place(at.Row, at.Column) : "",
                engine?.Of(tensor.Gradient) is { } distance ? new TableCell(Error(distance.Distance), distance.IsRight ? null : ink.Bad) : "");
        }

        table.WriteTo(writer);
    }

    private void WriteMistakes(CheckOutcome outcome)
    {
        (GradientTensorCheck Tensor, GradientElement Element)[] mistakes = [.. outcome.Check.Mistakes];
        if (mistakes.Length == 0)
            return;
        writer.WriteLine();
        writer.WriteLine(ink.Strong("Wrong, the worst first"));
        var table = new TextTable(true, false, false, true, true, true);
        string[] headings = ["layer", "gradient", "element", "value", "central difference", "relative error"];
        table.Add([.. headings.Select(heading => new TableCell(heading, ink.Faint))]);
        foreach ((GradientTensorCheck tensor, GradientElement element) in mistakes.Take(MostMistakes))
        {
            table.Add(
                tensor.Layer == 0 ? "-" : NumberText.Whole(tensor.Layer), tensor.Gradient, Place(element.Row, element.Column),
                Value(element.Gradient), Value(element.Difference), Error(element.RelativeError));
        }

        table.WriteTo(writer);
        if (mistakes.Length > MostMistakes)
            writer.WriteLine($"  … and {NumberText.Whole(mistakes.Length - MostMistakes)} more, which --json lists");
        string[] hints = [.. outcome.Check.Tensors.Where(tensor => tensor.Counts.Disagree > 0)
            .Select(tensor => MistakeHint.Find(tensor, outcome.Rows, outcome.Loss.Loss.LogBase)).OfType<string>()];
        if (hints.Length > 0)
            writer.WriteLine();
        foreach (string hint in hints)
            writer.WriteLine($"  {hint}");
    }

    private void WriteEngineMistakes(EngineGradients? engine)
    {
        foreach (EngineGradient wrong in (engine?.Gradients ?? []).Where(gradient => !gradient.IsRight).OrderByDescending(gradient => gradient.Distance))
        {
            writer.WriteLine();
            writer.WriteLine($"The engine's {wrong.Gradient} is off by {Error(wrong.Distance)}, the most in {Place(wrong.Row, wrong.Column)}: "
                + $"{Value(wrong.Found)}, in double precision {Value(wrong.Expected)}.");
        }
    }

    private static string Counts(GradientCounts counts)
    {
        (int Count, string What)[] parts =
        [
            (counts.Agree, "right"),
            (counts.Acceptable, "acceptable beside a kink"),
            (counts.Disagree, "wrong"),
            (counts.Kinks, "left out, since a kink is too near for a difference"),
            (counts.Unresolved, "left out, since the rounding of the loss hides the derivative"),
            (counts.NotFinite, "left out, since the loss is not finite"),
            (counts.NotDrawn, "not drawn"),
        ];
        string list = string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{NumberText.Whole(part.Count)} {part.What}"));
        return $"{NumberText.Whole(counts.Checked)} of {NumberText.Whole(counts.Total)} checked: {list}";
    }

    private static string Verdict(CheckOutcome outcome) => outcome.Check.Verdict switch
    {
        GradientVerdict.Disagrees => $"The gradients do not agree: {NumberText.Count(outcome.Check.Mistakes.Count(), "element")} wrong, by up to {Error(outcome.Check.Mistakes.First().Element.RelativeError)}.",
        GradientVerdict.NotComparable => "There was nothing to compare: the loss or a difference is not finite, or every element was left out.",
        _ when !outcome.IsRight => "The gradients of the reference agree with central differences, those of the engine do not agree with the reference.",
        GradientVerdict.Acceptable => $"The gradients agree to {Error(outcome.Check.MaxRelativeError)}, which is fine beside a kink.",
        _ => $"The gradients agree: the worst relative error is {Error(outcome.Check.MaxRelativeError)}.",
    };

    private void Line(string label, string text) => Paragraph.Write(writer, ink, label, text);

    private static string Place(int row, int column) => $"[{row}, {column}]";

    private static string Number(int count) => count == 0 ? "·" : NumberText.Whole(count);

    private static string Value(double value) => value.ToString("G8", CultureInfo.InvariantCulture);

    private static string Error(double error) => double.IsPositiveInfinity(error) ? "infinite" : error.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
