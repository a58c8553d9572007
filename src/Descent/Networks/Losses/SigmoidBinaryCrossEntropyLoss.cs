using Descent.Numerics;

namespace Descent.Networks;

/// <summary>Binary cross-entropy of σ(z); ∂/∂z = (σ(z) − t)/ln b.</summary>
internal sealed record SigmoidBinaryCrossEntropyLoss : Loss
{
    public override string Name => "sigmoid-binary-cross-entropy";

    internal override bool HasLogBase => true;

    internal override void Evaluate(in LossBatch batch) =>
        RowMath.SigmoidBinaryCrossEntropy(
            batch.Outputs, batch.Targets, batch.Predictions, batch.Gradient, batch.RowLosses, batch.Columns, batch.Stride, batch.Scale);
}
