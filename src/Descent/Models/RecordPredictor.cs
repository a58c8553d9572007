using Descent.Data;
using Descent.Evaluation;
using Descent.Networks;

namespace Descent.Models;

/// <summary>
/// Predicts one object at a time, without a table and without allocating. It owns the memory that it computes in: use one for
/// each thread; they share the model.
/// </summary>
/// <typeparam name="T">The objects.</typeparam>
public sealed class RecordPredictor<T>
{
    private readonly Model _model;
    private readonly RecordEncoder<T> _encoder;
    private readonly Workspace[] _workspaces;
    private readonly float[] _features;
    private readonly float[] _sum;
    private readonly float[] _outputs;
    private readonly float[] _prediction;

    /// <param name="model">A model with a pipeline.</param>
    /// <param name="columns">How the columns that it needs are read from an object; others, the target among them, do not matter.</param>
    /// <exception cref="ArgumentException">The model has no pipeline.</exception>
    /// <exception cref="DataFormatException">A column that the model needs is missing.</exception>
    public RecordPredictor(Model model, TableBuilder<T> columns)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(columns);
        TablePipeline pipeline = model.Pipeline ?? throw new ArgumentException("The model has no pipeline, so it takes rows of numbers: use Model.Predict.", nameof(model));
        _model = model;
        _encoder = columns.EncoderFor(pipeline);
        _workspaces = [.. model.Ensemble.Members.Select(member => member.CreateWorkspace(1))];
        _features = new float[model.Network.Inputs];
        _sum = new float[model.Network.Outputs];
        _outputs = new float[model.Network.Outputs];
        _prediction = new float[model.PredictionColumns];
    }

    /// <summary>The prediction for an object.</summary>
    /// <param name="record">The object.</param>
    /// <returns>[<see cref="Model.PredictionColumns"/>]: an output for each class, or numbers in the unit of the target; valid until the next call.</returns>
    public ReadOnlySpan<float> Predict(T record)
    {
        _encoder.Encode(record, _features);
        _model.FeatureScaler.Apply(_features, _features);
        Average();
        _model.TargetScaler?.Invert(_sum, _sum);
        if (_prediction.Length == _sum.Length)
            _sum.CopyTo(_prediction, 0);
        else
            (_prediction[0], _prediction[1]) = (1 - _sum[0], _sum[0]);
        if (_model.Calibration is { } calibration)
            TemperatureScaling.Apply(_prediction, _prediction.Length, calibration.Temperature);
        return _prediction;
    }

    // In the order of Ensemble.Predict, so that the bits are the same.
    private void Average()
    {
        _model.Network.Predict(_features, _sum, _workspaces[0]);
        for (int member = 1; member < _workspaces.Length; member++)
        {
            _model.Ensemble.Members[member].Predict(_features, _outputs, _workspaces[member]);
            for (int i = 0; i < _sum.Length; i++)
                _sum[i] += _outputs[i];
        }

        for (int i = 0; i < _sum.Length && _workspaces.Length > 1; i++)
            _sum[i] /= _workspaces.Length;
    }

    /// <summary>The class with the largest output, of equals the first.</summary>
    /// <exception cref="InvalidOperationException">The model is a regression.</exception>
    public string PredictClass(T record) => _model.Task == TaskKind.Classification
        ? _model.Classes[PredictedClass.Of(Predict(record))]
        : throw new InvalidOperationException("The model predicts numbers; use Predict.");
}
