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

        if (data.HasLabels && network.Outputs == 1 && loss.AcceptsClasses)
            throw new ArgumentException($"The loss {loss.Name} compares the outputs of several classes, but the network has one output. Use {data.Outputs} units with softmax, or one unit with sigmoid and the loss binary-cross-entropy.");
    }
}
