using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;
using Descent.Tests.Training;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Models;

public class ModelTests
{
    [Fact]
    public void A_prediction_scales_features_and_unscales_targets()
    {
        // One weight 2: x = 5 becomes (5 − 1)·0.5 = 2, z = 4, and y = 4·10 + 100.
        Network network = Network.Build(1, 1, Layer.Dense(1, bias: false));
        network.Parameters[0] = 2;
        var model = new Model(network, Dataset.Regression([[1]], [1]), new FeatureScaler([1], [0.5f]), new TargetScaler([100], [10]));
        Assert.Equal([140f, 100f], model.Predict([5, 1]));
        Assert.Equal(1, model.PredictionColumns);
        Assert.Equal(3, ((RegressionMetrics)model.Evaluate(Dataset.Regression([[5], [1]], [143, 103]))).Mae, 1e-12);
    }

    [Fact]
    public void One_sigmoid_predicts_both_classes()
    {
        Network network = Network.Build(1, 1, Layer.Dense(1, Activation.Sigmoid));
        var model = new Model(network, Dataset.Classification([1, 2], 1, [0, 1], ["no", "yes"]));
        float[] p = model.Predict([3, -3]);
        Assert.Equal(2, model.PredictionColumns);
        float[] yes = network.Predict([3, -3]);
        Assert.Equal([1 - yes[0], yes[0], 1 - yes[1], yes[1]], p);
    }

    [Fact]
    public void A_trained_model_classifies_end_to_end_with_one_sigmoid()
    {
        Dataset data = Problems.Clouds(200, classes: 2);
        FeatureScaler scaler = FeatureScaler.Standardize(data);
        Network network = Network.Build(2, 1, Layer.Dense(8, Activation.Tanh), Layer.Dense(1, Activation.Sigmoid));
        new Trainer(network, Loss.BinaryCrossEntropy, new Adam { LearningRate = 0.05f }).Train(scaler.Apply(data));
        var model = new Model(network, data, scaler);
        var metrics = Assert.IsType<ClassificationMetrics>(model.Evaluate(data));
        Assert.InRange(metrics.Accuracy, 0.97, 1);
        // The metrics are those of the predicted columns.
        Assert.Equal(ClassificationMetrics.Compute(model.Predict(data.Features.Span), 2, data.Labels.Span).LogLoss, metrics.LogLoss);
    }

    [Fact]
    public void A_model_of_several_networks_predicts_their_mean_and_survives_its_file()
    {
        Dataset data = Problems.Clouds(300);
        Network[] members = [.. Enumerable.Range(5, 3).Select(seed => Network.Build(2, seed, Layer.Dense(8, Activation.Tanh), Layer.Dense(3, Activation.Softmax)))];
        var model = Model.OfEnsemble(new Ensemble(members), data, FeatureScaler.Standardize(data));
        float[] scaled = model.FeatureScaler.Apply(data).Features.ToArray();
        Assert.Equal(new Ensemble(members).Predict(scaled), model.Predict(data.Features.Span));
        Assert.Equal(
            ClassificationMetrics.Compute(model.Predict(data.Features.Span), 3, data.Labels.Span).LogLoss,
            Assert.IsType<ClassificationMetrics>(model.Evaluate(data)).LogLoss);

        using var file = new MemoryStream();
        ModelFile.Write(file, model);
        file.Position = 0;
        Model read = ModelFile.Read(file);
        Assert.Equal([5, 6, 7], read.Ensemble.Members.Select(member => member.Seed));
        Assert.Equal(model.Ensemble.ParametersSha256(), read.Ensemble.ParametersSha256());
        Assert.Equal(model.Predict(data.Features.Span), read.Predict(data.Features.Span));
    }

