using System.Globalization;
using Descent.Networks;

namespace Descent.Reference;

/// <summary>The equations of a loss for the page: what one output adds to it and the derivative, in a, t and p.</summary>
/// <param name="Term">The contribution of one output.</param>
/// <param name="Derivative">Its derivative by that output, before the reduction.</param>
/// <param name="Matrices">The same for all outputs at once, in <c>\A</c>, <c>\T</c> and <c>\P</c>.</param>
/// <param name="Where">What further symbols mean; empty if there are none.</param>
internal sealed record LossTex(string Term, string Derivative, string Matrices, string Where = "")
{
    public static LossTex Of(ReferenceLoss loss)
    {
        string d = loss.Delta.ToString("R", CultureInfo.InvariantCulture);
        string log = loss.Loss.LogBase is { } b ? $@"\log_{{{Base(b)}}}" : @"\ln";
        return loss.Loss switch
        {
            SquaredErrorLoss => new(@"\frac{1}{2} (a - t)^2", "a - t", @"\A - \T"),
            MeanSquaredErrorLoss => new("(a - t)^2", "2 (a - t)", @"2 (\A - \T)"),
            MeanAbsoluteErrorLoss => new("|a - t|", @"\sign(a - t)", @"\sign(\A - \T)"),
            HuberLoss => new(
                "h(a - t)",
                $@"\min(\max(a - t, -{d}), {d})",
                $@"\min(\max(\A - \T, -{d}), {d})",
                $@"h(e) = \cases{{\frac{{1}}{{2}} e^2}}{{|e| \le {d}}}{{{d} \cdot (|e| - {d}/2)}}{{|e| > {d}}}"),
            CrossEntropyLoss => new($@"-t \cdot {log}\,a", @"-\frac{t}{a}", @"-\T \oslash \A"),
            BinaryCrossEntropyLoss => new(
                $@"-[t \cdot {log}\,a + (1 - t) \cdot {log}(1 - a)]",
                @"\frac{a - t}{a (1 - a)}",
                @"(\A - \T) \oslash (\A \circ (1 - \A))"),
            PoissonLoss => new(@"a - t \cdot \ln\,a", @"1 - \frac{t}{a}", @"1 - \T \oslash \A"),
            SoftmaxCrossEntropyLoss => new($@"-t \cdot {log}\,p", @"p \cdot s - t", @"\P \circ s - \T", @"p = \softmax(a)"),
            SigmoidBinaryCrossEntropyLoss => new(
                $@"-[t \cdot {log}\,p + (1 - t) \cdot {log}(1 - p)]",
                "p - t",
                @"\P - \T",
                @"p = \frac{1}{1 + e^{-a}}"),
            _ => throw new NotSupportedException($"There is no equation for the loss {loss.Loss.Name}."),
        };
    }

    /// <summary>The factor before the derivative; empty where it is 1.</summary>
    public static string Factor(ReferenceLoss loss, int rows, int outputs)
    {
        string count = loss.Loss.IsMeanOverElements ? rows * outputs == 1 ? "" : @"m \cdot K"
            : loss.Loss.Reduction == Reduction.Mean && rows > 1 ? "m" : "";
        string all = loss.Loss.LogBase is { } b ? $@"{count}{(count.Length == 0 ? "" : @" \cdot ")}\ln\,{Base(b)}" : count;
        return all.Length == 0 ? "" : $@"\frac{{1}}{{{all}}}";
    }

    /// <summary>The same for the value, where the base is in the symbol log_b of the term and only the count divides.</summary>
    public static string ValueFactor(ReferenceLoss loss, int rows, int outputs) =>
        loss.Loss.LogBase is null ? Factor(loss, rows, outputs) : Factor(new ReferenceLoss(loss.Loss with { LogBase = null }), rows, outputs);

    /// <summary>A product with the weights of the rows, one for each row.</summary>
    public static string Weighted(string matrices, int rows) => $@"{TexMath.AsFactor(matrices)} {(rows == 1 ? @"\cdot" : @"\circ")} w";

    /// <summary>A term with the indices of a view at a, t, p and w; what stands behind a backslash is a command.</summary>
    public static string Indexed(View view, string term, int layer)
    {
        string a = view.Element("A", layer, "i", "k"), t = view.Element("T", layer, "i", "k"), p = view.Element("P", 0, "i", "k"), w = view.Rows == 1 ? "w" : "w_i";
        string indexed = "";
        for (int at = 0; at < term.Length; at++)
        {
            bool isCommand = term[at] == '\\';
            int end = at + 1;
            while (isCommand && end < term.Length && char.IsAsciiLetter(term[end]))
                end++;
            indexed += isCommand ? term[at..end] : term[at] switch { 'a' => a, 't' => t, 'p' => p, 'w' => w, char other => other.ToString() };
            at = end - 1;
        }

        return indexed;
    }

    private static string Base(double b) => b.ToString("R", CultureInfo.InvariantCulture);
}
