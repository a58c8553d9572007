using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Reference;

namespace Descent.Cli.Sessions;

/// <summary>How far one gradient of the engine is from that of the reference.</summary>
/// <param name="Gradient">As <c>descent explain</c> calls it.</param>
/// <param name="Distance">
/// ‖g − g*‖ / ‖g*‖; where a model fits so well that its gradients vanish, differences of nearly equal floats are all that is
/// left of them, so ‖g*‖ counts as that of a small number in each element at least.
/// </param>
/// <param name="Row">The row of the element that is off the most.</param>
/// <param name="Column">Its column.</param>
/// <param name="Found">Its value in the engine.</param>
/// <param name="Expected">Its value in the reference.</param>
internal sealed record EngineGradient(string Gradient, double Distance, int Row, int Column, double Found, double Expected)
{
    /// <summary>Single precision keeps some seven digits, of which a long sum may lose a few: 1 % is a mistake and no rounding.</summary>
    public bool IsRight => Distance < 0.01;
}

/// <summary>The gradients that training uses, in single precision, beside those of the reference in double precision.</summary>
internal sealed record EngineGradients(IReadOnlyList<EngineGradient> Gradients)
{
    private const double Small = 1e-3;

    /// <summary>Whether all agree as well as single precision allows.</summary>
    public bool IsRight => Gradients.All(gradient => gradient.IsRight);

    /// <summary>The gradient of that name, or null.</summary>
    public EngineGradient? Of(string gradient) => Gradients.FirstOrDefault(one => one.Gradient == gradient);

    /// <summary>Runs the batch through the engine.</summary>
    public static EngineGradients Compare(Model model, Loss loss, Dataset batch, ReferencePass reference, GradientCheck check)
    {
        Network network = model.Network;
        Dataset scaled = model.FeatureScaler.Apply(batch);
        var pass = new Backpropagation(network, loss, batch.Rows);
        if (model.Task == TaskKind.Classification)
            pass.Run(scaled.Features.Span, scaled.Labels.Span);
        else
            pass.Run(scaled.Features.Span, model.TargetScaler!.Apply(scaled).Targets.Span);
        return Compare(network, pass.Gradients, reference, check);
    }

    /// <summary>Compares a vector of gradients in the engine's layout.</summary>
    /// <param name="network">The network.</param>
    /// <param name="gradients">The gradients of the engine.</param>
    /// <param name="reference">Those of the reference.</param>
    /// <param name="check">
    /// What is known of the latter. On a kink, such as the edge of a bin, single and double precision may stand on two sides, and both
    /// derivatives are right: of a gradient with kinks only the elements count that have a difference.
    /// </param>
    public static EngineGradients Compare(Network network, ReadOnlySpan<float> gradients, ReferencePass reference, GradientCheck? check = null)
    {
        ParameterLayout layout = network.Layout;
        var found = new List<EngineGradient>();
        for (int l = 0; l < reference.Layers.Count; l++)
        {
            ReferenceLayerPass layer = reference.Layers[l];
            IReadOnlyList<int>? sources = network.Layers[l].Sources;
            string dW = $"dW[{l + 1}]", db = $"db[{l + 1}]";
            found.Add(Distance(dW, gradients, layout.Weights(l), layer.dW, sources, BesideKinks(check, dW)));
            if (layout.Biases(l) is { } biases)
                found.Add(Distance(db, gradients, biases, Row(layer.db!), sources: null, BesideKinks(check, db)));
        }

        return new EngineGradients(found);
    }

    private static HashSet<(int Row, int Column)>? BesideKinks(GradientCheck? check, string gradient) =>
        check?.Tensors.FirstOrDefault(tensor => tensor.Gradient == gradient) is { Kinks: > 0 } tensor
            ? [.. tensor.Checked.Where(element => element.Comparison != GradientComparison.Kink).Select(element => (element.Row, element.Column))]
            : null;

    private static double[,] Row(double[] vector)
    {
        double[,] row = new double[1, vector.Length];
        Buffer.BlockCopy(vector, 0, row, 0, sizeof(double) * vector.Length);
        return row;
    }

    // Of a feature-wise layer the engine has one row: of each column the element that the source of the unit has in the reference.
    private static EngineGradient Distance(
        string name, ReadOnlySpan<float> gradients, ParameterTensor tensor, double[,] expected, IReadOnlyList<int>? sources, HashSet<(int, int)>? counted)
    {
        double difference = 0, size = 0, worst = -1;
        var result = new EngineGradient(name, 0, 0, 0, 0, 0);
        for (int row = 0; row < tensor.Rows; row++)
        {
            ReadOnlySpan<float> values = tensor.Row(gradients, row);
            for (int column = 0; column < values.Length; column++)
            {
                int place = sources?[column] ?? row;
                if (counted is not null && !counted.Contains((place, column)))
                    continue;
                double e = expected[place, column];
                double off = Math.Abs(values[column] - e);
                difference += off * off;
                size += e * e;
                if (off <= worst)
                    continue;
                worst = off;
                result = result with { Row = place, Column = column, Found = values[column], Expected = e };
            }
        }

        int count = Math.Max(1, counted?.Count ?? tensor.Count);
        return result with { Distance = Math.Sqrt(difference / Math.Max(size, count * Small * Small)) };
    }
}
