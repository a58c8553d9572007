namespace Descent.Reference;

/// <summary>The check of all gradients at once, gradient by gradient.</summary>
internal static class CheckPart
{
    public static void Write(PageSheet sheet) => sheet.Part("check", "Check", () =>
    {
        GradientCheck check = sheet.Explanation.Check;
        HtmlWriter html = sheet.Html;
        html.Element("p", Markup.Of($"Every derivative by a weight, a bias or an input is compared with a central difference of the loss, extrapolated to h = 0 and computed in double precision from the forward pass alone. If a formula of the backward pass were wrong, the two would disagree. The relative error of g against its difference d is {TexMath.Inline(@"|g - d| / \max(|g|, |d|)")}; below 10⁻⁷ is good, up to 10⁻⁴ acceptable only near a kink."), ("class", "why"));
        html.Open("div", ("class", "scroll"));
        html.Open("table");
        html.Raw(new Markup("<thead><tr><th scope=\"col\">gradient</th><th scope=\"col\">shape</th><th scope=\"col\">compared</th><th scope=\"col\">left out</th><th scope=\"col\">largest relative error</th><th scope=\"col\">at</th></tr></thead>"));
        html.Open("tbody");
        foreach (GradientTensorCheck tensor in check.Tensors)
            WriteRow(html, tensor);
        html.Close();
        html.Close();
        html.Close();
        html.Element("p", new Markup($"{Verdict(check).Xml} {Words(sheet, check).Xml}"), ("class", "proof"));
        if (check.Kinks > 0)
            html.Element("p", Markup.Of($"∧ {check.Kinks} of them lie on a kink: a weighted sum, or an error of the loss, is exactly where the function has a corner, so that every difference reaches across it. That is no mistake. The derivative of relu at 0 is taken as 0 here, as most programs do; 1 would be as right."), ("class", "remark"));
        if (check.Unresolved > 0)
            html.Element("p", Markup.Of($"{check.Unresolved} could not be decided, since the rounding of the loss hides so small a change."), ("class", "remark"));
    });

    /// <summary>The verdict as a sign with words.</summary>
    public static Markup Verdict(GradientCheck check) => new(check.Verdict switch
    {
        GradientVerdict.Agrees => "<span class=\"verdict good\">✓ good</span>",
        GradientVerdict.Acceptable => "<span class=\"verdict fair\">≈ acceptable near a kink</span>",
        GradientVerdict.Disagrees => "<span class=\"verdict bad\">✗ disagrees</span>",
        _ => "<span class=\"verdict none\">– nothing to compare</span>",
    });

    private static Markup Words(PageSheet sheet, GradientCheck check)
    {
        long parameters = sheet.Spec.Network.ParameterCount;
        string part = check.Parameters == parameters ? "" : $" of {Count(parameters)}";
        string error = GradientTable.Error(check.MaxRelativeError);
        return check.Verdict == GradientVerdict.NotComparable
            ? Markup.Text("The loss or a derivative is not finite, or every element was left out.")
            : Markup.Of($"{(long)check.Parameters}{part} parameters and {(long)check.Inputs} inputs; largest relative error {error}.");
    }

    private static void WriteRow(HtmlWriter html, GradientTensorCheck tensor)
    {
        string place = tensor.Gradient.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        int left = tensor.Kinks + tensor.Unresolved;
        bool isAny = tensor.Elements > left;
        html.Open("tr");
        html.Element("th", Markup.Link(place, tensor.Gradient), ("scope", "row"));
        html.Element("td", $"{View.Number(tensor.Rows)} × {View.Number(tensor.Columns)}");
        html.Element("td", $"{Count(tensor.Elements - left)} of {Count(tensor.Counts.Total)}");
        html.Element("td", left == 0 ? "—" : tensor.Kinks > 0 ? $"∧ {Count(tensor.Kinks)} on a kink" : $"{Count(left)} hidden by rounding");
        html.Element("td", isAny ? GradientTable.Error(tensor.MaxRelativeError) : "—");
        html.Element("td", isAny ? $"row {View.Number(tensor.WorstRow + 1)}, column {View.Number(tensor.WorstColumn + 1)}" : "—");
        html.Close();
    }

    private static string Count(long count) => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
