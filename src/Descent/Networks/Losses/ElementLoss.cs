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
        for (int row = 0; row < batch.Rows; row++)
        {
            ReadOnlySpan<float> a = batch.Outputs.Slice(row * batch.Stride, batch.Columns);
            double sum = 0;
            if (batch.Classes.IsEmpty)
            {
                ReadOnlySpan<float> t = batch.Targets.Slice(row * batch.Stride, batch.Columns);
                for (int k = 0; k < a.Length; k++)
                    sum += element.Value(a[k], t[k]);
            }
            else
            {
                int c = batch.Classes[row];
                for (int k = 0; k < a.Length; k++)
                    sum += element.Value(a[k], k == c ? 1 : 0);
            }

            batch.RowLosses[row] = (float)sum;
            if (batch.Gradient.IsEmpty)
                continue;

            Span<float> gradient = batch.Gradient.Slice(row * batch.Stride, batch.Stride);
            for (int k = 0; k < a.Length; k++)
            {
                float t = batch.Classes.IsEmpty ? batch.Targets[(row * batch.Stride) + k] : k == batch.Classes[row] ? 1 : 0;
                gradient[k] = element.Derivative(a[k], t) * batch.Scale;
            }

            gradient[a.Length..].Clear();
        }
    }
}
