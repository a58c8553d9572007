using Descent.Data;
using Descent.Formats;
using Descent.Models;
using Descent.Networks;

namespace Descent.Cli.Inputs;

/// <summary>What is read around a model.</summary>
internal static class ModelSource
{
    /// <summary>What MODEL can be, for the help and for messages.</summary>
    public const string Help = "a file that train has written";

    /// <summary>Reads a table for a model, with what stands for missing values as it was in training.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">DATA as the call names it.</param>
    /// <param name="target">The column of the target; null: the last, for what needs none.</param>
    /// <exception cref="DataFormatException">The data cannot be read.</exception>
    public static Table Read(Model model, string data, string? target = null) => DataSource.Read(data, new CsvOptions
    {
        Target = target,
        Missing = model.Pipeline?.Missing,
        TextColumns = [.. model.Pipeline?.Columns.Where(column => column.Kind == ColumnKind.Category).Select(column => column.Name) ?? []],
    });

    /// <summary>Rows with the model's features and its target, which all must have one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">DATA as the call names it.</param>
    /// <param name="target">The column of the target; null: as the model calls it.</param>
    /// <exception cref="DataFormatException">The data cannot be read or has not what the model needs.</exception>
    public static Dataset LabelledRows(Model model, string data, string? target = null) => model.ToDataset(Read(model, data, target ?? model.TargetName));

    /// <summary>The loss that the model was trained with; where that is not known, the usual one for its output.</summary>
    public static Loss LossOf(Model model)
    {
        if (model.Training is { } training && Loss.Names.Contains(training.Loss))
            return Loss.Parse(training.Loss);
        if (model.Task == TaskKind.Regression)
            return Loss.MeanSquaredError;
        return model.Network.Layers[^1].Activation == Activation.Softmax ? Loss.CrossEntropy : Loss.BinaryCrossEntropy;
    }
}
