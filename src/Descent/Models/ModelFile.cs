using Descent.Data;
using Descent.Evaluation;
using Descent.Networks;
using static System.FormattableString;

namespace Descent.Models;

/// <summary>
/// A model as a safetensors file: the parameters and scalers as tensors, everything else as one JSON document in the
/// metadata. Python reads the tensors with one call.
/// </summary>
internal static class ModelFile
{
    /// <summary>The key of the document in the metadata.</summary>
    public const string DocumentKey = "descent";

    private const string FeatureOffsets = "features.offsets";
    private const string FeatureScales = "features.scales";
    private const string TargetOffsets = "targets.offsets";
    private const string TargetScales = "targets.scales";
    private const string Scores = "calibration.scores";
    private const string TargetPowers = "targets.powers";

    public static void Write(string path, Model model) => AtomicFile.Write(path, stream => Write(stream, model));

    public static void Write(Stream stream, Model model)
    {
        SharedLayers shared = SharedLayers.Of(model.Ensemble);
        var tensors = new List<NamedTensor>(model.Ensemble.Members.SelectMany((member, i) => ParameterTensors(member, Prefix(i), layer => !shared.Contains(i, layer))))
        {
            Vector(FeatureOffsets, model.FeatureScaler.Offsets),
            Vector(FeatureScales, model.FeatureScaler.Scales),
        };
        if (model.TargetScaler is { } targets)
        {
            tensors.Add(Vector(TargetOffsets, targets.Offsets));
            tensors.Add(Vector(TargetScales, targets.Scales));
            if (targets.Transform == TargetTransform.YeoJohnson)
                tensors.Add(Vector(TargetPowers, targets.Powers));
        }

        if (model.Calibration?.Scores is { } scores)
            tensors.Add(new NamedTensor<float>(Scores, [scores.Columns, scores.Kept], scores.All.ToArray()));

        var metadata = new Dictionary<string, string> { [DocumentKey] = ModelDocument.Write(model) };
        Safetensors.Write(stream, new TensorFile(tensors, metadata));
    }

    public static Model Read(string path) => FromTensors(Safetensors.Read(path));

    public static Model Read(Stream stream) => FromTensors(Safetensors.Read(stream));

    /// <summary>The parameters of a network as tensors of a file.</summary>
    private static IEnumerable<NamedTensor> ParameterTensors(Network network, string prefix, Func<int, bool> isWanted) =>
        from layer in Enumerable.Range(0, network.Layers.Count)
        where isWanted(layer)
        from tensor in network.Layout.Of(layer)
        select new NamedTensor<float>(prefix + tensor.Name, Shape(tensor), network.ParameterMemory.Slice(tensor.Offset, tensor.Length), tensor.Stride);

    /// <summary>What stands before the names of the tensors of a member: nothing before those of the first.</summary>
    private static string Prefix(int member) => member == 0 ? "" : Invariant($"members.{member}.");

    private static Model FromTensors(TensorFile file)
    {
        if (!file.Metadata.TryGetValue(DocumentKey, out string? document))
        {
            throw ModelFileException.At(
                file.Source, "metadata", $"no entry '{DocumentKey}'", "the description of a model",
                "the file was not written by this program: give a file that train has written");
        }

        ModelDocument description = ModelDocument.Read(document, file.Source);
        HashSet<string> names = [FeatureOffsets, FeatureScales];
        List<Network> members = [];
        for (int i = 0; i < description.Seeds.Count; i++)
            members.Add(ReadNetwork(file, description, i, members.LastOrDefault(), names));
        var ensemble = new Ensemble(members);
        Network network = members[0];
        TargetScaler? targets = null;
        if (description.Task == TaskKind.Regression)
        {
            names.UnionWith([TargetOffsets, TargetScales]);
            float[] powers = [];
            if (description.TargetTransform == TargetTransform.YeoJohnson)
            {
                names.Add(TargetPowers);
                powers = file.Get<float>(TargetPowers, network.Outputs).ToArray();
            }

            targets = Scaler(
                file, TargetOffsets, TargetScales, network.Outputs, (offsets, scales) => new TargetScaler(offsets, scales, description.TargetTransform, powers));
        }

        PredictionCalibration? calibration = description.Calibration is { } described ? Calibration(file, described, description.Task, network.Outputs) : null;
        if (calibration?.Scores is not null)
            names.Add(Scores);
        file.RequireOnly(names);
        FeatureScaler features = Scaler(file, FeatureOffsets, FeatureScales, network.Inputs, (offsets, scales) => new FeatureScaler(offsets, scales, description.FeatureBound));
        try
        {
            return new Model(
                ensemble, description.Task, description.FeatureNames, description.TargetName, description.Classes, features, targets, description.Training, description.Pipeline,
                calibration);
        }
        catch (ArgumentException refusal)
        {
            throw Unfit(file, "description", refusal.Message, refusal);
        }
    }

