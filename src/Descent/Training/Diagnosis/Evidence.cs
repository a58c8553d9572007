using Descent.Data;
using Descent.Networks;

namespace Descent.Training;

/// <summary>Everything that the checks look at.</summary>
internal sealed class Evidence
{
    public Evidence(RunStart run, Dataset table)
    {
        Run = run;
        Table = table;
        double smoothing = run.Options.LabelSmoothing;
        Prober = new Prober(run.Network, run.Trainer.Loss, run.Train, smoothing);
        Start = Prober.Measure();
        Latest = Early = Start;
        ConstantLoss = ConstantPrediction.Loss(run.Train, Prober.Sample, run.Trainer.Loss, run.Network.Outputs, smoothing);
        LeastLoss = ConstantPrediction.Least(Prober.Sample, run.Trainer.Loss, run.Network.Outputs, smoothing);
        Updates = new UpdateMeter(run.Network, run.BatchesPerEpoch, run.Options.Accumulate);
    }

    public RunStart Run { get; }

    /// <summary>The training rows as they stand in a table, before scaling.</summary>
    public Dataset Table { get; }

    public Prober Prober { get; }

    public UpdateMeter Updates { get; }

    /// <summary>Before the first update.</summary>
    public Probe Start { get; }

    /// <summary>After the first epoch.</summary>
    public Probe Early { get; set; }

    /// <summary>The last one, at the end with the parameters that the network keeps.</summary>
    public Probe Latest { get; set; }

    /// <summary>The loss of the best constant prediction for the sample.</summary>
    public double ConstantLoss { get; }

    /// <summary>What smoothed labels leave at the least; 0 where they are not smoothed.</summary>
    public double LeastLoss { get; }

    /// <summary>The epochs so far.</summary>
    public List<EpochReport> History { get; } = [];

    /// <summary>How much of <see cref="ConstantLoss"/>, above what smoothing leaves, is left: 1 for a network that has learned nothing, 0 for one that makes no error.</summary>
    public double LossLeft => Left(Latest.Loss);

    public int Layers => Run.Network.Layers.Count;

    /// <summary>Whether a layer learns: its weights have a factor of the learning rate above 0.</summary>
    public bool IsTrained(int layer)
    {
        ParameterTensor weights = Run.Network.Layout.Weights(layer);
        return Run.Trainer.RateFactors is not { } factors || factors.Zip(Run.Network.Layout.Tensors).Single(pair => pair.Second == weights).First > 0;
    }

    /// <summary>The training loss of an epoch as a mean over the rows.</summary>
    public double TrainLoss(int index) =>
        Run.Trainer.Loss.Reduction == Reduction.Sum ? History[index].TrainLoss / Run.TrainRows : History[index].TrainLoss;

    /// <summary>Whether there is anything to learn: the targets are not all the same.</summary>
    public bool TargetVaries => Math.Abs(ConstantLoss - LeastLoss) > 1e-12;

    // A Poisson loss can be negative, and so can that of the best constant.
    private double Left(double loss) => 1 + ((loss - ConstantLoss) / Math.Abs(ConstantLoss - LeastLoss));
}
