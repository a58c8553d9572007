using Descent.Numerics;

namespace Descent.Networks;

/// <summary>The work of a pass, in pieces that threads share.</summary>
internal sealed class PassJob : ITeamJob
{
    /// <summary>Multiply-adds below which a thread would cost more than it brings.</summary>
    private const double WorthThreads = 500_000;

    /// <summary>Pieces for each thread in a phase: one that is late finds less left to do.</summary>
    private const int PiecesPerThread = 4;

    /// <summary>Rows of dW in a piece, at least: so many share one packed panel of dZ.</summary>
    private const int PieceRows = 8 * MicroKernel.MaximumRows;

    /// <summary>Rows of the batch in a piece beyond which the share of a thread is halved.</summary>
    private const int RowsOfLongPiece = 256;

    private readonly Network _network;
    private readonly OutputHead _head;
    private readonly AlignedBuffer _gradients;
    private readonly LayerBuffers[] _layers;
    private readonly float[] _rowLosses;
    private readonly bool[] _correct;
    private readonly (int Layer, int FirstRow, int EndRow)[] _pieces;

    private PassOptions _options;
    private PassPhase _phase;
    private int _rowsOfPiece;

    public PassJob(Network network, OutputHead head, int rows, int threads, AlignedBuffer gradients)
    {
        _network = network;
        _head = head;
        _gradients = gradients;
        _layers = new LayerBuffers[network.Layers.Count];
        for (int l = 0; l < _layers.Length; l++)
        {
            bool keepsZ = network.Layers[l].Activation.DerivativeReads == DerivativeSource.Input
                || (l == _layers.Length - 1 && head.IsFused);
            _layers[l] = new LayerBuffers(network.Layout.Weights(l), network.Layers[l], rows, keepsZ, isFirst: l == 0);
        }

        Batch = new BatchBuffers(network, head.Loss, rows);
        _rowLosses = new float[rows];
        _correct = new bool[rows];
        _pieces = [.. Pieces(network.Layout, _layers.Length, threads)];
    }

    /// <summary>The rows that the next pass is over.</summary>
    public BatchBuffers Batch { get; }

    /// <summary>The phases that the pass needs, in order.</summary>
    public ReadOnlySpan<PassPhase> Phases => _options.ForwardOnly
        ? [PassPhase.Rows]
        : [PassPhase.Transpose, PassPhase.Rows, PassPhase.Parameters];

    public bool IsWorthThreads(int rows) => (double)rows * _network.Layout.Count > WorthThreads;

    private LayerBuffers Last => _layers[^1];

    public void Prepare(in PassOptions options) => _options = options;

    /// <summary>Begins a phase.</summary>
    /// <param name="phase">Which.</param>
    /// <param name="threads">How many threads will share it.</param>
    /// <returns>The number of its pieces.</returns>
    public int Begin(PassPhase phase, int threads)
    {
        _phase = phase;
        switch (phase)
        {
            case PassPhase.Transpose:
                return _layers.Length - 1;

            case PassPhase.Rows:
                int share = (Batch.Rows + threads - 1) / threads;
                _rowsOfPiece = Math.Min(Batch.Rows, share > RowsOfLongPiece ? WholeTiles((share + 1) / 2) : WholeTiles(share));
                return (Batch.Rows + _rowsOfPiece - 1) / _rowsOfPiece;

            default:
                return _pieces.Length;
        }
    }

    /// <summary>The loss and the correct rows, added up in the order of the rows.</summary>
    public BatchResult Result()
    {
        double sum = 0;
        int correct = 0;
        for (int row = 0; row < Batch.Rows; row++)
        {
            sum += _rowLosses[row];
            if (_correct[row])
                correct++;
        }

        return new BatchResult(sum * _head.Loss.Factor(Batch.Rows, _network.Outputs), correct, Batch.Rows);
    }

    public void Execute(int piece)
    {
        switch (_phase)
        {
            case PassPhase.Transpose:
                TransposeWeights(piece + 1);
                break;

            case PassPhase.Rows:
                int first = piece * _rowsOfPiece;
                PropagateRows(first, Math.Min(_rowsOfPiece, Batch.Rows - first));
                break;

            default:
                (int layer, int firstRow, int endRow) = _pieces[piece];
                DifferentiateParameters(layer, firstRow, endRow);
                break;
        }
    }

    private static IEnumerable<(int, int, int)> Pieces(ParameterLayout layout, int layers, int threads)
    {
        for (int l = layers - 1; l >= 0; l--)
        {
            int rows = layout.Weights(l).Rows;
            int height = threads == 1 ? rows : Math.Max(PieceRows, WholeTiles(rows / (PiecesPerThread * threads)));
            for (int row = 0; row < rows; row += height)
                yield return (l, row, Math.Min(row + height, rows));
        }
    }

    private static int WholeTiles(int rows) => (rows + MicroKernel.MaximumRows - 1) / MicroKernel.MaximumRows * MicroKernel.MaximumRows;

    private void TransposeWeights(int l)
    {
        ParameterTensor weights = _network.Layout.Weights(l);
        LayerBuffers layer = _layers[l];
        Transposition.Copy(
            weights.In((ReadOnlySpan<float>)_network.Parameters), weights.Stride, weights.Rows, weights.Columns,
            layer.TransposedWeights!.Span, layer.TransposedStride);
    }

