using Descent.Numerics;

namespace Descent.Training;

/// <summary>
/// How a quantity changes over a training: a factor f, from 0 to 1, of the learning rate η₀, of the weight decay λ₀ or of the
/// probabilities p₀ of dropout.
/// </summary>
/// <remarks>t is the share of the training that is completed before an update, from 0 to below 1; batches that share an update share t.</remarks>
public abstract record Schedule
{
    private static readonly Schedule[] All = [Constant, Linear, Cosine, CosLog4, FlatCosine];

    private protected Schedule()
    {
    }

    /// <summary>f = 1.</summary>
    public static Schedule Constant => new ConstantSchedule();

    /// <summary>
    /// f = 1 − i/(1 + N), i the number of epochs completed and N the number of all: Vege (23). It falls at the end of an
    /// epoch, as in his algorithm 1, so the first epoch runs with f = 1.
    /// </summary>
    public static Schedule Linear => new LinearSchedule();

    /// <summary>f = ½(1 + cos(πt)). Loshchilov and Hutter 2017.</summary>
    public static Schedule Cosine => new CosineSchedule();

    /// <summary>
    /// f = ½(1 − cos(2π·log₂(1 + 15t))): four waves, each from 0 to 1 and back and twice as long as the one before. Holzmüller
    /// et al. 2024, "coslog₄".
    /// </summary>
    public static Schedule CosLog4 => new CosLog4Schedule();

    /// <summary>f = 1 in the first half of the training, then ½(1 + cos(π(2t − 1))). Holzmüller et al. 2024, "flat_cos".</summary>
    public static Schedule FlatCosine => new FlatCosineSchedule();

    /// <summary>The names that <see cref="Parse"/> understands.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(schedule => schedule.Name)];

    /// <summary>The name, as in model files and on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>The schedule of that name.</summary>
    /// <exception cref="FormatException">There is no such schedule; the message lists the names.</exception>
    public static Schedule Parse(string name) => Array.Find(All, schedule => schedule.Name == name)
        ?? throw new FormatException($"there is no schedule '{name}'; expected one of {string.Join(", ", Names)}");

    /// <summary>f at a step.</summary>
    /// <param name="epoch">Epochs completed.</param>
    /// <param name="epochs">All epochs.</param>
    /// <param name="progress">t: the share of all mini-batches that earlier updates have used, from 0 to below 1.</param>
    internal abstract double Factor(int epoch, int epochs, double progress);

    private sealed record ConstantSchedule : Schedule
    {
        public override string Name => "constant";

        internal override double Factor(int epoch, int epochs, double progress) => 1;
    }

    private sealed record LinearSchedule : Schedule
    {
        public override string Name => "linear";

        internal override double Factor(int epoch, int epochs, double progress) => 1 - (epoch / (1.0 + epochs));
    }

    private sealed record CosineSchedule : Schedule
    {
        public override string Name => "cosine";

        internal override double Factor(int epoch, int epochs, double progress) => 0.5 * (1 + ScalarMath.CosTurns(progress / 2));
    }

    private sealed record CosLog4Schedule : Schedule
    {
        public override string Name => "coslog4";

        internal override double Factor(int epoch, int epochs, double progress) =>
            0.5 * (1 - ScalarMath.CosTurns(ScalarMath.Log(1 + (15 * progress)) / ScalarMath.Log(2)));
    }

    private sealed record FlatCosineSchedule : Schedule
    {
        public override string Name => "flat-cosine";

        internal override double Factor(int epoch, int epochs, double progress) =>
            progress <= 0.5 ? 1 : 0.5 * (1 + ScalarMath.CosTurns(progress - 0.5));
    }
}
