using System.Diagnostics;
using Descent.Cli.Tests.Running;
using Descent.Models;
using Xunit;

namespace Descent.Cli.Tests;

public sealed class InterruptionTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [InlineData("0", "interrupted in epoch ", "; the model so far is in model.safetensors")]
    [InlineData("0.2", "interrupted in epoch ", " is in model.safetensors")]
    public void Interrupted_training_saves_the_best_model_so_far_and_says_where(string validation, string start, string end)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a signal");
        using Process process = _tool.Start([], "train", "digits", "--epochs", "20000", "--hidden", "16", "--validation", validation);
        string first = process.StandardError.ReadLine()!;
        Assert.StartsWith("epoch ", first, StringComparison.Ordinal);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        using (Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            kill.WaitForExit();
        ToolResult result = Tool.Finish(process, output, error);

        Assert.Equal((130, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(start, result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.EndsWith(end, result.ErrorLines[^1], StringComparison.Ordinal);
        TrainingRecord record = Model.Load(_tool.PathOf("model.safetensors")).Training!;
        Assert.Equal("interrupted", record.StopReason);
        Assert.InRange(record.EpochsRun, 1, 19_999);
        Assert.Empty(record.Metrics);
    }

    [Theory]
    [InlineData("--validation 0.2", "the report of it is in page.html", true)]
    [InlineData("--cv 2", "no report was written: the rows that it is measured on are those of the folds, and those were not done", false)]
    public void Interrupted_training_reports_on_what_there_is_or_says_why_not(string option, string note, bool isWritten)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a signal");
        using Process process = _tool.Start([], [.. "train digits --epochs 20000 --hidden 16 --report page.html".Split(' '), .. option.Split(' ')]);
        Assert.Contains("epoch ", process.StandardError.ReadLine()!, StringComparison.Ordinal);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        using (Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            kill.WaitForExit();
        ToolResult result = Tool.Finish(process, output, error);

        Assert.Equal((130, ""), (result.ExitCode, result.Output));
        Assert.Equal(note, result.ErrorLines[^1]);
        Assert.Equal(isWritten, File.Exists(_tool.PathOf("page.html")));
        if (!isWritten)
            return;
        string page = File.ReadAllText(_tool.PathOf("page.html"));
        Assert.Contains("The training was interrupted in epoch ", page, StringComparison.Ordinal);
        Assert.Contains(" of 449 held-back rows are right", page, StringComparison.Ordinal);
        Assert.Contains("id=\"learning\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Reader_that_goes_away_is_no_error()
    {
        // Far more than a pipe holds, so the program meets the closed pipe.
        using Process process = _tool.Start([], "data", "digits");
        process.StandardOutput.ReadLine();
        process.StandardOutput.Close();

        ToolResult result = Tool.Finish(process, Task.FromResult(""), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Full_disk_behind_standard_output_is_an_error()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", $"dotnet exec '{Tool.Program}' data > /dev/full"]) { RedirectStandardError = true })!;
        ToolResult result = Tool.Finish(process, Task.FromResult(""), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));

        Assert.Equal((1, "error: cannot write to standard output: No space left on device\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void On_a_terminal_progress_is_drawn_and_the_plan_comes_first()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "needs script to make a terminal");
        var start = new ProcessStartInfo("script", ["-qec", $"dotnet exec '{Tool.Program}' train digits --epochs 30", "/dev/null"])
        {
            WorkingDirectory = _tool.Folder,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        using Process process = Process.Start(start)!;
        ToolResult result = Tool.Finish(process, process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), Task.FromResult(""));

        Assert.Equal(0, result.ExitCode);
        int plan = result.Output.IndexOf("Network", StringComparison.Ordinal);
        int progress = result.Output.IndexOf("epoch ", StringComparison.Ordinal);
        int outcome = result.Output.IndexOf("Result", StringComparison.Ordinal);
        Assert.True(0 <= plan && plan < progress && progress < outcome, $"plan {plan}, progress {progress}, result {outcome}");
        Assert.Contains('\e', result.Output);
    }
}
