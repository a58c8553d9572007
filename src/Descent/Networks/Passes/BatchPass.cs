using Descent.Numerics;

namespace Descent.Networks;

/// <summary>The mathematics of a pass over a batch, for any part of its rows, of the columns of a layer, or of the rows of W.</summary>
internal sealed class BatchPass
{
    private readonly Network _network;
    private readonly OutputHead _head;
    private readonly AlignedBuffer _gradients;
    private readonly LayerBuffers[] _layers;
    private readonly float[] _rowLosses;
    private readonly bool[] _correct;
    private PassOptions _options;
    private IGradientConsumer? _consumer;

    public BatchPass(Network network, OutputHead head, int rows, AlignedBuffer gradients)
    {
        _network = network;
        _head = head;
        _gradients = gradients;
        _layers = new LayerBuffers[network.Layers.Count];
        for (int l = 0; l < _layers.Length; l++)
        {
            bool keepsZ = network.Layers[l].Activation.DerivativeReads == DerivativeSource.Input || IsFusedHead(l);
            _layers[l] = new LayerBuffers(network.Layers[l], rows, keepsZ);
        }

        Batch = new BatchBuffers(network, head.Loss, rows);
        _rowLosses = new float[rows];
        _correct = new bool[rows];
    }

    /// <summary>The rows that the pass is over.</summary>
    public BatchBuffers Batch { get; }

    private LayerBuffers Last => _layers[^1];

    /// <summary>Begins a pass whose gradient goes to a consumer, for which the batch has one row, or into the memory of the gradients.</summary>
    public void Begin(in PassOptions options, IGradientConsumer? consumer)
    {
        _options = options;
        _consumer = consumer;
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

    /// <summary>Some rows from X to the loss and back to dZ of the first layer.</summary>
    public void PropagateRows(int first, int rows)
    {
        Batch.Gather(first, rows);
        for (int l = 0; l < _layers.Length; l++)
            Forward(l, new Region(first, rows, 0, _network.Layers[l].Units));
        EvaluateLoss(first, rows);
        if (_options.ForwardOnly)
            return;
        for (int l = _layers.Length - 1; l > 0; l--)
            Backward(l, new Region(first, rows, 0, _network.Layers[l - 1].Units));
    }

    /// <summary>Z = A_prev·W + b and A = σ(Z) of a layer; of the last layer only Z where the loss does the rest.</summary>
    public void Forward(int l, Region region)
    {
        LayerBuffers layer = _layers[l];
        ReadOnlySpan<float> previous = Inputs(l, out int previousStride);
        Range part = layer.Part(region);
        Span<float> z = layer.Z.Span[part];
        LayerProducts.Forward(_network, l, previous[(region.FirstRow * previousStride)..], previousStride, z, region.Rows, region.FirstColumn, region.Columns);
        if (IsFusedHead(l))
            return;
        _network.Activate(l, z, layer.A.Span[part], region.Columns);
        if (layer.Mask is not null && Dropout(l) is > 0 and var dropout)
            Drop(l, layer, region, dropout);
    }

    /// <summary>The loss of some rows, and dZ of the last layer.</summary>
    public void EvaluateLoss(int first, int rows)
    {
        Range range = (first * Last.Stride)..((first + rows) * Last.Stride);
        var batch = new LossBatch
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
        };
        _head.Loss.Evaluate(batch);
        if (Batch.HasWeights)
            batch.Weigh(Batch.Weights(first, rows));
        CountCorrect(first, rows);
        if (!_options.ForwardOnly && !_head.IsFused)
            Derive(_layers.Length - 1, new Region(first, rows, 0, _network.Outputs));
    }

    /// <summary>dA = dZ·Wᵀ and dZ = dA ∘ σ'(Z) of the layer before a layer.</summary>
    public void Backward(int l, Region region)
    {
        if (l <= _options.FirstLayer)
            return;
        LayerBuffers layer = _layers[l], below = _layers[l - 1];
        LayerProducts.Backward(
            _network, l, layer.Gradient.Span[(region.FirstRow * layer.Stride)..],
            below.Gradient.Span[below.Part(region)], below.Stride, region.Rows, region.FirstColumn, region.Columns);
        if (below.Mask is { } mask && Dropout(l - 1) > 0)
        {
            for (int run = 0; run < below.Runs(region); run++)
            {
                Range part = below.Run(region, run);
                HadamardProduct.Multiply(mask.Span[part], below.Gradient.Span[part]);
            }
        }

        Derive(l - 1, region);
    }

