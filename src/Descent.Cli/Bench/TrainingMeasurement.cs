using Descent.Data;
using Descent.Training;

namespace Descent.Cli.Bench;

/// <summary>What a training step of a workload costs.</summary>
/// <param name="Workload">What was trained.</param>
/// <param name="SecondsPerStep">The median over whole epochs, shuffling included.</param>
/// <param name="AllocatedBytesPerStep">Managed memory that all threads together allocated between the first and the last step of an epoch.</param>
internal sealed record TrainingMeasurement(Workload Workload, double SecondsPerStep, double AllocatedBytesPerStep)
{
    public double SamplesPerSecond => Workload.BatchSize / SecondsPerStep;

    public double MicrosecondsPerStep => SecondsPerStep * 1e6;

    public double Gigaflops => Workload.FlopsPerStep / SecondsPerStep / 1e9;

    public static TrainingMeasurement Of(Workload workload, int threads, BenchEffort effort, CancellationToken cancellationToken)
    {
        Dataset data = workload.CreateData();
        var trainer = new Trainer(workload.BuildNetwork(), workload.Loss, workload.Optimizer) { Threads = threads };
        double secondsPerEpoch = SampleTimer.MedianSeconds(epochs => Train(epochs), effort, cancellationToken);

        var allocations = new AllocationMeter();
        Train(epochs: 1, allocations);
        return new TrainingMeasurement(
            workload, secondsPerEpoch / workload.StepsPerEpoch, (double)allocations.Bytes / (workload.StepsPerEpoch - 1));

        void Train(int epochs, ITrainingObserver? observer = null)
        {
            trainer.Fit(data, new TrainingOptions { Epochs = epochs, BatchSize = workload.BatchSize }, observer, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private sealed class AllocationMeter : ITrainingObserver
    {
        private long _atFirst;

        public long Bytes { get; private set; }

        public void OnBatch(in BatchReport batch)
        {
            if (batch.Batch == 1)
                _atFirst = GC.GetTotalAllocatedBytes(precise: true);
            else if (batch.Batch == batch.Batches)
                Bytes = GC.GetTotalAllocatedBytes(precise: true) - _atFirst;
        }
    }
}
