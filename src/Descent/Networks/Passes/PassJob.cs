using Descent.Numerics;

namespace Descent.Networks;

/// <summary>The phases of a pass; all threads finish one before any begins the next.</summary>
internal enum PassPhase
{
    /// <summary>Wᵀ of every layer but the first.</summary>
    Transpose,

    /// <summary>Shared by rows: forward, the loss, and the chain of dZ and dA back to the first layer.</summary>
    Rows,

    /// <summary>Shared by rows of W: dW and db.</summary>
    Parameters,
}

/// <summary>The work of a pass, in pieces that threads share.</summary>
internal sealed class PassJob : ITeamJob
{
    /// <summary>Multiply-adds below which a thread would cost more than it brings.</summary>
    private const double WorthThreads = 500_000;

    /// <summary>Multiply-adds in a piece of dW: few enough to balance, enough not to notice the claiming.</summary>
    private const int PieceWork = 400_000;

    private readonly Network _network;
    private readonly OutputHead _head;
    private readonly AlignedBuffer _gradients;
    private readonly LayerBuffers[] _layers;
    private readonly AlignedBuffer _inputs;
    private readonly AlignedBuffer _targets;
    private readonly int[] _classes;
    private readonly float[] _rowLosses;
    private readonly bool[] _correct;
    private readonly (int Layer, int FirstRow, int EndRow)[] _pieces;

    private BatchSource _source;
    private PassOptions _options;
    private PassPhase _phase;
    private int _rows;
    private bool _hasClasses;
    private int _rowsOfPiece;

    public PassJob(Network network, OutputHead head, int rows, AlignedBuffer gradients)
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