    private static Network ReadNetwork(TensorFile file, ModelDocument description, int member, Network? before, HashSet<string> names)
    {
        // The tensors, whose sizes the file has proven, are compared with the description before memory is taken by it.
        ParameterLayout layout = Network.LayoutOf(description.Inputs, description.Layers);
        var own = Enumerable.Range(0, description.Layers.Count).Where(layer => !description.Shared.Contains(member, layer)).SelectMany(layout.Of)
            .Select(place => (Place: place, Name: Prefix(member) + place.Name))
            .Select(entry => (entry.Place, entry.Name, Tensor: file.Get<float>(entry.Name, Shape(entry.Place)))).ToArray();
        Network network = before?.Clone(description.Seeds[member]) ?? Network.Create(description.Inputs, description.Seeds[member], description.Layers);
        foreach ((ParameterTensor place, string name, NamedTensor<float> tensor) in own)
        {
            names.Add(name);
            tensor.CopyTo(place.In(network.Parameters), place.Stride);
            RequireFinite(file, place, name, network);
        }

        return network;
    }

    private static void RequireFinite(TensorFile file, ParameterTensor tensor, string name, Network network)
    {
        for (int row = 0; row < tensor.Rows; row++)
        {
            foreach (float value in tensor.Row(network.Parameters, row))
            {
                if (!float.IsFinite(value))
                    throw Unfit(file, $"tensor '{name}', row {row}", Invariant($"the value {value}"), null);
            }
        }
    }

    private static PredictionCalibration Calibration(TensorFile file, CalibrationDocument described, TaskKind task, int outputs)
    {
        if (described.Rows is not { } rows)
            return new PredictionCalibration(described.Temperature);
        int columns = task == TaskKind.Regression ? outputs : 1;
        float[] kept = file.Get<float>(Scores, columns, Math.Min(rows, ConformalScores.MostKept)).ToArray();
        try
        {
            return new PredictionCalibration(described.Temperature, new ConformalScores(rows, kept, columns));
        }
        catch (ArgumentException refusal)
        {
            throw Unfit(file, $"tensor '{Scores}'", refusal.Message, refusal);
        }
    }

    private static T Scaler<T>(TensorFile file, string offsets, string scales, int length, ScalerFactory<T> make)
    {
        float[] o = file.Get<float>(offsets, length).ToArray(), s = file.Get<float>(scales, length).ToArray();
        try
        {
            return make(o, s);
        }
        catch (ArgumentException refusal)
        {
            throw Unfit(file, $"tensors '{offsets}' and '{scales}'", refusal.Message, refusal);
        }
    }

    private delegate T ScalerFactory<T>(ReadOnlySpan<float> offsets, ReadOnlySpan<float> scales);

    private static ModelFileException Unfit(TensorFile file, string place, string found, Exception? inner) =>
        ModelFileException.At(file.Source, place, found, "what a model can use", "the file is damaged: train again or restore a copy", inner);

    internal static int[] Shape(ParameterTensor tensor) => tensor.IsBias ? [tensor.Columns] : [tensor.Rows, tensor.Columns];

    private static NamedTensor<float> Vector(string name, ReadOnlySpan<float> values) => new(name, [values.Length], values.ToArray());
}
