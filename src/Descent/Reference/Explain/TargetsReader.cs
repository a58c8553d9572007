using System.Text.Json;
using Descent.Networks;

namespace Descent.Reference;

/// <summary>Reads <c>targets</c>: rows of values, or class indices for the cross-entropies over classes.</summary>
internal static class TargetsReader
{
    private static readonly SpecPlace Place = new("targets");

    /// <summary>T, [rows, outputs], classes as one-hot rows.</summary>
    public static double[,] Read(JsonElement value, Loss loss, int rows, int outputs)
    {
        JsonElement[] elements = SpecValues.Elements(value, Place, loss.AcceptsClasses ? "an array of rows of numbers, or of class indices" : "an array of rows of numbers");
        bool areClasses = elements[0].ValueKind == JsonValueKind.Number;
        if (areClasses && !loss.AcceptsClasses)
        {
            throw Place[0].Bad(elements[0], $"a row of {SpecPlace.Count(outputs, "number")}, "
                + $"since class indices are for cross-entropy and softmax-cross-entropy and the loss is {loss.Name}");
        }

        if (elements.Length != rows)
        {
            throw Place.Unlike(
                areClasses ? SpecPlace.Count(elements.Length, "class index", "class indices") : SpecPlace.Count(elements.Length, "row"),
                $"inputs has {rows}");
        }

        return areClasses ? Classes(elements, outputs) : Rows(elements, loss, outputs);
    }

    private static double[,] Classes(JsonElement[] elements, int outputs)
    {
        int[] classes = new int[elements.Length];
        for (int i = 0; i < classes.Length; i++)
            classes[i] = SpecValues.Integer(elements[i], Place[i], 0, outputs - 1, $"a class index, an integer from 0 to {outputs - 1}");
        return ExplainSpec.OneHot(classes, outputs);
    }

    private static double[,] Rows(JsonElement[] elements, Loss loss, int outputs)
    {
        double[,] targets = SpecValues.Matrix(elements, Place);
        if (targets.GetLength(1) != outputs)
            throw Place[0].Unlike(SpecPlace.Count(targets.GetLength(1), "number"), $"the last layer has {SpecPlace.Count(outputs, "output")}");

        (double maximum, string? range) = loss switch
        {
            { HasLogBase: true } => (1, "a probability from 0 to 1"),
            PoissonLoss => (double.PositiveInfinity, "a count of 0 or more"),
            _ => (double.PositiveInfinity, (string?)null),
        };
        if (range is null)
            return targets;

        for (int i = 0; i < elements.Length; i++)
        {
            for (int k = 0; k < outputs; k++)
            {
                if (targets[i, k] < 0 || targets[i, k] > maximum)
                    throw Place[i][k].Bad(elements[i][k], $"{range}, since the loss is {loss.Name}");
            }
        }

        return targets;
    }
}
