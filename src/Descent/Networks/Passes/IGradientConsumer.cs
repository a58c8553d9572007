namespace Descent.Networks;

/// <summary>
/// Takes the gradient of a batch of one row as the factors that it is made of, so that a matrix as large as W need not be
/// written and read again.
/// </summary>
internal interface IGradientConsumer
{
    /// <summary>Takes some rows of dW = xᵀ·dz, of which element (i, j) is column[i]·row[j].</summary>
    /// <param name="offset">Where the first element would lie in the vector of the gradients.</param>
    /// <param name="stride">How far apart the rows would lie.</param>
    /// <param name="column">[rows].</param>
    /// <param name="row">[columns], whole registers.</param>
    void TakeProduct(int offset, int stride, ReadOnlySpan<float> column, ReadOnlySpan<float> row);

    /// <summary>Takes a part of the vector of the gradients.</summary>
    void Take(int offset, ReadOnlySpan<float> gradients);
}
