using Descent.Data;
using Descent.Tabular;
using Descent.Tests.Formats;
using Xunit;

namespace Descent.Tests.Tabular;

/// <summary>Tables that nobody would train on, which must end in a model of finite predictions or in one line that says why not.</summary>
public class HostileTableTests
{
    private static readonly Dictionary<string, string> Tables = new()
    {
        ["one column"] = "y\na\nb\na\nb\na\nb\na\nb\n",
        ["two rows"] = "x,y\n1,a\n2,b\n",
        ["two rows of numbers"] = "x,y\n1,1.5\n2,2.5\n",
        ["one row"] = "x,y\n1,a\n",
        ["three rows of three classes"] = "x,y\n1,a\n2,b\n3,c\n",
        ["constant number"] = "x,y\n" + Lines(30, row => $"{row},7.5"),
        ["constant whole number"] = "x,y\n" + Lines(30, row => $"{row},7"),
        ["one class"] = "x,y\n" + Lines(30, row => $"{row},only"),
        ["a class of one row"] = "x,y\n" + Lines(30, row => $"{row},{(row == 17 ? "c" : row % 2 == 0 ? "a" : "b")}"),
        ["all cells missing"] = "x,z,y\n" + Lines(30, row => $",NA,{row % 2}"),
        ["all targets missing"] = "x,y\n" + Lines(30, row => $"{row},"),
        ["one target known"] = "x,y\n" + Lines(30, row => $"{row},{(row == 3 ? "1.5" : "")}"),
        ["more columns than rows"] = string.Join(',', Enumerable.Range(0, 300).Select(i => $"c{i}")) + ",y\n" + Lines(8, row => string.Join(',', Enumerable.Range(0, 300).Select(i => (row * i * 7919) % 97)) + $",{row % 2}"),
        ["texts of NaN"] = "x,z,y\n" + Lines(30, row => $"{(row % 2 == 0 ? "NaN" : row)},nan,{(row % 3 == 0 ? "NaN" : row % 3 == 1 ? "inf" : "-inf")}"),
        ["infinite cells"] = "x,y\n" + Lines(30, row => $"{(row % 2 == 0 ? "inf" : row)},{row % 2}"),
        ["huge features"] = "x,y\n" + Lines(40, row => $"{(row % 2 == 0 ? "" : "-")}{row}e30,{row % 2}"),
        ["one huge feature"] = "x,y\n" + Lines(40, row => $"{(row == 5 ? "1e30" : row)},{row % 3}.5"),
        ["huge targets"] = "x,y\n" + Lines(40, row => $"{row},{(row % 2 == 0 ? "" : "-")}{row}.5e30"),
        ["one huge target"] = "x,y\n" + Lines(60, row => $"{row},{(row == 5 ? "1e30" : $"{row}.5")}"),
        ["the largest targets"] = "x,y\n" + Lines(40, row => $"{row},{(row % 2 == 0 ? "" : "-")}3.4e38"),
        ["the smallest numbers"] = "x,y\n" + Lines(40, row => $"{row}e-44,{row}.5e-43"),
        ["a name of emoji"] = "🦊🌧️,👩‍👩‍👧\n" + Lines(30, row => $"{row},{"ab"[row % 2]}"),
        ["classes of emoji"] = "x,y\n" + Lines(30, row => $"{row},{(row % 2 == 0 ? "🦊" : "🌧️")}"),
        ["one of 501 rows is of the other class"] = "x,y\n" + Lines(501, row => $"{row},{(row == 250 ? "yes" : "no")}"),
        ["one of 501 targets is another number"] = "x,y\n" + Lines(501, row => $"{row},{(row == 250 ? 1 : 0)}"),
        ["only identifiers"] = "id,y\n" + Lines(40, row => $"user-{row:D5},{row % 2}"),
        ["every row the same"] = "x,z,y\n" + Lines(40, _ => "1,a,0"),
        ["every target another text"] = "x,y\n" + Lines(40, row => $"{row},word{row}"),
        ["a date that is the only feature"] = "d,y\n" + Lines(40, row => $"2024-02-{1 + (row % 29):D2},{row % 2}"),
    };

    private static readonly Dictionary<string, TableTrainerOptions> Ways = new()
    {
        ["as it is"] = new() { Epochs = 3, Hidden = [4], Seed = 1 },
        ["classification"] = new() { Epochs = 3, Hidden = [4], Seed = 1, Task = TaskKind.Classification, ClassWeights = ClassWeighting.Balanced, LabelSmoothing = 0.1, MeasureImportance = true },
        ["regression"] = new() { Epochs = 3, Hidden = [4], Seed = 1, Task = TaskKind.Regression, TargetTransform = TargetTransform.YeoJohnson, MeasureImportance = true },
        ["ensemble"] = new() { Epochs = 2, Hidden = [4], Seed = 1, Members = 2, Validation = 0.2f, Bins = 4, Scaling = FeatureScaling.Robust },
        ["folds"] = new() { Epochs = 2, Hidden = [4], Seed = 1, Folds = 2, Scaling = FeatureScaling.MinMax, TargetTransform = TargetTransform.Log },
    };

    public static TheoryData<string, string> Cases => [.. from table in Tables.Keys from way in Ways.Keys select (table, way)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_hostile_table_gives_a_model_or_one_line(string name, string way)
    {
        try
        {
            Table table = Csv.Table(Tables[name]);
            TableTrainingResult result = new TableTrainer(Ways[way]).Train(table, cancellationToken: TestContext.Current.CancellationToken);
            Assert.DoesNotContain(result.Model.Predict(table), value => !float.IsFinite(value));
        }
        catch (Exception error) when (error.GetType() == typeof(DataFormatException) || error.GetType() == typeof(ArgumentException))
        {
            Assert.NotEmpty(error.Message);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void Most_of_them_can_be_learned_from()
    {
        // Otherwise the test above would see nothing but refusals.
        int learned = Tables.Values.Count(text =>
        {
            try
            {
                return new TableTrainer(Ways["as it is"]).Train(Csv.Table(text), cancellationToken: TestContext.Current.CancellationToken).Parts.Count > 0;
            }
            catch (Exception error) when (error is DataFormatException or ArgumentException)
            {
                return false;
            }
        });
        Assert.InRange(learned, Tables.Count / 2, Tables.Count - 5);
    }

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(row => line(row) + "\n"));
}
