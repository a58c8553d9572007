using System.Globalization;
using Descent.Data;
using Descent.Networks;
using Descent.Training;

namespace Descent.Models;

/// <summary>
/// What the result of a training depends on, by name: every option, the optimizer, the loss, the layers, and fingerprints of
/// the rows. The number of threads is not among it.
/// </summary>
internal sealed class RunIdentity
{
    private const string Epochs = "epochs";

    private readonly bool _mayGoFurther;
    private readonly int _epochs;

    private RunIdentity(Dictionary<string, string> settings, bool mayGoFurther, int epochs)
    {
        Settings = settings;
        _mayGoFurther = mayGoFurther;
        _epochs = epochs;
    }

    /// <summary>The version that is running.</summary>
    public static string Library { get; } = typeof(RunIdentity).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    public IReadOnlyDictionary<string, string> Settings { get; }

    public static RunIdentity Of(RunStart run)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);

        // What is not a setting is left out, or told apart by its content below.
        Add("", run.Options with { Checkpoints = null, Validation = 0, ValidationData = null });
        Add("optimizer", run.Trainer.Optimizer);
        Add("loss", run.Trainer.Loss);
        settings.Add("inputs", run.Network.Inputs.ToString(CultureInfo.InvariantCulture));
        settings.Add("layers", run.Network.Layers.Count.ToString(CultureInfo.InvariantCulture));
        foreach ((int index, Layer layer) in run.Network.Layers.Index())
            Add(string.Create(CultureInfo.InvariantCulture, $"layer {index + 1}"), layer);
        if (run.Trainer.OwnLayers is { } own)
            settings.Add("networks", string.Create(CultureInfo.InvariantCulture, $"{run.Trainer.Members} with own layers {string.Join(", ", own)}"));
        settings.Add("training rows", Describe(run.Train));
        if (run.Validation is { } validation)
            settings.Add("validation rows", Describe(validation));
        Schedule[] schedules = [run.Options.Schedule, run.Options.WeightDecaySchedule, run.Options.DropoutSchedule];
        return new RunIdentity(settings, mayGoFurther: Array.TrueForAll(schedules, schedule => schedule == Schedule.Constant), run.Options.Epochs);

        void Add(string name, object record)
        {
            foreach ((string property, string value) in RecordText.Properties(name, record))
                settings[property] = value;
        }
    }

    /// <summary>Refuses a checkpoint of another training.</summary>
    /// <param name="kept">The settings of the checkpoint.</param>
    /// <param name="done">The epochs that it has completed.</param>
    /// <param name="folder">Where it is.</param>
    /// <exception cref="CheckpointException">There are differences; the message names them.</exception>
    public void Require(IReadOnlyDictionary<string, string> kept, int done, string folder)
    {
        string[] differences =
        [
            .. from name in Settings.Keys.Union(kept.Keys)
               let was = kept.GetValueOrDefault(name, "not there")
               let now = Settings.GetValueOrDefault(name, "not there")
               where was != now && !(name == Epochs && _mayGoFurther)
               select $"{name}: was {was}, is {now}",
        ];
        if (differences.Length > 0)
        {
            throw new CheckpointException(
                $"the checkpoints in {Excerpt.Quoted(folder, 400)} are of another training ({Excerpt.Of(string.Join("; ", differences), 2000)}); give the data and settings of then, or another folder");
        }

        if (done > _epochs)
        {
            throw new CheckpointException(
                $"the checkpoints in {Excerpt.Quoted(folder, 400)} are of a training that has completed {done} epochs, and {_epochs} are asked for; ask for at least {done}, or give another folder");
        }
    }

    private static string Describe(Dataset rows) =>
        string.Create(CultureInfo.InvariantCulture, $"{rows.Rows} with fingerprint {DataFingerprint.Of(rows)[..16]}");
}
