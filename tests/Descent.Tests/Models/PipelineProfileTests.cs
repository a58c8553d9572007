using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Models;

/// <summary>What a model's file says about the training rows of its columns: kept, missing in older files, and refused where it lies.</summary>
public class PipelineProfileTests
{
    private const string Number = "\"profile\":{\"lowest\":0,\"highest\":3,\"edges\":[0,1,2],\"counts\":[30,30,30,30],\"missing\":0}";
    private const string Category = "\"profile\":{\"counts\":[60,60,0],\"missing\":0}";

    private static readonly Table Rows = Csv.Table("x,c,d,t,y\n" + string.Concat(Enumerable.Range(0, 120).Select(row => $"{row % 4},{"ab"[row % 2]},2024-01-{1 + (row % 28)},{row % 24}:30,{row % 2}\n")));
    private static readonly Table Others = Csv.Table("x,c,d,t,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"9,new,2030-01-01,,{row % 2}\n")));

    [Fact]
    public void A_saved_model_knows_its_training_rows()
    {
        Model model = Trained();
        SavedModel file = new(model);

        Assert.Contains(Number, file.Document);
        Assert.Contains(Category, file.Document);
        Assert.Equal(["x", "c", "d", "t"], model.Pipeline!.Drift(Others).Select(drift => drift.Column));
        Assert.Equal(model.Pipeline.Drift(Others), file.Load().Pipeline!.Drift(Others));
    }

    [Fact]
    public void A_file_of_an_earlier_version_can_be_read_and_finds_no_drift()
    {
        SavedModel file = new(Trained());
        while (file.Document.Contains("\"profile\"", StringComparison.Ordinal))
        {
            int from = file.Document.IndexOf(",\"profile\":{", StringComparison.Ordinal);
            file.Document = file.Document.Remove(from, file.Document.IndexOf('}', from) + 1 - from);
        }

        Model loaded = file.Load();
        Assert.Equal(Trained().Predict(Rows), loaded.Predict(Rows));
        Assert.Empty(loaded.Pipeline!.Drift(Others));
    }

    [Theory]
    [InlineData("\"edges\":[0,1,2]", "\"edges\":[0,2,1]", "columns[0].profile: found an object, expected an object that can be used (The edges do not ascend.")]
    [InlineData("\"edges\":[0,1,2]", "\"edges\":[0,1]", "columns[0].profile.counts: found an array of 4, expected an array of 3")]
    [InlineData("\"edges\":[0,1,2]", "\"edges\":[0,1,1e99]", "columns[0].profile.edges[2]: found 1e99, expected a finite number")]
    [InlineData("\"lowest\":0", "\"lowest\":4", "columns[0].profile: found an object, expected an object that can be used (The numbers do not fit together.")]
    [InlineData("[30,30,30,30]", "[30,30,30,-1]", "columns[0].profile.counts[3]: found -1, expected a whole number from 0 to 2147483647")]
    [InlineData("[30,30,30,30]", "[0,0,0,0]", "columns[0].profile: found an object, expected an object that can be used (There are no values")]
    [InlineData("[30,30,30,30]", "[30,30,30,30.5]", "columns[0].profile.counts[3]: found 30.5")]
    [InlineData("[30,30,30,30],\"missing\":0", "[30,30,30,30],\"missing\":-1", "columns[0].profile.missing: found -1")]
    [InlineData("[60,60,0]", "[60,60]", "columns[1].profile.counts: found an array of 2, expected an array of 3")]
    [InlineData("{\"counts\":[60,60,0]", "{\"edges\":[1],\"counts\":[60,60,0]", "columns[1].profile: found the unknown property 'edges'")]
    [InlineData(Category, "\"profile\":null", "columns[1].profile: found null, expected an object")]
    public void A_profile_that_lies_is_refused(string part, string replacement, string expected)
    {
        SavedModel file = new(Trained());
        file.Replace(part, replacement);

        Assert.Contains("descent: pipeline." + expected, Assert.Throws<ModelFileException>(file.Load).Message);
    }

    [Fact]
    public void Counts_beyond_an_int_together_do_no_harm()
    {
        SavedModel file = new(Trained());
        file.Replace("[30,30,30,30]", "[2147483647,2147483647,2147483647,2147483647]");
        file.Replace("[60,60,0]", "[2147483647,2147483647,2147483647]");

        // The rest of the columns is as it was.
        Assert.Contains("d", file.Load().Pipeline!.Drift(Others).Select(drift => drift.Column));
    }

    [Fact]
    public void A_very_wide_table_keeps_no_profiles()
    {
        string[] names = [.. Enumerable.Range(0, 1001).Select(i => $"x{i}")];
        Table table = Csv.Table($"{string.Join(',', names)},y\n" + string.Concat(Enumerable.Range(0, 50).Select(row => $"{string.Join(',', names.Select((_, i) => (row * i) % 97))},{row % 2}\n")));
        TablePipeline pipeline = TablePipeline.Fit(table);
        Dataset data = pipeline.ToDataset(table);

        Assert.DoesNotContain("profile", new SavedModel(new Model(Network.Build(data.Inputs, 1, [Layer.Dense(2, Activation.Softmax)]), data, pipeline: pipeline)).Document);
        Assert.Empty(pipeline.Drift(table));
    }

    private static Model Trained()
    {
        TablePipeline pipeline = TablePipeline.Fit(Rows);
        Dataset data = pipeline.ToDataset(Rows);
        return new Model(Network.Build(data.Inputs, seed: 3, [Layer.Dense(2, Activation.Softmax)]), data, pipeline: pipeline);
    }
}
