using Descent.Numerics;

namespace Descent.Networks;

/// <summary>The three products of a layer with its weights, dense or feature-wise, for some rows of a batch and some columns.</summary>
internal static class LayerProducts
{
    /// <summary>z = aPrevious·W + b for a block of rows, [rows, stride], and some of its columns.</summary>
    /// <param name="network">The network.</param>
    /// <param name="l">The layer, from 0.</param>
    /// <param name="previous">[rows, previousStride].</param>
    /// <param name="previousStride">Floats between rows of what the layer reads.</param>
    /// <param name="z">Where the first of the columns lies in the first row.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="firstColumn">The first column, a multiple of 16.</param>
    /// <param name="columns">How many columns.</param>
    public static void Forward(
        Network network, int l, ReadOnlySpan<float> previous, int previousStride, Span<float> z, int rows, int firstColumn, int columns)
    {
        ParameterTensor weights = network.Layout.Weights(l);
        ReadOnlySpan<float> parameters = network.Parameters;
        ReadOnlySpan<float> w = weights.In(parameters)[firstColumn..];
        ReadOnlySpan<float> b = network.Layout.Biases(l) is { } biases ? biases.In(parameters)[firstColumn..] : default;
        if (network.Layers[l].UnitSources is { } sources)
        {
            ReadOnlySpan<int> s = sources.IsIdentity ? default : sources.Span.Slice(firstColumn, columns);
            if (sources.IsIdentity)
                previous = previous[firstColumn..];
            FeatureWiseProduct.Compute(previous, previousStride, s, w[..columns], b.IsEmpty ? b : b[..columns], z, weights.Stride, rows);
            return;
        }

        MatrixProduct.Compute(
            previous, previousStride, 1,
            w, weights.Stride,
            z, weights.Stride,
            rows, columns, weights.Rows,
            b.IsEmpty ? ProductStart.Zero : ProductStart.Row, b);
    }

    /// <summary>dA_previous = dZ·Wᵀ for a block of rows and some of the inputs of the layer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="l">The layer, from 1.</param>
    /// <param name="dZ">[rows, stride of the layer].</param>
    /// <param name="previous">Where the first of the inputs lies in the first row, [rows, previousStride].</param>
    /// <param name="previousStride">Floats between its rows.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="firstInput">The first input, a multiple of 16.</param>
    /// <param name="inputs">How many inputs.</param>
    public static void Backward(
        Network network, int l, ReadOnlySpan<float> dZ, Span<float> previous, int previousStride, int rows, int firstInput, int inputs)
    {
        ParameterTensor weights = network.Layout.Weights(l);
        ReadOnlySpan<float> w = weights.In((ReadOnlySpan<float>)network.Parameters);
        if (network.Layers[l].UnitSources is { } sources)
        {
            ReadOnlySpan<int> s = sources.IsIdentity ? default : sources.Span;
            FeatureWiseProduct.ComputeTransposed(dZ, weights.Stride, s, w[..weights.Columns], previous, previousStride, rows, firstInput, inputs);
            return;
        }

        MatrixProduct.ComputeTransposed(
            dZ, weights.Stride,
            w[(firstInput * weights.Stride)..], weights.Stride,
            previous, previousStride,
            rows, inputs, weights.Columns);
    }

    /// <summary>dW = A_previousᵀ·dZ for some rows of W; a feature-wise layer has one.</summary>
    /// <param name="network">The network.</param>
    /// <param name="l">The layer, from 0.</param>
    /// <param name="previous">[rows, previousStride].</param>
    /// <param name="previousStride">Floats between its rows.</param>
    /// <param name="dZ">[rows, stride of the layer].</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="gradients">Where dW of the first of the rows of W begins.</param>
    /// <param name="firstRow">The first row of W.</param>
    /// <param name="endRow">The row of W after the last.</param>
    /// <param name="accumulate">Whether dW is added to what is there.</param>
    public static void Differentiate(
        Network network, int l, ReadOnlySpan<float> previous, int previousStride, ReadOnlySpan<float> dZ, int rows,
        Span<float> gradients, int firstRow, int endRow, bool accumulate)
    {
        ParameterTensor weights = network.Layout.Weights(l);
        if (network.Layers[l].UnitSources is { } sources)
        {
            ReadOnlySpan<int> s = sources.IsIdentity ? default : sources.Span;
            FeatureWiseProduct.Differentiate(previous, previousStride, s, dZ, weights.Stride, rows, gradients[..weights.Columns], accumulate);
            return;
        }

        MatrixProduct.Compute(
            previous[firstRow..], 1, previousStride,
            dZ, weights.Stride,
            gradients, weights.Stride,
            endRow - firstRow, weights.Columns, rows,
            accumulate ? ProductStart.Result : ProductStart.Zero);
    }
}
