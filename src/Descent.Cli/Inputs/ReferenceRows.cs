using Descent.Data;
using Descent.Models;

namespace Descent.Cli.Inputs;

/// <summary>Rows as the network of a model sees them, in double precision.</summary>
/// <param name="Inputs">X, scaled, [rows, inputs].</param>
/// <param name="Targets">T: one-hot, 0 and 1 for a single output, or scaled numbers, [rows, outputs].</param>
internal sealed record ReferenceRows(double[,] Inputs, double[,] Targets)
{
    public static ReferenceRows Of(Model model, Dataset data)
    {
        Dataset scaled = model.FeatureScaler.Apply(data);
        int rows = data.Rows, outputs = model.Network.Outputs;
        double[,] targets = new double[rows, outputs];
        if (model.Task == TaskKind.Regression)
            targets = Matrix(model.TargetScaler!.Apply(scaled).Targets.Span, rows, outputs);

        for (int row = 0; row < rows && model.Task == TaskKind.Classification; row++)
        {
            int label = data.Labels.Span[row];
            if (outputs == 1)
                targets[row, 0] = label;
            else
                targets[row, label] = 1;
        }

        return new ReferenceRows(Matrix(scaled.Features.Span, rows, data.Inputs), targets);
    }

    private static double[,] Matrix(ReadOnlySpan<float> values, int rows, int columns)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < values.Length; i++)
            matrix[i / columns, i % columns] = values[i];
        return matrix;
    }
}
