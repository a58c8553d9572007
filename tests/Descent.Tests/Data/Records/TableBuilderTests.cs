using System.Data;
using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;
using Xunit;

namespace Descent.Tests.Data.Records;

public class TableBuilderTests
{
    private static readonly DateTime Start = new(2024, 2, 29, 18, 0, 0);

    private static readonly Person[] People =
    [
        new(20, "Rome", true, Start, false),
        new(null, null, false, Start.AddDays(1), true),
        new(50, "Oslo", null, null, true),
        new(60, "Rome", true, Start.AddYears(1), false),
    ];

    private static TableBuilder<Person> Columns => new TableBuilder<Person>()
        .Numeric("age", person => person.Age)
        .Category("city", person => person.City)
        .Boolean("member", person => person.Member)
        .Date("joined", person => person.Joined)
        .Target("left", person => person.Left);

    [Fact]
    public void Objects_and_rows_of_a_file_make_the_same_features()
    {
        Table records = Columns.Build(People);
        Table file = Formats.Csv.Table(
            "age,city,member,joined,left\n20,Rome,true,2024-02-29T18:00,false\n,,false,2024-03-01T18:00,true\n50,Oslo,,,true\n60,Rome,true,2025-02-28 18:00:00,false\n");
        TablePipeline pipeline = TablePipeline.Fit(records);

        Assert.Equal(pipeline.FeatureNames, TablePipeline.Fit(file).FeatureNames);
        Assert.Equal(pipeline.Encode(file), pipeline.Encode(records));
        Assert.Equal(["false", "true"], pipeline.ToDataset(records).Classes);
    }

    [Fact]
    public async Task A_stream_of_objects_is_read_like_a_list()
    {
        Table table = await Columns.BuildAsync(Stream(), cancellationToken: TestContext.Current.CancellationToken);
        TablePipeline pipeline = TablePipeline.Fit(table);

        Assert.Equal(pipeline.Encode(Columns.Build(People)), pipeline.Encode(table));
    }

    [Fact]
    public void One_object_is_predicted_as_in_a_table_and_without_allocating()
    {
        Model model = Model();
        var predictor = new RecordPredictor<Person>(model, Columns);
        float[] all = model.Predict(Columns.Build(People));

        for (int row = 0; row < People.Length; row++)
        {
            Assert.Equal(all[(2 * row)..(2 * (row + 1))], predictor.Predict(People[row]).ToArray());
            Assert.Equal(all[2 * row] >= all[(2 * row) + 1] ? "false" : "true", predictor.PredictClass(People[row]));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            predictor.Predict(People[i % People.Length]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void One_object_is_predicted_by_all_networks_and_tempered_as_in_a_table_and_without_allocating()
    {
        Model first = Model();
        Network second = Network.Build(first.Network.Inputs, seed: 2, first.Network.Layers);
        Dataset schema = first.Pipeline!.ToDataset(Columns.Build(People));
        var model = Descent.Models.Model.OfEnsemble(
            new Ensemble(first.Network, second), schema, first.FeatureScaler, pipeline: first.Pipeline, calibration: new PredictionCalibration(1.7));
        var predictor = new RecordPredictor<Person>(model, Columns);
        float[] all = model.Predict(Columns.Build(People));

        for (int row = 0; row < People.Length; row++)
            Assert.Equal(all[(2 * row)..(2 * (row + 1))], predictor.Predict(People[row]).ToArray());

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            predictor.Predict(People[i % People.Length]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Columns_are_checked()
    {
        Assert.Equal(
            "There are two columns 'age'; expected different names.", Trimmed(() => Columns.Numeric("age", person => 1)));
        Assert.Equal("There is a target already, 'left'; expected one.", Trimmed(() => Columns.Target("age2", person => person.Age)));
        Assert.Throws<DataFormatException>(() => Columns.Build([]));
        Assert.Equal(
            "records: there is no column 'city', which the model needs; the columns are age",
            Assert.Throws<DataFormatException>(() => new RecordPredictor<Person>(Model(), new TableBuilder<Person>().Numeric("age", person => person.Age))).Message);
    }

    [Fact]
    public void Rows_of_a_database_are_read_with_their_types()
    {
        using var rows = new DataTable();
        rows.Columns.Add("age", typeof(decimal));
        rows.Columns.Add("city", typeof(string));
        rows.Columns.Add("member", typeof(bool));
        rows.Columns.Add("joined", typeof(DateTime));
        rows.Columns.Add("left", typeof(bool));
        foreach (Person person in People)
            rows.Rows.Add(person.Age ?? (object)DBNull.Value, person.City, person.Member ?? (object)DBNull.Value, person.Joined ?? (object)DBNull.Value, person.Left);

        using DataTableReader reader = rows.CreateDataReader();
        Table table = DataReaderTable.Read(reader, "left");
        TablePipeline pipeline = TablePipeline.Fit(Columns.Build(People));

        Assert.Equal(pipeline.FeatureNames, TablePipeline.Fit(table).FeatureNames);
        Assert.Equal(pipeline.Encode(Columns.Build(People)), pipeline.Encode(table));
        using DataTableReader again = rows.CreateDataReader();
        Assert.Equal(
            "rows: there is no column 'lefd'; did you mean 'left'? The columns are age, city, member, joined, left",
            Assert.Throws<DataFormatException>(() => DataReaderTable.Read(again, "lefd")).Message);
    }

    private static Model Model()
    {
        Table table = Columns.Build(People);
        TablePipeline pipeline = TablePipeline.Fit(table);
        Dataset data = pipeline.ToDataset(table);
        Network network = Network.Build(data.Inputs, seed: 1, [Layer.Dense(4, Activation.Tanh), Layer.Dense(2, Activation.Softmax)]);
        return new Model(network, data, FeatureScaler.Robust(data), pipeline: pipeline);
    }

    private static string Trimmed(Action action) => Assert.Throws<ArgumentException>(action).Message.Split(" (Parameter")[0];

    private static async IAsyncEnumerable<Person> Stream()
    {
        foreach (Person person in People)
        {
            await Task.Yield();
            yield return person;
        }
    }

    private sealed record Person(int? Age, string? City, bool? Member, DateTime? Joined, bool Left);
}
