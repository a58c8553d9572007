using System.Globalization;
using Descent.Networks;
using Descent.Training;

namespace Descent.Models;

/// <summary>
/// A checkpoint as a safetensors file: the parameters under the names that they have in a model, the best ones, the memory of
/// the optimizer and the history as tensors, counters and settings as one JSON document, and a checksum over all of it.
/// </summary>
internal sealed class CheckpointFile
{
    private const string Best = "best.";
    private const string Gradients = "gradients.";
    private const string History = "history";
    private const string Running = "running";

    private readonly TensorFile _file;
    private readonly CheckpointDocument _document;

    private CheckpointFile(TensorFile file, CheckpointDocument document)
    {
        _file = file;
        _document = document;
    }

    public string Library => _document.Library;

    public int Epochs => _document.Epochs;

    public IReadOnlyDictionary<string, string> Identity => _document.Settings;

    public static void Write(Stream stream, TrainingCheckpoint checkpoint, RunIdentity identity, ParameterLayout layout)
    {
        NamedTensor[] tensors = [.. Tensors(checkpoint, layout)];
        string document = CheckpointDocument.Of(checkpoint, identity).Write();
        string checksum = ContentChecksum.Of(sink => Safetensors.Write(sink, File(ContentChecksum.Blank)));
        Safetensors.Write(stream, File(checksum));

        TensorFile File(string sum) =>
            new(tensors, new Dictionary<string, string> { [ContentChecksum.Key] = sum, [ModelFile.DocumentKey] = document });
    }

    /// <exception cref="ModelFileException">The file cannot be read, is damaged or no checkpoint.</exception>
    public static CheckpointFile Read(string path, IFileLayer files)
    {
        TensorFile file = Safetensors.Read(path, () => files.OpenRead(path), stream => ContentChecksum.Verify(stream, path));
        if (!file.Metadata.TryGetValue(ModelFile.DocumentKey, out string? document))
            throw ModelFileException.At(path, "metadata", $"no entry '{ModelFile.DocumentKey}'", "the description of a checkpoint", "remove the file");
        return new CheckpointFile(file, CheckpointDocument.Read(document, path));
    }

    /// <summary>The state, for a training with the same settings.</summary>
    /// <exception cref="ModelFileException">A tensor is missing or of another shape.</exception>
    public TrainingCheckpoint State(RunStart run)
    {
        ParameterLayout layout = run.Trainer.Layout;
        if (_document.Batch >= run.BatchesPerEpoch)
            throw Unfit("batch", _document.Batch, $"fewer than the {run.BatchesPerEpoch} of an epoch");
        long rows = (long)run.Train.Rows * run.Trainer.Members;
        if (_document.Rows > rows)
            throw Unfit("rows", _document.Rows, $"at most the {rows} of the training");
        var read = new HashSet<string>([History, Running], StringComparer.Ordinal);
        double[] running = _file.Get<double>(Running, 3).ToArray();
        var state = new TrainingCheckpoint
        {
            History = CheckpointHistory.Read(_file.Get<double>(History, _document.Epochs, CheckpointHistory.Columns).ToArray()),
            Batch = _document.Batch,
            Steps = _document.Steps,
            LearningRate = (float)running[0],
            Sum = new RunningSum(running[1], _document.Correct, _document.Rows),
            BestEpoch = _document.BestEpoch,
            BestLoss = running[2],
            Elapsed = TimeSpan.FromSeconds(_document.Seconds),
            Parameters = Vector(""),
            Best = Vector(Best),
            Slots = [.. Enumerable.Range(0, run.Trainer.Optimizer.Slots).Select(index => Vector(Slot(index)))],
            Gradients = _document.HasGradients ? Vector(Gradients) : default(ReadOnlyMemory<float>?),
        };
        _file.RequireOnly(read);
        return state;

        ReadOnlyMemory<float> Vector(string prefix)
        {
            float[] vector = new float[layout.Length];
            foreach (ParameterTensor tensor in layout.Tensors)
            {
                read.Add(prefix + tensor.Name);
                _file.Get<float>(prefix + tensor.Name, ModelFile.Shape(tensor)).CopyTo(tensor.In(vector.AsSpan()), tensor.Stride);
            }

            return vector;
        }
    }

    private ModelFileException Unfit(string place, int found, string expected) => ModelFileException.At(
        _file.Source, place, found.ToString(CultureInfo.InvariantCulture), expected, "the file is damaged: restore a copy or remove it");

    private static IEnumerable<NamedTensor> Tensors(TrainingCheckpoint checkpoint, ParameterLayout layout) =>
    [
        .. Vector("", checkpoint.Parameters, layout),
        .. Vector(Best, checkpoint.Best, layout),
        .. checkpoint.Slots.SelectMany((slot, index) => Vector(Slot(index), slot, layout)),
        .. checkpoint.Gradients is { } gradients ? Vector(Gradients, gradients, layout) : [],
        new NamedTensor<double>(History, [checkpoint.History.Count, CheckpointHistory.Columns], CheckpointHistory.Of(checkpoint.History)),
        new NamedTensor<double>(Running, [3], new[] { checkpoint.LearningRate, checkpoint.Sum.Loss, checkpoint.BestLoss }),
    ];

    private static IEnumerable<NamedTensor> Vector(string prefix, ReadOnlyMemory<float> values, ParameterLayout layout) =>
        from tensor in layout.Tensors
        select new NamedTensor<float>(prefix + tensor.Name, ModelFile.Shape(tensor), values.Slice(tensor.Offset, tensor.Length), tensor.Stride);

    private static string Slot(int index) => FormattableString.Invariant($"slots.{index}.");
}
