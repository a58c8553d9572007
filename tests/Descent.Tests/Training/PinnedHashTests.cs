using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>
/// Short trainings whose parameters have had these hashes on every system, processor and number of threads. A change of one
/// is a deliberate act: models that were trained before can no longer be made again, and the changelog has to say so.
/// </summary>
public class PinnedHashTests
{
    private static readonly TrainingOptions Short = new() { Epochs = 8, BatchSize = 16 };

    // A failing test prints its line of this table.
    private static readonly Dictionary<string, string> Pinned = new()
    {
        ["relu, sgd"] = "0de4b33dde418b4234e88271bafb861b0cc1cbb7a76092660fd9e3a3984c8f3e",
        ["tanh, momentum, linear schedule"] = "a6669e68016ebd214c6344faff6aaa003d964cd32a2fbfe7dcbd9ecc13e77472",
        ["sigmoid, nesterov, weight decay"] = "4e16872943894da9eaec9152a3566914ad284a53e20cc32fabbbaed195b6f0a6",
        ["gelu, adam, cosine schedule"] = "45fd2a250cf977ebe98357453f85195dbea5529af0c9612837df7ef7a418075b",
        ["mish, adamw"] = "278d4757d2db5ac2a734a0835458b5bfe7ae06fd5c1218a566156374e391a05f",
        ["selu, adam, dropout"] = "5d832b30b3ea5a206a8d9b5cf05a7affc39654b5e1352648af85e96bdcc03ea6",
        ["silu, adam, early stopping"] = "dac9dbe73304560f1daac57de39b3dc9f4f3e13a784133e349602757a03a66ec",
        ["elu, leaky relu, squared error, accumulation"] = "29575bb1f0b87efa52470c16ccf2d88ad0cd5b75c1460ba290d8c8299fed37a0",
        ["softplus, hard swish, sigmoids"] = "a7372f1e62ca36d79310df199eb5cfdb417430d5100e578fd2f28ad011fb595a",
        ["softmax, hard tanh, mean squared error"] = "3318780dc2fd14ccd45da2bfb87d51fe8f04052d38e29fd521e41c91903131ef",
        ["probabilities without softmax, base 2, sum"] = "6c6a96ef4af1bda05b874ba3ffb985321c91dc7567d242f53035d27af5554a48",
        ["hard sigmoid, exponential, poisson"] = "b06fc7358e0ac6f839fdb275a0ac5006e14d945e7897563e3592fff0f826abcb",
        ["identity, huber"] = "076ea06f114b8aa0aa919e74baf385fb96986fbdd47560513bc43057986c7ad9",
        ["heaviside, mean absolute error"] = "b75610b1446ea3f7c78add9cbb60669928f06763636e7eca8940bbc7d7121be7",
        ["sine"] = "98a9fd56d509650e39cc6ec0195a4fb1304a431dbdc4ab47386b81bc2926045b",
        ["digits on threads"] = "526f243b19e9764d8939f741b286216da30b75c45c2e2268a742abedd6be90c9",
        ["wide, dropout, batches of 1"] = "850030a09d8b27d50946a57b711ee71768fdbea6a6ab7428546f0e4e0fae80d2",
        ["wide, dropout, batches of 7"] = "7140478d5b945e676438138c433eca388ad95aae01bd646d63a44ab83dd8322e",
        ["wide, dropout, batches of 300"] = "7a22622a8f29f567624f3d3de566a58cf154770d0e4ce61453b06470cc3a72a7",
        ["weights of rows"] = "72ddb505a96db5e16d771ca8756a3901fd30e602146314acfb86d0bab67bed21",
        ["label smoothing"] = "75a241bb9bb21dd36f335a65802150532519fc3ffb234bea0e102470b05b574e",
        ["neural tangent"] = "e6f2bc8c1d63d104420c2194db6dc932d80891898875d849d66d5f90ca859348",
        ["every initialisation"] = "a1bf84751578e95f2ed9f6f742711fb35cca8bad464a8b0acb974ebcf73df219",
    };

    // Initialisations that came after the hash of all of them.
    private static readonly string[] Later = [Initializer.NeuralTangent.Name, Initializer.Ones.Name, Initializer.RandomSigns.Name];

