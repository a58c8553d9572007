using Descent.Training;

namespace Descent.Cli.Reports;

/// <summary>How a training went.</summary>
/// <param name="History">The epochs of the network, or of the first of several.</param>
/// <param name="BestEpoch">The epoch whose parameters were kept; 0: none.</param>
/// <param name="Loss">What was minimised.</param>
/// <param name="Ending">Why it ended, in some words.</param>
internal sealed record ReportLearning(IReadOnlyList<EpochReport> History, int BestEpoch, string Loss, string Ending)
{
    /// <summary>The epochs of the other networks of an ensemble, as far as they are known.</summary>
    public IReadOnlyList<IReadOnlyList<EpochReport>> Others { get; init; } = [];
}

/// <summary>A layer of the network.</summary>
/// <param name="Name">hidden 1, …, output.</param>
/// <param name="Inputs">What each unit reads.</param>
/// <param name="Units">What it puts out.</param>
/// <param name="Activation">Its activation.</param>
/// <param name="Dropout">The probability with which an output is left out in training.</param>
/// <param name="Parameters">Weights and biases.</param>
internal sealed record ReportLayer(string Name, int Inputs, int Units, string Activation, float Dropout, int Parameters);

/// <summary>A line of a list: what, and what it is.</summary>
/// <param name="Label">What.</param>
/// <param name="Text">What it is.</param>
/// <param name="IsCode">Whether it is to be copied rather than read.</param>
internal sealed record ReportFact(string Label, string Text, bool IsCode = false);
