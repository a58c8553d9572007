namespace Descent.Data;

/// <content>How much each row counts in training.</content>
public sealed partial class Dataset
{
    /// <summary>Whether rows count differently: <see cref="Weights"/> are there.</summary>
    public bool HasWeights => _weights.Length > 0;

    /// <summary>How much each row counts in the loss, [rows], all finite and not negative; empty: every row counts 1.</summary>
    /// <remarks>
    /// The loss of a batch of m rows is L = 1/m Σᵢ wᵢ ℓᵢ, or Σᵢ wᵢ ℓᵢ where it is a sum. A row with the weight 2 counts as if it
    /// stood there twice, one with the weight 0 as if its loss were 0. The sum is divided by the number of the rows and not by
    /// Σᵢ wᵢ of the batch, as some libraries do: so the gradients of the batches average to that of all rows, whatever the size
    /// of a batch, and a row weighs the same whichever rows share its batch. Weights whose mean is 1 leave the learning rate
    /// its meaning; with others the gradient is multiplied by their mean. Metrics and accuracies count every row once.
    /// </remarks>
    public ReadOnlyMemory<float> Weights => _weights;

    /// <summary>The same rows, each counting as told; weights from before are replaced. The weights are copied.</summary>
    /// <param name="weights">[rows]; finite, not negative, at least one above 0. See <see cref="Weights"/> for what they mean.</param>
    /// <exception cref="ArgumentException">The length is not <see cref="Rows"/>, or a weight is outside its range; the message says which.</exception>
    public Dataset WithWeights(ReadOnlySpan<float> weights)
    {
        DatasetChecks.Weights(weights, Rows);
        return new Dataset(_schema, _features, _labels, _targets, weights.ToArray());
    }

    /// <summary>The same rows, each counting 1.</summary>
    public Dataset WithoutWeights() => HasWeights ? new Dataset(_schema, _features, _labels, _targets) : this;
}
