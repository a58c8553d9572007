using System.Globalization;
using System.Text;

namespace Descent.Reference;

/// <summary>Every number of the pass with all its digits, as the JSON has it, to copy or to look up.</summary>
internal static class DigitsPart
{
    public static void Write(PageSheet sheet) => sheet.Part("digits", "Every digit", () =>
    {
        HtmlWriter html = sheet.Html;
        html.Element("p", Markup.Of($"The same numbers so that reading them gives the same double again. Rows are examples; W and dW have a row for each input of the layer and a column for each output."), ("class", "why"));
        html.Open("details", ("class", "digits"));
        html.Element("summary", "All values");
        long hidden = 0, all = 0;
        One("L, the loss", new[,] { { sheet.Pass.Loss } });
        One("largest relative error", new[,] { { sheet.Explanation.Check.MaxRelativeError } });
        One("X", sheet.Spec.Inputs);
        One("T", sheet.Spec.Targets);
        for (int l = 1; l <= sheet.Layers.Count; l++)
            WriteLayer(l, sheet.Layers[l - 1], sheet.Pass.Layers[l - 1]);
        One("dX", sheet.Pass.dX);
        if (sheet.Explanation is { Updated: { } updated, UpdatedLoss: { } loss })
        {
            for (int l = 1; l <= updated.Layers.Count; l++)
                WriteParameters($"{View.Number(l)} after the update", updated.Layers[l - 1]);
            One("L after the update", new[,] { { loss } });
        }

        html.Close();
        html.Element("p", hidden == 0
            ? Markup.Of($"All {all} numbers are here.")
            : Markup.Of($"{all - hidden} of {all} numbers are here; {hidden} are left out so that the page can be read. All that are computed are in the JSON of the same command, with --format json."), ("class", hidden == 0 ? "remark" : "left-out"));

        void WriteLayer(int l, ReferenceLayer layer, ReferenceLayerPass pass)
        {
            string number = View.Number(l);
            WriteParameters(number, layer);
            One($"Z {number}", pass.Z);
            One($"A {number}", pass.A);
            One($"dA {number}", pass.dA);
            One($"dZ {number}", pass.dZ);
            One($"dW {number}", pass.dW);
            if (pass.db is not null)
                One($"db {number}", MatrixMarkup.Row(pass.db));
        }

        void WriteParameters(string number, ReferenceLayer layer)
        {
            One($"W {number}", layer.Weights);
            if (layer.Biases is not null)
                One($"b {number}", MatrixMarkup.Row(layer.Biases));
        }

        void One(string name, double[,] matrix)
        {
            all += matrix.Length;
            hidden += Table(html, name, matrix);
        }
    });

    private static long Table(HtmlWriter html, string name, double[,] matrix)
    {
        Cut rows = new(matrix.GetLength(0), most: 16, first: 12), columns = new(matrix.GetLength(1), most: 16, first: 12);
        StringBuilder lines = new();
        for (int i = 0; i < rows.Shown; i++)
        {
            if (rows.IsAfterGap(i))
                lines.Append(CultureInfo.InvariantCulture, $"… {rows.Hidden} more rows …\n");
            for (int j = 0; j < columns.Shown; j++)
                lines.Append(columns.IsAfterGap(j) ? "  …" : "").Append(j == 0 ? "" : "  ").Append(Digits(matrix[rows[i], columns[j]]));
            lines.Append('\n');
        }

        html.Element("h4", name);
        html.Element("pre", lines.ToString().TrimEnd());
        return matrix.Length - ((long)rows.Shown * columns.Shown);
    }

    private static string Digits(double value) => (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);
}
