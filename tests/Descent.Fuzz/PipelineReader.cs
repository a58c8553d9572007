using System.Buffers.Binary;
using System.Text;
using Descent.Data;
using Descent.Evaluation;
using Descent.Formats;
using Descent.Models;
using Descent.Networks;

namespace Descent.Fuzz;

/// <summary>
/// A model file that holds what only models of tables have: columns of every kind with what training saw in them, a
/// transform of the target, and how far predictions are off.
/// </summary>
internal static class PipelineReader
{
    private const string Rows = """
        size,open,city,day,hour,id,price
        1.5,yes,Rome,2024-01-01,7:30,a1,1
        2.5,no,Oslo,2024-06-01,8:45,a2,2
        ,yes,,,12:00,a3,4
        9,,Rome,2025-01-01,23:59,a4,90
        2,no,Oslo,2025-03-01,0:10,a5,3
        3,no,Oslo,2025-03-02,,a6,1000

        """;

    // Other orders, cells of other kinds, values that training had not, and enough rows to look for drift.
    private static readonly Table Other = Read("open,price,day,size,city,hour\n"
        + string.Concat(Enumerable.Range(0, 60).Select(row => $"{(row % 3 == 0 ? "maybe" : "yes")},{row},{(row % 5 == 0 ? "" : "2031-02-28")},{(row % 4 == 0 ? "many" : "1e9")},Paris,{row % 24}:15\n")));

    /// <summary>The model.</summary>
    public static Model Small { get; } = Make();

    /// <summary>The model with another description.</summary>
    public static byte[] WithDocument(byte[] document)
    {
        TensorFile file = Safetensors.Read(new MemoryStream(Readers.Bytes(Small)));
        using var written = new MemoryStream();
        Safetensors.Write(written, new TensorFile(file.Tensors, new Dictionary<string, string> { [ModelFile.DocumentKey] = Encoding.UTF8.GetString(document) }));
        return written.ToArray();
    }

    /// <summary>The model with other numbers: scales, powers of the transform, scores. Too few of them leave the last as they are.</summary>
    public static byte[] WithNumbers(byte[] numbers)
    {
        byte[] file = Readers.Bytes(Small);
        Span<byte> tensors = file.AsSpan(DataOf(file));
        numbers.AsSpan(0, Math.Min(numbers.Length, tensors.Length)).CopyTo(tensors);
        return file;
    }

    /// <summary>The numbers of the model.</summary>
    public static byte[] Numbers()
    {
        byte[] file = Readers.Bytes(Small);
        return file[DataOf(file)..];
    }

    /// <summary>Does with a model that was read what one does with a model, which must not fail.</summary>
    public static void Use(Model model)
    {
        if (model.Pipeline is not { } pipeline)
            return;
        try
        {
            _ = model.Predict(Other);
            _ = pipeline.Oddities(Other);
        }
        catch (DataFormatException)
        {
            // It needs a column that is not there.
        }

        foreach (ColumnDrift drift in pipeline.Drift(Other))
            _ = drift.ToString();
        if (model is { Task: TaskKind.Regression, Calibration.Scores.Rows: >= 9 })
            _ = model.PredictIntervals(new float[model.Network.Inputs], 0.5);
    }

    private static int DataOf(byte[] file) => sizeof(ulong) + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);

    private static Model Make()
    {
        Table table = Read(Rows);
        var pipeline = TablePipeline.Fit(table, new PipelineOptions { Drop = ["id"] });
        Dataset data = pipeline.ToDataset(table, TaskKind.Regression);
        return new Model(
            Network.Build(data.Inputs, 7, Layer.Dense(1)), data, FeatureScaler.Robust(data), TargetScaler.Standardize(data, TargetTransform.YeoJohnson),
            pipeline: pipeline, calibration: new PredictionCalibration(1, new ConformalScores(10, [0, 0.5f, 1, 1, 2, 3, 4, 5, 6, 7])));
    }

    private static Table Read(string text) =>
        CsvTable.ReadStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), "houses.csv", new CsvOptions { Target = "price" });
}
