using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Reference;

namespace Descent.Cli.Sessions;

/// <summary>How far the gradients that training uses, in single precision, are from those of the reference in double precision.</summary>
/// <param name="Distances">
/// For each gradient, as <c>descent explain</c> calls it, ‖g − g*‖ / ‖g*‖; where a model fits so well that its gradients
/// vanish, differences of nearly equal floats are all that is left of them, so ‖g*‖ counts as that of a
/// <see cref="Small"/> number in each element at least.
/// </param>
internal sealed record EngineGradients(IReadOnlyDictionary<string, double> Distances)
{
    private const double Small = 1e-3;

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

        var distances = new Dictionary<string, double>();
        for (int l = 0; l < network.Layers.Count; l++)
        {
            ReferenceLayerPass layer = reference.Layers[l];
            distances[$"dW[{l + 1}]"] = Distance(pass.Gradients, network.Layout.Weights(l), (row, column) => layer.dW[row, column]);
            if (network.Layout.Biases(l) is { } biases)
                distances[$"db[{l + 1}]"] = Distance(pass.Gradients, biases, (_, column) => layer.db![column]);
        }

        return new EngineGradients(distances);
    }

    private static double Distance(ReadOnlySpan<float> gradients, ParameterTensor tensor, Func<int, int, double> expected)
    {
        double difference = 0, size = 0;
        for (int row = 0; row < tensor.Rows; row++)
        {
            ReadOnlySpan<float> values = tensor.Row(gradients, row);
            for (int column = 0; column < values.Length; column++)
            {
                double e = expected(row, column);
                difference += (values[column] - e) * (values[column] - e);
                size += e * e;
            }
        }

        return Math.Sqrt(difference / Math.Max(size, tensor.Count * Small * Small));
    }
}
