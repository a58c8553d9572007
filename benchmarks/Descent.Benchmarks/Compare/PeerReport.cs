using System.Text.Json;

namespace Descent.Benchmarks.Compare;

/// <summary>What a contestant prints: the JSON of <c>descent bench --json</c>, of which a peer may leave parts out.</summary>
internal sealed record PeerReport(
    string? Versions, double? PeakGflops, IReadOnlyList<PeerTraining>? Workloads, IReadOnlyList<PeerPrediction>? Inference)
{
    public static PeerReport Parse(string json) => JsonSerializer.Deserialize<PeerReport>(json, JsonSerializerOptions.Web)
        ?? throw new FormatException("The contestant printed null.");
}

internal sealed record PeerTraining(string Name, string Optimizer, double MicrosecondsPerStep);

internal sealed record PeerPrediction(string Name, int Rows, double Microseconds);
