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
/// A trainer serves one caller at a time.
/// </remarks>
public sealed class Trainer
{
    private readonly SharedEnsemble? _ensemble;
    private readonly AlignedBuffer[] _slots;
    private readonly UpdateJob _update;
    private readonly int _firstLayer;
    private Backpropagation? _pass;

    /// <summary>A trainer for one network.</summary>
    /// <param name="network">The network whose parameters are changed.</param>
    /// <param name="loss">What is minimised.</param>
    /// <param name="optimizer">The rule of the update.</param>
    /// <exception cref="ArgumentException">The loss is not defined on the outputs of the network.</exception>
    public Trainer(Network network, Loss loss, Optimizer optimizer)
        : this(network?.Layout ?? throw new ArgumentNullException(nameof(network)), network, network.ParameterMemory, loss, optimizer)
    {
    }

    /// <summary>A trainer for networks that share layers, which it trains as one.</summary>
    /// <param name="ensemble">The networks whose parameters are changed.</param>
    /// <param name="loss">What is minimised: its mean over the networks.</param>
    /// <param name="optimizer">The rule of the update.</param>
    /// <exception cref="ArgumentException">The loss is not defined on the outputs of the networks.</exception>
    public Trainer(SharedEnsemble ensemble, Loss loss, Optimizer optimizer)
        : this(ensemble?.Layout ?? throw new ArgumentNullException(nameof(ensemble)), ensemble.First, ensemble.ParameterMemory, loss, optimizer) =>
        _ensemble = ensemble;

    private Trainer(ParameterLayout layout, Network network, Memory<float> parameters, Loss loss, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        Layout = layout;
        Network = network;
        ParameterMemory = parameters;
        Loss = loss;
        Optimizer = optimizer;
        _ = OutputHead.For(network.Layers[^1].Activation, loss);
        Warnings = [.. NetworkWarnings.For(network)];
        _slots = new AlignedBuffer[optimizer.Slots];
        for (int i = 0; i < _slots.Length; i++)
            _slots[i] = new AlignedBuffer(layout.Length);
        _update = new UpdateJob(layout, parameters, optimizer, _slots);
    }

    /// <summary>The network whose parameters are changed; of several that share layers, the first.</summary>
    public Network Network { get; }

    /// <summary>How many networks share layers and are trained as one; 1: there is one.</summary>
    public int Members => _ensemble?.Members ?? 1;

    /// <summary>What is minimised.</summary>
    public Loss Loss { get; }

