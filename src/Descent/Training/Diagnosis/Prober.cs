using Descent.Data;
using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>Measures a network on a sample of the training rows: a forward pass that looks at the activations, and a pass over some of the rows for the gradients.</summary>
internal sealed class Prober
{
    /// <summary>Enough for shares to a few per cent, and little against an epoch.</summary>
    public const int MostRows = 256;

    // The norm of a gradient is a mean over thousands of weights and needs fewer rows.
    private const int MostGradientRows = 64;

    private readonly Network _network;
    private readonly Backpropagation _pass;
    private readonly ProbeLoss _loss;
    private readonly Dataset _gradientRows;
    private readonly AlignedBuffer _z;
    private readonly AlignedBuffer _slope;
    private readonly AlignedBuffer[] _a;

    public Prober(Network network, Loss loss, Dataset train, double smoothing = 0)
    {
        _network = network;
        int[] rows = SampleRows.Of(train.Rows, MostRows);
        Sample = train.Select(rows);
        _gradientRows = train.Select(rows.AsSpan(0, Math.Min(rows.Length, MostGradientRows)));
        _pass = new Backpropagation(network, loss, _gradientRows.Rows);
        _loss = new ProbeLoss(network, loss, Sample, smoothing);
        int widest = checked(Sample.Rows * network.Layers.Max(layer => RowStride.Of(layer.Units)));
        _z = new AlignedBuffer(widest);
        _slope = new AlignedBuffer(widest);
        _a = [new AlignedBuffer(widest), new AlignedBuffer(widest)];
    }

    /// <summary>The rows.</summary>
    public Dataset Sample { get; }

    /// <summary>Measures the network as it is now.</summary>
    public Probe Measure()
    {
        if (_gradientRows.HasLabels)
            _pass.Run(_gradientRows.Features.Span, _gradientRows.Labels.Span, _gradientRows.Weights.Span);
        else
            _pass.Run(_gradientRows.Features.Span, _gradientRows.Targets.Span, _gradientRows.Weights.Span);

        var layers = new LayerProbe[_network.Layers.Count];
        ReadOnlySpan<float> previous = Sample.Features.Span;
        double loss = 0;
        int stride = _network.Inputs;
        for (int l = 0; l < layers.Length; l++)
        {
            int next = RowStride.Of(_network.Layers[l].Units);
            Span<float> z = _z.Span[..(Sample.Rows * next)], a = _a[l % 2].Span[..z.Length];
            _network.ForwardLayer(l, previous, stride, z, a, Sample.Rows);
            (double? dead, double? saturated) = default((double?, double?));
            if (l < layers.Length - 1)
                (dead, saturated) = FlatShares(_network.Layers[l], z, a, next);
            else
                loss = _loss.Of(z, a);
            layers[l] = new LayerProbe(dead, saturated, Size(l, _pass.Gradients), Size(l, _network.Parameters));
            previous = a;
            stride = next;
        }

        return new Probe(loss, _loss.Predicted(previous), layers);
    }

    private (double? Dead, double? Saturated) FlatShares(Layer layer, ReadOnlySpan<float> z, ReadOnlySpan<float> a, int stride)
    {
        Activation activation = layer.Activation;
        // The step is flat everywhere, and a warning about the network says so.
        if (!activation.IsElementwise || activation == Activation.Heaviside)
            return default;
        Span<float> slope = _slope.Span[..z.Length];
        slope.Fill(1);
        activation.Backward(activation.DerivativeReads == DerivativeSource.Output ? a : z, slope, layer.Units, stride);
        (double minimum, double maximum) = activation.Range;
        if (double.IsFinite(minimum) && double.IsFinite(maximum))
            return (null, SaturatedUnits.Share(slope, layer, stride));
        return double.IsFinite(minimum) ? (DeadUnits.Share(slope, layer.Units, stride), null) : default;
    }

    private double Size(int layer, ReadOnlySpan<float> vector)
    {
        ParameterTensor weights = _network.Layout.Weights(layer);
        double sum = 0;
        // The padding is zero.
        foreach (float value in weights.In(vector))
            sum += (double)value * value;
        return Math.Sqrt(sum / weights.Count);
    }
}
