using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Tests.Training;
using Xunit;

namespace Descent.Tests.Models;

public class ModelFileTests
{
    /// <summary>
    /// The document of <see cref="SavedModel.Classifier"/> as version 1 writes it. Files like this exist: changing this text means
    /// that they can no longer be read, or that older programs cannot read new ones. Raise the version then.
    /// </summary>
    private const string Document =
        """
        {"format":"descent-model","version":1,"task":"classification",
        "network":{"inputs":2,"seed":7,"layers":[
        {"units":3,"activation":"leaky-relu(0.2)","initializer":"sample-normal(120)","bias":true,"dropout":0.1},
        {"units":3,"activation":"softmax","initializer":"glorot-uniform","bias":false,"dropout":0}]},
        "features":["length in cm","width"],"target":"species","classes":["sétosa","\"wild\" <b>","virginica"],
        "training":{"data":"flowers.csv","dataSha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "trainRows":120,"validationRows":20,"testRows":10,"loss":"cross-entropy","optimizer":"adam","learningRate":0.002,
        "schedule":"cosine","batchSize":32,"accumulate":2,"epochs":30,"epochsRun":17,"bestEpoch":12,"stopReason":"EarlyStopping",
        "seed":-42,"version":"0.1.0","targetMeans":[0.5,0.3,0.2],"metrics":{"train":{"accuracy":0.975,"logLoss":0.1},
        "test":{"accuracy":0.3333333333333333,"logLoss":"Infinity","odd":"NaN","low":"-Infinity"}}}}
        """;

    [Fact]
    public void The_document_of_a_model_is_this_text() =>
        Assert.Equal(Document.ReplaceLineEndings(""), ModelDocument.Write(SavedModel.Classifier));

    [Fact]
    public void Tensors_of_a_model_have_these_names_and_shapes()
    {
        using var stream = new MemoryStream();
        ModelFile.Write(stream, SavedModel.Regressor);
        stream.Position = 0;
        TensorFile file = Safetensors.Read(stream);
        Assert.Equal(
            [
                "layers.0.weights F32 [2, 4]", "layers.0.biases F32 [4]", "layers.1.weights F32 [4, 2]", "layers.1.biases F32 [2]",
                "features.offsets F32 [2]", "features.scales F32 [2]", "targets.offsets F32 [2]", "targets.scales F32 [2]",
            ],
            file.Tensors.Select(tensor => $"{tensor.Name} {tensor}"));
        Assert.Equal(["descent"], file.Metadata.Keys);
    }

    [Fact]
    public void A_saved_classifier_comes_back_bit_for_bit()
    {
        Model model = SavedModel.Classifier, loaded = SaveAndLoad(model);
        AssertSame(model, loaded);
        Assert.Null(loaded.TargetScaler);
        Assert.Equal(["sétosa", "\"wild\" <b>", "virginica"], loaded.Classes);

        TrainingRecord record = Assert.IsType<TrainingRecord>(loaded.Training);
        Assert.Equal(SavedModel.Record, record with { Metrics = SavedModel.Record.Metrics, TargetMeans = SavedModel.Record.TargetMeans });
        Assert.Equal(SavedModel.Record.TargetMeans, record.TargetMeans);
        Assert.Equal(SavedModel.Record.Metrics.Keys, record.Metrics.Keys);
        foreach ((string part, IReadOnlyDictionary<string, double> metrics) in SavedModel.Record.Metrics)
            Assert.Equal(metrics, record.Metrics[part]);
    }

    [Fact]
    public void A_file_of_before_that_does_not_know_the_shares_of_its_classes_is_read()
    {
        var saved = new SavedModel(SavedModel.Classifier);
        saved.Replace(",\"targetMeans\":[0.5,0.3,0.2]", "");

        Assert.Empty(saved.Load().Training!.TargetMeans);
    }

