using Descent.Data;
using Descent.Evaluation;
using Descent.Networks;

namespace Descent.Models;

/// <summary>
/// A network with everything around it that turns a row of a table into a prediction: how features are scaled, what the
/// columns and classes are called, how targets are scaled back, and how it was trained.
/// </summary>
public sealed partial class Model
{
    private const int PredictionBlock = 256;

    /// <summary>A model of its parts.</summary>
    /// <param name="network">The network.</param>
    /// <param name="schema">Rows of the same kind as the network was trained on; only its names, task and classes are kept.</param>
    /// <param name="features">How features become inputs of the network; left out: as they are.</param>
    /// <param name="targets">How targets of a regression became targets of the network; left out: as they are.</param>
    /// <param name="training">How the network was trained.</param>
    /// <param name="pipeline">How the columns of a table become features; left out: the features are columns of numbers.</param>
    /// <param name="calibration">How sure predictions may be, and how far off they are; left out: as the network puts them out, and not known.</param>
    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    public Model(
        Network network, Dataset schema, FeatureScaler? features = null, TargetScaler? targets = null, TrainingRecord? training = null, TablePipeline? pipeline = null,
        PredictionCalibration? calibration = null)
        : this(new Ensemble(network), Required(schema).Task, schema.FeatureNames, schema.TargetName, schema.Classes, features, targets, training, pipeline, calibration) =>
        RequireOutputs(schema);

    internal Model(
        Ensemble ensemble, TaskKind task, IReadOnlyList<string> featureNames, string targetName, IReadOnlyList<string> classes,
        FeatureScaler? features, TargetScaler? targets, TrainingRecord? training, TablePipeline? pipeline, PredictionCalibration? calibration)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        Network network = ensemble.Members[0];
        if (featureNames.Count != network.Inputs)
            throw new ArgumentException($"The data has {featureNames.Count} features, but the network has {network.Inputs} inputs.", nameof(featureNames));
        if (task == TaskKind.Classification && classes.Count < 2)
            throw new ArgumentException($"The data has {classes.Count} classes; expected at least two. A target that is yes or no has two classes, also where the network has one output.", nameof(classes));
        if (task == TaskKind.Classification && classes.Count != network.Outputs && !(classes.Count == 2 && network.Outputs == 1))
            throw new ArgumentException($"The data has {classes.Count} classes, but the network has {network.Outputs} outputs.", nameof(classes));
        if (string.IsNullOrEmpty(targetName))
            throw new ArgumentException("The target has no name.", nameof(targetName));
        if (features is not null && features.Inputs != network.Inputs)
            throw new ArgumentException($"The scaler has {features.Inputs} features, but the network has {network.Inputs} inputs.", nameof(features));
        if (targets is not null && (task == TaskKind.Classification || targets.Outputs != network.Outputs))
            throw new ArgumentException($"A scaler of {targets.Outputs} targets does not fit a {(task == TaskKind.Classification ? "classification" : "regression")} with {network.Outputs} outputs.", nameof(targets));
        if (pipeline is not null && !pipeline.FeatureNames.SequenceEqual(featureNames))
            throw new ArgumentException($"The pipeline makes {pipeline.FeatureNames.Count} features, which are not the {featureNames.Count} of the data, in the same order.", nameof(pipeline));
        if (calibration is not null)
            RequireFits(calibration, network, task);
        training?.RequireFits(task, task == TaskKind.Classification ? classes.Count : network.Outputs);

