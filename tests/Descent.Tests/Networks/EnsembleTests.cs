using System.Security.Cryptography;
using Descent.Networks;
using Xunit;

namespace Descent.Tests.Networks;

public class EnsembleTests
{
    private static readonly float[] Rows = [0.5f, -1, 2, 0.25f];

    [Fact]
    public void The_prediction_is_the_mean_of_the_members()
    {
        Network[] members = [Member(1), Member(2), Member(3)];
        float[][] outputs = [.. members.Select(member => member.Predict(Rows))];
        float[] mean = new Ensemble(members).Predict(Rows);
        for (int i = 0; i < mean.Length; i++)
            Assert.Equal((outputs[0][i] + outputs[1][i] + outputs[2][i]) / 3, mean[i]);
        Assert.Equal(1, mean[0] + mean[1] + mean[2], 1e-6);
    }

    [Fact]
    public void One_member_is_that_network()
    {
        Network network = Member(1);
        var ensemble = new Ensemble(network);
        Assert.Equal(network.Predict(Rows), ensemble.Predict(Rows));
        Assert.Equal(network.ParametersSha256(), ensemble.ParametersSha256());
        Assert.Equal(network.Layout.Count, ensemble.ParameterCount);
    }

    [Fact]
    public void The_hash_is_that_of_the_parameters_of_all_members_in_their_order()
    {
        Network first = Member(1), second = Member(2);
        byte[] bytes = [.. new[] { first, second }.SelectMany(Numbers).SelectMany(BitConverter.GetBytes)];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), new Ensemble(first, second).ParametersSha256());
        Assert.NotEqual(new Ensemble(first, second).ParametersSha256(), new Ensemble(second, first).ParametersSha256());
        Assert.Equal(2 * first.Layout.Count, new Ensemble(first, second).ParameterCount);
    }

    [Fact]
    public void Members_of_different_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Ensemble());
        Assert.Throws<ArgumentNullException>(() => new Ensemble([null!]));
        Assert.Throws<ArgumentException>(() => new Ensemble([.. Enumerable.Repeat(Member(1), 1001)]));
        Assert.Contains(
            "Network 1 has other layers",
            Assert.Throws<ArgumentException>(() => new Ensemble(Member(1), Network.Build(2, 1, Layer.Dense(3, Activation.Softmax)))).Message);
        Assert.Throws<ArgumentException>(() => new Ensemble(Member(1), Network.Build(3, 1, [.. Member(1).Layers])));
    }

    private static Network Member(int seed) => Network.Build(2, seed, Layer.Dense(5, Activation.Tanh), Layer.Dense(3, Activation.Softmax));

    private static IEnumerable<float> Numbers(Network network) =>
        from tensor in network.Layout.Tensors
        from row in Enumerable.Range(0, tensor.Rows)
        from value in tensor.Row((ReadOnlySpan<float>)network.Parameters, row).ToArray()
        select value;
}