    private void PropagateRows(int first, int rows)
    {
        Batch.Gather(first, rows);
        int previousStride = Batch.FeatureStride;
        ReadOnlySpan<float> previous = Batch.Features.Slice(first * previousStride, rows * previousStride);
        for (int l = 0; l < _layers.Length; l++)
        {
            LayerBuffers layer = _layers[l];
            Range range = Rows(layer, first, rows);
            bool isFusedOutput = l == _layers.Length - 1 && _head.IsFused;
            if (isFusedOutput)
                _network.WeightedInputs(l, previous, previousStride, layer.Z.Span[range], rows);
            else
                _network.ForwardLayer(l, previous, previousStride, layer.Z.Span[range], layer.A.Span[range], rows);
            previous = Drop(l, first, rows);
            previousStride = layer.Stride;
        }

        EvaluateLoss(first, rows);
        CountCorrect(first, rows);
        if (!_options.ForwardOnly)
            PropagateBack(first, rows);
    }

    private void PropagateBack(int first, int rows)
    {
        for (int l = _layers.Length - 1; l >= 0; l--)
        {
            LayerBuffers layer = _layers[l];
            Range range = Rows(layer, first, rows);
            Span<float> gradient = layer.Gradient.Span[range];
            if (layer.Mask is { } mask && _options.Dropout)
                HadamardProduct.Multiply(mask.Span[range], gradient);
            Activation activation = _network.Layers[l].Activation;
            if (activation is not IdentityActivation && !(l == _layers.Length - 1 && _head.IsFused))
            {
                ReadOnlySpan<float> source = (activation.DerivativeReads == DerivativeSource.Input ? layer.Z : layer.A).Span[range];
                activation.Backward(source, gradient, _network.Layers[l].Units, layer.Stride);
            }

            if (l > 0)
            {
                LayerBuffers below = _layers[l - 1];
                ParameterTensor weights = _network.Layout.Weights(l);
                MatrixProduct.Compute(
                    gradient, layer.Stride, 1,
                    layer.TransposedWeights!.Span, layer.TransposedStride,
                    below.Gradient.Span[Rows(below, first, rows)], below.Stride,
                    rows, weights.Rows, weights.Columns, ProductStart.Zero);
            }
        }
    }

    private static Range Rows(LayerBuffers layer, int first, int rows) => (first * layer.Stride)..((first + rows) * layer.Stride);

    private ReadOnlySpan<float> Drop(int l, int first, int rows)
    {
        LayerBuffers layer = _layers[l];
        Range range = Rows(layer, first, rows);
        if (layer.Mask is null || !_options.Dropout)
            return layer.A.Span[range];

        var stream = new RandomStream(_options.Seed, RandomPurpose.Dropout, (uint)l, (uint)_options.Step);
        stream.FillDropoutMask(layer.Mask.Span[range], 1 - _network.Layers[l].Dropout, first * layer.Stride);
        Span<float> dropped = layer.Dropped!.Span[range];
        layer.A.Span[range].CopyTo(dropped);
        HadamardProduct.Multiply(layer.Mask.Span[range], dropped);
        return dropped;
    }

    private void EvaluateLoss(int first, int rows)
    {
        Range range = Rows(Last, first, rows);
        _head.Loss.Evaluate(new LossBatch
        {
            Outputs = (_head.IsFused ? Last.Z : Last.A).Span[range],
            Columns = _network.Outputs,
            Stride = Last.Stride,
            Classes = Batch.LossClasses(first, rows),
            Targets = Batch.LossTargets(first, rows),
            Gradient = _options.ForwardOnly ? default : Last.Gradient.Span[range],
            Predictions = _head.IsFused ? Last.A.Span[range] : default,
            RowLosses = _rowLosses.AsSpan(first, rows),
            Scale = (float)(_head.Loss.Factor(Batch.Rows, _network.Outputs) * _options.GradientScale),
        });
    }

    private void CountCorrect(int first, int rows)
    {
        for (int row = first; row < first + rows; row++)
        {
            ReadOnlySpan<float> outputs = Last.A.Span.Slice(row * Last.Stride, _network.Outputs);
            _correct[row] = Batch.HasClasses && PredictedClass.Of(outputs, _head.Threshold) == Batch.Class(row);
        }
    }

    private void DifferentiateParameters(int l, int firstRow, int endRow)
    {
        LayerBuffers layer = _layers[l];
        ReadOnlySpan<float> previous = Batch.Features;
        int previousStride = Batch.FeatureStride;
        if (l > 0)
        {
            LayerBuffers below = _layers[l - 1];
            previous = (_options.Dropout && below.Dropped is { } dropped ? dropped : below.A).Span;
            previousStride = below.Stride;
        }

        ParameterTensor weights = _network.Layout.Weights(l);
        ReadOnlySpan<float> dZ = layer.Gradient.Span;
        MatrixProduct.Compute(
            previous[firstRow..], 1, previousStride,
            dZ, layer.Stride,
            weights.In(_gradients.Span)[(firstRow * weights.Stride)..], weights.Stride,
            endRow - firstRow, weights.Columns, Batch.Rows,
            _options.Accumulate ? ProductStart.Result : ProductStart.Zero);
        if (firstRow == 0 && _network.Layout.Biases(l) is { } biases)
            ColumnSums.Compute(dZ, Batch.Rows, layer.Stride, biases.In(_gradients.Span), _options.Accumulate);
    }
}
