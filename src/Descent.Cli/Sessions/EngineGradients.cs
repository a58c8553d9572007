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
    public static EngineGradients Compare(Model model, Loss loss, Dataset batch, ReferencePass reference)
    {
        Network network = model.Network;
        Dataset scaled = model.FeatureScaler.Apply(batch);
        var pass = new Backpropagation(network, loss, batch.Rows);
        if (model.Task == TaskKind.Classification)
            pass.Run(scaled.Features.Span, scaled.Labels.Span);
        else
            pass.Run(scaled.Features.Span, model.TargetScaler!.Apply(scaled).Targets.Span);
        return Compare(network, pass.Gradients, reference);
    }

    /// <summary>Compares a vector of gradients in the engine's layout.</summary>
    public static EngineGradients Compare(Network network, ReadOnlySpan<float> gradients, ReferencePass reference)
    {
        ParameterLayout layout = network.Layout;
        var found = new List<EngineGradient>();
        for (int l = 0; l < reference.Layers.Count; l++)
        {
            ReferenceLayerPass layer = reference.Layers[l];
            IReadOnlyList<int>? sources = network.Layers[l].Sources;
            found.Add(Distance($"dW[{l + 1}]", gradients, layout.Weights(l), layer.dW, sources));
            if (layout.Biases(l) is { } biases)
                found.Add(Distance($"db[{l + 1}]", gradients, biases, layer.db!));
        }

        return new EngineGradients(found);
    }

    private static EngineGradient Distance(string name, ReadOnlySpan<float> gradients, ParameterTensor tensor, double[] expected)
    {
        double[,] row = new double[1, expected.Length];
        Buffer.BlockCopy(expected, 0, row, 0, sizeof(double) * expected.Length);
        return Distance(name, gradients, tensor, row, sources: null);
    }

    // Of a feature-wise layer the engine has one row: of each column the element that the source of the unit has in the reference.
    private static EngineGradient Distance(string name, ReadOnlySpan<float> gradients, ParameterTensor tensor, double[,] expected, IReadOnlyList<int>? sources)
    {
        double difference = 0, size = 0, worst = -1;
        var result = new EngineGradient(name, 0, 0, 0, 0, 0);
        for (int row = 0; row < tensor.Rows; row++)
        {
            ReadOnlySpan<float> values = tensor.Row(gradients, row);
            for (int column = 0; column < values.Length; column++)
            {
                int place = sources?[column] ?? row;
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

        return result with { Distance = Math.Sqrt(difference / Math.Max(size, tensor.Count * Small * Small)) };
    }
}