    /// <summary>The rule of the update.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>How many threads large batches may use, 1 to 1024; left out: all processors. It has no influence on the result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Backpropagation.MaximumThreads);
            field = value;
        }
    } = Math.Min(Environment.ProcessorCount, Backpropagation.MaximumThreads);

    /// <summary>
    /// A factor of the learning rate for each tensor of <see cref="Network.Layout"/>, in its order; <see langword="null"/>: 1
    /// for all. A tensor with the factor 0 stays as it is. A decoupled weight decay is not multiplied.
    /// </summary>
    /// <exception cref="ArgumentException">There is not one finite factor of at least 0 for each tensor.</exception>
    public IReadOnlyList<float>? RateFactors
    {
        get;
        init
        {
            if (value is not null && value.Count != Network.Layout.Tensors.Count)
                throw new ArgumentException($"There are {value.Count} factors, but the network has {Network.Layout.Tensors.Count} tensors; expected one for each.", nameof(value));
            if (value?.FirstOrDefault(factor => !(factor >= 0 && float.IsFinite(factor))) is { } bad and not 0)
                throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A factor of the learning rate is {bad}; expected a finite number of at least 0."), nameof(value));
            field = value;
            _update.RateFactors = value is null ? null : _ensemble?.Spread(value) ?? [.. value];
            _firstLayer = value is null ? 0 : FirstTrained(value);
        }
    }

    /// <summary>Updates made so far.</summary>
    public long Steps { get; internal set; }

    /// <summary>What is likely not meant about the network, in words.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The memory of the optimizer, one vector in the layout of the parameters for each slot.</summary>
    internal IReadOnlyList<AlignedBuffer> Slots => _slots;

    /// <summary>The layers of which each of several networks has its own; null: there is one network.</summary>
    internal IReadOnlyList<int>? OwnLayers => Members > 1 ? _ensemble!.OwnLayers : null;

    /// <summary>Where the parameters lie, and everything of their shape.</summary>
    internal ParameterLayout Layout { get; }

    /// <summary>All parameters that are trained.</summary>
    internal Memory<float> ParameterMemory { get; }

    /// <summary>One update on rows with a class index each.</summary>
    /// <param name="inputs">[rows, inputs].</param>
    /// <param name="labels">[rows].</param>
    /// <returns>The loss before the update.</returns>
    /// <remarks>Dropout masks are functions of the seed of the network and the number of the step.</remarks>
    /// <exception cref="ArgumentException">A length or a label does not fit, or the loss compares classes and the network has one output.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite; nothing was updated.</exception>
    public BatchResult Step(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => Step(inputs, labels, default);

    /// <summary>One update on rows with a class index each, which count differently.</summary>
    /// <param name="inputs">[rows, inputs].</param>
    /// <param name="labels">[rows].</param>
    /// <param name="weights">How much each row counts, [rows], finite and not negative (<see cref="Dataset.Weights"/>); empty: 1.</param>
    /// <returns>The loss before the update.</returns>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{int})" path="/remarks"/>
    /// <exception cref="ArgumentException">A length, a label or a weight does not fit, or the loss compares classes and the network has one output.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite; nothing was updated.</exception>
    public BatchResult Step(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        Backpropagation pass = PassFor(labels.Length);
        pass.Load(inputs, labels, weights);
        return Step(pass);
    }

    /// <summary>One update on rows with numbers, one-hot rows or soft labels as targets.</summary>
    /// <param name="inputs">[rows, inputs].</param>
    /// <param name="targets">[rows, outputs].</param>
    /// <returns>The loss before the update.</returns>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{int})" path="/remarks"/>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite; nothing was updated.</exception>
    public BatchResult Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => Step(inputs, targets, default);

    /// <summary>One update on rows with numbers, one-hot rows or soft labels as targets, which count differently.</summary>
    /// <param name="inputs">[rows, inputs].</param>
    /// <param name="targets">[rows, outputs].</param>
    /// <param name="weights">How much each row counts, [rows], finite and not negative (<see cref="Dataset.Weights"/>); empty: 1.</param>
    /// <returns>The loss before the update.</returns>
    /// <inheritdoc cref="Step(ReadOnlySpan{float}, ReadOnlySpan{int})" path="/remarks"/>
    /// <exception cref="ArgumentException">A length or a weight does not fit.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite; nothing was updated.</exception>
    public BatchResult Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        Backpropagation pass = PassFor(targets.Length / Network.Outputs);
        pass.Load(inputs, targets, weights);
        return Step(pass);
    }

    /// <summary>Trains for some epochs.</summary>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="options">How; left out: the defaults.</param>
    /// <param name="observer">Watches the run.</param>
    /// <param name="cancellationToken">
    /// Ends the run after the current batch. With validation rows and a completed epoch the network then has the parameters
    /// of the best epoch, otherwise those of the last update.
    /// </param>
    /// <remarks>
    /// Shuffles, dropout masks and the validation part are functions of <see cref="TrainingOptions.Seed"/>, and epochs count
    /// from 1 in each call. The optimizer goes on with its memory and the number of its steps where the last call ended.
    /// </remarks>
    /// <exception cref="ArgumentException">The data does not fit the network, a single row is to be split, all rows of a part have the weight 0, or labels are to be smoothed where there are none.</exception>
    /// <exception cref="CheckpointException">The checkpoints at hand are of another training, or none of them can be read.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written; those before it are as they were.</exception>
    /// <exception cref="NonFiniteLossException">
    /// A loss is not finite. The network then has the parameters of the best epoch before (by the validation loss, without
    /// validation rows by the training loss), or those it began with. The memory of the optimizer is not restored: go on
    /// with a new trainer.
    /// </exception>
    public TrainingResult Fit(
        Dataset train, TrainingOptions? options = null, ITrainingObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= new TrainingOptions();
        DataFit.Check(train, Network, Loss);
        if (options.LabelSmoothing > 0 && train.Task != TaskKind.Classification)
            throw new ArgumentException("The targets are numbers, and only the labels of a classification can be smoothed. Set LabelSmoothing to 0.", nameof(options));
        Dataset? validation = options.ValidationData;
        if (validation is not null)
        {
            DataFit.CheckValidation(validation, train);
            DataFit.Check(validation, Network, Loss);
        }
        else if (options.Validation > 0)
        {
            if (train.Rows < 2)
                throw new ArgumentException("There is one row, of which no part can be held back for validation. Set Validation to 0.", nameof(options));
            (train, validation) = train.Split(1 - options.Validation, options.Seed);
        }

        DataFit.CheckWeights(train, "training");
        DataFit.CheckWeights(validation, "validation");

        return new TrainingRun(this, train, validation, options, observer).Execute(cancellationToken);
    }

    /// <summary>The memory for batches of that many rows, made anew only when a larger batch comes.</summary>
    internal Backpropagation PassFor(int rows)
    {
        if (_pass is null || _pass.Rows < rows)
        {
            rows = Math.Max(rows, 1);
            _pass = _ensemble is null ? new Backpropagation(Network, Loss, rows, Threads) : Backpropagation.Of(_ensemble, Loss, rows, Threads);
        }

        return _pass;
    }

    /// <summary>One pass over the batch that is loaded, and the update; without an update where the loss is not finite.</summary>
    /// <param name="pass">The pass with its batch.</param>
    /// <param name="options">How to pass.</param>
    /// <param name="step">The update.</param>
    /// <param name="updates">Whether an update follows, or more batches that share it.</param>
    /// <param name="team">The threads.</param>
    internal BatchResult Advance(Backpropagation pass, in PassOptions options, in UpdateStep step, bool updates, WorkerTeam? team)
    {
        PassOptions wanted = options with { FirstLayer = _firstLayer };
        if (!updates)
            return pass.Run(wanted, team);
        bool updatesInPass = pass.CanHandOver(wanted);
        BatchResult result = pass.Run(wanted, team, updatesInPass ? _update.Consumer(step) : null);
        if (!double.IsFinite(result.Loss))
            return result;
        if (!updatesInPass)
            _update.Run(pass, step, team);
        Steps++;
        return result;
    }

    /// <summary>The layer before which all tensors have the factor 0, so that nothing needs their gradients.</summary>
    private int FirstTrained(IReadOnlyList<float> factors)
    {
        int tensor = factors.TakeWhile(factor => factor == 0).Count(), layer = 0;
        while (layer < Network.Layers.Count && (tensor -= Network.Layout.Of(layer).Count()) >= 0)
            layer++;
        return layer;
    }

    private BatchResult Step(Backpropagation pass)
    {
        WorkerTeam? team = pass.RentTeam();
        try
        {
            var options = new PassOptions { Dropout = 1, Seed = (ulong)(uint)Network.Seed, Step = Steps };
            BatchResult result = Advance(pass, options, new UpdateStep(Optimizer.LearningRate, Steps + 1), updates: true, team);
            if (!double.IsFinite(result.Loss))
                throw new NonFiniteLossException(result.Loss, Steps + 1, null, null, Divergence.LikelyCause(this, pass, Optimizer.LearningRate));
            return result;
        }
        finally
        {
            team?.Return();
        }
    }
}
