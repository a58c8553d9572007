using System.Globalization;

namespace Descent.Reference;

/// <summary>
/// The network as a drawing: on the way forward outputs in the neurons and weights on the lines, on the way back the
/// derivatives. Sign is shown by dashes as well as by colour, size by thickness.
/// </summary>
internal sealed class NetworkDrawing
{
    private const int MostLabelled = 4;

    // Among many lines the thin ones have no arrow heads.
    private const double ThinLine = 1.2;

    private readonly PageSheet _sheet;
    private readonly ExplanationNames _names;
    private readonly bool _isBackward;
    private readonly DrawingLayout _layout;

    public NetworkDrawing(PageSheet sheet, ExplanationNames names, bool isBackward)
    {
        _sheet = sheet;
        _names = names;
        _isBackward = isBackward;
        _layout = new DrawingLayout([.. Enumerable.Range(0, sheet.Layers.Count + 1).Select(sheet.OutputOf)], names.Inputs.Count + names.Outputs.Count > 0);
    }

    /// <summary>Whether two drawings do not fit beside each other.</summary>
    public bool IsWide => _layout.IsWide;

    /// <summary>What the drawing does not show, in words; empty if it shows everything.</summary>
    public string LeftOut
    {
        get
        {
            List<string> parts = [];
            for (int l = 0; l <= _sheet.Layers.Count; l++)
            {
                DrawnNeurons drawn = _layout.Neurons(l);
                if (drawn.IsCut)
                    parts.Add(string.Create(CultureInfo.InvariantCulture, $"{drawn.Indices.Count} of the {drawn.Count} {(l == 0 ? "inputs" : $"neurons of layer {l}")}"));
            }

            string layers = _layout.Layers.IsCut ? string.Create(CultureInfo.InvariantCulture, $" Of {_sheet.Layers.Count} layers {_layout.Layers.Hidden} are not drawn.") : "";
            string neurons = parts.Count == 0 ? "" : $"The drawing shows {string.Join(", ", parts)}: those with the largest outputs. The others and their lines are left out.";
            return (neurons + layers).TrimStart();
        }
    }

    public void Write(HtmlWriter html)
    {
        string id = _isBackward ? "drawing-backward" : "drawing-forward";
        html.Open("div", ("class", "scroll"));
        html.Open(
            "svg",
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {_layout.Width} {_layout.Height}")),
            ("style", string.Create(CultureInfo.InvariantCulture, $"min-width:{_layout.Width * 0.6:0}px;max-width:{_layout.Width * 1.2:0}px")),
            ("class", _isBackward ? "network backward" : "network forward"),
            ("role", "img"),
            ("aria-labelledby", $"{id}-title {id}-text"));
        html.Element("title", _isBackward ? "The derivatives on their way back through the network" : "The network with its weights and outputs", ("id", $"{id}-title"));
        html.Element("desc", Description(), ("id", $"{id}-text"));
        for (int place = 1; place < _layout.Layers.Shown; place++)
        {
            if (!_layout.Layers.IsAfterGap(place))
                WriteLines(html, place);
        }

        for (int place = 0; place < _layout.Layers.Shown; place++)
            WriteLayer(html, place);
        html.Close();
        html.Close();
    }

    private string Description()
    {
        IEnumerable<string> layers = Enumerable.Range(0, _layout.Layers.Shown).Select(place =>
        {
            int layer = _layout.Layers[place];
            IEnumerable<string> values = _layout.Neurons(layer).Indices.Select(neuron => Short(ValueOf(layer, neuron)));
            return $"{(layer == 0 ? "Input" : $"Layer {View.Number(layer)}")}: {string.Join(", ", values)}{(_layout.Neurons(layer).IsCut ? " and more" : "")}.";
        });
        return $"{(_isBackward ? "Derivatives of the loss by the weighted sums." : "Outputs of the neurons.")} {string.Join(" ", layers)} {LeftOut}".TrimEnd();
    }

    private void WriteLines(HtmlWriter html, int place)
    {
        int layer = _layout.Layers[place];
        double[,] values = _isBackward ? _sheet.Pass.Layers[layer - 1].dW : _sheet.Layers[layer - 1].Weights;
        IReadOnlyList<int> from = _layout.Neurons(layer - 1).Indices, to = _layout.Neurons(layer).Indices;
        double largest = 0;
        foreach (double value in values)
            largest = double.IsFinite(value) ? Math.Max(largest, Math.Abs(value)) : largest;

        bool isLabelled = from.Count <= MostLabelled && to.Count <= MostLabelled;
        List<Markup> labels = [];
        for (int k = 0; k < from.Count; k++)
        {
            for (int j = 0; j < to.Count; j++)
            {
                if (!_sheet.Layers[layer - 1].HasWeight(from[k], to[j]))
                    continue;
                double value = values[from[k], to[j]];
                (double x1, double y1) = Shifted(_layout.Centre(place - 1, k), _layout.Centre(place, j), DrawingLayout.Radius);
                (double x2, double y2) = Shifted(_layout.Centre(place, j), _layout.Centre(place - 1, k), DrawingLayout.Radius + (_isBackward ? 0 : 1));
                double width = largest == 0 || !double.IsFinite(value) ? 0.6 : 0.6 + (4.4 * Math.Abs(value) / largest);
                html.Raw(new Markup(string.Create(
                    CultureInfo.InvariantCulture,
                    $"<line class=\"{Sign(value)}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke-width=\"{width:0.##}\" />")));
                if (value != 0 && (isLabelled || width > ThinLine))
                    html.Raw(Arrow(value, (x1, y1), (x2, y2), width));
                if (isLabelled)
                    labels.Add(Label(_layout.Centre(place - 1, k), _layout.Centre(place, j), to.Count, value));
            }
        }

        foreach (Markup label in labels)
            html.Raw(label);
    }

