using Descent.Data;
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
    private readonly Workspace _workspace;
    private readonly float[] _features;
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
        _workspace = model.Network.CreateWorkspace(1);
        _features = new float[model.Network.Inputs];
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
        _model.Network.Predict(_features, _outputs, _workspace);
        _model.TargetScaler?.Invert(_outputs, _outputs);
        if (_prediction.Length == _outputs.Length)
            return _outputs;
        (_prediction[0], _prediction[1]) = (1 - _outputs[0], _outputs[0]);
        return _prediction;
    }

    /// <summary>The class with the largest output, of equals the first.</summary>
    /// <exception cref="InvalidOperationException">The model is a regression.</exception>
    public string PredictClass(T record) => _model.Task == TaskKind.Classification
        ? _model.Classes[PredictedClass.Of(Predict(record))]
        : throw new InvalidOperationException("The model predicts numbers; use Predict.");
}
