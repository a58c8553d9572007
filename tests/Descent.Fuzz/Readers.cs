using System.Buffers.Binary;
using System.Text;
using Descent.Data;
using Descent.Formats;
using Descent.Models;
using Descent.Networks;
using Descent.Reference;

namespace Descent.Fuzz;

/// <summary>Every reader of bytes from outside. A new one is one more line here and a folder with some valid files.</summary>
internal static class Readers
{
    private const int SplitRows = 12;

    private static readonly string[] JsonWords =
    [
        "{", "}", "[", "]", "\"", ":", ",", "null", "true", "false", "0", "-1", "1e999", "1e-999", "-0", "2147483648", "9223372036854775807",
        "18446744073709551616", "0.1", "1.0", "\"\"", "\"NaN\"", "\\u0000", "\\ud800", "\\\"", "[[", "]]", "[]", "{}", "\uFEFF", "\n",
    ];

    private static readonly string[] ModelWords =
    [
        .. JsonWords, "F32", "F64", "I64", "\"dtype\"", "\"shape\"", "\"data_offsets\"", "__metadata__", "descent", "layers.0.weights",
        "layers.1.biases", "features.scales", "targets.offsets", "calibration.scores", "\"calibration\"", "\"temperature\"", "\"rows\"", "descent-model", "classification", "regression", "\"units\"", "\"inputs\"",
        "softmax", "identity", "leaky-relu(0.2)", "he-uniform", "sample-normal(100)", "16777216", "Infinity", "-Infinity",
    ];

    private static readonly string[] SpecWords =
    [
        .. JsonWords, "layers", "loss", "logBase", "delta", "reduction", "inputs", "targets", "update", "weights", "biases", "activation",
        "softmax", "cross-entropy", "softmax-cross-entropy", "squared-error", "huber", "poisson", "sum", "mean", "optimizer", "adam",
        "learningRate", "steps", "dW", "db", "dX", "dZ", "check",
    ];

    private static readonly string[] CsvWords =
    [
        ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "\r", " ", "\uFEFF", "NA", "nan", "?", "inf", "-inf", "1e39", "1e-50", "-0", ".", ",5", "0x1",
        "train", "test", "y", "#", "\u00a0", "\u2028", "123456789012345678", "1,5",
    ];

    private static readonly string[] PipelineWords =
    [
        .. ModelWords, "\"kind\"", "numeric", "boolean", "category", "date", "identifier", "constant", "free text", "\"name\"", "\"fill\"", "\"hasMissing\"",
        "\"categories\"", "\"hasRare\"", "\"order\"", "year-month-day", "day-month-year", "time", "\"hasTime\"", "\"missing\"", "\"columns\"", "\"leftOut\"",
        "\"profile\"", "\"edges\"", "\"counts\"", "\"lowest\"", "\"highest\"", "\"targetTransform\"", "yeo-johnson", "log", "\"featureBound\"",
    ];

    private static readonly string[] CheckpointWords =
    [
        .. ModelWords, "descent-checkpoint", "\"epochs\"", "\"batch\"", "\"steps\"", "\"correct\"", "\"bestEpoch\"", "\"seconds\"", "\"gradients\"", "\"settings\"",
        "\"checksum\"", "history", "running", "best.layers.0.weights", "slots.0.layers.0.biases", "gradients.layers.0.weights",
    ];

    // What numbers look like in files of bytes.
    private static readonly string[] BinaryWords =
    [
        "PAR1", "\0", "\0\0\0\0", "\0\0\0\u0001", "\u0001\0\0\0", "\0\0\u0008\u0003", "\0\0\r\u0001", "\u007f\u007f\u007f\u007f", "\u0015", "\u0019", "\u001c", "\u0018", "ARROW:schema",
    ];

