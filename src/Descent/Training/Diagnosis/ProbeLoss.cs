using Descent.Data;
using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>The loss and the predicted classes of a sample, from the outputs of a network.</summary>
internal sealed class ProbeLoss
{
    private readonly OutputHead _head;
    private readonly Dataset _sample;
    private readonly bool _takesClasses;
    private readonly float[] _targets;
    private readonly float[] _rowLosses;
    private readonly int _outputs;
    private readonly int _stride;

    /// <summary>Measures on a sample.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="sample">The rows.</param>
    /// <param name="smoothing">ε of the label smoothing, so that the loss is the one that is trained.</param>
    public ProbeLoss(Network network, Loss loss, Dataset sample, double smoothing)
    {
        _head = OutputHead.For(network.Layers[^1].Activation, loss);
        _sample = sample;
        _outputs = network.Outputs;
        _stride = RowStride.Of(_outputs);
        _takesClasses = sample.HasLabels && _head.Loss.AcceptsClasses && _outputs > 1 && smoothing == 0;
        _rowLosses = new float[sample.Rows];
        _targets = _takesClasses ? [] : Targets(sample, new LabelSmoothing(smoothing, _outputs, loss), _outputs, _stride);
    }

    /// <summary>What the outputs should be, [rows, stride]; of a class, 1 or 0, unless it is smoothed.</summary>
    public static float[] Targets(Dataset data, LabelSmoothing smoothing, int outputs, int stride)
    {
        float[] targets = new float[checked(data.Rows * stride)];
        for (int row = 0; row < data.Rows; row++)
        {
            Span<float> target = targets.AsSpan(row * stride, outputs);
            if (!data.HasLabels)
                data.Targets.Span.Slice(row * outputs, outputs).CopyTo(target);
            else if (outputs == 1)
                target[0] = data.Labels.Span[row];
            else
                target[data.Labels.Span[row]] = 1;
            smoothing.Apply(target);
        }

        return targets;
    }

    /// <summary>The mean loss of a row, weighted where rows count differently.</summary>
    /// <param name="z">The weighted inputs of the output layer, [rows, stride].</param>
    /// <param name="a">Its outputs, [rows, stride].</param>
    public double Of(ReadOnlySpan<float> z, ReadOnlySpan<float> a)
    {
        var batch = new LossBatch
        {
            Outputs = _head.IsFused ? z : a,
            Columns = _outputs,
            Stride = _stride,
            Classes = _takesClasses ? _sample.Labels.Span : default,
            Targets = _targets,
            RowLosses = _rowLosses,
        };
        _head.Loss.Evaluate(batch);
        batch.Weigh(_sample.Weights.Span);
        double sum = 0;
        foreach (float loss in _rowLosses)
            sum += loss;
        double reduced = sum * _head.Loss.Factor(_rowLosses.Length, _outputs);
        return _head.Loss.Reduction == Reduction.Sum ? reduced / _rowLosses.Length : reduced;
    }

    /// <summary>How many rows are taken for each class; empty for a regression.</summary>
    public int[] Predicted(ReadOnlySpan<float> a)
    {
        if (!_sample.HasLabels)
            return [];
        int[] predicted = new int[_sample.Outputs];
        for (int row = 0; row < _sample.Rows; row++)
            predicted[PredictedClass.Of(a.Slice(row * _stride, _outputs), _head.Threshold)]++;
        return predicted;
    }
}