    private static readonly Dictionary<string, Func<Network>> Trainings = new()
    {
        ["relu, sgd"] = () => Classify([Activation.ReLU], new Sgd()),
        ["tanh, momentum, linear schedule"] = () => Classify([Activation.Tanh], new Sgd { Momentum = 0.9f }, Short with { Schedule = Schedule.Linear }),
        ["sigmoid, nesterov, weight decay"] = () => Classify([Activation.Sigmoid], new Sgd { Momentum = 0.9f, Nesterov = true, WeightDecay = 1e-3f }),
        ["gelu, adam, cosine schedule"] = () => Classify([Activation.GELU], new Adam(), Short with { Schedule = Schedule.Cosine }),
        ["mish, adamw"] = () => Classify([Activation.Mish], new AdamW()),
        ["selu, adam, dropout"] = () => Classify([Activation.SELU, Activation.SELU], new Adam(), dropout: 0.2f),
        ["silu, adam, early stopping"] = () => Classify([Activation.SiLU], new Adam { LearningRate = 0.1f }, Short with { Epochs = 500, Patience = 3, Validation = 0.2 }),
        ["elu, leaky relu, squared error, accumulation"] = () => Classify(
            [Activation.ELU(), Activation.LeakyReLU(0.2f)], new Sgd(), Short with { Accumulate = 3 }, loss: Loss.SquaredError),
        ["softplus, hard swish, sigmoids"] = () => Classify(
            [Activation.Softplus, Activation.HardSwish], new Adam(), output: Activation.Sigmoid, loss: Loss.BinaryCrossEntropy),
        ["softmax, hard tanh, mean squared error"] = () => Classify(
            [Activation.Softmax, Activation.HardTanh], new Adam(), output: Activation.Identity, loss: Loss.MeanSquaredError),
        ["probabilities without softmax, base 2, sum"] = () => Classify(
            [Activation.Tanh], new Sgd { LearningRate = 1e-3f }, output: Activation.Sigmoid, loss: Loss.CrossEntropy with { LogBase = 2, Reduction = Reduction.Sum }),
        ["hard sigmoid, exponential, poisson"] = () => Predict(Activation.HardSigmoid, Activation.Exponential, Loss.Poisson),
        ["identity, huber"] = () => Predict(Activation.Identity, Activation.Identity, Loss.Huber(0.5f)),
        ["heaviside, mean absolute error"] = () => Predict(Activation.Heaviside, Activation.Identity, Loss.MeanAbsoluteError),
        ["sine"] = () => Predict(Activation.Sine, Activation.Identity, Loss.MeanSquaredError),
        ["digits on threads"] = Digits,
        ["wide, dropout, batches of 1"] = () => Wide(1, 2),
        ["wide, dropout, batches of 7"] = () => Wide(7, 2),
        ["wide, dropout, batches of 300"] = () => Wide(300, 2),
        ["weights of rows"] = () =>
        {
            Dataset data = Problems.Clouds(70);
            Network network = Network.Build(2, 3, Layer.Dense(37, Activation.SiLU, dropout: 0.1f), Layer.Dense(3, Activation.Softmax));
            new Trainer(network, Loss.CrossEntropy, new Adam { LearningRate = 0.01f }).Train(
                data.WithWeights([.. Enumerable.Range(0, data.Rows).Select(row => row * 0.3f % 2)]), Short with { Accumulate = 2, Validation = 0.2 });
            return network;
        },
        ["label smoothing"] = () => Classify([Activation.ReLU], new Adam(), Short with { LabelSmoothing = 0.1 }),
        ["neural tangent"] = () =>
        {
            Network network = Network.Build(2, 3, Layer.Dense(9, Activation.Mish, Initializer.NeuralTangent), Layer.Dense(3, Activation.Softmax, Initializer.Zeros));
            var adam = new Adam { LearningRate = 0.04f, Beta2 = 0.95f };
            new Trainer(network, Loss.CrossEntropy, adam) { RateFactors = NeuralTangent.RateFactors(network, adam) }
                .Train(Problems.Clouds(50), new TrainingOptions { Epochs = 3, Schedule = Schedule.CosLog4 });
            return network;
        },
        ["every initialisation"] = () => Network.Build(
            17, -5, [.. Initializer.Names.Except(Later).Select((name, l) => Layer.Dense(
                13 + (7 * l), initializer: Initializer.Parse(name.Replace("(N)", "(100)", StringComparison.Ordinal))))]),
    };

