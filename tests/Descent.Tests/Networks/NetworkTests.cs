using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Networks;

public class NetworkTests
{
    [Fact]
    public void Predictions_are_those_of_the_reference_whatever_the_block()
    {
        Network network = Network.Build(7, 2, Layer.Dense(19, Activation.Tanh), Layer.Dense(33, Activation.GELU, bias: false), Layer.Dense(5, Activation.Softmax));
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, 70 * 7).Select(_ => random.NextSingle() - 0.5f)];
        double[,] expected = ReferencePass.Compute(
            ReferenceNetwork.From(network), new ReferenceLoss(Loss.CrossEntropy), EngineCase.Matrix(inputs, 7), new double[70, 5]).Layers[^1].A;
        float[] predicted = network.Predict(inputs);
        for (int i = 0; i < predicted.Length; i++)
            Assert.Equal(expected[i / 5, i % 5], predicted[i], 1e-6);

        foreach (int rows in (int[])[1, 2, 5, 64, 70, 1000])
        {
            float[] again = new float[70 * 5];
            network.Predict(inputs, again, network.CreateWorkspace(rows));
            Assert.Equal(predicted, again);
        }

        // A row alone gives the same bits as among others.
        Assert.Equal(predicted.AsSpan(35 * 5, 5).ToArray(), network.Predict(inputs.AsSpan(35 * 7, 7)));
        Assert.Empty(network.Predict([]));
    }

    [Fact]
    public void Spans_that_do_not_fit_are_refused()
    {
        Network network = Network.Build(3, 1, Layer.Dense(2));
        Assert.Contains("4 numbers are not whole rows of 3 features", Assert.Throws<ArgumentException>(() => network.Predict(new float[4])).Message);
        Assert.Contains(
            "2 rows have 4 outputs, but the span holds 3",
            Assert.Throws<ArgumentException>(() => network.Predict(new float[6], new float[3], network.CreateWorkspace())).Message);
        Assert.Throws<ArgumentNullException>(() => network.Predict(new float[6], new float[4], null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateWorkspace(0));
    }

    [Fact]
    public void Descriptions_that_can_be_no_network_are_refused_in_words()
    {
        Refused("at least one layer", () => Network.Build(2, 1));
        Refused("Layer 1 is null", () => Network.Build(2, 1, Layer.Dense(2), null!));
        Refused("Layer 0 applies softmax to a single unit, which is always 1 and cannot learn", () => Network.Build(2, 1, Layer.Dense(1, Activation.Softmax)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Network.Build(0, 1, Layer.Dense(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Layer.Dense(0));
        Assert.Throws<ArgumentNullException>("Activation", () => Layer.Dense(1) with { Activation = null! });
        Assert.Throws<ArgumentNullException>("Initializer", () => Layer.Dense(1) with { Initializer = null! });
    }

    [Theory]
    [InlineData(1 << 24, 1 << 24, 1)]
    [InlineData(1, int.MaxValue, 1)]
    [InlineData(int.MaxValue, 1, 1)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(1, 1 << 15, 1 << 15)]
    // Each matrix is small enough, both together are not.
    [InlineData(1 << 14, 1 << 14, 1 << 14)]
    public void Networks_that_no_vector_can_hold_are_refused_without_taking_memory(int inputs, int units, int outputs)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused("The network needs more than 536870912 parameters at layers.", () => Network.Build(inputs, 1, Layer.Dense(units), Layer.Dense(outputs)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Layout_places_every_parameter_once_in_the_order_of_the_layers()
    {
        Network network = Network.Build(3, 1, Layer.Dense(300), Layer.Dense(5, bias: false), Layer.Dense(2));
        Assert.Equal(
            ["layers.0.weights", "layers.0.biases", "layers.1.weights", "layers.2.weights", "layers.2.biases"],
            network.Layout.Tensors.Select(tensor => tensor.Name));
        Assert.Equal((3 * 300) + 300 + (300 * 5) + (5 * 2) + 2, network.Layout.Count);
        Assert.Null(network.Layout.Biases(1));
        int end = 0;
        foreach (ParameterTensor tensor in network.Layout.Tensors)
        {
            Assert.True(tensor.Offset >= end && tensor.Offset % 16 == 0 && tensor.Stride >= tensor.Columns);
            end = tensor.Offset + tensor.Length;
        }

        Assert.InRange(network.Layout.Length, end, end + 15);
        Assert.Equal(network.Layout.Length, network.Parameters.Length);
    }

    [Fact]
    public void Hash_is_that_of_the_little_endian_numbers_without_padding()
    {
        Network network = Network.Build(2, 1, Layer.Dense(3));
        float[] numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        for (int row = 0; row < 2; row++)
            numbers.AsSpan(row * 3, 3).CopyTo(network.Layout.Weights(0).Row(network.Parameters, row));
        numbers.AsSpan(6).CopyTo(network.Layout.Biases(0)!.Row(network.Parameters, 0));
        byte[] bytes = [.. numbers.SelectMany(BitConverter.GetBytes)];
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), network.ParametersSha256());
    }

    private static void Refused(string expected, Action act) => Assert.Contains(expected, Assert.Throws<ArgumentException>(act).Message);
}
