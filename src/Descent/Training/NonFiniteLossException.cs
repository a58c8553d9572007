namespace Descent.Training;

/// <summary>
/// A loss was infinite or not a number. The training stopped before another update, so the step itself changed nothing;
/// the message names where it happened and the likely cause.
/// </summary>
public sealed class NonFiniteLossException : Exception
{
    internal NonFiniteLossException(double loss, long step, int? epoch, int? batch, string cause)
        : base($"The loss became {Describe(loss)} {Place(step, epoch, batch)}. {cause}")
    {
        Loss = loss;
        Step = step;
        Epoch = epoch;
        Batch = batch;
    }

    /// <summary>The loss: infinite or NaN.</summary>
    public double Loss { get; }

    /// <summary>The step that was not made, from 1.</summary>
    public long Step { get; }

    /// <summary>The epoch, from 1; null for a step outside <see cref="Trainer.Fit"/>.</summary>
    public int? Epoch { get; }

    /// <summary>
    /// The mini-batch of the epoch, from 1; null where the epoch had ended (its last update made parameters infinite, or the
    /// loss is that of the validation rows), and for a step outside <see cref="Trainer.Fit"/>.
    /// </summary>
    public int? Batch { get; }

    private static string Describe(double loss) => double.IsNaN(loss) ? "NaN (not a number)" : "infinite";

    private static string Place(long step, int? epoch, int? batch) =>
        epoch is null ? $"in step {step}" : batch is null ? $"after epoch {epoch}" : $"in epoch {epoch}, batch {batch}";
}