        Ensemble = ensemble;
        Task = task;
        FeatureNames = DatasetChecks.FeatureNames(featureNames, network.Inputs);
        TargetName = targetName;
        Classes = DatasetChecks.Classes(classes, classes.Count);
        FeatureScaler = features ?? FeatureScaler.Identity(network.Inputs);
        TargetScaler = task == TaskKind.Regression ? targets ?? TargetScaler.Identity(network.Outputs) : null;
        Training = training;
        Pipeline = pipeline;
        Calibration = calibration;
    }

    /// <summary>The networks whose mean is the prediction; mostly one. They read scaled features.</summary>
    public Ensemble Ensemble { get; }

    /// <summary>The network; of several the first.</summary>
    public Network Network => Ensemble.Members[0];

    /// <summary>What is predicted.</summary>
    public TaskKind Task { get; }

    /// <summary>The features, in the order in which <see cref="Predict(ReadOnlySpan{float})"/> takes them.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The name of the target.</summary>
    public string TargetName { get; }

    /// <summary>The classes, in the order of the columns of a prediction; empty for a regression.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How features become inputs of the network.</summary>
    public FeatureScaler FeatureScaler { get; }

    /// <summary>How targets became targets of the network; <see langword="null"/> for a classification.</summary>
    public TargetScaler? TargetScaler { get; }

    /// <summary>How the columns of a table become features; <see langword="null"/>: the features are columns of numbers.</summary>
    public TablePipeline? Pipeline { get; }

    /// <summary>How the network was trained, if it is known.</summary>
    public TrainingRecord? Training { get; }

    /// <summary>How sure predictions may be, and how far off they are on rows that the networks did not see, if that is known.</summary>
    public PredictionCalibration? Calibration { get; }

    /// <summary>The columns of a prediction: one for each class, or one for each target.</summary>
    public int PredictionColumns => Task == TaskKind.Classification ? Classes.Count : Network.Outputs;

    /// <summary>Whether the predictions of a row are probabilities that sum to 1.</summary>
    internal bool PredictsProbabilities => Task == TaskKind.Classification && ClassProbabilities.IsDistribution(Network);

    /// <summary>A model whose predictions are the mean of several networks'.</summary>
    /// <param name="ensemble">The networks.</param>
    /// <param name="schema">Rows of the same kind as the networks were trained on; only its names, task and classes are kept.</param>
    /// <param name="features">How features become inputs of the networks; left out: as they are.</param>
    /// <param name="targets">How targets of a regression became targets of the networks; left out: as they are.</param>
    /// <param name="training">How the networks were trained, if it is known.</param>
    /// <param name="pipeline">How the columns of a table become features; left out: the features are columns of numbers.</param>
    /// <param name="calibration">How sure predictions may be, and how far off they are; left out: as the networks put them out, and not known.</param>
    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    public static Model OfEnsemble(
        Ensemble ensemble, Dataset schema, FeatureScaler? features = null, TargetScaler? targets = null, TrainingRecord? training = null, TablePipeline? pipeline = null,
        PredictionCalibration? calibration = null)
    {
        var model = new Model(ensemble, Required(schema).Task, schema.FeatureNames, schema.TargetName, schema.Classes, features, targets, training, pipeline, calibration);
        model.RequireOutputs(schema);
        return model;
    }

    /// <summary>Predictions for rows as they stand in a table.</summary>
    /// <param name="rows">[rows, features], not scaled.</param>
    /// <returns>[rows, <see cref="PredictionColumns"/>]: for a classification the output for each class, tempered as <see cref="Calibration"/> says, for a regression numbers in the unit of the target.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of the number of features.</exception>
    public float[] Predict(ReadOnlySpan<float> rows)
    {
        int inputs = Network.Inputs, outputs = Network.Outputs;
        if (rows.Length % inputs != 0)
            throw new ArgumentException($"{rows.Length} numbers are not whole rows of {inputs} features.", nameof(rows));
        int count = rows.Length / inputs;
        float[] predictions = new float[checked(count * outputs)];
        if (count == 0)
            return predictions;

        int block = Math.Min(count, PredictionBlock);
        float[] scaled = new float[block * inputs];
        for (int first = 0; first < count; first += block)
        {
            int length = Math.Min(block, count - first);
            Span<float> part = scaled.AsSpan(0, length * inputs);
            FeatureScaler.Apply(rows.Slice(first * inputs, part.Length), part);
            Ensemble.Predict(part).CopyTo(predictions, first * outputs);
        }

        TargetScaler?.Invert(predictions, predictions);
        if (Task == TaskKind.Regression)
            return predictions;
        float[] columns = outputs == 1 ? ClassProbabilities.OfTwo(predictions) : predictions;
        TemperatureScaling.Apply(columns, Classes.Count, Temperature);
        return columns;
    }

    /// <summary>Predictions for the rows of a table. Columns are found by name; others, the target among them, do not matter.</summary>
    /// <returns>[rows, <see cref="PredictionColumns"/>], as <see cref="Predict(ReadOnlySpan{float})"/>.</returns>
    /// <exception cref="DataFormatException">A column that the model needs is missing, or cannot be used.</exception>
    public float[] Predict(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Predict(Pipeline?.Encode(table) ?? table.SelectFeatures(FeatureNames));
    }

    /// <summary>The rows of a table with their target, as <see cref="Evaluate"/> takes them.</summary>
    /// <param name="table">A table whose target is known in every row (<see cref="Table.WithTargetKnown"/>).</param>
    /// <exception cref="DataFormatException">A column that the model needs is missing, or a label is none of its classes.</exception>
    public Dataset ToDataset(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Pipeline?.ToDataset(table, Task, Classes) ?? table.ToDatasetFor(FeatureNames, Task == TaskKind.Classification ? Classes : null);
    }

    /// <summary>The metrics on labelled rows as they stand in a table, in the units of the table.</summary>
    /// <param name="data">Rows with the features and, for a classification, the list of classes of the model, in its order.</param>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public MetricSet Evaluate(Dataset data)
    {
        RequireFits(data);
        if (Task == TaskKind.Classification)
            return NetworkEvaluation.Classification(Network, Ensemble.Predict(FeatureScaler.Apply(data).Features.Span), data, Temperature);
        return RegressionMetrics.Compute(Predict(data.Features.Span), data.Targets.Span, data.Outputs);
    }

    /// <summary>Writes the model to a file, which is replaced in one go: a reader finds the old model or the new one.</summary>
    /// <exception cref="IOException">The file cannot be written; what was there is untouched.</exception>
    /// <exception cref="ArgumentException">The names of features and classes together take more than the 16 MiB that a file has room for.</exception>
    public void Save(string path) => ModelFile.Write(path, this);

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelFileException">The file cannot be read or is not a valid model; the message says what is wrong where.</exception>
    public static Model Load(string path) => ModelFile.Read(path);

    /// <exception cref="ArgumentException">The rows have other features, classes or targets than the model.</exception>
    internal void RequireFits(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Task != Task)
            throw new ArgumentException($"The model is for a {Name(Task)}, but the data for a {Name(data.Task)}.", nameof(data));
        if (data.Inputs != Network.Inputs)
            throw new ArgumentException($"The data has {data.Inputs} features, but the model needs {Network.Inputs}.", nameof(data));
        if (!data.FeatureNames.SequenceEqual(FeatureNames) && data.FeatureNames.ToHashSet().SetEquals(FeatureNames))
            throw new ArgumentException("The features of the data are those of the model in another order. Bring its columns into the order of the model.", nameof(data));
        if (!data.Classes.SequenceEqual(Classes))
            throw new ArgumentException("The classes of the data are not those of the model, in the same order. Make the data set with the classes of the model.", nameof(data));
        if (Task == TaskKind.Regression && data.Outputs != Network.Outputs)
            throw new ArgumentException($"The data has {data.Outputs} targets, but the model predicts {Network.Outputs}.", nameof(data));
    }

    private void RequireOutputs(Dataset schema)
    {
        if (Task == TaskKind.Regression && schema.Outputs != Network.Outputs)
            throw new ArgumentException($"The data has {schema.Outputs} targets, but the network has {Network.Outputs} outputs.", nameof(schema));
    }

    private static string Name(TaskKind task) => task == TaskKind.Classification ? "classification" : "regression";

    private static Dataset Required(Dataset schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema;
    }
}