    /// <summary>dW = A_prevᵀ·dZ for some rows of W, and db with the first of them.</summary>
    public void DifferentiateParameters(int l, int firstRow, int endRow)
    {
        if (l < _options.FirstLayer)
            return;
        LayerBuffers layer = _layers[l];
        ReadOnlySpan<float> previous = Inputs(l, out int previousStride);
        ParameterTensor weights = _network.Layout.Weights(l);
        ReadOnlySpan<float> dZ = layer.Gradient.Span;
        int offset = weights.Offset + (firstRow * weights.Stride);
        bool isFeatureWise = _network.Layers[l].Sources is not null;
        if (_consumer is null || isFeatureWise)
            LayerProducts.Differentiate(_network, l, previous, previousStride, dZ, Batch.Rows, _gradients.Span[offset..], firstRow, endRow, _options.Accumulate);
        else
            _consumer.TakeProduct(offset, weights.Stride, previous[firstRow..endRow], dZ[..RowStride.Padded(weights.Columns)]);
        if (isFeatureWise)
            _consumer?.Take(weights.Offset, weights.In(_gradients.Span));

        if (firstRow > 0 || _network.Layout.Biases(l) is not { } biases)
            return;
        Span<float> db = biases.In(_gradients.Span);
        ColumnSums.Compute(dZ, Batch.Rows, layer.Stride, db, _options.Accumulate);
        _consumer?.Take(biases.Offset, db);
    }

    private bool IsFusedHead(int l) => l == _network.Layers.Count - 1 && _head.IsFused;

    /// <summary>What a layer reads: X, or A of the layer before, with dropout if it has some.</summary>
    private ReadOnlySpan<float> Inputs(int l, out int stride)
    {
        if (l == 0)
        {
            stride = Batch.FeatureStride;
            return Batch.Features;
        }

        LayerBuffers below = _layers[l - 1];
        stride = below.Stride;
        return (below.Dropped is { } dropped && Dropout(l - 1) > 0 ? dropped : below.A).Span;
    }

    /// <summary>dZ = dA ∘ σ'(Z), in place.</summary>
    private void Derive(int l, Region region)
    {
        Activation activation = _network.Layers[l].Activation;
        if (activation is IdentityActivation)
            return;
        LayerBuffers layer = _layers[l];
        Range part = layer.Part(region);
        ReadOnlySpan<float> source = (activation.DerivativeReads == DerivativeSource.Input ? layer.Z : layer.A).Span[part];
        activation.Backward(source, layer.Gradient.Span[part], region.Columns, layer.Stride);
    }

    /// <summary>p of a layer in this pass.</summary>
    private float Dropout(int l) => (float)(_network.Layers[l].Dropout * _options.Dropout);

    private void Drop(int l, LayerBuffers layer, Region region, float dropout)
    {
        var stream = new RandomStream(_options.Seed, RandomPurpose.Dropout, (uint)MemberLayer.Index(l, _options.Member), (uint)_options.Step);
        for (int run = 0; run < layer.Runs(region); run++)
        {
            Range part = layer.Run(region, run);
            Span<float> mask = layer.Mask!.Span[part], dropped = layer.Dropped!.Span[part];
            stream.FillDropoutMask(mask, 1 - dropout, part.Start.Value);
            layer.A.Span[part].CopyTo(dropped);
            HadamardProduct.Multiply(mask, dropped);
        }
    }

    private void CountCorrect(int first, int rows)
    {
        for (int row = first; row < first + rows; row++)
        {
            ReadOnlySpan<float> outputs = Last.A.Span.Slice(row * Last.Stride, _network.Outputs);
            _correct[row] = Batch.HasClasses && PredictedClass.Of(outputs, _head.Threshold) == Batch.Class(row);
        }
    }
}
