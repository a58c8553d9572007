using System.Globalization;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>
/// Computes the loss of a batch and its gradient by every parameter: forward propagation, then backward propagation
/// (Datta, "Backward propagation"; Sabine 5; Vege 6). It owns the memory that both need, so a pass allocates nothing.
/// </summary>
/// <remarks>
/// For each layer from the last to the first: dZ = dA ∘ σ'(Z), dW = A_prevᵀ·dZ, db = Σ rows of dZ, dA_prev = dZ·Wᵀ.
/// Threads share rows in the chain from X to dZ, and rows of W in dW; every number is computed by one thread in an order
/// that does not depend on how many there are, so the bits do not either. An instance serves one caller at a time.
/// </remarks>
public sealed class Backpropagation
{
    internal const int MaximumThreads = 1024;

    private readonly PassJob _job;
    private readonly MemberPasses? _members;
    private readonly AlignedBuffer _gradients;

    /// <summary>Memory for passes over up to <paramref name="rows"/> rows.</summary>
    /// <param name="network">The network whose parameters are read.</param>
    /// <param name="loss">The loss to differentiate.</param>
    /// <param name="rows">The largest batch, at least 1.</param>
    /// <param name="threads">How many threads large batches may use, 1 to 1024; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The loss is not defined on the outputs of the network.</exception>
    public Backpropagation(Network network, Loss loss, int rows, int threads = 1)
        : this(network?.Layout ?? throw new ArgumentNullException(nameof(network)), network, loss, rows, threads)
    {
    }

    private Backpropagation(SharedEnsemble ensemble, Loss loss, int rows, int threads)
        : this(ensemble.Layout, ensemble.First, loss, rows, threads)
    {
        if (ensemble.Members > 1)
            _members = new MemberPasses(ensemble, _job, _gradients);
    }

