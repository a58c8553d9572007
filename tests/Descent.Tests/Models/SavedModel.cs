using Descent.Data;
using Descent.Models;
using Descent.Networks;

namespace Descent.Tests.Models;

/// <summary>A small model as the content of a file, which a test may change before it is read.</summary>
internal sealed class SavedModel
{
    private readonly List<NamedTensor> _tensors;
    private readonly Dictionary<string, string> _metadata;

    public SavedModel(Model model)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(stream, model);
        stream.Position = 0;
        TensorFile file = Safetensors.Read(stream);
        _tensors = [.. file.Tensors];
        _metadata = new Dictionary<string, string>(file.Metadata);
    }

    public static TrainingRecord Record { get; } = new()
    {
        Data = "flowers.csv",
        DataSha256 = new string('a', 64),
        TrainRows = 120,
        ValidationRows = 20,
        TestRows = 10,
        Loss = "cross-entropy",
        Optimizer = "adam",
        LearningRate = 0.002f,
        Schedule = "cosine",
        BatchSize = 32,
        Accumulate = 2,
        Epochs = 30,
        EpochsRun = 17,
        BestEpoch = 12,
        StopReason = "EarlyStopping",
        Seed = -42,
        Metrics = new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            ["train"] = new Dictionary<string, double> { ["accuracy"] = 0.975, ["logLoss"] = 0.1 },
            ["test"] = new Dictionary<string, double> { ["accuracy"] = 1.0 / 3, ["logLoss"] = double.PositiveInfinity, ["odd"] = double.NaN, ["low"] = double.NegativeInfinity },
        },
        Version = "0.1.0",
        TargetMeans = [0.5f, 0.3f, 0.2f],
    };

    /// <summary>Two features, three classes, every option that a layer has.</summary>
    public static Model Classifier => new(
        Network.Build(
            2, 7,
            Layer.Dense(3, Activation.LeakyReLU(0.2f), Initializer.SampleNormal(120), dropout: 0.1f),
            Layer.Dense(3, Activation.Softmax, Initializer.GlorotUniform, bias: false)),
        Dataset.Classification([1, 2, 3, 4, 5, 6], 2, [0, 1, 2], ["sétosa", "\"wild\" <b>", "virginica"], ["length in cm", "width"], "species"),
        new FeatureScaler([1.5f, -2], [0.25f, 0]),
        training: Record);

    /// <summary>Two features, two targets with a scaler.</summary>
    public static Model Regressor => new(
        Network.Build(2, 7, Layer.Dense(4, Activation.Tanh), Layer.Dense(2)),
        Dataset.Regression([1, 2], 2, [1, 2], 2, ["a", "b"], "y"),
        new FeatureScaler([0.1f, 0.2f], [3, 4]), new TargetScaler([100, -100], [10, 1e-3f]));

    /// <summary>The same with a transform of the targets.</summary>
    public static Model Transformed => new(
        Regressor.Network, Dataset.Regression([1, 2], 2, [1, 2], 2, ["a", "b"], "y"),
        targets: new TargetScaler([2, -1], [0.5f, 3], TargetTransform.YeoJohnson, [0.25f, 2]));

    public string Document
    {
        get => _metadata[ModelFile.DocumentKey];
        set => _metadata[ModelFile.DocumentKey] = value;
    }

    public void RemoveDocument() => _metadata.Remove(ModelFile.DocumentKey);

    public void Remove(string tensor) => _tensors.RemoveAll(candidate => candidate.Name == tensor);

    /// <summary>Puts a tensor into the place of that of its name, or at the end.</summary>
    public void Set(NamedTensor tensor)
    {
        Remove(tensor.Name);
        _tensors.Add(tensor);
    }

    public void Set(string name, params float[] values) => Set(new NamedTensor<float>(name, [values.Length], values));

    public void Replace(string part, string replacement)
    {
        if (!Document.Contains(part, StringComparison.Ordinal))
            throw new InvalidOperationException($"The document has no {part}: {Document}");
        Document = Document.Replace(part, replacement, StringComparison.Ordinal);
    }

    public Model Load()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, new TensorFile(_tensors, _metadata));
        stream.Position = 0;
        return ModelFile.Read(stream);
    }
}
