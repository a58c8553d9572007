using System.Runtime.InteropServices;
using System.Text.Json;
using Descent.Cli.Output;
using Descent.Data;
using Descent.Numerics;

namespace Descent.Cli.Verification;

/// <summary>One of the trainings as this machine made it.</summary>
internal sealed record VerifiedTraining(PinnedTraining Training, int Threads, string Sha256)
{
    public bool IsAsPublished => Sha256 == Training.Sha256;
}

/// <summary>Makes the published trainings again and compares.</summary>
/// <param name="Results">Training after training, each with every number of threads.</param>
internal sealed record VerificationReport(IReadOnlyList<VerifiedTraining> Results)
{
    /// <summary>The system, the processor's kind, the registers in use and the runtime.</summary>
    public static string Machine =>
        $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, {KernelCatalogue.Current}, {RuntimeInformation.FrameworkDescription}".ToLowerInvariant();

    public int Differences => Results.Count(result => !result.IsAsPublished);

    /// <summary>Trains.</summary>
    public static VerificationReport Run(IEnumerable<PinnedTraining> trainings, IReadOnlyList<int> threads, CancellationToken cancellation = default)
    {
        var results = new List<VerifiedTraining>();
        foreach (PinnedTraining training in trainings)
        {
            foreach (int count in threads)
            {
                cancellation.ThrowIfCancellationRequested();
                results.Add(new VerifiedTraining(training, count, training.Train(count).ParametersSha256()));
            }
        }

        return new VerificationReport(results);
    }

    public void WriteText(TextWriter output, Ink ink)
    {
        output.WriteLine(Machine);
        output.WriteLine();
        var table = new TextTable(false, false, false, false);
        table.Add("training", "threads", "sha256 of the parameters", "");
        foreach (var alike in Results.GroupBy(result => (result.Training, result.Sha256)))
        {
            string threads = string.Join(", ", alike.Select(result => NumberText.Whole(result.Threads)));
            bool isAsPublished = alike.Key.Sha256 == alike.Key.Training.Sha256;
            table.Add(alike.Key.Training.Name, threads, alike.Key.Sha256, isAsPublished ? new TableCell("ok", ink.Good) : new TableCell("DIFFERENT", ink.Bad));
            if (!isAsPublished)
                table.Add("", "published", alike.Key.Training.Sha256);
        }

        table.WriteTo(output);
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("machine", Machine);
        json.WriteNumber("differences", Differences);
        json.WriteStartArray("trainings");
        foreach (VerifiedTraining result in Results)
        {
            json.WriteStartObject();
            json.WriteString("name", result.Training.Name);
            json.WriteNumber("threads", result.Threads);
            json.WriteString("sha256", result.Sha256);
            json.WriteString("expected", result.Training.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