    private static readonly ReferenceNetwork GradientsNetwork = new(
    [
        new ReferenceLayer(new double[2, 3], new double[3], Activation.Tanh),
        new ReferenceLayer(new double[3, 2], null, Activation.Softmax),
    ]);

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("model", typeof(ModelFileException), ReadModel, ModelWords),
        new("header", typeof(ModelFileException), header => ReadModel(WithHeader(header)), ModelWords),
        new("document", typeof(ModelFileException), document => ReadModel(WithDocument(document)), ModelWords),
        new("pipeline", typeof(ModelFileException), document => ReadModel(PipelineReader.WithDocument(document)), PipelineWords),
        new("numbers", typeof(ModelFileException), numbers => ReadModel(PipelineReader.WithNumbers(numbers)), BinaryWords),
        new("checkpoint", typeof(ModelFileException), CheckpointReader.Read, CheckpointWords),
        new("spec", typeof(SpecException), bytes => ExplainSpecReader.Read(bytes), SpecWords),
        new("gradients", typeof(SpecException), bytes => NetworkGradientsReader.Read(bytes, GradientsNetwork, rows: 2), SpecWords),
        new("csv", typeof(DataFormatException), ReadCsv, CsvWords, BytesAllowed: 4 << 20),
        new("split", typeof(DataFormatException), ReadSplit, CsvWords, BytesAllowed: 4 << 20),
        new("idx", typeof(DataFormatException), TableReaders.ReadIdx, BinaryWords, BytesAllowed: 8 << 20, BytesPerByte: 1 << 13),
        new("parquet", typeof(DataFormatException), TableReaders.ReadParquet, BinaryWords, BytesAllowed: 16 << 20, BytesPerByte: 1 << 16),
    ];

    /// <summary>A small model that has all parts of one.</summary>
    internal static Model SmallModel { get; } = new(
        Network.Build(2, 7, Layer.Dense(3, Activation.LeakyReLU(0.2f), dropout: 0.1f), Layer.Dense(3, Activation.Softmax, bias: false)),
        Dataset.Classification([1, 2, 3, 4, 5, 6], 2, [0, 1, 2], ["one", "two", "three"], ["length", "width"], "kind"));

    /// <summary>A regression, with how it was trained.</summary>
    internal static Model SmallRegression { get; } = new(
        Network.Build(1, 7, Layer.Dense(1)),
        Dataset.Regression([1, 2], 1, [3, 4], 1, ["x"], "y"),
        new FeatureScaler([1.5f], [0.25f]), new TargetScaler([100], [10]),
        new TrainingRecord
        {
            Data = "lines.csv",
            DataSha256 = new string('0', 64),
            TrainRows = 2,
            ValidationRows = 0,
            TestRows = 1,
            Loss = "mse",
            Optimizer = "adam",
            LearningRate = 0.01f,
            Schedule = "constant",
            BatchSize = 2,
            Accumulate = 1,
            Epochs = 3,
            EpochsRun = 3,
            BestEpoch = 2,
            StopReason = "Completed",
            Seed = 1,
            Version = "0.1.0",
            Metrics = new Dictionary<string, IReadOnlyDictionary<string, double>> { ["test"] = new Dictionary<string, double> { ["rmse"] = 0.5, ["r2"] = double.NegativeInfinity } },
        });

    /// <summary>The file must be refused or read alike from a file and from a pipe, be usable, and come back the same when it is written.</summary>
    private static void ReadModel(byte[] bytes)
    {
        byte[]? seekable = Normal(new MemoryStream(bytes), out ModelFileException? refusal);
        byte[]? piped = Normal(new Pipe(bytes), out _);
        if ((seekable is null) != (piped is null) || !seekable.AsSpan().SequenceEqual(piped))
            throw new FindingException("is read from a pipe otherwise than from a file");
        if (refusal is not null)
            throw refusal;
        byte[]? again = Normal(new MemoryStream(seekable!), out ModelFileException? second);
        if (second is not null || !seekable.AsSpan().SequenceEqual(again))
            throw new FindingException($"does not come back as it was written {second?.Message}");
    }

    private static byte[]? Normal(Stream stream, out ModelFileException? refusal)
    {
        try
        {
            Model model = ModelFile.Read(stream);
            _ = model.Predict(new float[model.Network.Inputs]);
            PipelineReader.Use(model);
            using var written = new MemoryStream();
            ModelFile.Write(written, model);
            refusal = null;
            return written.ToArray();
        }
        catch (ModelFileException error)
        {
            refusal = error;
            return null;
        }
    }

    /// <summary>The small model with another header.</summary>
    private static byte[] WithHeader(byte[] header)
    {
        byte[] data = Bytes(SmallModel);
        ReadOnlySpan<byte> tensors = data.AsSpan(sizeof(ulong) + (int)BinaryPrimitives.ReadUInt64LittleEndian(data));
        byte[] length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. header, .. tensors];
    }

    /// <summary>The small model with another description.</summary>
    private static byte[] WithDocument(byte[] document)
    {
        TensorFile file = Safetensors.Read(new MemoryStream(Bytes(SmallModel)));
        using var written = new MemoryStream();
        Safetensors.Write(written, new TensorFile(file.Tensors, new Dictionary<string, string> { [ModelFile.DocumentKey] = Encoding.UTF8.GetString(document) }));
        return written.ToArray();
    }

    internal static byte[] Bytes(Model model)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(stream, model);
        return stream.ToArray();
    }

    /// <summary>A table must be refused or read alike in one piece and in many, and hold numbers only.</summary>
    private static void ReadCsv(byte[] bytes)
    {
        Dataset data = Table(new MemoryStream(bytes));
        if (data.Features.Span.ContainsAnyExceptInRange(float.MinValue, float.MaxValue) || data.Targets.Span.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            throw new FindingException("holds what is no number");
        if (bytes.Length % 8 == 0 && DataFingerprint.Of(data) != DataFingerprint.Of(Table(new Pipe(bytes))))
            throw new FindingException("is read from a pipe otherwise than from a file");
    }

    private static Dataset Table(Stream stream) => CsvTable.ReadStream(stream, "table.csv", options: null).ToDataset();

    private static void ReadSplit(byte[] bytes)
    {
        using CsvRecords records = CsvRecords.Open(new MemoryStream(bytes), "split.csv", delimiter: ',');
        bool[] isTrain = SplitFile.Read(records, SplitRows);
        if (isTrain.Length != SplitRows || !isTrain.Contains(true) || !isTrain.Contains(false))
            throw new FindingException("is no split");
    }
}
