namespace Descent.Numerics;

/// <summary>Takes the result of a product as it is computed, a few rows and columns at a time.</summary>
internal interface IPanelConsumer
{
    /// <summary>Takes some elements of C; the panel is overwritten afterwards. Threads call it at the same time for different elements.</summary>
    /// <param name="offset">Where the first element would lie.</param>
    /// <param name="stride">How far apart the rows would lie.</param>
    /// <param name="rows">Rows of the panel.</param>
    /// <param name="columns">Columns of the panel, whole registers.</param>
    /// <param name="panel">[rows, panelStride].</param>
    /// <param name="panelStride">Floats between rows of the panel.</param>
    void Consume(int offset, int stride, int rows, int columns, ReadOnlySpan<float> panel, int panelStride);

    /// <summary>Takes the product of a column and a row, C[i, j] = fma(column[i], row[j], 0), which nobody has computed yet.</summary>
    /// <param name="offset">Where the first element would lie.</param>
    /// <param name="stride">How far apart the rows would lie.</param>
    /// <param name="column">[rows].</param>
    /// <param name="row">[columns], whole registers.</param>
    void ConsumeOuterProduct(int offset, int stride, ReadOnlySpan<float> column, ReadOnlySpan<float> row);
}