    [Fact]
    public void Predictions_do_not_depend_on_how_many_rows_are_asked_for()
    {
        Model model = SavedModel.Classifier;
        float[] rows = Problems.Clouds(600).Features.ToArray();
        float[] all = model.Predict(rows);
        Assert.Equal(all[..3], model.Predict(rows.AsSpan(0, 2)));
        Assert.Equal(all[^3..], model.Predict(rows.AsSpan(599 * 2, 2)));
        Assert.Empty(model.Predict([]));
        Assert.Contains("3 numbers are not whole rows of 2 features", Assert.Throws<ArgumentException>(() => model.Predict([1, 2, 3])).Message);
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused_in_words()
    {
        Dataset classes = Problems.Clouds(9), numbers = Problems.Waves(9);
        Network two = Network.Build(2, 1, Layer.Dense(3, Activation.Softmax));
        Refused("The data has 3 features, but the network has 2 inputs", () => new Model(two, numbers));
        Refused("The data has 2 classes, but the network has 3 outputs", () => new Model(two, Problems.Clouds(9, classes: 2)));
        Refused("The data has 2 targets, but the network has 5 outputs", () => new Model(Network.Build(3, 1, Layer.Dense(5)), numbers));
        Refused("The scaler has 1 features, but the network has 2 inputs", () => new Model(two, classes, FeatureScaler.Identity(1)));
        Refused("A scaler of 3 targets does not fit a classification", () => new Model(two, classes, targets: TargetScaler.Identity(3)));
        Refused("expected at least two", () => new Model(Network.Build(1, 1, Layer.Dense(1, Activation.Sigmoid)), Dataset.SoftLabels([1], 1, [0.5f], 1)));
        Assert.Throws<ArgumentNullException>("schema", () => new Model(two, null!));
    }

    [Fact]
    public void Data_to_evaluate_must_have_the_classes_and_features_of_the_model_in_their_order()
    {
        Model model = SavedModel.Classifier;
        Dataset Data(string[] classes, string[] features) => Dataset.Classification([1, 2, 3, 4, 5, 6], 2, [0, 1, 2], classes, features);
        string[] names = [.. model.Classes];
        Assert.Equal(3, model.Evaluate(Data(names, ["length in cm", "width"])).Rows);
        Assert.Equal(3, model.Evaluate(Data(names, ["other", "names"])).Rows);
        Refused("The classes of the data are not those of the model", () => model.Evaluate(Data([names[1], names[0], names[2]], ["length in cm", "width"])));
        Refused("in another order", () => model.Evaluate(Data(names, ["width", "length in cm"])));
        Refused("The model is for a classification, but the data for a regression", () => model.Evaluate(Problems.Waves(9)));
        Refused("The data has 5 features, but the model needs 2", () => model.Evaluate(Problems.Clouds(9, inputs: 5)));
        Refused("The data has 1 targets, but the model predicts 2", () => SavedModel.Regressor.Evaluate(Dataset.Regression([[1, 2]], [1])));
    }

    [Fact]
    public void Records_refuse_numbers_that_cannot_be()
    {
        Refused("TrainRows", r => r with { TrainRows = 0 });
        Refused("ValidationRows", r => r with { ValidationRows = -1 });
        Refused("TestRows", r => r with { TestRows = -1 });
        Refused("BatchSize", r => r with { BatchSize = 0 });
        Refused("Accumulate", r => r with { Accumulate = 0 });
        Refused("Epochs", r => r with { Epochs = 0 });
        Refused("EpochsRun", r => r with { EpochsRun = -1 });
        Refused("BestEpoch", r => r with { BestEpoch = -1 });
        Refused("LearningRate", r => r with { LearningRate = float.NaN });

        static void Refused(string property, Func<TrainingRecord, TrainingRecord> change) =>
            Assert.Throws<ArgumentOutOfRangeException>(property, () => change(SavedModel.Record));
    }

    [Fact]
    public void Fingerprints_tell_data_sets_apart()
    {
        Dataset data = Problems.Clouds(9);
        float[] other = data.Features.ToArray();
        other[17] = MathF.BitIncrement(other[17]);
        string[] different =
        [
            DataFingerprint.Of(data),
            DataFingerprint.Of(Dataset.Classification(other, 2, data.Labels.Span)),
            DataFingerprint.Of(Dataset.Classification(data.Features.Span, 2, [.. data.Labels.ToArray().Reverse()])),
            DataFingerprint.Of(Dataset.Classification(data.Features.Span, 2, data.Labels.Span, ["0", "1", "3"])),
            DataFingerprint.Of(Dataset.Classification(data.Features.Span, 2, data.Labels.Span, featureNames: ["x1", "x3"])),
            DataFingerprint.Of(Dataset.Classification(data.Features.Span, 2, data.Labels.Span, targetName: "other")),
            DataFingerprint.Of(data.Select([0, 1, 2, 3, 4, 5, 6, 7])),
        ];
        Assert.Equal(different.Length, different.Distinct().Count());
        Assert.Equal(different[0], DataFingerprint.Of(Problems.Clouds(9)));
        Assert.Matches("^[0-9a-f]{64}$", different[0]);
    }

    private static void Refused(string expected, Func<object> act) => Assert.Contains(expected, Assert.Throws<ArgumentException>(act).Message);
}
