using Descent.Data;
using Descent.Networks;
using Descent.Numerics;

namespace Descent.Training;

/// <summary>
/// Trains a network by mini-batch gradient descent. <see cref="Fit"/> is a loop around the same step that
/// <see cref="Step(ReadOnlySpan{float}, ReadOnlySpan{int})"/> makes public: forward, backward, update.
/// </summary>
/// <remarks>
/// The trainer owns the gradients, the optimizer's slots and the number of steps; the parameters are the network's. A
/// warm step allocates nothing. The result depends on the data, the options and the seed, not on <see cref="Threads"/>.
/// </remarks>
public sealed class Trainer
{
    private readonly AlignedBuffer[] _slots;
    private readonly UpdateJob _update;
    private Backpropagation? _pass;

    /// <summary>A trainer for one network.</summary>
    /// <param name="network">The network whose parameters are changed.</param>
    /// <param name="loss">What is minimised.</param>
    /// <param name="optimizer">The rule of the update.</param>
    /// <exception cref="ArgumentException">The loss is not defined on the outputs of the network.</exception>
    public Trainer(Network network, Loss loss, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        Network = network;
        Loss = loss;
        Optimizer = optimizer;
        _ = OutputHead.For(network.Layers[^1].Activation, loss);
        Warnings = [.. NetworkWarnings.For(network)];
        _slots = new AlignedBuffer[optimizer.Slots];
        for (int i = 0; i < _slots.Length; i++)
            _slots[i] = new AlignedBuffer(network.Layout.Length);
        _update = new UpdateJob(network, optimizer, _slots);
    }

    /// <summary>The network whose parameters are changed.</summary>
    public Network Network { get; }

    /// <summary>What is minimised.</summary>
    public Loss Loss { get; }

    /// <summary>The rule of the update.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How many threads large batches may use, at least 1; left out: all processors. It has no influence on the result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = Environment.ProcessorCount;

    /// <summary>Updates made so far.</summary>
    public long Steps { get; internal set; }

    /// <summary>What is likely not meant about the network, in words.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The memory of the optimizer, one vector in the layout of the parameters for each slot.</summary>
    internal IReadOnlyList<AlignedBuffer> Slots => _slots;

    /// <summary>One update on rows with a class index each.</summary>
    /// <param name="inputs">[rows, inputs].</param>
    /// <param name="labels">[rows].</param>
    /// <returns>The loss before the update.</returns>
    /// <exception cref="ArgumentException">A length or a label does not fit.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite; nothing was updated.</exception>
    public BatchResult Step(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels)
    {
        Backpropagation pass = PassFor(labels.Length);
        pass.Load(inputs, labels, default);
        return Step(pass, Optimizer.LearningRate);
    }

    /// <summary>One update on rows with numbers, one-hot rows or soft labels as targets.</summary>
    /// <param name="inputs">[rows, inputs].</param>
    /// <param name="targets">[rows, outputs].</param>
    /// <returns>The loss before the update.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite; nothing was updated.</exception>
    public BatchResult Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        Backpropagation pass = PassFor(targets.Length / Network.Outputs);
        pass.Load(inputs, default, targets);
        return Step(pass, Optimizer.LearningRate);
    }

    /// <summary>Trains for some epochs.</summary>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="options">How; left out: the defaults.</param>
    /// <param name="observer">Watches the run.</param>
    /// <param name="cancellationToken">Ends the run after the current batch; the network then has the best parameters so far.</param>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    /// <exception cref="NonFiniteLossException">A loss is not finite. The network then has the parameters of the best epoch before.</exception>
    public TrainingResult Fit(
        Dataset train, TrainingOptions? options = null, ITrainingObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= new TrainingOptions();
        Dataset? validation = options.ValidationData;
        if (validation is null && options.Validation > 0)
            (train, validation) = train.Split(1 - options.Validation, options.Seed);
        DataFit.Check(train, Network, Loss);
        if (validation is not null)
            DataFit.Check(validation, Network, Loss);
        return new TrainingRun(this, train, validation, options, observer).Execute(cancellationToken);
    }

    /// <summary>The memory for batches of that many rows, made anew only when a larger batch comes.</summary>
    internal Backpropagation PassFor(int rows)
    {
        if (_pass is null || _pass.Rows < rows)
            _pass = new Backpropagation(Network, Loss, Math.Max(rows, 1), Threads);
        return _pass;
    }

    /// <summary>Applies the gradients of the pass to the parameters.</summary>
    internal void Update(Backpropagation pass, float learningRate, WorkerTeam? team)
    {
        Steps++;
        _update.Run(pass, new UpdateStep(learningRate, Steps), team);
    }

    private BatchResult Step(Backpropagation pass, float learningRate)
    {
        BatchResult result = pass.Run(new PassOptions { Dropout = true, Seed = (ulong)(uint)Network.Seed, Step = Steps });
        if (!double.IsFinite(result.Loss))
            throw new NonFiniteLossException(result.Loss, Steps + 1, null, null, Divergence.LikelyCause(this, learningRate));
        Update(pass, learningRate, team: null);
        return result;
    }
}