    public static TheoryData<string> Names => [.. Trainings.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_ends_with_the_same_bits_as_ever(string name)
    {
        string found = Trainings[name]().ParametersSha256();
        Assert.True(
            Pinned.GetValueOrDefault(name) == found,
            $"Other parameters than ever. If that is meant, pin them:\n        [\"{name}\"] = \"{found}\",");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(1, 8)]
    [InlineData(7, 1)]
    [InlineData(7, 3)]
    [InlineData(7, 8)]
    [InlineData(300, 1)]
    [InlineData(300, 3)]
    [InlineData(300, 8)]
    public void Threads_that_share_the_columns_of_wide_layers_change_no_bit(int batchSize, int threads) =>
        Assert.Equal(Pinned[$"wide, dropout, batches of {batchSize}"], Wide(batchSize, threads).ParametersSha256());

    [Fact]
    public void Nothing_is_pinned_that_is_not_run() => Assert.Equal(Trainings.Keys.Order(), Pinned.Keys.Order());

    private static Network Classify(
        Activation[] hidden, Optimizer optimizer, TrainingOptions? options = null, Activation? output = null, Loss? loss = null, float dropout = 0)
    {
        Dataset iris = EmbeddedData.Iris();
        iris = FeatureScaler.Standardize(iris).Apply(iris);
        Network network = Network.Build(4, 3, [.. hidden.Select(activation => Layer.Dense(19, activation, dropout: dropout)), Layer.Dense(3, output ?? Activation.Softmax)]);
        new Trainer(network, loss ?? Loss.CrossEntropy, optimizer).Train(iris, options ?? Short);
        return network;
    }

    /// <summary>The width of the petals from the other three measurements.</summary>
    private static Network Predict(Activation hidden, Activation output, Loss loss)
    {
        Dataset iris = EmbeddedData.Iris();
        float[] features = new float[iris.Rows * 3], targets = new float[iris.Rows];
        for (int row = 0; row < iris.Rows; row++)
        {
            iris.Row(row)[..3].CopyTo(features.AsSpan(row * 3));
            targets[row] = iris.Row(row)[3];
        }

        Dataset data = Dataset.Regression(features, 3, targets);
        Network network = Network.Build(3, 3, Layer.Dense(19, hidden), Layer.Dense(1, output));
        new Trainer(network, loss, new Adam { LearningRate = 0.01f }).Train(FeatureScaler.MinMax(data).Apply(data), Short);
        return network;
    }

    private static Network Digits()
    {
        (Dataset part, _) = EmbeddedData.Digits().Split(0.25, seed: 1);
        Network network = Network.Build(64, 3, Layer.Dense(300, Activation.ReLU), Layer.Dense(70, Activation.GELU), Layer.Dense(10, Activation.Softmax));
        new Trainer(network, Loss.CrossEntropy, new Adam()) { Threads = 2 }.Train(FeatureScaler.MinMax(part).Apply(part), new TrainingOptions { Epochs = 2 });
        return network;
    }

    // A layer of 153,600 weights: small batches are shared by its columns.
    private static Network Wide(int batchSize, int threads)
    {
        (Dataset part, _) = EmbeddedData.Digits().Split(0.25, seed: 1);
        Network network = Network.Build(
            64, 3, Layer.Dense(512, Activation.Tanh, dropout: 0.3f), Layer.Dense(300, Activation.SiLU, dropout: 0.1f), Layer.Dense(10, Activation.Softmax));
        new Trainer(network, Loss.CrossEntropy, new Adam()) { Threads = threads }.Train(
            FeatureScaler.MinMax(part).Apply(part), new TrainingOptions { Epochs = 1, BatchSize = batchSize });
        return network;
    }
}
