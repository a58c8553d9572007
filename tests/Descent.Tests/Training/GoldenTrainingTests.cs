using System.Text;
using System.Text.Json;
using Descent.Networks;
using Descent.Reference;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>The golden vectors, which another implementation computed, through the float32 engine: loss, gradients, updates.</summary>
public class GoldenTrainingTests
{
    /// <summary>
    /// Relative to the largest number of a tensor: two layers of sums over two or three terms are off by some ten roundings of
    /// 6e-8, and a step adds as much again.
    /// </summary>
    private const double Tolerance = 1e-5;

    /// <summary>
    /// Ten thousand steps of gradient descent round parameters near 1 by up to 3e-8 each: 3e-4 if all went one way, some 3e-6
    /// if they go as they come, and the descent pulls back what can be pulled back.
    /// </summary>
    private const double LongTolerance = 1e-4;

    /// <summary>The difference of a and its target is off by 3e-8, half a unit in the last place of a, however little is left of it.</summary>
    private const double Floor = 1e-8;

    private const int FewSteps = 100;

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_engine_gives_the_golden_loss_gradients_and_updates(string name)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        JsonElement expected = golden.RootElement.GetProperty("expected");
        ExplainSpec spec = ExplainSpecReader.Read(Encoding.UTF8.GetBytes(golden.RootElement.GetProperty("spec").GetRawText()));
        Network network = EngineOf(spec.Network);
        float[] inputs = Flat(spec.Inputs), targets = Flat(spec.Targets);

        var pass = new Backpropagation(network, spec.Loss.Loss, spec.Inputs.GetLength(0));
        BatchResult result = pass.Run(inputs, targets);
        AssertNear(expected.GetProperty("loss").GetDouble(), result.Loss, 1, Tolerance, "loss");
        AssertTensors(network, pass.Gradients, expected.GetProperty("layers"), "dW", "db", Tolerance);

        if (spec.Update is not { } update)
            return;
        var trainer = new Trainer(network, spec.Loss.Loss, new Sgd { LearningRate = (float)update.LearningRate });
        Assert.IsType<ReferenceSgd>(update.Optimizer);
        for (int step = 0; step < update.Steps; step++)
            trainer.Step(inputs, targets);
        double tolerance = update.Steps <= FewSteps ? Tolerance : LongTolerance;
        JsonElement updated = expected.GetProperty("updated");
        AssertTensors(network, network.Parameters, updated.GetProperty("layers"), "weights", "biases", tolerance);
        double loss = updated.GetProperty("loss").GetDouble();
        Assert.Equal(loss, pass.Run(inputs, targets).Loss, tolerance * loss);
    }

    private static Network EngineOf(ReferenceNetwork reference)
    {
        Network network = Network.Build(reference.Inputs, 0, [.. reference.Layers.Select(layer => Layer.Dense(layer.Outputs, layer.Activation, bias: layer.Biases is not null))]);
        for (int l = 0; l < reference.Layers.Count; l++)
        {
            ReferenceLayer layer = reference.Layers[l];
            for (int j = 0; j < layer.Outputs; j++)
            {
                for (int i = 0; i < layer.Inputs; i++)
                    network.Layout.Weights(l).Row(network.Parameters, i)[j] = (float)layer.Weights[i, j];
                if (layer.Biases is { } biases)
                    network.Layout.Biases(l)!.Row(network.Parameters, 0)[j] = (float)biases[j];
            }
        }

        return network;
    }

    private static float[] Flat(double[,] matrix) => [.. matrix.Cast<double>().Select(value => (float)value)];

    private static void AssertTensors(Network network, ReadOnlySpan<float> actual, JsonElement layers, string weights, string biases, double tolerance)
    {
        Assert.Equal(network.Layers.Count, layers.GetArrayLength());
        for (int l = 0; l < network.Layers.Count; l++)
        {
            double[][] w = [.. layers[l].GetProperty(weights).EnumerateArray().Select(Numbers)];
            AssertTensor(network.Layout.Weights(l), actual, w, tolerance);
            if (network.Layout.Biases(l) is { } tensor)
                AssertTensor(tensor, actual, [Numbers(layers[l].GetProperty(biases))], tolerance);
        }
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(element => element.GetDouble())];

    private static void AssertTensor(ParameterTensor tensor, ReadOnlySpan<float> actual, double[][] expected, double tolerance)
    {
        Assert.Equal(tensor.Rows, expected.Length);
        double scale = expected.Max(row => row.Max(Math.Abs));
        for (int i = 0; i < tensor.Rows; i++)
        {
            Assert.Equal(tensor.Columns, expected[i].Length);
            for (int j = 0; j < tensor.Columns; j++)
                AssertNear(expected[i][j], tensor.Row(actual, i)[j], scale, tolerance, $"{tensor.Name}[{i}, {j}]");
        }
    }

    private static void AssertNear(double expected, double actual, double scale, double tolerance, string place) =>
        Assert.True(Math.Abs(expected - actual) <= (tolerance * scale) + Floor, $"{place}: expected {expected}, found {actual}");
}