        _inputs = new AlignedBuffer(checked(rows * RowStride.Of(network.Inputs)));
        _targets = new AlignedBuffer(rows * _layers[^1].Stride);
        _classes = new int[rows];
        _rowLosses = new float[rows];
        _correct = new bool[rows];
        _pieces = [.. Pieces(network.Layout, _layers.Length, rows)];
    }

    /// <summary>The phases that the pass needs, in order.</summary>
    public ReadOnlySpan<PassPhase> Phases => _options.ForwardOnly
        ? [PassPhase.Rows]
        : [PassPhase.Transpose, PassPhase.Rows, PassPhase.Parameters];

    public bool IsWorthThreads => (double)_rows * _network.Layout.Count > WorthThreads;

    /// <summary>Whether the labels are kept as indices; a loss that knows only numbers gets one-hot rows.</summary>
    private bool UsesClasses => _hasClasses && _head.Loss.AcceptsClasses && _network.Outputs > 1;

    private int InputStride => RowStride.Of(_network.Inputs);

    private LayerBuffers Last => _layers[^1];

    /// <summary>Copies a batch; labels or targets are empty.</summary>
    public void Load(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets)
    {
        _source = default;
        _hasClasses = !labels.IsEmpty;
        _rows = inputs.Length / _network.Inputs;
        for (int row = 0; row < _rows; row++)
        {
            inputs.Slice(row * _network.Inputs, _network.Inputs).CopyTo(_inputs.Span[(row * InputStride)..]);
            if (_hasClasses)
                SetLabel(row, labels[row]);
            else
                targets.Slice(row * _network.Outputs, _network.Outputs).CopyTo(_targets.Span[(row * Last.Stride)..]);
        }
    }

    /// <summary>Remembers a batch; each thread will copy the rows that it works on.</summary>
    public void Load(in BatchSource source)
    {
        _source = source;
        _hasClasses = !source.Labels.IsEmpty;
        _rows = source.Rows.Length;
    }

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
                // Two pieces for each thread, so that a thread that is late finds less left to do.
                int height = threads == 1 ? _rows : (_rows + (2 * threads) - 1) / (2 * threads);
                _rowsOfPiece = Math.Min(_rows, (height + MicroKernel.MaximumRows - 1) / MicroKernel.MaximumRows * MicroKernel.MaximumRows);
                return (_rows + _rowsOfPiece - 1) / _rowsOfPiece;

            default:
                return _pieces.Length;
        }
    }

    /// <summary>The loss and the correct rows, added up in the order of the rows.</summary>
    public BatchResult Result()
    {
        double sum = 0;
        int correct = 0;
        for (int row = 0; row < _rows; row++)
        {
            sum += _rowLosses[row];
            if (_correct[row])
                correct++;
        }

        return new BatchResult(sum * _head.Loss.Factor(_rows, _network.Outputs), correct, _rows);
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
                PropagateRows(first, Math.Min(_rowsOfPiece, _rows - first));
                break;

            default:
                (int layer, int firstRow, int endRow) = _pieces[piece];
                DifferentiateParameters(layer, firstRow, endRow);
                break;
        }
    }

    private static IEnumerable<(int, int, int)> Pieces(ParameterLayout layout, int layers, int rows)
    {
        for (int l = layers - 1; l >= 0; l--)
        {
            ParameterTensor weights = layout.Weights(l);
            long work = (long)rows * weights.Stride;
            int height = (int)Math.Clamp(PieceWork / work / MicroKernel.MaximumRows, 1, weights.Rows) * MicroKernel.MaximumRows;
            for (int row = 0; row < weights.Rows; row += height)
                yield return (l, row, Math.Min(row + height, weights.Rows));
        }
    }

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
        if (!_source.Features.IsEmpty)
            Gather(first, rows);

        ReadOnlySpan<float> previous = _inputs.Span.Slice(first * InputStride, rows * InputStride);
        int previousStride = InputStride;
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

    private void Gather(int first, int rows)
    {
        ReadOnlySpan<float> features = _source.Features.Span;
        ReadOnlySpan<int> order = _source.Rows.Span;
        int inputs = _network.Inputs, outputs = _network.Outputs;
        for (int row = first; row < first + rows; row++)
        {
            features.Slice(order[row] * inputs, inputs).CopyTo(_inputs.Span[(row * InputStride)..]);
            if (_hasClasses)
                SetLabel(row, _source.Labels.Span[order[row]]);
            else
                _source.Targets.Span.Slice(order[row] * outputs, outputs).CopyTo(_targets.Span[(row * Last.Stride)..]);
        }
    }

    private void SetLabel(int row, int label)
    {
        int outputs = _network.Outputs;
        if ((uint)label >= (uint)Math.Max(outputs, 2))
            throw new ArgumentException($"The label of row {row} of the batch is {label}; expected a class index from 0 to {Math.Max(outputs, 2) - 1}.");
        _classes[row] = label;
        if (UsesClasses)
            return;

        Span<float> target = _targets.Span.Slice(row * Last.Stride, outputs);
        target.Clear();
        if (outputs == 1)
            target[0] = label;
        else
            target[label] = 1;
    }

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
            Classes = UsesClasses ? _classes.AsSpan(first, rows) : default,
            Targets = UsesClasses ? default : _targets.Span[range],
            Gradient = _options.ForwardOnly ? default : Last.Gradient.Span[range],
            Predictions = _head.IsFused ? Last.A.Span[range] : default,
            RowLosses = _rowLosses.AsSpan(first, rows),
            Scale = (float)(_head.Loss.Factor(_rows, _network.Outputs) * _options.GradientScale),
        });
    }

    private void CountCorrect(int first, int rows)
    {
        for (int row = first; row < first + rows; row++)
            _correct[row] = _hasClasses && PredictedClass.Of(Last.A.Span.Slice(row * Last.Stride, _network.Outputs)) == _classes[row];
    }

    private void DifferentiateParameters(int l, int firstRow, int endRow)
    {
        LayerBuffers layer = _layers[l];
        ReadOnlySpan<float> previous = _inputs.Span;
        int previousStride = InputStride;
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
            endRow - firstRow, weights.Columns, _rows,
            _options.Accumulate ? ProductStart.Result : ProductStart.Zero);
        if (firstRow == 0 && _network.Layout.Biases(l) is { } biases)
            ColumnSums.Compute(dZ, _rows, layer.Stride, biases.In(_gradients.Span), _options.Accumulate);
    }
}