    // A head two thirds along a line, in the direction in which the numbers go.
    private Markup Arrow(double value, (double X, double Y) from, (double X, double Y) to, double width)
    {
        double degrees = Math.Atan2(to.Y - from.Y, to.X - from.X) * 180 / Math.PI;
        double size = 3.5 + (0.7 * width);
        return new Markup(string.Create(
            CultureInfo.InvariantCulture,
            $"<path class=\"{Sign(value)}\" d=\"M{size:0.#} 0L{-size:0.#} {size:0.#}V{-size:0.#}Z\" transform=\"translate({from.X + (0.7 * (to.X - from.X)):0.#} {from.Y + (0.7 * (to.Y - from.Y)):0.#}) rotate({degrees + (_isBackward ? 180 : 0):0.#})\" />"));
    }

    private static string Sign(double value) => value < 0 ? "minus" : value > 0 ? "plus" : "zero";

    // Weights leave their labels near where they start, spread so that no two meet.
    private static Markup Label((double X, double Y) from, (double X, double Y) to, int targets, double value)
    {
        double t = 1.0 / (targets + 1);
        t = Math.Clamp(t, 0.24, 0.36);
        return Text("weight", from.X + (t * (to.X - from.X)), from.Y + (t * (to.Y - from.Y)) + 4, Short(value));
    }

    private void WriteLayer(HtmlWriter html, int place)
    {
        int layer = _layout.Layers[place];
        DrawnNeurons neurons = _layout.Neurons(layer);
        double x = _layout.Centre(place, 0).X;
        string title = layer == 0 ? "input" : _sheet.Layers[layer - 1].Activation.ToString();
        html.Raw(Text("layer", x, 18, layer == 0 ? title : $"{View.Number(layer)} · {title}"));
        for (int neuron = 0; neuron < neurons.Indices.Count; neuron++)
            WriteNeuron(html, place, layer, neuron, neurons.Indices[neuron]);
        if (neurons.IsCut)
        {
            (double gapX, double gapY) = _layout.Centre(place, neurons.Indices.Count);
            html.Raw(Text("gap", gapX, gapY, "⋮"));
            html.Raw(Text("note", gapX, gapY + 20, $"{View.Number(neurons.Hidden)} more"));
        }

        if (_layout.Layers.IsAfterGap(place))
            html.Raw(Text("gap", x - 95, _layout.Height / 2.0, "⋯"));
    }

    private void WriteNeuron(HtmlWriter html, int place, int layer, int neuronPlace, int neuron)
    {
        (double x, double y) = _layout.Centre(place, neuronPlace);
        double value = ValueOf(layer, neuron);
        bool isLast = layer == _sheet.Layers.Count;
        html.Raw(new Markup(string.Create(
            CultureInfo.InvariantCulture,
            $"<circle class=\"{(layer == 0 ? "input" : isLast ? "output" : "hidden")}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{DrawingLayout.Radius}\" />")));
        html.Raw(Text(Short(value).Length > 6 ? "value long" : "value", x, y + 4.5, Short(value)));
        if (layer == 0)
            html.Raw(Text("name start", x - DrawingLayout.Radius - 7, y + 4.5, Fitted(_names.Inputs.Count > 0 ? _names.Inputs[neuron] : $"x{Subscript(neuron + 1)}")));
        else if (isLast)
            html.Raw(Text("name end", x + DrawingLayout.Radius + 7, y + 4.5, Fitted(_names.Outputs.Count > 0 ? _names.Outputs[neuron] : $"a{Subscript(neuron + 1)}")));
        if (layer > 0 && (_isBackward ? _sheet.Pass.Layers[layer - 1].db : _sheet.Layers[layer - 1].Biases) is { } biases)
            html.Raw(Text("note", x, y + DrawingLayout.Radius + 14, $"{(_isBackward ? "db" : "b")} {Short(biases[neuron])}"));
    }

    private double ValueOf(int layer, int neuron) => (layer, _isBackward) switch
    {
        (0, false) => _sheet.Spec.Inputs[0, neuron],
        (0, true) => _sheet.Pass.dX[0, neuron],
        (_, false) => _sheet.Pass.Layers[layer - 1].A[0, neuron],
        _ => _sheet.Pass.Layers[layer - 1].dZ[0, neuron],
    };

    private static (double X, double Y) Shifted((double X, double Y) from, (double X, double Y) to, double distance)
    {
        double length = Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y)));
        return (from.X + (distance * (to.X - from.X) / length), from.Y + (distance * (to.Y - from.Y) / length));
    }

    private static Markup Text(string kind, double x, double y, string text) => new(string.Create(
        CultureInfo.InvariantCulture, $"<text class=\"{kind}\" x=\"{x:0.#}\" y=\"{y:0.#}\">{Markup.Text(text).Xml}</text>"));

    private static string Short(double value) => !double.IsFinite(value) ? MathNumber.Plain(value)
        : value == 0 ? "0"
        : Math.Abs(value) is (< 0.001 or >= 10000)
            ? value.ToString("0.#e0", CultureInfo.InvariantCulture).Replace('-', '−')
            : value.ToString("g3", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Fitted(string name) => name.Length <= 12 ? name : $"{name[..(char.IsHighSurrogate(name[10]) ? 10 : 11)]}…";

    private static string Subscript(int number) => string.Concat(View.Number(number).Select(digit => (char)('₀' + (digit - '0'))));
}
