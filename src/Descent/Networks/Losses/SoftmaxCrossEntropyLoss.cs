using Descent.Numerics;

namespace Descent.Networks;

/// <summary>Cross-entropy of softmax(z); ∂/∂z = (p·Σt − t)/ln b (Datta; Sabine 5.2; the slides for Σt = 1).</summary>
internal sealed record SoftmaxCrossEntropyLoss : Loss
{
    public override string Name => "softmax-cross-entropy";

    internal override bool HasLogBase => true;

    internal override bool AcceptsClasses => true;

    internal override void Evaluate(in LossBatch batch)
    {
        if (batch.Classes.IsEmpty)
            RowMath.SoftmaxCrossEntropy(batch.Outputs, batch.Targets, batch.Predictions, batch.Gradient, batch.RowLosses, batch.Columns, batch.Stride, batch.Scale);
        else
            RowMath.SoftmaxCrossEntropy(batch.Outputs, batch.Classes, batch.Predictions, batch.Gradient, batch.RowLosses, batch.Columns, batch.Stride, batch.Scale);
    }
}