    [Theory]
    [InlineData("[0.5,0.5]", "The training record has 2 means of targets, but the model predicts 3 columns")]
    [InlineData("[0.5,0.8,-0.3]", "The shares of classes in the training record are not numbers of 0 or more that sum to 1")]
    [InlineData("[0.5,0.3,0.1]", "The shares of classes in the training record are not numbers of 0 or more that sum to 1")]
    public void Shares_that_no_classes_can_have_are_refused(string shares, string message)
    {
        var saved = new SavedModel(SavedModel.Classifier);
        saved.Replace("[0.5,0.3,0.2]", shares);

        Assert.Contains(message, Assert.Throws<ModelFileException>(saved.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_regression_comes_back_bit_for_bit()
    {
        Model model = SavedModel.Regressor, loaded = SaveAndLoad(model);
        AssertSame(model, loaded);
        Assert.Equal(model.TargetScaler!.Offsets, loaded.TargetScaler!.Offsets);
        Assert.Equal(model.TargetScaler.Scales, loaded.TargetScaler.Scales);
        Assert.Null(loaded.Training);
        Assert.Empty(loaded.Classes);
    }

    [Fact]
    public void A_feature_wise_layer_comes_back_with_its_sources_and_one_row_of_weights()
    {
        Model regressor = SavedModel.Regressor;
        Network network = Network.Build(
            2, 7, Layer.FeatureWise([1, 0, 0], Activation.Sine, Initializer.RandomSigns, dropout: 0.5f), Layer.FeatureWise([0, 1, 2], bias: false), Layer.Dense(2));
        var model = new Model(network, Dataset.Regression([1, 2], 2, [1, 2], 2, ["a", "b"], "y"), regressor.FeatureScaler, regressor.TargetScaler);
        Assert.Contains(
            """
            {"units":3,"sources":[1,0,0],"activation":"sine","initializer":"random-signs","bias":true,"dropout":0.5},
            """, ModelDocument.Write(model), StringComparison.Ordinal);
        Model loaded = SaveAndLoad(model);
        AssertSame(model, loaded);
        Assert.Equal(network.Layers, loaded.Network.Layers);
    }

    [Theory]
    [InlineData(TargetTransform.None)]
    [InlineData(TargetTransform.Log)]
    [InlineData(TargetTransform.YeoJohnson)]
    public void A_transform_of_the_targets_comes_back_and_is_named_only_where_there_is_one(TargetTransform transform)
    {
        Model two = SavedModel.Regressor;
        var scaler = new TargetScaler([2, -1], [0.5f, 3], transform, transform == TargetTransform.YeoJohnson ? [0.1f, 1.5f] : []);
        var model = new Model(two.Network, Dataset.Regression([1, 2], 2, [1, 2], 2, ["a", "b"], "y"), targets: scaler);
        Model loaded = SaveAndLoad(model);
        AssertSame(model, loaded);
        Assert.Equal(transform, loaded.TargetScaler!.Transform);
        Assert.Equal(scaler.Powers, loaded.TargetScaler.Powers);
        Assert.Equal(model.Predict([0.5f, -3, 7, 1]), loaded.Predict([0.5f, -3, 7, 1]));
        // Programs of before read models without a transform.
        Assert.Equal(transform != TargetTransform.None, new SavedModel(model).Document.Contains("targetTransform", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("flat-cosine")]
    public void A_schedule_of_the_dropout_comes_back_and_is_named_only_where_there_is_one(string schedule)
    {
        Network network = Network.Build(2, 7, Layer.Dense(3, Activation.Tanh, dropout: 0.5f), Layer.Dense(3, Activation.Softmax));
        var model = new Model(network, Problems.Clouds(6), training: SavedModel.Record with { DropoutSchedule = schedule });
        Assert.Equal(schedule, SaveAndLoad(model).Training!.DropoutSchedule);
        // Programs of before read models whose dropout was constant.
        Assert.Equal(schedule != "constant", new SavedModel(model).Document.Contains("dropoutSchedule", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_activation_initialisation_and_width_comes_back()
    {
        var random = new Random(1);
        Layer[] layers =
        [
            .. Activation.Names.Select((name, l) => Layer.Dense(
                2 + random.Next(40), Activation.Parse(name), Initializer.Parse(Initializer.Names[l % 9]), bias: l % 3 > 0, dropout: l % 2 * 0.125f)),
            Layer.Dense(300, Activation.ELU(0.3f)),
            Layer.Dense(1, Activation.Sigmoid),
        ];
        Network network = Network.Build(2, int.MinValue, layers);
        // Numbers of all magnitudes, which text would round.
        foreach (ParameterTensor tensor in network.Layout.Tensors)
        {
            for (int row = 0; row < tensor.Rows; row++)
            {
                foreach (ref float value in tensor.Row(network.Parameters, row))
                    value = (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-44, 5));
            }
        }

        Model model = new(network, Problems.Clouds(4, classes: 2));
        AssertSame(model, SaveAndLoad(model));
        Assert.Equal(layers, SaveAndLoad(model).Network.Layers);
    }

    [Fact]
    public void Long_names_that_can_be_saved_can_be_loaded()
    {
        string name = new('n', 100_000);
        var model = new Model(Network.Build(1, 1, Layer.Dense(1)), Dataset.Regression([1], 1, [1], featureNames: [name], targetName: name + "t"));
        Model loaded = new SavedModel(model).Load();
        Assert.Equal([name], loaded.FeatureNames);
        Assert.Equal(name + "t", loaded.TargetName);
    }

    [Fact]
    public void A_loaded_network_trains_on_and_its_padding_is_zero()
    {
        Network network = SaveAndLoad(SavedModel.Classifier).Network;
        float[] rest = network.Parameters.ToArray();
        foreach (ParameterTensor tensor in network.Layout.Tensors)
        {
            for (int row = 0; row < tensor.Rows; row++)
                tensor.Row(rest.AsSpan(), row).Clear();
        }

        Assert.All(rest, value => Assert.Equal(0, value));
        Assert.Equal(30, new Descent.Training.Trainer(network, Loss.CrossEntropy, new Descent.Training.Sgd()).Train(Problems.Clouds(60)).History.Count);
    }

    [Fact]
    public void A_model_that_is_replaced_or_missing_is_reported_with_its_path()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Assert.Contains($"{path}: file: found nothing there", Assert.Throws<ModelFileException>(() => Model.Load(path)).Message);
        try
        {
            SavedModel.Classifier.Save(path);
            SavedModel.Regressor.Save(path);
            Assert.Equal(TaskKind.Regression, Model.Load(path).Task);
            File.WriteAllText(path, "no model");
            Assert.StartsWith(path + ": ", Assert.Throws<ModelFileException>(() => Model.Load(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Model SaveAndLoad(Model model)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            model.Save(path);
            return Model.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void AssertSame(Model expected, Model actual)
    {
        Assert.Equal(expected.Network.ParametersSha256(), actual.Network.ParametersSha256());
        Assert.Equal(expected.Network.Layers, actual.Network.Layers);
        Assert.Equal(expected.Network.Seed, actual.Network.Seed);
        Assert.Equal(
            (expected.Task, expected.TargetName, expected.PredictionColumns), (actual.Task, actual.TargetName, actual.PredictionColumns));
        Assert.Equal(expected.FeatureNames, actual.FeatureNames);
        Assert.Equal(expected.Classes, actual.Classes);
        Assert.Equal(expected.FeatureScaler.Offsets, actual.FeatureScaler.Offsets);
        Assert.Equal(expected.FeatureScaler.Scales, actual.FeatureScaler.Scales);
        float[] rows = [.. Enumerable.Range(0, 200).Select(i => (i * 0.37f) - 30)];
        Assert.Equal(Bits(expected.Predict(rows)), Bits(actual.Predict(rows)));

        static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
    }
}
