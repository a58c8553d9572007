using System.Text;
using System.Text.Json;
using Descent.Cli.Output;
using Descent.Cli.Tests.Running;
using Descent.Cli.Verification;
using Xunit;

namespace Descent.Cli.Tests;

public sealed class VerifyTests : IDisposable
{
    private readonly Tool _tool = new();

    /// <summary>
    /// Everything that chooses other machine code: registers, fused multiply-adds in software, no vectors at all, each tier
    /// of the compiler. The runtime reads these when it starts, so each is a process of its own.
    /// </summary>
    public static TheoryData<string> Settings =>
    [
        "DOTNET_EnableAVX512=0", "DOTNET_EnableAVX2=0", "DOTNET_EnableFMA=0", "DOTNET_EnableAVX=0", "DOTNET_EnableHWIntrinsic=0",
        "DESCENT_KERNELS=scalar", "DESCENT_KERNELS=vector128", "DESCENT_KERNELS=vector256", "DESCENT_KERNELS=vector512",
        "DOTNET_TieredCompilation=0", "DOTNET_TieredPGO=1", "DOTNET_ReadyToRun=0", "DOTNET_TC_QuickJitForLoops=0", "DOTNET_TC_QuickJit=0",
        "DOTNET_TC_OnStackReplacement=0", "DOTNET_PROCESSOR_COUNT=1", "DOTNET_gcServer=1", "LANG=tr_TR.UTF-8",
    ];

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_of_the_runtime_trains_the_published_bits(string setting)
    {
        string[] parts = setting.Split('=');
        ToolResult result = _tool.RunWith([(parts[0], parts[1])], "", "verify", "--threads", "2");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    [Fact]
    public void Any_number_of_threads_trains_the_published_bits()
    {
        string text = _tool.Run("verify").Done().Output;
        Assert.DoesNotContain("DIFFERENT", text, StringComparison.Ordinal);
        foreach (PinnedTraining training in PinnedTrainings.All)
            Assert.Contains(training.Sha256, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_documentation_publishes_what_the_tool_compares_with()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "reproducibility.md"));
        foreach (PinnedTraining training in PinnedTrainings.All)
            Assert.Contains($"| {training.Name} | `{training.Sha256}` |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_bits_are_shown_beside_the_published_ones()
    {
        VerificationReport report = VerificationReport.Run([PinnedTrainings.All[0], PinnedTrainings.All[1] with { Sha256 = "abc" }], [1, 2], TestContext.Current.CancellationToken);
        Assert.Equal(2, report.Differences);
        var text = new StringWriter();
        report.WriteText(text, new Ink(isOn: false));
        Assert.Matches($@"nesterov +1, 2 +{PinnedTrainings.All[0].Sha256} +ok", text.ToString());
        Assert.Matches($@"schedule +1, 2 +{PinnedTrainings.All[1].Sha256} +DIFFERENT", text.ToString());
        Assert.Matches(@"published +abc", text.ToString());

        using var stream = new MemoryStream();
        JsonText.Write(stream, report.WriteJson);
        JsonElement json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).RootElement;
        Assert.Equal(2, json.GetProperty("differences").GetInt32());
        Assert.Equal("abc", json.GetProperty("trainings")[3].GetProperty("expected").GetString());
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Descent.slnx")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
