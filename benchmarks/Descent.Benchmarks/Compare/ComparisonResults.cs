using System.Text.Encodings.Web;
using System.Text.Json;

namespace Descent.Benchmarks.Compare;

/// <summary>Everything a comparison found, with what is needed to repeat it.</summary>
/// <param name="Date">The day.</param>
/// <param name="Command">How it was started.</param>
/// <param name="Machine">On what.</param>
/// <param name="Versions">The versions of the peers.</param>
/// <param name="Rounds">How many turns each contestant had.</param>
/// <param name="PeakGflops">The measured peak on one thread, on two.</param>
/// <param name="ImageWeightsReadMicroseconds">Reading as many floats as <c>image</c> has parameters, on one thread.</param>
/// <param name="Figures">Medians over the rounds.</param>
internal sealed record ComparisonResults(
    DateOnly Date,
    string Command,
    Machine Machine,
    IReadOnlyList<string> Versions,
    int Rounds,
    IReadOnlyList<double> PeakGflops,
    double ImageWeightsReadMicroseconds,
    IReadOnlyList<Figure> Figures)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>The contestant's training on its better number of threads; null where it was not measured.</summary>
    public Figure? BestTraining(string contestant, string workload, string optimizer) => Figures
        .Where(f => f.Contestant == contestant && f.Workload == workload && f.Optimizer == optimizer)
        .MinBy(f => f.Microseconds);

    /// <summary>The contestant's prediction on that many threads, or on its better number; null where it was not measured.</summary>
    public Figure? Prediction(string contestant, string workload, int rows, int? threads = null) => Figures
        .Where(f => f.Contestant == contestant && f.Workload == workload && f.Rows == rows && (threads is null || f.Threads == threads))
        .MinBy(f => f.Microseconds);
}
