using System.Globalization;
using Descent.Data;
using Descent.Networks;

namespace Descent.Training;

/// <summary>Whether a data set can be used with a network and a loss.</summary>
internal static class DataFit
{
    /// <exception cref="ArgumentException">It cannot; the message says why.</exception>
    public static void Check(Dataset data, Network network, Loss loss)
    {
        if (data.Inputs != network.Inputs)
            throw new ArgumentException($"The data has {data.Inputs} features, but the network has {network.Inputs} inputs.");
        bool isBinaryUnit = data.HasLabels && data.Outputs == 2 && network.Outputs == 1;
        if (data.Outputs != network.Outputs && !isBinaryUnit)
        {
            string targets = data.Task == TaskKind.Classification ? "classes" : "targets";
            throw new ArgumentException($"The data has {data.Outputs} {targets}, but the network has {network.Outputs} outputs. Give the output layer {data.Outputs} units.");
        }

        CheckFinite(data);
        if (!data.HasLabels)
            return;
        if (OutputHead.ObjectionToClasses(network.Outputs, loss) is { } objection)
            throw new ArgumentException(objection);
        if (network.Outputs == 1 && loss is SigmoidBinaryCrossEntropyLoss)
            throw new ArgumentException("The loss sigmoid-binary-cross-entropy makes the output a logit, but the single output of a network for two classes is read as a probability. Use sigmoid as the output activation and the loss binary-cross-entropy, which is computed in the same stable form.");
    }

    /// <exception cref="ArgumentException">The rows are not of the same kind as those that are trained on.</exception>
    public static void CheckValidation(Dataset validation, Dataset train)
    {
        if (validation.Task != train.Task || validation.HasLabels != train.HasLabels)
            throw new ArgumentException($"The validation rows have {Kind(validation)}, but the training rows have {Kind(train)}.");
        if (!validation.Classes.SequenceEqual(train.Classes))
            throw new ArgumentException("The classes of the validation rows are not those of the training rows, in the same order. Make both data sets with the same list of classes.");

        static string Kind(Dataset data) => data.HasLabels ? "classes" : data.Task == TaskKind.Classification ? "a weight for each class" : "numbers as targets";
    }

    /// <exception cref="ArgumentException">All rows have the weight 0: there is nothing to learn from, or to measure.</exception>
    public static void CheckWeights(Dataset? data, string part)
    {
        if (data is { HasWeights: true } && !data.Weights.Span.ContainsAnyExcept(0f))
            throw new ArgumentException($"All {data.Rows} {part} rows have the weight 0; expected at least one above 0.");
    }

    // A data set is made of finite numbers, but a scaler can carry them out of the range of a float.
    private static void CheckFinite(Dataset data)
    {
        if (FirstNonFinite(data.Features.Span) is { } i)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The feature '{data.FeatureNames[i % data.Inputs]}' of row {i / data.Inputs} is {data.Features.Span[i]}; expected a finite number. Look at that row, and at how the feature is scaled."));
        if (FirstNonFinite(data.Targets.Span) is { } t)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The target of row {t / data.Outputs} is {data.Targets.Span[t]}; expected a finite number. Look at that row, and at how targets are scaled."));
    }

    private static int? FirstNonFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return i;
        }

        return null;
    }
}
