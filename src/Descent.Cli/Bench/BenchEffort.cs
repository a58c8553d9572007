namespace Descent.Cli.Bench;

/// <summary>How long a measurement takes. The median of several samples is reported: what else runs on a machine disturbs a few, not most.</summary>
/// <param name="WarmUp">What is trained or predicted before the first sample, so that all code is optimised.</param>
/// <param name="Sample">The least duration of a sample.</param>
/// <param name="Samples">How many samples, at least 5.</param>
internal sealed record BenchEffort(TimeSpan WarmUp, TimeSpan Sample, int Samples)
{
    public static BenchEffort Standard { get; } = new(TimeSpan.FromSeconds(0.6), TimeSpan.FromSeconds(0.2), 7);

    public static BenchEffort Short { get; } = new(TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(0.1), 5);
}
