using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Models;

public class PipelineModelTests
{
    private const string Rows = "x,c,b,d,t,id,y\n1.5,a,yes,2024-01-01,7:30,1,u\n,\"b, \"\"quoted\"\"\",no,2024-06-01,8:45,2,v\n4,,,,,3,u\n9,a,no,2025-01-01,23:59,4,v\n";

    [Fact]
    public void A_saved_model_encodes_scales_and_predicts_the_same_bits()
    {
        Model model = Trained();
        Model loaded = RoundTrip(model);
        Table other = Csv.Table("y,d,t,c,b,x\n,NA,,new,maybe,\n,2024-02-29,12:00,a,YES,1e6\n");

        Assert.Equal(model.Predict(other), loaded.Predict(other));
        Assert.Equal(3, loaded.FeatureScaler.Bound);
        Assert.Equal(model.Pipeline!.FeatureNames, loaded.Pipeline!.FeatureNames);
        Assert.Equal(model.Pipeline.Columns.Select(column => column.Description), loaded.Pipeline.Columns.Select(column => column.Description));
        Assert.Equal(model.Pipeline.LeftOut, loaded.Pipeline.LeftOut);
        Assert.Equal(model.Pipeline.Missing, loaded.Pipeline.Missing);
        Assert.Equal(Bytes(model), Bytes(loaded));
    }

    [Fact]
    public void A_model_without_a_pipeline_takes_columns_of_numbers()
    {
        Dataset data = Dataset.Regression([1, 2, 3, 4], 2, [1, 2]);
        var model = new Model(Network.Build(2, 1, [Layer.Dense(1, Activation.Identity)]), data);
        Model loaded = RoundTrip(model);

        Assert.Null(loaded.Pipeline);
        Assert.Equal(float.PositiveInfinity, loaded.FeatureScaler.Bound);
        Assert.Equal(model.Predict([5, 6]), loaded.Predict(Csv.Table("x2,x1\n6,5\n")));
    }

    [Fact]
    public void A_pipeline_of_other_features_is_refused()
    {
        Table table = Csv.Table(Rows);
        Dataset data = Dataset.Classification([1, 2], 1, [0, 1]);

        Assert.Throws<ArgumentException>(() => new Model(
            Network.Build(1, 1, [Layer.Dense(2, Activation.Softmax)]), data, pipeline: TablePipeline.Fit(table)));
    }

    private static Model Trained()
    {
        Table table = Csv.Table(Rows);
        TablePipeline pipeline = TablePipeline.Fit(table, new PipelineOptions { Drop = ["id"] });
        Dataset data = pipeline.ToDataset(table);
        return new Model(
            Network.Build(data.Inputs, seed: 3, [Layer.Dense(5, Activation.ReLU), Layer.Dense(2, Activation.Softmax)]), data,
            FeatureScaler.Robust(data).Keeping([.. pipeline.IsIndicator]), pipeline: pipeline);
    }

    private static byte[] Bytes(Model model)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(stream, model);
        return stream.ToArray();
    }

    private static Model RoundTrip(Model model) => ModelFile.Read(new MemoryStream(Bytes(model)));
}
