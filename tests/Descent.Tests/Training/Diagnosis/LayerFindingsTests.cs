using Descent.Data;
using Descent.Networks;
using Descent.Reference;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training.Diagnosis;

/// <summary>What the activations and gradients of the layers show.</summary>
public class LayerFindingsTests
{
    private static readonly Dataset Clouds = Problems.Clouds(240);

    // As many rows as the sample takes, so that the test sees the same ones.
    private static readonly TrainingOptions Short = new() { Epochs = 5 };

    [Theory]
    [InlineData(20, 1.0)]
    [InlineData(15, 0.75)]
    [InlineData(8, null)]
    public void Relu_units_whose_bias_keeps_them_at_0_are_counted(int killed, double? share)
    {
        Network network = Network.Build(2, 3, Layer.Dense(12, Activation.Tanh), Layer.Dense(20, Activation.ReLU), Layer.Dense(3, Activation.Softmax));
        network.Layout.Biases(1)!.Row(network.Parameters, 0)[..killed].Fill(-100);
        List<Finding> warnings = [];
        IReadOnlyList<Finding> findings = Diagnosed.Findings(Clouds, network, Loss.CrossEntropy, new Adam(), Short, onWarning: warnings.Add);
        if (share is null)
        {
            findings.AssertNone(FindingKind.DeadUnits);
            return;
        }

        Finding finding = findings.Single(FindingKind.DeadUnits);
        Assert.Equal(("hidden layer 2", share), (finding.Place, finding.Value));
        Assert.Contains($"{100 * share} % of its 20 relu units are at 0 for all of 240 training rows", finding.Measurement);

        // A layer that is dead as a whole cannot recover, which is said at once and once.
        Assert.Equal(killed == 20 ? 1 : 0, warnings.Count(warning => warning.Kind == FindingKind.DeadUnits));
        Assert.Equal(killed == 20 ? FindingSeverity.Warning : FindingSeverity.Note, finding.Severity);
    }

    [Fact]
    public void A_learning_rate_that_kills_a_layer_shows_in_it()
    {
        Dataset digits = EmbeddedData.Digits().Select([.. Enumerable.Range(0, 400)]);
        digits = FeatureScaler.MinMax(digits).Apply(digits);
        Diagnosed.Classify(digits, Activation.ReLU, new Adam { LearningRate = 3 }).Single(FindingKind.DeadUnits);
        Diagnosed.Classify(digits, Activation.ReLU, new Adam { LearningRate = 0.003f }).AssertNone(FindingKind.DeadUnits);
    }

