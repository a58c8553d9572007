using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Networks;

/// <summary>Networks that share layers: what is whose, and the gradient of their mean loss against the double-precision reference.</summary>
public class SharedEnsembleTests
{
    private const int Inputs = 5, Outputs = 3, Rows = 7;

    // float32 sums of some dozens of products, as for one network.
    private const double Tolerance = 1e-6;

    private static readonly Layer[] Layers =
    [
        Layer.FeatureWise([0, 1, 2, 3, 4], initializer: Initializer.RandomSigns, bias: false),
        Layer.Dense(20, Activation.Tanh), Layer.Dense(9, Activation.Mish), Layer.Dense(Outputs, Activation.Softmax),
    ];

    [Fact]
    public void The_first_begins_like_a_network_alone_and_the_others_differ_in_their_own_layers_only()
    {
        Ensemble networks = Build(4).ToEnsemble();
        Assert.Equal(Network.Build(Inputs, 3, Layers).ParametersSha256(), networks.Members[0].ParametersSha256());
        for (int member = 1; member < 4; member++)
        {
            Assert.Equal([false, true, true, false], Enumerable.Range(0, 4).Select(layer => networks.SharesLayer(member, layer)));
            Assert.Equal(Outputs, networks.Members[member].Outputs);
        }

        Assert.Equal(4, networks.Members.Select(member => member.ParametersSha256()).Distinct().Count());
    }

    [Fact]
    public void Shared_parameters_are_counted_once()
    {
        SharedEnsemble shared = Build(4);
        int own = 5 + (9 * 3) + 3, rest = (5 * 20) + 20 + (20 * 9) + 9;
        Assert.Equal((4 * own) + rest, shared.Layout.Count);
        Ensemble networks = shared.ToEnsemble();
        Assert.Equal((4 * own) + rest, networks.ParameterCount);
        Assert.Equal(1, networks.IndependentMembers);

        Ensemble two = new([.. networks.Members, .. Build(4, seed: 9).ToEnsemble().Members]);
        Assert.Equal(2 * ((4 * own) + rest), two.ParameterCount);
        Assert.Equal(2, two.IndependentMembers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_gradient_is_that_of_the_mean_loss_of_the_networks(int members)
    {
        SharedEnsemble shared = Build(members);
        Draw(shared.Parameters, shared.Layout);
        (float[] inputs, float[] targets) = Batch();
        Backpropagation pass = Backpropagation.Of(shared, Loss.CrossEntropy, Rows);
        BatchResult result = pass.Run(inputs, targets);

        ReferencePass[] references = References(shared, inputs, targets);
        Assert.Equal(references.Average(reference => reference.Loss), result.Loss, 1e-6);
        Assert.Equal(members * Rows, result.Rows);
        foreach (ParameterTensor tensor in shared.Layout.Tensors)
        {
            (int member, int layer) = PlaceOf(tensor.Name);
            bool isOwn = layer is 0 or 3;
            for (int row = 0; row < tensor.Rows; row++)
            {
                for (int column = 0; column < tensor.Columns; column++)
                {
                    double expected = isOwn ? Element(references[member], layer, tensor, row, column) / members
                        : references.Average(reference => Element(reference, layer, tensor, row, column));
                    Assert.Equal(expected, pass.Gradients[tensor.Offset + (row * tensor.Stride) + column], Tolerance);
                }
            }
        }
    }

    [Fact]
    public void A_pass_leaves_the_parameters_as_they_were()
    {
        SharedEnsemble shared = Build(3);
        float[] before = shared.Parameters.ToArray();
        (float[] inputs, float[] targets) = Batch();
        Backpropagation pass = Backpropagation.Of(shared, Loss.CrossEntropy, Rows);
        pass.Run(inputs, targets);
        Assert.Equal(before, shared.Parameters.ToArray());
        float[] first = pass.Gradients.ToArray();
        pass.Run(inputs, targets);
        Assert.Equal(first, pass.Gradients.ToArray());
    }

    [Fact]
    public void Batches_that_share_an_update_add_up_for_each_network()
    {
        SharedEnsemble shared = Build(3);
        Draw(shared.Parameters, shared.Layout);
        (float[] inputs, float[] targets) = Batch();
        Backpropagation pass = Backpropagation.Of(shared, Loss.CrossEntropy, Rows);
        pass.Run(inputs, targets);
        float[] once = pass.Gradients.ToArray();
        pass.Run(new PassOptions { Accumulate = true, GradientScale = 2 }, team: null);
        for (int i = 0; i < once.Length; i++)
            Assert.Equal(3 * once[i], pass.Gradients[i], Tolerance);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_number_of_threads_changes_no_bit(int threads)
    {
        Layer[] layers = [Layers[0], Layer.Dense(400, Activation.ReLU, dropout: 0.3f), Layer.Dense(300, Activation.ReLU), Layers[3]];
        SharedEnsemble shared = SharedEnsemble.Build(Inputs, 1, 3, [0, 3], layers);
        const int Many = 100;
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, Many * Inputs).Select(_ => random.NextSingle() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, Many).Select(row => row % Outputs)];
        Assert.Equal(Gradients(1), Gradients(threads));

        float[] Gradients(int count)
        {
            Backpropagation pass = Backpropagation.Of(shared, Loss.CrossEntropy, Many, count);
            pass.Load(inputs, labels);
            using var team = new Returned(pass.RentTeam());
            Assert.Equal(count > 1, team.Team is not null);
            pass.Run(new PassOptions { Dropout = 1, Seed = 5, Step = 2 }, team.Team);
            return pass.Gradients.ToArray();
        }
    }

    [Fact]
    public void Each_network_has_dropout_masks_of_its_own()
    {
        // All networks begin with the same parameters, so only their masks can tell the gradients of their own layers apart.
        Layer[] layers = [Layer.Dense(50, Activation.Tanh, dropout: 0.5f), Layer.Dense(Outputs, Activation.Softmax, Initializer.Ones)];
        SharedEnsemble shared = SharedEnsemble.Build(Inputs, 1, 3, [1], layers);
        (float[] inputs, float[] targets) = Batch();
        Backpropagation pass = Backpropagation.Of(shared, Loss.CrossEntropy, Rows);
        pass.Load(inputs, targets);
        pass.Run(new PassOptions(), team: null);
        Assert.Single(OwnGradients().Distinct());
        pass.Run(new PassOptions { Dropout = 1, Seed = 5 }, team: null);
        Assert.Equal(3, OwnGradients().Distinct().Count());

        string[] OwnGradients()
        {
            float[] gradients = pass.Gradients.ToArray();
            return [.. shared.Layout.Tensors.Where(tensor => tensor.Name.EndsWith("layers.1.weights", StringComparison.Ordinal))
                .Select(tensor => string.Join(' ', tensor.In(gradients.AsSpan()).ToArray()))];
        }
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedEnsemble.Build(Inputs, 1, 0, [0], Layers));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedEnsemble.Build(Inputs, 1, 1001, [0], Layers));
        AssertRefused("Each network needs a layer of its own", []);
        AssertRefused("There is no layer 4 to be own: the layers are 0 to 3", 0, 4);
        AssertRefused("There is no layer -2 to be own", -2);
        AssertRefused("A layer is named twice among the own ones (3, 0, 3)", 3, 0, 3);
        Assert.Contains(
            "The networks need more than 536870912 parameters at members.",
            Assert.Throws<ArgumentException>(() => SharedEnsemble.Build(1000, 1, 1000, [0], Layer.Dense(1000), Layer.Dense(1))).Message);

