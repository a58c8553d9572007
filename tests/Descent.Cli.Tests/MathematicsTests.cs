using System.Text.RegularExpressions;
using Descent.Cli.Tests.Running;
using Descent.Reference;
using Xunit;

namespace Descent.Cli.Tests;

/// <summary>
/// docs/mathematics.md shows what the program prints. A comment names the call, the block behind it holds lines of its
/// output in their order, where … stands for anything; a number in the text stands in one of the blocks.
/// </summary>
public sealed partial class MathematicsTests : IDisposable
{
    private const string Page = "docs/mathematics.md";

    private static readonly string Root = FindRoot();
    private static readonly string Text = File.ReadAllText(Path.Combine(Root, Page));

    private readonly Tool _tool = new();

    public static TheoryData<string> Calls => [.. Commands().Matches(Text).Select(match => match.Groups["call"].Value).Distinct()];

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_block_holds_what_its_call_prints(string call)
    {
        CopySpecs();
        ToolResult result = _tool.Call(call);
        Assert.True(result.Error.Length == 0, $"{Page}: descent {call}: {result.Error}");
        string[] printed = result.Output.Split('\n');
        foreach (Match block in Commands().Matches(Text).Where(match => match.Groups["call"].Value == call))
        {
            int next = 0;
            foreach (string line in block.Groups["lines"].Value.Split('\n').Where(line => line.Trim().Length > 0))
            {
                int found = Array.FindIndex(printed, next, candidate => Fits(line, candidate));
                Assert.True(found >= 0, $"{Page}: 'descent {call}' does not print{(next == 0 ? "" : $" behind '{printed[next - 1]}'")}\n{line}\nIt prints what follows; paste the part that the page shows.\n\n{result.Output}");
                next = found + 1;
            }
        }
    }

    [Fact]
    public void Every_file_that_is_shown_is_the_one_that_is_read()
    {
        MatchCollection files = Files().Matches(Text);
        Assert.NotEmpty(files);
        foreach (Match file in files)
        {
            string path = file.Groups["file"].Value;
            string content = File.ReadAllText(Path.Combine(Root, path));
            Assert.True(file.Groups["lines"].Value.TrimEnd() == content.TrimEnd(), $"{Page}: {path} is now\n\n{content}");
        }
    }

    [Fact]
    public void Every_number_in_the_text_stands_in_a_block()
    {
        HashSet<string> printed = [.. Commands().Matches(Text).SelectMany(block => Numbers().Matches(block.Value)).Select(number => number.Value)];
        string prose = Comments().Replace(Files().Replace(Commands().Replace(Text, ""), ""), "");
        string[] unknown = [.. Numbers().Matches(prose).Select(number => number.Value).Where(number => SignificantDigits(number) >= 3 && !printed.Contains(number)).Distinct()];

        Assert.True(unknown.Length == 0, $"{Page}: no block shows {string.Join(", ", unknown)}; take the digits from a block, or add the call that prints them");
    }

    [Fact]
    public void Every_block_of_output_names_its_call()
    {
        // Mathematics, programs and files name their language; output has none, and a comment before it.
        int blocks = Fences().Matches(Text).Count(block => block.Value.StartsWith("```\n", StringComparison.Ordinal));
        Assert.Equal(Commands().Count(Text), blocks);
    }

    [Fact]
    public void Program_in_the_text_is_this_one()
    {
        Assert.Equal(GradientVerdict.Agrees, Example().Verdict);
        string source = File.ReadAllText(Path.Combine(Root, "tests", "Descent.Cli.Tests", "MathematicsTests.cs"));
        string program = Assert.Single(Programs().Matches(Text)).Groups["lines"].Value;
        Assert.All(program.Split('\n'), line => Assert.Contains($"        {line}".TrimEnd() + "\n", source, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_specification_and_every_page_is_used_and_there()
    {
        foreach (string spec in Directory.GetFiles(Path.Combine(Root, "docs", "specs")).Select(file => "docs/specs/" + Path.GetFileName(file)))
            Assert.True(Text.Contains(spec, StringComparison.Ordinal), $"{Page} does not use {spec}");
        foreach (Match link in Links().Matches(Text))
            Assert.True(Path.Exists(Path.Combine(Root, "docs", link.Groups["path"].Value)), $"{Page} links to {link.Groups["path"].Value}");
    }

    private static GradientCheck Example()
    {
        static double Loss(ReadOnlySpan<double> w) => Math.Pow(Math.Tanh((w[0] * 1) + (w[1] * 2)) - 1, 2) / 2;

        double[] w = [0.5, -0.4];
        double a = Math.Tanh((w[0] * 1) + (w[1] * 2));
        double dz = (a - 1) * (1 - (a * a));
        GradientCheck check = GradientCheck.JudgeFunction(Loss, w, [dz * 1, dz * 2]);
        return check;
    }

    private static bool Fits(string line, string printed)
    {
        string pattern = string.Join(".*", line.TrimEnd().Split('…').Select(Regex.Escape));
        return Regex.IsMatch(printed.TrimEnd(), $"^{pattern}$", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static int SignificantDigits(string number) => number.Split('e')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length;

    private void CopySpecs()
    {
        Directory.CreateDirectory(_tool.PathOf("docs/specs"));
        foreach (string file in Directory.GetFiles(Path.Combine(Root, "docs", "specs")))
            File.Copy(file, _tool.PathOf($"docs/specs/{Path.GetFileName(file)}"));
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Descent.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"Descent.slnx is in no folder above {AppContext.BaseDirectory}; run the tests from the repository.");
    }

    [GeneratedRegex(@"^<!-- descent (?<call>.*?) -->\n\n?```\n(?<lines>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Commands();

    [GeneratedRegex(@"^<!-- file (?<file>\S+) -->\n\n?```json\n(?<lines>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Files();

    [GeneratedRegex(@"^```csharp\n(?<lines>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Programs();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();

    // Not the numbers of sections such as 5.1.2.
    [GeneratedRegex(@"(?<![\d.])\d+\.\d+(e[+-]?\d+)?(?![\d]|\.\d)")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\]\((?!http|#)(?<path>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Links();
}
