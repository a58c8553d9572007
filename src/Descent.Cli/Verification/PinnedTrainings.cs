using Descent.Data;
using Descent.Networks;
using Descent.Training;

namespace Descent.Cli.Verification;

/// <summary>
/// Every optimizer, every family of activations, dropout, early stopping, and networks so wide that threads share their
/// columns, on the embedded sets. The hashes stand in docs/reproducibility.md too; to change one is a deliberate act.
/// </summary>
internal static class PinnedTrainings
{
    private static readonly TrainingOptions Short = new() { Epochs = 8, BatchSize = 16 };

    public static IReadOnlyList<PinnedTraining> All { get; } =
    [
        new("iris: relu, nesterov", "28a79b9a1bf7871ac12cc5bbc957243d948236d624f6e0adaf9941a02660acdd", threads => Iris(
            threads, Loss.CrossEntropy, new Sgd { Momentum = 0.9f, Nesterov = true, WeightDecay = 1e-3f }, Short, Layer.Dense(19, Activation.ReLU), Layer.Dense(3, Activation.Softmax))),
        new("iris: tanh, sigmoid, momentum, linear schedule", "87783dbf67e854ed3bbb93613fd683cdd0bd31c8ee4ced24399e8cd5f267a9de", threads => Iris(
            threads, Loss.CrossEntropy, new Sgd { Momentum = 0.9f }, Short with { Schedule = Schedule.Linear },
            Layer.Dense(19, Activation.Tanh), Layer.Dense(11, Activation.Sigmoid), Layer.Dense(3, Activation.Softmax))),
        new("iris: mish, gelu, adamw, cosine schedule", "57375a4410b92bfb779b5e309f763147ff856500ad97f88dfcb5ea0495c5795d", threads => Iris(
            threads, Loss.CrossEntropy, new AdamW(), Short with { Schedule = Schedule.Cosine },
            Layer.Dense(19, Activation.Mish), Layer.Dense(11, Activation.GELU), Layer.Dense(3, Activation.Softmax))),
        new("iris: selu, elu, adam, dropout", "6df0d195271e561e7b542ff54e1aa228d26483e33fc52d62b457e8d2f44db102", threads => Iris(
            threads, Loss.CrossEntropy, new Adam(), Short, Layer.Dense(19, Activation.SELU, dropout: 0.2f), Layer.Dense(11, Activation.ELU()), Layer.Dense(3, Activation.Softmax))),
        new("iris: silu, adam, early stopping", "dac9dbe73304560f1daac57de39b3dc9f4f3e13a784133e349602757a03a66ec", threads => Iris(
            threads, Loss.CrossEntropy, new Adam { LearningRate = 0.1f }, Short with { Epochs = 500, Patience = 3, Validation = 0.2 },
            Layer.Dense(19, Activation.SiLU), Layer.Dense(3, Activation.Softmax))),
        new("iris: softplus, hard-swish, three sigmoids", "3e12a726f0abd7a9a2a0c632406e4aa82f953690c5765dd2b6f5eddfa35d020d", threads => Iris(
            threads, Loss.BinaryCrossEntropy, new Adam(), Short, Layer.Dense(19, Activation.Softplus), Layer.Dense(11, Activation.HardSwish), Layer.Dense(3, Activation.Sigmoid))),
        new("digits: adam, two hidden layers", "526f243b19e9764d8939f741b286216da30b75c45c2e2268a742abedd6be90c9", threads => Digits(
            threads, new Adam(), new TrainingOptions { Epochs = 2 }, Layer.Dense(300, Activation.ReLU), Layer.Dense(70, Activation.GELU))),
        new("digits: wide, dropout, batches of 7", "7140478d5b945e676438138c433eca388ad95aae01bd646d63a44ab83dd8322e", threads => Wide(threads, batchSize: 7)),
        new("digits: wide, dropout, batches of 300", "7a22622a8f29f567624f3d3de566a58cf154770d0e4ce61453b06470cc3a72a7", threads => Wide(threads, batchSize: 300)),
    ];

    private static Network Iris(int threads, Loss loss, Optimizer optimizer, TrainingOptions options, params Layer[] layers)
    {
        Dataset iris = EmbeddedData.Iris();
        Network network = Network.Build(4, 3, layers);
        new Trainer(network, loss, optimizer) { Threads = threads }.Fit(FeatureScaler.Standardize(iris).Apply(iris), options);
        return network;
    }

    private static Network Digits(int threads, Optimizer optimizer, TrainingOptions options, params Layer[] hidden)
    {
        (Dataset part, _) = EmbeddedData.Digits().Split(0.25, seed: 1);
        Network network = Network.Build(64, 3, [.. hidden, Layer.Dense(10, Activation.Softmax)]);
        new Trainer(network, Loss.CrossEntropy, optimizer) { Threads = threads }.Fit(FeatureScaler.MinMax(part).Apply(part), options);
        return network;
    }

    // A layer of 153,600 weights.
    private static Network Wide(int threads, int batchSize) => Digits(
        threads, new Adam(), new TrainingOptions { Epochs = 1, BatchSize = batchSize },
        Layer.Dense(512, Activation.Tanh, dropout: 0.3f), Layer.Dense(300, Activation.SiLU, dropout: 0.1f));
}
