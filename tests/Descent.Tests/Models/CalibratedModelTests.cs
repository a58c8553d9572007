using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;
using Descent.Tests.Training;
using Xunit;

namespace Descent.Tests.Models;

public class CalibratedModelTests
{
    private static readonly PredictionCalibration Tempered = new(2.5, ConformalScores.FromRows([0.5f, 0.125f, 0.25f]));

    [Fact]
    public void A_temperature_changes_probabilities_and_metrics_and_no_class()
    {
        Dataset data = Named(Problems.Clouds(90));
        Model plain = SavedModel.Classifier, model = plain.WithCalibration(Tempered);
        float[] before = plain.Predict(data.Features.Span), after = model.Predict(data.Features.Span);
        Assert.NotEqual(before, after);
        TemperatureScaling.Apply(before, 3, 2.5);
        Assert.Equal(before, after);
        Assert.Equal(PredictedClass.OfRows(before, 3), PredictedClass.OfRows(after, 3));

        var metrics = (ClassificationMetrics)model.Evaluate(data);
        Assert.Equal(ClassificationMetrics.Compute(after, 3, data.Labels.Span).LogLoss, metrics.LogLoss);
        Assert.NotEqual(((ClassificationMetrics)plain.Evaluate(data)).LogLoss, metrics.LogLoss);
        Assert.Equal(((ClassificationMetrics)plain.Evaluate(data)).Accuracy, metrics.Accuracy);
    }

    [Fact]
    public void A_temperature_of_1_changes_no_bit()
    {
        Dataset data = Problems.Clouds(90);
        Assert.Equal(
            SavedModel.Classifier.Predict(data.Features.Span),
            SavedModel.Classifier.WithCalibration(new PredictionCalibration()).Predict(data.Features.Span));
    }

    [Fact]
    public void One_sigmoid_is_tempered_as_two_classes()
    {
        Network network = Network.Build(1, 1, Layer.Dense(1, Activation.Sigmoid));
        Dataset data = Dataset.Classification([1, 2], 1, [0, 1], ["no", "yes"]);
        float[] p = new Model(network, data).Predict([3]), tempered = new Model(network, data, calibration: Tempered).Predict([3]);
        double odds = Math.Pow((double)p[1] / p[0], 1 / 2.5);
        Assert.Equal(odds / (1 + odds), tempered[1], 1e-6);
        Assert.Equal(
            ClassificationMetrics.Compute(new Model(network, data, calibration: Tempered).Predict([1, 2]), 2, [0, 1]).Brier,
            ((ClassificationMetrics)new Model(network, data, calibration: Tempered).Evaluate(data)).Brier);
    }

    [Fact]
    public void An_ensemble_is_tempered_after_its_mean()
    {
        Network[] members = [.. Enumerable.Range(1, 3).Select(seed => Network.Build(2, seed, Layer.Dense(3, Activation.Softmax)))];
        float[] mean = new Ensemble(members).Predict([1, 2]);
        TemperatureScaling.Apply(mean, 3, 2.5);
        Assert.Equal(mean, Model.OfEnsemble(new Ensemble(members), Problems.Clouds(9), calibration: Tempered).Predict([1, 2]));
    }

