using System.Globalization;
using System.Text.Json;
using Descent.Cli.Tests.Running;
using Xunit;

namespace Descent.Cli.Tests.Reports;

/// <summary>--report of train and evaluate.</summary>
public sealed class ReportCommandTests(TrainedModels models) : IDisposable
{
    private const string Train = "train table.csv --target y --epochs 5 --hidden 8 --ensemble 2 --validation 0.2 --report page.html";

    private readonly Tool _tool = new();

    // Numbers with gaps, categories, a column that identifies rows, and classes that follow from both.
    private static string Csv => "id,size,colour,y\n" + string.Concat(Enumerable.Range(0, 120).Select(i => string.Create(
        CultureInfo.InvariantCulture, $"row-{i},{(i % 9 == 0 ? "" : (i * 7 % 50).ToString(CultureInfo.InvariantCulture))},{(i % 3 == 0 ? "<red>" : "blue")},{(i * 7 % 50 > 25 ? "yes" : "no")}\n")));

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Train_writes_a_page_with_the_numbers_of_its_json()
    {
        _tool.Write("table.csv", Csv);
        ToolResult result = _tool.Call($"{Train} --json").Done();
        JsonElement json = TrainedModels.Json(result.Output);
        string page = Page();

        Assert.Contains("the report is in page.html", result.ErrorLines);
        double accuracy = json.GetProperty("metrics").GetProperty("test").GetProperty("accuracy").GetDouble();
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"<strong>{100 * accuracy:F1}\u00A0%</strong>"), page, StringComparison.Ordinal);
        Assert.Contains(json.GetProperty("sha256").GetString()!, page, StringComparison.Ordinal);
        Assert.Contains($"<code><span>descent</span> <span>{Train.Replace(" ", "</span> <span>", StringComparison.Ordinal)}</span> <span>--json</span></code>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;red&gt; 33 %", page, StringComparison.Ordinal);
        Assert.Contains("different texts in ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<red>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_of_equal_runs_are_equal()
    {
        _tool.Write("table.csv", Csv);
        _tool.Call($"{Train} --quiet").Done();
        string first = Page();
        ToolResult second = _tool.Call($"{Train} --quiet").Done();

        Assert.Equal(first, Page());
        Assert.Equal("", second.Error);
    }

    [Fact]
    public void Mistakes_stand_with_their_cells_and_their_numbers_in_the_file()
    {
        _tool.Write("table.csv", Csv);
        _tool.Call($"{Train} --quiet").Done();
        string page = Page();
        string table = page[page.IndexOf("id=\"mistakes\"", StringComparison.Ordinal)..];
        string body = table[table.IndexOf("<tbody>", StringComparison.Ordinal)..];
        string[] cells = [.. body[..body.IndexOf("</tr>", StringComparison.Ordinal)]
            .Split('\n').Where(line => line.Contains("</t", StringComparison.Ordinal)).Select(line => System.Text.RegularExpressions.Regex.Replace(line, "<[^>]*>", ""))];

        int number = int.Parse(cells[0], CultureInfo.InvariantCulture);
        string[] line = Csv.Split('\n')[number].Split(',');
        Assert.Equal(line[0], cells[4]);
        Assert.Equal(line[1].Length == 0 ? "missing" : line[1], cells[5]);
        Assert.Equal(line[3], cells[1]);
        Assert.NotEqual(line[3], cells[2]);
    }

    [Fact]
    public void Evaluate_writes_a_page_of_a_regression_and_of_digits()
    {
        _tool.Run("evaluate", models.Numbers, models.NumbersData, "--report", "page.html").Done();
        Assert.Contains("Predicted against actual", Page(), StringComparison.Ordinal);
        _tool.Run("evaluate", models.Digits, "digits", "--report", "page.html").Done();
        Assert.Contains("class=\"image\"", Page(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train iris --report nowhere/page.html", 1, "cannot write 'nowhere/page.html': ")]
    [InlineData("train iris --report model.safetensors", 2, "--report is 'model.safetensors', which is the model; give another name")]
    [InlineData("train table.csv --report table.csv", 2, "--report is 'table.csv', which the call reads; give another name")]
    public void A_report_that_cannot_be_written_is_refused_before_the_training(string call, int code, string message)
    {
        _tool.Write("table.csv", Csv);
        ToolResult result = _tool.Call(call);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["table.csv"], Directory.GetFileSystemEntries(_tool.Folder).Select(Path.GetFileName));
    }

    private string Page() => File.ReadAllText(_tool.PathOf("page.html"));
}
