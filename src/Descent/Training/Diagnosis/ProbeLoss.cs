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

    public ProbeLoss(Network network, Loss loss, Dataset sample)
    {
        _head = OutputHead.For(network.Layers[^1].Activation, loss);
        _sample = sample;
        _outputs = network.Outputs;
        _stride = RowStride.Of(_outputs);
        _takesClasses = sample.HasLabels && _head.Loss.AcceptsClasses && _outputs > 1;
        _rowLosses = new float[sample.Rows];
        _targets = _takesClasses ? [] : new float[checked(sample.Rows * _stride)];
        for (int row = 0; row < sample.Rows && !_takesClasses; row++)
        {
            for (int k = 0; k < _outputs; k++)
                _targets[(row * _stride) + k] = TargetOf(sample, row, k, _outputs);
        }
    }

    /// <summary>What output k should be in a row; of a class, 1 or 0.</summary>
    public static float TargetOf(Dataset data, int row, int k, int outputs) =>
        !data.HasLabels ? data.Targets.Span[(row * outputs) + k]
        : outputs == 1 ? data.Labels.Span[row]
        : data.Labels.Span[row] == k ? 1 : 0;

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