        static void AssertRefused(string expected, params int[] own) =>
            Assert.Contains(expected, Assert.Throws<ArgumentException>(() => SharedEnsemble.Build(Inputs, 1, 2, own, Layers)).Message);
    }

    private static SharedEnsemble Build(int members, int seed = 3) => SharedEnsemble.Build(Inputs, seed, members, [3, 0], Layers);

    private static (float[] Inputs, float[] Targets) Batch()
    {
        var random = new Random(11);
        float[] targets = new float[Rows * Outputs];
        for (int row = 0; row < Rows; row++)
            targets[(row * Outputs) + (row % Outputs)] = 1;
        return ([.. Enumerable.Range(0, Rows * Inputs).Select(_ => (random.NextSingle() * 2) - 1)], targets);
    }

    private static void Draw(Span<float> parameters, ParameterLayout layout)
    {
        var random = new Random(5);
        foreach (ParameterTensor tensor in layout.Tensors)
        {
            for (int row = 0; row < tensor.Rows; row++)
            {
                foreach (ref float value in tensor.Row(parameters, row))
                    value = random.NextSingle() - 0.5f;
            }
        }
    }

    private static ReferencePass[] References(SharedEnsemble shared, float[] inputs, float[] targets) =>
    [
        .. shared.ToEnsemble().Members.Select(network => ReferencePass.Compute(
            ReferenceNetwork.From(network), new ReferenceLoss(Loss.CrossEntropy), EngineCase.Matrix(inputs, Inputs), EngineCase.Matrix(targets, Outputs))),
    ];

    private static (int Member, int Layer) PlaceOf(string name)
    {
        string[] parts = name.Split('.');
        return parts[0] == "members" ? (int.Parse(parts[1], null), int.Parse(parts[3], null)) : (0, int.Parse(parts[1], null));
    }

    // The reference has a feature-wise layer as a matrix with zeros.
    private static double Element(ReferencePass pass, int layer, ParameterTensor tensor, int row, int column) =>
        tensor.IsBias ? pass.Layers[layer].db![column] : pass.Layers[layer].dW[layer == 0 ? column : row, column];

    private sealed class Returned(Descent.Numerics.WorkerTeam? team) : IDisposable
    {
        public Descent.Numerics.WorkerTeam? Team => team;

        public void Dispose() => team?.Return();
    }
}
