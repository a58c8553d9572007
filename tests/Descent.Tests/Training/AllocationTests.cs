using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>A warm training step and a warm prediction allocate nothing, whatever the network is made of.</summary>
[Collection(nameof(Alone))]
public class AllocationTests
{
    // Large enough to be shared by threads: 64 rows of some 10,000 parameters.
    private const int Rows = 64, Inputs = 60, Hidden = 128, Outputs = 10;

    public static TheoryData<string, int> Activations => Product(Activation.Names);

    public static TheoryData<string, int> Losses => Product(Loss.Names);

    public static TheoryData<string, int> Optimizers => Product(["sgd", "momentum", "nesterov", "adam", "adamw"]);

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_step_allocates_nothing_with_any_activation(string name, int threads)
    {
        Activation activation = Activation.Parse(name);
        AssertStep(Network.Build(Inputs, 1, Layer.Dense(Hidden, activation), Layer.Dense(Outputs, Activation.Softmax)), Loss.CrossEntropy, new Sgd(), threads);
        AssertStep(Network.Build(Inputs, 1, Layer.Dense(Hidden, Activation.Tanh), Layer.Dense(Outputs, activation)), Loss.MeanAbsoluteError, new Sgd(), threads);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_step_allocates_nothing_with_any_loss(string name, int threads)
    {
        Loss loss = Loss.Parse(name);
        Activation[] outputs = loss == Loss.CrossEntropy ? [Activation.Softmax, Activation.Sigmoid]
            : loss == Loss.BinaryCrossEntropy ? [Activation.Sigmoid, Activation.HardSigmoid]
            : loss == Loss.Poisson ? [Activation.Softplus]
            : [Activation.Identity];
        foreach (Activation output in outputs)
            AssertStep(Network.Build(Inputs, 1, Layer.Dense(Hidden, Activation.Tanh), Layer.Dense(Outputs, output)), loss, new Sgd { LearningRate = 1e-4f }, threads);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_step_allocates_nothing_with_any_optimizer(string name, int threads)
    {
        Optimizer optimizer = name switch
        {
            "momentum" => new Sgd { Momentum = 0.9f, WeightDecay = 0.01f },
            "nesterov" => new Sgd { Momentum = 0.9f, Nesterov = true },
            _ => Optimizer.Create(name),
        };

        // More parameters than a piece of the update has, so that the update is shared too.
        Network network = Network.Build(Inputs, 1, Layer.Dense(600, Activation.ReLU), Layer.Dense(Outputs, Activation.Softmax));
        AssertStep(network, Loss.CrossEntropy, optimizer, threads);
        AssertStep(network, Loss.CrossEntropy, optimizer, threads, rateFactors: [1, 0.5f, 1, 0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_with_dropout_allocates_nothing(int threads) => AssertStep(
        Network.Build(Inputs, 1, Layer.Dense(Hidden, Activation.Mish, dropout: 0.5f), Layer.Dense(20, Activation.ReLU, dropout: 0.1f), Layer.Dense(Outputs, Activation.Softmax)),
        Loss.CrossEntropy, new Adam(), threads);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_through_feature_wise_layers_allocates_nothing(int threads) => AssertStep(
        Network.Build(
            Inputs, 1,
            Layer.FeatureWise([.. Enumerable.Range(0, Hidden).Select(unit => unit % Inputs)], Activation.Sine, dropout: 0.1f),
            Layer.FeatureWise([.. Enumerable.Range(0, Hidden)], bias: false),
            Layer.Dense(80, Activation.ReLU), Layer.Dense(Outputs, Activation.Softmax)),
        Loss.CrossEntropy, new Adam(), threads);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_of_networks_that_share_layers_allocates_nothing(int threads) => AssertStep(
        SharedEnsemble.Build(
            Inputs, 1, 4, [0, 2],
            Layer.FeatureWise([.. Enumerable.Range(0, Inputs)], initializer: Initializer.RandomSigns, bias: false),
            Layer.Dense(Hidden, Activation.Mish, dropout: 0.1f), Layer.Dense(Outputs, Activation.Softmax)),
        threads);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void The_batches_of_a_training_allocate_nothing(int threads, bool isDiagnosed)
    {
        Dataset data = Problems.Clouds(20 * Rows, Outputs, Inputs);
        data = isDiagnosed ? data.WithWeights(ClassWeights.Balanced(data)) : data;
        var options = new TrainingOptions
        {
            Epochs = 4,
            BatchSize = Rows,
            Accumulate = 2,
            Validation = 0.1,
            Schedule = Schedule.Cosine,
            DropoutSchedule = Schedule.FlatCosine,
            WeightDecaySchedule = Schedule.CosLog4,
            LabelSmoothing = isDiagnosed ? 0.1 : 0,
        };
        Network network = Network.Build(Inputs, 1, Layer.Dense(Hidden, Activation.GELU, dropout: 0.1f), Layer.Dense(Outputs, Activation.Softmax));
        var trainer = new Trainer(network, Loss.CrossEntropy, new AdamW()) { Threads = threads };
        var meter = new Meter();
        ITrainingObserver observer = isDiagnosed ? new ObserverGroup(new TrainingDiagnosis(), meter) : meter;
        trainer.Train(data, options, observer);
        meter.Counts.Clear();
        meter.Counts.EnsureCapacity(1000);
        trainer.Train(data, options, observer);

        Assert.Equal(4 * 18, meter.Counts.Count);
        long[] ofEpochs = [.. meter.Counts.Chunk(18).Select(epoch => epoch[^1] - epoch[0])];
        // A garbage collection may fall into one of them, as below.
        Assert.Equal(0, ofEpochs.Min());
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_prediction_with_a_workspace_allocates_nothing(string name, int rows)
    {
        Activation activation = Activation.Parse(name);
        Network network = Network.Build(Inputs, 1, Layer.Dense(Hidden, activation), Layer.Dense(20, activation), Layer.Dense(Outputs, Activation.Softmax));
        float[] inputs = Problems.Clouds(rows * 40, Outputs, Inputs).Features.ToArray();
        float[] outputs = new float[rows * 40 * Outputs];
        Workspace workspace = network.CreateWorkspace();
        AssertNoAllocation(() => network.Predict(inputs, outputs, workspace));
    }

    [Fact]
    public void The_meter_sees_allocations() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertNoAllocation(() => GC.KeepAlive(new byte[1])));

    private static void AssertStep(Network network, Loss loss, Optimizer optimizer, int threads, IReadOnlyList<float>? rateFactors = null) => AssertStep(
        new Trainer(network, loss, optimizer with { LearningRate = Math.Min(optimizer.LearningRate, 0.01f) }) { Threads = threads, RateFactors = rateFactors });

    private static void AssertStep(SharedEnsemble networks, int threads) =>
        AssertStep(new Trainer(networks, Loss.CrossEntropy, new Adam()) { Threads = threads });

    private static void AssertStep(Trainer trainer)
    {
        Dataset data = Problems.Clouds(Rows, Outputs, Inputs);
        float[] inputs = data.Features.ToArray(), targets = new float[Rows * Outputs];
        int[] labels = data.Labels.ToArray();
        for (int row = 0; row < Rows; row++)
            targets[(row * Outputs) + labels[row]] = 1;
        Assert.Equal(trainer.Threads > 1, UsesThreads(trainer));
        AssertNoAllocation(() => trainer.Step(inputs, targets));
        AssertNoAllocation(() => trainer.Step(inputs, labels));
        float[] weights = [.. Enumerable.Range(0, Rows).Select(row => row % 3 / 2f)];
        AssertNoAllocation(() => trainer.Step(inputs, labels, weights));
    }

    private static bool UsesThreads(Trainer trainer)
    {
        var team = trainer.PassFor(Rows).RentTeam(Rows);
        team?.Return();
        return team is not null;
    }

    /// <summary>
    /// Of several runs the quietest counts: a garbage collection charges the thread for memory it had in reserve, and the test
    /// runner has threads of its own, which allocate when they please. An allocation of the step itself is in every run.
    /// </summary>
    private static void AssertNoAllocation(Action step)
    {
        for (int warm = 0; warm < 3; warm++)
            step();
        long ofThread = long.MaxValue, ofProcess = long.MaxValue;
        for (int attempt = 0; attempt < 20 && (ofThread > 0 || ofProcess > 0); attempt++)
        {
            long thread = GC.GetAllocatedBytesForCurrentThread(), process = GC.GetTotalAllocatedBytes(precise: true);
            step();
            ofProcess = Math.Min(ofProcess, GC.GetTotalAllocatedBytes(precise: true) - process);
            ofThread = Math.Min(ofThread, GC.GetAllocatedBytesForCurrentThread() - thread);
        }

        Assert.Equal((0, 0), (ofThread, ofProcess));
    }

    private static TheoryData<string, int> Product(IEnumerable<string> names)
    {
        var product = new TheoryData<string, int>();
        foreach (string name in names)
        {
            product.Add(name, 1);
            product.Add(name, 2);
        }

        return product;
    }

    private sealed class Meter : ITrainingObserver
    {
        public List<long> Counts { get; } = new(1000);

        public void OnBatch(in BatchReport batch) => Counts.Add(GC.GetAllocatedBytesForCurrentThread());
    }
}
