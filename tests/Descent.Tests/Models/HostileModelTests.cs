using Descent.Evaluation;
using Descent.Models;
using Xunit;

namespace Descent.Tests.Models;

/// <summary>
/// Files that are valid tensor files and lie as models. Each is refused with one clear line that names the place. What is wrong with
/// the container is in <see cref="HostileTensorFileTests"/>.
/// </summary>
public class HostileModelTests
{
    private static readonly Dictionary<string, (Action<SavedModel> Change, string Expected)> Cases = new()
    {
        ["no document"] = (m => m.RemoveDocument(), "model: metadata: found no entry 'descent', expected the description of a model"),
        ["empty document"] = (m => m.Document = "", "descent: found no valid JSON"),
        ["a document that is a number"] = (m => m.Document = "1", "descent: found 1, expected an object"),
        ["another format"] = (m => m.Replace("descent-model", "other-model"), "descent: format: found \"other-model\", expected one of descent-model"),
        ["a newer version"] = (m => m.Replace("\"version\":1,", "\"version\":2,"), "descent: version: found 2, expected a whole number from 1 to 1; the file is damaged or from a newer version: train again or update"),
        ["a version of 0"] = (m => m.Replace("\"version\":1,", "\"version\":0,"), "descent: version: found 0"),
        ["an unknown property"] = (m => m.Replace("\"target\":", "\"extra\":1,\"target\":"), "descent: found the unknown property 'extra'"),
        ["an unknown task"] = (m => m.Replace("\"task\":\"classification\"", "\"task\":\"clustering\""), "descent: task: found \"clustering\", expected one of classification, regression"),

        // The network.
        ["no layers"] = (m => m.Document = Cut(m.Document, "\"layers\":[", "]},\"features\""), "descent: network.layers: found an array of 0, expected an array of 1 to 1000"),
        ["an unknown activation"] = (m => m.Replace("\"softmax\"", "\"softmix\""), "descent: network.layers[1].activation: found \"softmix\", expected a text with a meaning here that can be used (there is no activation 'softmix'"),
        ["a parameter out of its range"] = (m => m.Replace("leaky-relu(0.2)", "leaky-relu(2)"), "a slope in [0, 1)"),
        ["an unknown initialisation"] = (m => m.Replace("sample-normal(120)", "sample-normal(0)"), "descent: network.layers[0].initializer: found \"sample-normal(0)\""),
        ["dropout of 1"] = (m => m.Replace("\"dropout\":0.1", "\"dropout\":1"), "descent: network.layers[0]: found an object, expected an object that can be used (expected a probability in [0, 1)"),
        ["dropout of the output layer"] = (m => m.Replace("\"bias\":false,\"dropout\":0}", "\"bias\":false,\"dropout\":0.5}"), "descent: network: found an object, expected an object that can be used (The output layer has dropout"),
        ["softmax of one unit"] = (m => m.Replace("{\"units\":3,\"activation\":\"softmax\"", "{\"units\":1,\"activation\":\"softmax\""), "Layer 1 applies softmax to a single unit"),
        ["no units"] = (m => m.Replace("{\"units\":3,\"activation\":\"softmax\"", "{\"units\":0,\"activation\":\"softmax\""), "descent: network.layers[1].units: found 0, expected a whole number from 1 to 16777216"),
        ["more units than can be"] = (m => m.Replace("\"units\":3", "\"units\":16777216"), "descent: network: found an object, expected an object that can be used (The network needs more than 536870912 parameters"),
        ["as many units as can be, which are not there"] = (m => m.Replace("{\"units\":3,\"activation\":\"leaky", "{\"units\":16777216,\"activation\":\"leaky"), "model: tensor 'layers.0.weights': found F32 [2, 3], expected F32 [2, 16777216]"),
        ["more units than an int"] = (m => m.Replace("\"units\":3", "\"units\":99999999999"), "descent: network.layers[0].units: found 99999999999"),
        ["a source that is no input"] = (m => m.Replace("{\"units\":3,\"activation\":\"leaky", "{\"units\":3,\"sources\":[0,2,1],\"activation\":\"leaky"), "descent: network: found an object, expected an object that can be used (Unit 1 of layer 0 reads input 2; expected one of 0 to 1."),
        ["a negative source"] = (m => m.Replace("{\"units\":3,\"activation\":\"leaky", "{\"units\":3,\"sources\":[0,-1,1],\"activation\":\"leaky"), "descent: network.layers[0].sources[1]: found -1, expected a whole number from 0 to"),
        ["a source that is a fraction"] = (m => m.Replace("{\"units\":3,\"activation\":\"leaky", "{\"units\":3,\"sources\":[0,0.5,1],\"activation\":\"leaky"), "descent: network.layers[0].sources[1]: found 0.5, expected a whole number from 0 to"),
        ["fewer sources than units"] = (m => m.Replace("{\"units\":3,\"activation\":\"leaky", "{\"units\":3,\"sources\":[0,1],\"activation\":\"leaky"), "descent: network.layers[0].sources: found an array of 2, expected an array of 3"),
        ["more sources than units"] = (m => m.Replace("{\"units\":3,\"activation\":\"leaky", "{\"units\":3,\"sources\":[0,1,1,0],\"activation\":\"leaky"), "descent: network.layers[0].sources: found an array of 4, expected an array of 3"),
        ["sources that are none"] = (m => m.Replace("{\"units\":3,\"activation\":\"leaky", "{\"units\":3,\"sources\":null,\"activation\":\"leaky"), "descent: network.layers[0].sources: found null, expected an array of 3"),
        ["sources beside the weights of a dense layer"] = (m => m.Replace("{\"units\":3,\"activation\":\"leaky", "{\"units\":3,\"sources\":[0,1,1],\"activation\":\"leaky"), "model: tensor 'layers.0.weights': found F32 [2, 3], expected F32 [1, 3]"),
        ["a seed that is a fraction"] = (m => m.Replace("\"seed\":7", "\"seed\":7.5"), "descent: network.seed: found 7.5"),

        // Description and tensors.
        ["fewer inputs than the tensors"] = (m => m.Replace("\"inputs\":2", "\"inputs\":1"), "descent: features: found an array of 2, expected an array of 1"),
        ["fewer inputs than the tensors, with fitting names"] = (m => { m.Replace("\"inputs\":2", "\"inputs\":1"); m.Replace("[\"length in cm\",\"width\"]", "[\"width\"]"); }, "tensor 'layers.0.weights': found F32 [2, 3], expected F32 [1, 3]; tensors and description must come from the same model"),
        ["a bias that is not described"] = (m => m.Replace("\"bias\":true", "\"bias\":false"), "model: tensors: found the unknown tensor 'layers.0.biases'"),
        ["a bias that is not there"] = (m => m.Replace("\"bias\":false", "\"bias\":true"), "model: tensor 'layers.1.biases': found none, expected F32 [3]"),
        ["weights that are not there"] = (m => m.Remove("layers.1.weights"), "model: tensor 'layers.1.weights': found none, expected F32 [3, 3]"),
        ["a tensor too many"] = (m => m.Set("layers.2.weights", 1), "model: tensors: found the unknown tensor 'layers.2.weights'"),
        ["transposed weights"] = (m => m.Set(new NamedTensor<float>("layers.0.weights", [3, 2], new float[6])), "found F32 [3, 2], expected F32 [2, 3]"),
        ["biases as a row"] = (m => m.Set(new NamedTensor<float>("layers.0.biases", [1, 3], new float[3])), "found F32 [1, 3], expected F32 [3]"),
        ["weights in double precision"] = (m => m.Set(new NamedTensor<double>("layers.1.weights", [3, 3], new double[9])), "found F64 [3, 3], expected F32 [3, 3]"),
        ["NaN among the weights"] = (m => m.Set(new NamedTensor<float>("layers.1.weights", [3, 3], new float[] { 0, 1, 2, 3, 4, float.NaN, 6, 7, 8 })), "model: tensor 'layers.1.weights', row 1: found the value NaN, expected what a model can use"),
        ["infinity among the biases"] = (m => m.Set("layers.0.biases", 0, float.NegativeInfinity, 0), "model: tensor 'layers.0.biases', row 0: found the value -Infinity"),

        // Scalers.
        ["no scaler"] = (m => m.Remove("features.scales"), "tensor 'features.scales': found none, expected F32 [2]"),
        ["a scaler of another length"] = (m => m.Set("features.offsets", 1, 2, 3), "tensor 'features.offsets': found F32 [3], expected F32 [2]"),
        ["an offset that is not finite"] = (m => m.Set("features.offsets", 1, float.NaN), "model: tensors 'features.offsets' and 'features.scales': found The offset of column 1 is NaN; expected a finite number."),
        ["a negative scale"] = (m => m.Set("features.scales", -1, 1), "The scale of column 0 is -1"),
        ["a scaler of targets for classes"] = (m => m.Set("targets.scales", 1, 1, 1), "found the unknown tensor 'targets.scales'"),

        // Names.
        ["a feature twice"] = (m => m.Replace("\"width\"", "\"length in cm\""), "model: description: found featureNames has 'length in cm' twice"),
        ["a feature without a name"] = (m => m.Replace("\"width\"", "\"\""), "featureNames[1] is empty"),
        ["a name that is a number"] = (m => m.Replace("\"width\"", "5"), "descent: features[1]: found 5, expected a text"),
        ["too few features"] = (m => m.Replace(",\"width\"", ""), "descent: features: found an array of 1, expected an array of 2"),
        ["a class twice"] = (m => m.Replace("\"virginica\"", "\"sétosa\""), "classes has 'sétosa' twice"),
        ["a class without a name"] = (m => m.Replace("\"virginica\"", "\"\""), "classes[2] is empty"),
        ["too few classes"] = (m => m.Replace(",\"virginica\"", ""), "model: description: found The data has 2 classes, but the network has 3 outputs."),
        ["one class"] = (m => m.Document = Cut(m.Document, "\"classes\":[\"sétosa\"", "],\"training\""), "descent: classes: found an array of 1, expected an array of 2 to"),
        ["a target without a name"] = (m => m.Replace("\"target\":\"species\"", "\"target\":\"\""), "model: description: found The target has no name."),
        ["classes of a regression"] = (m => m.Replace("\"task\":\"classification\"", "\"task\":\"regression\""), "descent: classes: found an array of 3, expected an array of 0"),

        // The record.
        ["no rows"] = (m => m.Replace("\"trainRows\":120", "\"trainRows\":0"), "descent: training.trainRows: found 0, expected a whole number from 1"),
        ["a negative rate"] = (m => m.Replace("\"learningRate\":0.002", "\"learningRate\":-1"), "descent: training.learningRate: found -1"),
        ["a rate beyond floats"] = (m => m.Replace("\"learningRate\":0.002", "\"learningRate\":1e99"), "descent: training.learningRate: found 1e99"),
        ["a metric that is a text"] = (m => m.Replace("\"accuracy\":0.975", "\"accuracy\":\"good\""), "descent: training.metrics.train.accuracy: found \"good\", expected one of Infinity, -Infinity, NaN"),
        ["a part twice"] = (m => m.Replace("\"test\":{", "\"train\":{"), "descent: training.metrics: found 'train' twice"),
        ["a record that is null"] = (m => m.Document = m.Document[..(m.Document.IndexOf("\"training\":", StringComparison.Ordinal) + 11)] + "null}", "descent: training: found null, expected an object"),
        ["a record without a loss"] = (m => m.Replace("\"loss\":\"cross-entropy\",", ""), "descent: training: found no 'loss'"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void The_unchanged_model_can_be_read() => Assert.Equal(3, new SavedModel(SavedModel.Classifier).Load().Classes.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_lies_is_refused_with_one_clear_line(string name)
    {
        (Action<SavedModel> change, string expected) = Cases[name];
        var file = new SavedModel(SavedModel.Classifier);
        change(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<ModelFileException>(file.Load).Message;
        Assert.Contains(expected, message);
        Assert.StartsWith("model: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.InRange(message.Length, 30, 700);
        // Nobody took memory because a description asked for it.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Theory]
    [InlineData("targets.scales", "The scale of column 1 is 0; expected a finite number above 0.", 1f, 0f)]
    [InlineData("targets.offsets", "The offset of column 0 is Infinity; expected a finite number.", float.PositiveInfinity, 0f)]
    [InlineData("targets.offsets", "found F32 [1], expected F32 [2]", 1f)]
    public void A_scaler_of_targets_is_checked_too(string tensor, string expected, params float[] values)
    {
        var file = new SavedModel(SavedModel.Regressor);
        file.Set(tensor, values);
        Assert.Contains(expected, Assert.Throws<ModelFileException>(file.Load).Message);
    }

    [Theory]
    [InlineData("\"temperature\":2", "\"temperature\":0", "descent: calibration.temperature: found 0, expected a number from 0.1 to 10")]
    [InlineData("\"temperature\":2", "\"temperature\":1e9", "descent: calibration.temperature: found 1e9")]
    [InlineData("\"temperature\":2", "\"temperature\":\"NaN\"", "descent: calibration.temperature: found \"NaN\"")]
    [InlineData("\"temperature\":2,", "", "descent: calibration: found no 'temperature'")]
    [InlineData("\"rows\":3", "\"rows\":0", "descent: calibration.rows: found 0, expected a whole number from 1")]
    [InlineData("\"rows\":3", "\"rows\":2147483647", "model: tensor 'calibration.scores': found F32 [1, 3], expected F32 [1, 1000]")]
    [InlineData(",\"rows\":3", "", "model: tensors: found the unknown tensor 'calibration.scores'")]
    [InlineData("\"rows\":3", "\"rows\":3,\"bias\":1", "descent: calibration: found the unknown property 'bias'")]
    public void A_description_of_a_calibration_is_checked(string part, string replacement, string expected)
    {
        SavedModel file = Calibrated();
        file.Replace(part, replacement);
        Assert.Contains(expected, Assert.Throws<ModelFileException>(file.Load).Message);
    }

    [Theory]
    [InlineData("expected ascending scores", 0.5f, 0.25f, 1f)]
    [InlineData("is NaN; expected a finite number", 0f, 0.25f, float.NaN)]
    [InlineData("found F32 [1, 2], expected F32 [1, 3]", 0f, 0.25f)]
    public void Scores_of_a_calibration_are_checked(string expected, params float[] scores)
    {
        SavedModel file = Calibrated();
        file.Set(new NamedTensor<float>("calibration.scores", [1, scores.Length], scores));
        string message = Assert.Throws<ModelFileException>(file.Load).Message;
        Assert.Contains("model: tensor 'calibration.scores': found", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void A_temperature_of_what_has_no_probabilities_is_refused()
    {
        SavedModel file = Calibrated();
        file.Replace("\"softmax\"", "\"sigmoid\"");
        Assert.Contains("A temperature needs probabilities", Assert.Throws<ModelFileException>(file.Load).Message);
    }

    private static SavedModel Calibrated() =>
        new(SavedModel.Classifier.WithCalibration(new PredictionCalibration(2, ConformalScores.FromRows([0.5f, 0.125f, 0.25f]))));

    [Theory]
    [InlineData("The power of output 1 is 2.5; expected a number in [0, 2].", 0f, 2.5f)]
    [InlineData("The power of output 0 is NaN; expected a number in [0, 2].", float.NaN, 1f)]
    [InlineData("tensor 'targets.powers': found F32 [1], expected F32 [2]", 1f)]
    [InlineData("tensor 'targets.powers': found none, expected F32 [2]")]
    public void The_powers_of_a_transform_are_checked(string expected, params float[] powers)
    {
        var file = new SavedModel(SavedModel.Transformed);
        if (powers.Length == 0)
            file.Remove("targets.powers");
        else
            file.Set("targets.powers", powers);
        Assert.Contains(expected, Assert.Throws<ModelFileException>(file.Load).Message);
    }

    [Fact]
    public void A_transform_that_is_unknown_or_for_classes_is_refused()
    {
        var file = new SavedModel(SavedModel.Transformed);
        file.Replace("\"yeo-johnson\"", "\"box-cox\"");
        Assert.Contains("descent: targetTransform: found \"box-cox\", expected one of log, yeo-johnson", Assert.Throws<ModelFileException>(file.Load).Message);
        file = new SavedModel(SavedModel.Transformed);
        file.Replace("\"yeo-johnson\"", "\"log\"");
        Assert.Contains("found the unknown tensor 'targets.powers'", Assert.Throws<ModelFileException>(file.Load).Message);
        file = new SavedModel(SavedModel.Classifier);
        file.Replace("\"target\":", "\"targetTransform\":\"log\",\"target\":");
        Assert.Contains("found the unknown property 'targetTransform'", Assert.Throws<ModelFileException>(file.Load).Message);
    }

    [Fact]
    public void Random_changes_of_the_document_give_a_model_or_a_refusal()
    {
        var random = new Random(1);
        string good = new SavedModel(SavedModel.Classifier).Document;
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"", "0", "-1", "1e9", "null", "true", "\\u0000", "16777216", "\"units\":1,"];
        int refused = 0;
        for (int run = 0; run < 2000; run++)
        {
            var file = new SavedModel(SavedModel.Classifier);
            int at = random.Next(good.Length), length = Math.Min(random.Next(6), good.Length - at);
            file.Document = good[..at] + pieces[random.Next(pieces.Length)] + good[(at + length)..];
            try
            {
                file.Load();
            }
            catch (ModelFileException refusal)
            {
                refused++;
                Assert.DoesNotContain('\n', refusal.Message);
            }
        }

        Assert.InRange(refused, 1000, 2000);
    }

    /// <summary>The document without what stands between two texts.</summary>
    private static string Cut(string document, string begin, string end)
    {
        int from = document.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return document[..from] + document[document.IndexOf(end, from, StringComparison.Ordinal)..];
    }
}
