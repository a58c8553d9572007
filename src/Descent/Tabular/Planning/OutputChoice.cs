using Descent.Data;
using Descent.Networks;

namespace Descent.Tabular;

/// <summary>The output layer and the loss, which belong together.</summary>
internal sealed record OutputChoice(int Units, Activation Activation, Loss Loss, bool ScalesTarget, IReadOnlyList<string> Reasons)
{
    /// <summary>The output layer for a loss and some data.</summary>
    /// <param name="asked">The loss that the user asked for, or null.</param>
    /// <param name="data">The data.</param>
    /// <exception cref="ArgumentException">The loss is not for such data.</exception>
    public static OutputChoice For(Loss? asked, Dataset data) =>
        data.Task == TaskKind.Classification ? Classification(Unfused(asked), data.Outputs) : Regression(Unfused(asked), data);

    private static OutputChoice Classification(Loss? asked, int classes)
    {
        if (asked == Loss.Poisson)
            throw new ArgumentException("the loss poisson is for counts, and the target holds classes; choose cross-entropy or the task regression");
        return asked == Loss.BinaryCrossEntropy
            ? Independent(classes, asked)
            : new OutputChoice(classes, Activation.Softmax, asked ?? Loss.CrossEntropy, ScalesTarget: false, []);
    }

    private static OutputChoice Independent(int classes, Loss loss) => classes == 2
        ? new OutputChoice(1, Activation.Sigmoid, loss, ScalesTarget: false, [])
        : new OutputChoice(
            classes, Activation.Sigmoid, loss, ScalesTarget: false, ["each class is an independent yes or no, so the outputs of a row need not sum to 1"]);

    private static OutputChoice Regression(Loss? asked, Dataset data)
    {
        if (asked == Loss.CrossEntropy || asked == Loss.BinaryCrossEntropy)
            throw new ArgumentException($"the loss {asked.Name} is for classes, and the target holds numbers; choose mse or the task classification");
        if (asked != Loss.Poisson)
        {
            return new OutputChoice(
                data.Outputs, Activation.Identity, asked ?? Loss.MeanSquaredError, ScalesTarget: true, ["the target is standardised while the network learns"]);
        }

        foreach (float target in data.Targets.Span)
        {
            if (target < 0)
                throw new ArgumentException($"the loss poisson is for counts, and the target '{data.TargetName}' holds {NumberText.Exact(target)}; choose mse");
        }

        return new OutputChoice(data.Outputs, Activation.Exponential, asked, ScalesTarget: false, ["an exponential output for the mean of a count"]);
    }

    // The engine joins softmax or sigmoid with its cross-entropy by itself, so both names mean the same here.
    private static Loss? Unfused(Loss? loss) => loss == Loss.SoftmaxCrossEntropy ? Loss.CrossEntropy
        : loss == Loss.SigmoidBinaryCrossEntropy ? Loss.BinaryCrossEntropy
        : loss;
}