    [Fact]
    public void Intervals_reach_as_far_as_the_errors_did()
    {
        Network network = Network.Build(1, 1, Layer.Dense(1, bias: false));
        network.Parameters[0] = 2;
        Dataset schema = Dataset.Regression([[1]], [1]);
        var model = new Model(network, schema, calibration: new PredictionCalibration(1, ConformalScores.FromRows([1, 2, 3, 4])));
        Assert.Equal([new PredictedInterval(10, 7, 13), new PredictedInterval(-2, -5, 1)], model.PredictIntervals([5, -1], 0.6));
        Assert.Equal([new PredictedInterval(10, 6, 14)], model.PredictIntervals([5], 0.8));
        Assert.Contains("needs 9 held-back rows, and the model has 4", Assert.Throws<InvalidOperationException>(() => model.PredictIntervals([5], 0.9)).Message);
        Assert.Contains("no rows were held back", Assert.Throws<InvalidOperationException>(() => new Model(network, schema).PredictIntervals([5], 0.5)).Message);
        Assert.Contains("use PredictIntervals", Assert.Throws<InvalidOperationException>(() => model.PredictSets([5], 0.5)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("coverage", () => model.PredictIntervals([5], 1));
    }

    [Fact]
    public void Several_targets_have_intervals_of_their_own()
    {
        Model model = SavedModel.Regressor.WithCalibration(new PredictionCalibration(1, ConformalScores.FromRows([1, 10, 2, 20, 3, 30], 2)));
        float[] predicted = model.Predict([1, 2]);
        PredictedInterval[] intervals = model.PredictIntervals([1, 2], 0.5);
        Assert.Equal(predicted, intervals.Select(interval => interval.Prediction));
        Assert.Equal([4f, 40f], intervals.Select(interval => interval.Upper - interval.Lower), (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public void Sets_hold_what_is_probable_enough_and_at_least_the_prediction()
    {
        // Three softmax outputs of logits 0, x and 2x, in turn.
        Network network = Network.Build(1, 1, Layer.Dense(3, Activation.Softmax, bias: false));
        new float[] { 0, 1, 2 }.CopyTo(network.Parameters);
        Dataset schema = Dataset.Classification([0, 1, 2], 1, [0, 1, 2], ["a", "b", "c"]);
        Model WithScore(float score) => new(network, schema, calibration: new PredictionCalibration(1, ConformalScores.FromRows([score])));
        // p = 1/3 each; then 0.09, 0.24, 0.67.
        Assert.Equal(["a|b|c", "b|c"], WithScore(0.8f).PredictSets([0, 1], 0.5).Select(set => string.Join('|', set)));
        Assert.Equal(["a", "c"], WithScore(0.1f).PredictSets([0, 1], 0.5).Select(set => string.Join('|', set)));
        Assert.Contains("use PredictSets", Assert.Throws<InvalidOperationException>(() => WithScore(0).PredictIntervals([0], 0.5)).Message);
    }

    [Fact]
    public void A_model_is_calibrated_on_rows_that_it_has_not_seen()
    {
        Dataset rows = Named(Problems.Clouds(600, spread: 3));
        Model plain = SavedModel.Classifier;
        // Weights that are far too large: a network that is sure and often wrong.
        foreach (ref float weight in plain.Network.Parameters)
            weight *= 6;
        Model model = plain.Calibrate(rows);
        Assert.InRange(model.Calibration!.Temperature, 1.5, 10);
        Assert.Equal(600, model.Calibration.Scores!.Rows);
        Dataset fresh = Named(Problems.Clouds(600, spread: 3, seed: 2));
        Assert.True(((ClassificationMetrics)model.Evaluate(fresh)).LogLoss < 0.8 * ((ClassificationMetrics)plain.Evaluate(fresh)).LogLoss);
        // Calibrated once more, it is what it was: what the networks put out counts.
        Assert.Equal(model.Calibration.Temperature, model.Calibrate(rows).Calibration!.Temperature);

        Dataset numbers = Dataset.Regression([1, 2, 3, 4], 2, [150, -100, 90, -101], 2, ["a", "b"], "y");
        Model regressor = SavedModel.Regressor.Calibrate(numbers);
        float[] errors = [.. regressor.Predict(numbers.Features.Span).Zip(numbers.Targets.ToArray(), (a, t) => Math.Abs(a - t))];
        Assert.Equal([errors[0], errors[2]], regressor.Calibration!.Scores!.Of(0).ToArray().OrderBy(score => Array.FindIndex(errors, error => Math.Abs(error - score) < 1e-3)), (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Theory]
    [InlineData(1.0, 0)]
    [InlineData(0.37, 3)]
    [InlineData(1.07, 999)]
    [InlineData(3.3333333333333335, 4001)]
    public void A_calibration_survives_its_file(double temperature, int rows)
    {
        var random = new Random(rows);
        ConformalScores? scores = rows == 0 ? null : ConformalScores.FromRows([.. Enumerable.Range(0, rows).Select(_ => random.NextSingle())]);
        Model model = SavedModel.Classifier.WithCalibration(new PredictionCalibration(temperature, scores));
        Model loaded = new SavedModel(model).Load();
        Assert.Equal((temperature, scores?.Rows), (loaded.Calibration!.Temperature, loaded.Calibration.Scores?.Rows));
        if (scores is not null)
            Assert.Equal(scores.Of(0).ToArray(), loaded.Calibration.Scores!.Of(0).ToArray());
        Assert.Equal(model.Predict([1, 2]), loaded.Predict([1, 2]));
    }

    [Fact]
    public void Scores_of_two_targets_survive_their_file()
    {
        Model model = SavedModel.Regressor.WithCalibration(new PredictionCalibration(1, ConformalScores.FromRows([1, 10, 2, 20, 3, 30], 2)));
        Model loaded = new SavedModel(model).Load();
        Assert.Equal(model.PredictIntervals([1, 2], 0.7), loaded.PredictIntervals([1, 2], 0.7));
    }

    [Fact]
    public void A_file_without_a_calibration_is_a_model_without_one() => Assert.Null(new SavedModel(SavedModel.Classifier).Load().Calibration);

    [Fact]
    public void A_calibration_that_does_not_fit_is_refused()
    {
        Refused("A temperature needs probabilities that sum to 1", () => SavedModel.Regressor.WithCalibration(new PredictionCalibration(2)));
        Refused("A temperature needs probabilities that sum to 1", () => new Model(Network.Build(2, 1, Layer.Dense(3, Activation.Sigmoid)), Problems.Clouds(9), calibration: new PredictionCalibration(2)));
        Refused("The scores have 2 columns; expected 1", () => SavedModel.Classifier.WithCalibration(new PredictionCalibration(1, ConformalScores.FromRows([1, 2], 2))));
        Refused("The least score of column 1 is -2; expected an error of at least 0", () => SavedModel.Regressor.WithCalibration(new PredictionCalibration(1, ConformalScores.FromRows([1, -2], 2))));

        static void Refused(string expected, Func<object> act) => Assert.Contains(expected, Assert.Throws<ArgumentException>(act).Message);
    }

    private static Dataset Named(Dataset data) =>
        Dataset.Classification(data.Features.Span, 2, data.Labels.Span, SavedModel.Classifier.Classes, SavedModel.Classifier.FeatureNames);
}
