namespace Descent.Networks;

/// <summary>A loss that is a sum over the elements of a row, each a function of one prediction and one target.</summary>
internal interface IElementLoss
{
    /// <summary>The loss of one element.</summary>
    double Value(float a, float t);

    /// <summary>Its derivative by the prediction.</summary>
    float Derivative(float a, float t);
}

/// <summary>The loop of all losses that are sums over elements.</summary>
internal abstract record ElementLoss<TElement> : Loss
    where TElement : struct, IElementLoss
{
    protected virtual TElement Element => default;

    internal sealed override void Evaluate(in LossBatch batch)
    {
        TElement element = Element;
        ReadOnlySpan<float> outputs = batch.Outputs, targets = batch.Targets;
        ReadOnlySpan<int> classes = batch.Classes;
        Span<float> gradients = batch.Gradient;
        float scale = batch.Scale;
        for (int row = 0; row < batch.Rows; row++)
        {
            int start = row * batch.Stride, end = start + batch.Columns;
            int label = classes.IsEmpty ? -1 : start + classes[row];
            double sum = 0;
            for (int k = start; k < end; k++)
            {
                float a = outputs[k], t = label < 0 ? targets[k] : k == label ? 1 : 0;
                sum += element.Value(a, t);
                if (!gradients.IsEmpty)
                    gradients[k] = element.Derivative(a, t) * scale;
            }

            batch.RowLosses[row] = (float)sum;
            if (!gradients.IsEmpty)
                gradients[end..(start + batch.Stride)].Clear();
        }
    }
}