    [Theory]
    [InlineData("tanh", 50, true)]
    [InlineData("sigmoid", 100, true)]
    [InlineData("hard-tanh", 50, true)]
    [InlineData("hard-sigmoid", 100, true)]
    [InlineData("tanh", 1, false)]
    [InlineData("sigmoid", 1, false)]
    [InlineData("hard-sigmoid", 1, false)]
    public void Units_at_the_flat_ends_of_their_activation_are_counted(string name, float scale, bool isFound)
    {
        Dataset data = Dataset.Classification([.. Clouds.Features.ToArray().Select(x => x * scale)], 2, Clouds.Labels.Span);
        Activation activation = Activation.Parse(name);
        Network network = Network.Build(2, 3, Layer.Dense(16, activation), Layer.Dense(3, Activation.Softmax));
        IReadOnlyList<Finding> findings = Diagnosed.Findings(data, network, Loss.CrossEntropy, new Adam(), Short);
        double share = SaturatedShare(network, data);
        Assert.Equal(isFound, share > 0.5);
        if (!isFound)
        {
            findings.AssertNone(FindingKind.SaturatedUnits);
            return;
        }

        Finding finding = findings.Single(FindingKind.SaturatedUnits);
        Assert.Equal("hidden layer 1", finding.Place);
        // Of 3,840 activations a few may be so close to the limit that rounding decides.
        Assert.Equal(share, finding.Value, 5.0 / 3840);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_layer_that_is_not_trained_may_be_flat(float factor, bool isFound)
    {
        Dataset data = Dataset.Classification([.. Clouds.Features.ToArray().Select(x => x * 50)], 2, Clouds.Labels.Span);
        Network network = Network.Build(2, 3, Layer.Dense(16, Activation.HardTanh), Layer.Dense(3, Activation.Softmax));
        var diagnosis = new TrainingDiagnosis();
        new Trainer(network, Loss.CrossEntropy, new Adam()) { Threads = 1, RateFactors = [factor, factor, 1, 1] }.Fit(data, Short, diagnosis, TestContext.Current.CancellationToken);
        Assert.Equal(isFound, diagnosis.Findings.Any(finding => finding.Kind == FindingKind.SaturatedUnits));
    }

    [Fact]
    public void Gradients_that_vanish_through_many_sigmoids_are_found_and_those_through_relus_are_not()
    {
        Network network = Deep(Activation.Sigmoid);
        Finding finding = Diagnosed.Findings(Clouds, network, Loss.CrossEntropy, new Sgd { LearningRate = 0.1f }, Short).Single(FindingKind.VanishingGradients);
        Assert.Matches("^hidden layer [12]$", finding.Place);

        // The value is the smallest ratio of three moments, of which the last can be measured again.
        Assert.InRange(finding.Value, 1000, LargestLater(network, Clouds, int.Parse(finding.Place[^1..]) - 1) * 1.0001);
        Diagnosed.Findings(Clouds, Deep(Activation.ReLU), Loss.CrossEntropy, new Sgd { LearningRate = 0.1f }, Short).AssertNone(FindingKind.VanishingGradients);
    }

    [Fact]
    public void Gradients_far_larger_than_the_weights_are_found_where_the_target_is_not_scaled()
    {
        Dataset waves = Problems.Waves(200);
        Dataset large = Dataset.Regression(waves.Features.Span, 3, [.. waves.Targets.ToArray().Select(t => t * 1e4f)], 2);
        Finding finding = Regress(large, new Adam()).Single(FindingKind.ExplodingGradients);
        Assert.Contains("times as large as its weights", finding.Measurement);
        Assert.True(finding.Value > 100);
        Assert.Equal(FindingSeverity.Note, finding.Severity);
        Regress(waves, new Adam()).AssertNone(FindingKind.ExplodingGradients);

        // Plain gradient descent will be ruined by its first step, which is certain before it is made.
        Finding certain = Regress(large, new Sgd { LearningRate = 0.1f }).Single(FindingKind.ExplodingGradients);
        Assert.Equal(FindingSeverity.Warning, certain.Severity);
        Assert.Contains("so the first step at the learning rate 0.1 will be", certain.Measurement);
        Regress(waves, new Sgd { LearningRate = 0.1f }).AssertNone(FindingKind.ExplodingGradients);
    }

    [Fact]
    public void Gradients_that_grow_through_layers_of_large_weights_are_found()
    {
        Network network = Deep(Activation.ReLU);
        for (int l = 0; l < network.Layers.Count; l++)
        {
            foreach (ref float weight in network.Layout.Weights(l).In(network.Parameters))
                weight *= 5;
        }

        var options = new TrainingOptions { Epochs = 2 };
        Finding finding = Diagnosed.Findings(Clouds, network, Loss.CrossEntropy, new Adam { LearningRate = 1e-5f }, options).Single(FindingKind.ExplodingGradients);
        Assert.Contains("from first to last its gradient is at least", finding.Measurement);
        Assert.True(finding.Value > 100);
        Diagnosed.Findings(Clouds, Deep(Activation.ReLU), Loss.CrossEntropy, new Adam { LearningRate = 1e-5f }, options).AssertNone(FindingKind.ExplodingGradients);
    }

    private static Network Deep(Activation activation) => Network.Build(
        2, 3, [.. Enumerable.Range(0, 7).Select(_ => Layer.Dense(16, activation)), Layer.Dense(3, Activation.Softmax)]);

    private static IReadOnlyList<Finding> Regress(Dataset data, Optimizer optimizer) => Diagnosed.Findings(
        data, Network.Build(3, 3, Layer.Dense(16, Activation.Tanh), Layer.Dense(2)), Loss.MeanSquaredError, optimizer, Short);

    /// <summary>By the reference, in double precision.</summary>
    private static double SaturatedShare(Network network, Dataset data)
    {
        double[,] z = Pass(network, data).Layers[0].Z;
        double steepest = Slopes(network.Layers[0].Activation, new double[1, 1])[0];
        double[] slopes = Slopes(network.Layers[0].Activation, z);
        return slopes.Count(slope => slope < 0.01 * steepest) / (double)slopes.Length;
    }

    private static double[] Slopes(Activation activation, double[,] z)
    {
        double[,] a = new double[z.GetLength(0), z.GetLength(1)], dA = new double[a.GetLength(0), a.GetLength(1)], dZ = new double[a.GetLength(0), a.GetLength(1)];
        for (int row = 0; row < a.GetLength(0); row++)
        {
            for (int column = 0; column < a.GetLength(1); column++)
                dA[row, column] = 1;
        }

        var reference = ReferenceActivation.Of(activation);
        reference.Forward(z, a);
        reference.Backward(z, a, dA, dZ);
        return [.. dZ.Cast<double>()];
    }

    /// <summary>The largest gradient of a later layer over that of this one, on the rows that the diagnosis takes for gradients.</summary>
    private static double LargestLater(Network network, Dataset data, int layer)
    {
        ReferencePass pass = Pass(network, data.Select(SampleRows.Of(data.Rows, 256).AsSpan(0, 64)));
        double[] sizes = [.. pass.Layers.Select(l => Math.Sqrt(l.dW.Cast<double>().Average(g => g * g)))];
        return sizes.Skip(layer + 1).Max() / sizes[layer];
    }

    private static ReferencePass Pass(Network network, Dataset data)
    {
        double[,] inputs = new double[data.Rows, data.Inputs], targets = new double[data.Rows, data.Outputs];
        for (int row = 0; row < data.Rows; row++)
        {
            for (int k = 0; k < data.Inputs; k++)
                inputs[row, k] = data.Row(row)[k];
            targets[row, data.Labels.Span[row]] = 1;
        }

        return ReferencePass.Compute(ReferenceNetwork.From(network), new ReferenceLoss(Loss.CrossEntropy), inputs, targets);
    }
}
