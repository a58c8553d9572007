using Descent.Numerics;

namespace Descent.Networks;

/// <summary>The rows of a batch as the kernels want them: padded, and with targets in the form that the loss takes.</summary>
/// <remarks>
/// A batch of spans is copied by <see cref="Load(ReadOnlySpan{float}, ReadOnlySpan{int}, ReadOnlySpan{float}, ReadOnlySpan{float})"/>. Rows of a
/// data set are only remembered: each thread copies those that it is about to work on (<see cref="Gather"/>).
/// </remarks>
internal sealed class BatchBuffers
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _targetStride;
    private readonly bool _lossTakesClasses;
    private readonly Loss _loss;
    private readonly AlignedBuffer _features;
    private readonly AlignedBuffer _targets;
    private readonly int[] _classes;
    private readonly float[] _weights;
    private BatchSource _source;
    private LabelSmoothing _smoothing;

    /// <summary>Memory for batches of up to <paramref name="rows"/> rows.</summary>
    public BatchBuffers(Network network, Loss loss, int rows)
    {
        _loss = loss;
        _inputs = network.Inputs;
        _outputs = network.Outputs;
        FeatureStride = RowStride.Of(_inputs);
        _targetStride = RowStride.Of(_outputs);
        // A loss that knows only numbers gets one-hot rows, and a single output the class itself, 0 or 1.
        _lossTakesClasses = loss.AcceptsClasses && _outputs > 1;
        _features = new AlignedBuffer(checked(rows * FeatureStride));
        _targets = new AlignedBuffer(checked(rows * _targetStride));
        _classes = new int[rows];
        _weights = new float[rows];
    }

    /// <summary>The rows of the batch.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether the rows have a class each, rather than numbers.</summary>
    public bool HasClasses { get; private set; }

    /// <summary>Whether the rows count differently.</summary>
    public bool HasWeights { get; private set; }

    /// <summary>X, [rows, <see cref="FeatureStride"/>].</summary>
    public ReadOnlySpan<float> Features => _features.Span;

    public int FeatureStride { get; }

    /// <summary>Copies a batch; labels or targets are empty, and so are weights that are all 1.</summary>
    /// <exception cref="ArgumentException">A label is no class of the network.</exception>
    public void Load(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        _source = default;
        _smoothing = default;
        HasClasses = !labels.IsEmpty;
        HasWeights = !weights.IsEmpty;
        Rows = inputs.Length / _inputs;
        weights.CopyTo(_weights);
        for (int row = 0; row < Rows; row++)
        {
            inputs.Slice(row * _inputs, _inputs).CopyTo(_features.Span[(row * FeatureStride)..]);
            if (HasClasses)
                SetLabel(row, labels[row]);
            else
                targets.Slice(row * _outputs, _outputs).CopyTo(Target(row));
        }
    }

    /// <summary>Remembers a batch, whose rows <see cref="Gather"/> copies.</summary>
    public void Load(in BatchSource source)
    {
        _source = source;
        _smoothing = new LabelSmoothing(source.Smoothing, _outputs, _loss);
        HasClasses = !source.Labels.IsEmpty;
        HasWeights = !source.Weights.IsEmpty;
        Rows = source.Rows.Length;
    }

    /// <summary>Copies some of the rows that were only remembered.</summary>
    public void Gather(int first, int rows)
    {
        if (_source.Features.IsEmpty)
            return;
        ReadOnlySpan<float> features = _source.Features.Span, targets = _source.Targets.Span, weights = _source.Weights.Span;
        ReadOnlySpan<int> order = _source.Rows.Span, labels = _source.Labels.Span;
        for (int row = first; row < first + rows; row++)
        {
            int from = order[row];
            features.Slice(from * _inputs, _inputs).CopyTo(_features.Span[(row * FeatureStride)..]);
            if (HasClasses)
                SetLabel(row, labels[from]);
            else
                targets.Slice(from * _outputs, _outputs).CopyTo(Target(row));
            if (!GivesClasses)
                _smoothing.Apply(Target(row));
            if (HasWeights)
                _weights[row] = weights[from];
        }
    }

    /// <summary>The class of a row.</summary>
    public int Class(int row) => _classes[row];

    /// <summary>How much some rows count; empty: 1.</summary>
    public ReadOnlySpan<float> Weights(int first, int rows) => HasWeights ? _weights.AsSpan(first, rows) : default;

    /// <summary>The classes of some rows for the loss; empty where it reads <see cref="LossTargets"/>.</summary>
    public ReadOnlySpan<int> LossClasses(int first, int rows) =>
        GivesClasses ? _classes.AsSpan(first, rows) : default;

    /// <summary>T of some rows for the loss, padded like the outputs; empty where it reads <see cref="LossClasses"/>.</summary>
    public ReadOnlySpan<float> LossTargets(int first, int rows) =>
        GivesClasses ? default : _targets.Span.Slice(first * _targetStride, rows * _targetStride);

    /// <summary>The first row with a feature or target that is infinite or NaN; null: there is none.</summary>
    public int? FirstNonFiniteRow()
    {
        for (int row = 0; row < Rows; row++)
        {
            if (!IsFinite(_features.Span.Slice(row * FeatureStride, _inputs))
                || (!HasClasses && !IsFinite(_targets.Span.Slice(row * _targetStride, _outputs))))
            {
                return row;
            }
        }

        return null;
    }

    // A smoothed label is no class, though the row still has one, by which it is counted as right or wrong.
    private bool GivesClasses => HasClasses && _lossTakesClasses && _smoothing.IsNone;

    private Span<float> Target(int row) => _targets.Span.Slice(row * _targetStride, _outputs);

    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                return false;
        }

        return true;
    }

    private void SetLabel(int row, int label)
    {
        int classes = Math.Max(_outputs, 2);
        if ((uint)label >= (uint)classes)
            throw new ArgumentException($"The label of row {row} of the batch is {label}; expected a class index from 0 to {classes - 1}.");
        _classes[row] = label;
        if (GivesClasses)
            return;

        Span<float> target = Target(row);
        target.Clear();
        if (_outputs == 1)
            target[0] = label;
        else
            target[label] = 1;
    }
}