    private Backpropagation(ParameterLayout layout, Network network, Loss loss, int rows, int threads)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, MaximumThreads);
        Network = network;
        Loss = loss;
        Rows = rows;
        Threads = threads;
        _gradients = new AlignedBuffer(layout.Length);
        _job = new PassJob(network, OutputHead.For(network.Layers[^1].Activation, loss), rows, threads, _gradients);
    }

    /// <summary>The network whose parameters are read; of several that share layers, the first.</summary>
    public Network Network { get; }

    /// <summary>The loss that is differentiated.</summary>
    public Loss Loss { get; }

    /// <summary>The largest batch.</summary>
    public int Rows { get; }

    /// <summary>How many threads large batches may use.</summary>
    public int Threads { get; }

    /// <summary>∇L(θ) of the last pass, laid out like <see cref="Network.Parameters"/> or <see cref="SharedEnsemble.Parameters"/>; the padding is zero.</summary>
    public Span<float> Gradients => _gradients.Span;

    /// <summary>The same as memory, for files.</summary>
    internal ReadOnlyMemory<float> GradientMemory => _gradients.Memory;

    /// <summary>Memory for passes over up to <paramref name="rows"/> rows of networks that share layers.</summary>
    /// <param name="ensemble">The networks whose parameters are read; a pass exchanges some of them for a while.</param>
    /// <param name="loss">The loss whose mean over the networks is differentiated.</param>
    /// <param name="rows">The largest batch, at least 1.</param>
    /// <param name="threads">How many threads large batches may use, 1 to 1024; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The loss is not defined on the outputs of the networks.</exception>
    public static Backpropagation Of(SharedEnsemble ensemble, Loss loss, int rows, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        return new Backpropagation(ensemble, loss, rows, threads);
    }

    /// <summary>One pass over rows with a class index each.</summary>
    /// <param name="inputs">[rows, Inputs].</param>
    /// <param name="labels">[rows], each in [0, Outputs), or in {0, 1} for a network with one output.</param>
    /// <returns>The loss; its gradient is then in <see cref="Gradients"/>.</returns>
    /// <exception cref="ArgumentException">A length or a label does not fit, or the loss compares classes and the network has one output.</exception>
    public BatchResult Run(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => Run(inputs, labels, default);

    /// <summary>The same with rows that count differently in the loss.</summary>
    /// <param name="inputs">[rows, Inputs].</param>
    /// <param name="labels">[rows], each in [0, Outputs), or in {0, 1} for a network with one output.</param>
    /// <param name="weights">How much each row counts, [rows], finite and not negative; empty: 1.</param>
    /// <returns>The loss; its gradient is then in <see cref="Gradients"/>.</returns>
    /// <exception cref="ArgumentException">A length, a label or a weight does not fit, or the loss compares classes and the network has one output.</exception>
    public BatchResult Run(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        Load(inputs, labels, weights);
        return Run();
    }

    /// <summary>One pass over rows with numbers, one-hot rows or soft labels as targets.</summary>
    /// <param name="inputs">[rows, Inputs].</param>
    /// <param name="targets">[rows, Outputs].</param>
    /// <returns>The loss; its gradient is then in <see cref="Gradients"/>.</returns>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public BatchResult Run(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => Run(inputs, targets, default);

    /// <summary>The same with rows that count differently in the loss.</summary>
    /// <param name="inputs">[rows, Inputs].</param>
    /// <param name="targets">[rows, Outputs].</param>
    /// <param name="weights">How much each row counts, [rows], finite and not negative; empty: 1.</param>
    /// <returns>The loss; its gradient is then in <see cref="Gradients"/>.</returns>
    /// <exception cref="ArgumentException">A length or a weight does not fit.</exception>
    public BatchResult Run(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights)
    {
        Load(inputs, targets, weights);
        return Run();
    }

    /// <summary>The threads for batches of so many rows, to be returned; null where one thread is enough.</summary>
    internal WorkerTeam? RentTeam(int rows) => Threads > 1 && _job.IsWorthThreads(rows) ? WorkerTeam.Rent(Threads) : null;

    /// <summary>The threads for the batch that is loaded.</summary>
    internal WorkerTeam? RentTeam() => RentTeam(_job.Batch.Rows);

    /// <summary>Whether <see cref="Run(in PassOptions, WorkerTeam?, IGradientConsumer?)"/> can hand over the gradient of the loaded batch.</summary>
    internal bool CanHandOver(in PassOptions options) => _members is null && !options.Accumulate && _job.Batch.Rows == 1;

    /// <summary>One pass over the rows that a Load left in the batch.</summary>
    /// <param name="options">How to pass.</param>
    /// <param name="team">The threads; null: the calling one.</param>
    /// <param name="consumer">
    /// Takes the gradient, which is then not in <see cref="Gradients"/>; it gets nothing where the loss is not finite.
    /// </param>
    internal BatchResult Run(in PassOptions options, WorkerTeam? team, IGradientConsumer? consumer = null) =>
        _members is null ? _job.Run(options, team, consumer) : _members.Run(options, team);

    /// <summary>Remembers rows of a data set as the batch.</summary>
    internal void Load(in BatchSource source)
    {
        _members?.LoadNone();
        _job.Batch.Load(source);
    }

    /// <summary>Remembers rows of a data set as the batch of one of the networks that share layers; all need one of the same length.</summary>
    internal void Load(in BatchSource source, int member)
    {
        _members?.Load(source, member);
        _job.Batch.Load(source);
    }

    /// <summary>Copies rows with a class index each into the batch.</summary>
    internal void Load(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default)
    {
        if (OutputHead.ObjectionToClasses(Network.Outputs, Loss) is { } objection)
            throw new ArgumentException(objection, nameof(labels));
        CheckRows(inputs, labels.Length, weights);
        _members?.LoadNone();
        _job.Batch.Load(inputs, labels, default, weights);
    }

    /// <summary>Copies rows with numbers as targets into the batch.</summary>
    internal void Load(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        if (targets.Length % Network.Outputs != 0)
            throw new ArgumentException($"{targets.Length} targets are not whole rows of {Network.Outputs} outputs.", nameof(targets));
        CheckRows(inputs, targets.Length / Network.Outputs, weights);
        _members?.LoadNone();
        _job.Batch.Load(inputs, default, targets, weights);
    }

    /// <summary>The first row of the batch with a feature or target that is infinite or NaN; null: there is none.</summary>
    internal int? FirstNonFiniteRow() => _job.Batch.FirstNonFiniteRow();

    private BatchResult Run()
    {
        WorkerTeam? team = RentTeam();
        try
        {
            return Run(new PassOptions(), team);
        }
        finally
        {
            team?.Return();
        }
    }

    private void CheckRows(ReadOnlySpan<float> inputs, int rows, ReadOnlySpan<float> weights)
    {
        if (inputs.Length != (long)rows * Network.Inputs)
            throw new ArgumentException($"{rows} targets need {(long)rows * Network.Inputs} inputs ({Network.Inputs} for each row), but there are {inputs.Length}.", nameof(inputs));
        if (rows < 1 || rows > Rows)
            throw new ArgumentException($"The batch has {rows} rows; this pass was made for 1 to {Rows}.", nameof(inputs));
        if (!weights.IsEmpty && weights.Length != rows)
            throw new ArgumentException($"There are {weights.Length} weights for {rows} rows; expected one for each, or none.", nameof(weights));
        int bad = weights.IndexOfAnyExceptInRange(0, float.MaxValue);
        if (bad >= 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of row {bad} is {weights[bad]}; expected a finite number of 0 or more."), nameof(weights));
    }
}
