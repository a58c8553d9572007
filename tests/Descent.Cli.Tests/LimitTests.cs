using System.Diagnostics;
using Descent.Cli.Tests.Running;
using Descent.Models;
using Xunit;

namespace Descent.Cli.Tests;

/// <summary>What happens at the limits of the machine: one line, the right exit code, nothing half-written.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Memory_that_does_not_suffice_is_one_line()
    {
        ToolResult result = _tool.RunWith([("DOTNET_GCHeapHardLimit", "0x8000000")], "", "train", "iris", "--hidden", "8000,8000", "--quiet");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Equal("error: there is not enough memory; make the network, the batch or the data smaller\n", result.Error);
        Assert.Empty(Directory.GetFileSystemEntries(_tool.Folder));
    }

    [Theory]
    [InlineData("train digits --epochs 1 --quiet --out disk/model.safetensors", "model.safetensors")]
    [InlineData("train digits --epochs 3 --quiet --checkpoint disk", "epoch-000001.safetensors")]
    [InlineData("data digits --out disk/digits.csv", "digits.csv")]
    [InlineData("predict model.safetensors digits --out disk/predictions.csv", "predictions.csv")]
    public void A_full_disk_is_one_line_and_leaves_nothing(string call, string file)
    {
        _tool.Call("train digits --hidden 8 --epochs 1 --quiet").Done();
        Directory.CreateDirectory(_tool.PathOf("disk"));
        Assert.SkipUnless(Sh("unshare -rm mount -t tmpfs -o size=64k none disk").ExitCode == 0, "needs a small disk of its own");

        ToolResult result = Sh($"unshare -rm sh -c \"mount -t tmpfs -o size=64k none disk && dotnet exec '{Tool.Program}' {call}; code=\\$?; ls -A disk | grep -v '^.lock' >&2; exit \\$code\"");
        Assert.Equal((1, $"error: cannot write 'disk/{file}': no space is left; free some or choose another disk\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void A_folder_in_which_nothing_may_be_written_is_named_before_the_training()
    {
        Assert.SkipUnless(Directory.Exists("/sys"), "needs a folder in which nobody can create files");
        foreach (string option in (string[])["--out /sys/model", "--checkpoint /sys"])
        {
            ToolResult result = _tool.Call($"train iris --hidden 8 --quiet {option}");
            Assert.Equal((1, ""), (result.ExitCode, result.Output));
            Assert.EndsWith("no permission to write in '/sys'; change the permissions or choose another folder", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_tool.Folder));
    }

    [Fact]
    public void A_reader_of_predictions_that_goes_away_is_no_error()
    {
        _tool.Call("train digits --hidden 8 --epochs 1 --quiet").Done();
        ToolResult result = Sh($"dotnet exec '{Tool.Program}' predict model.safetensors digits | head -1");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("prediction,", Assert.Single(result.OutputLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_vanishes_while_it_trains_is_one_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "an open folder cannot be removed there");
        Directory.CreateDirectory(_tool.PathOf("out"));
        using Process process = _tool.Start([], "train", "digits", "--epochs", "150", "--hidden", "16", "--out", "out/model.safetensors");
        Assert.StartsWith("epoch ", process.StandardError.ReadLine(), StringComparison.Ordinal);
        Directory.Delete(_tool.PathOf("out"), recursive: true);
        ToolResult result = Tool.Finish(
            process, process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Equal($"error: cannot write 'out/model.safetensors': the folder '{_tool.PathOf("out")}' does not exist; create it or choose another", result.ErrorLines[^1]);
    }

    [Fact]
    public void Ctrl_C_saves_the_model_and_a_checkpoint_in_under_two_seconds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a signal");
        string[] train = ["train", "digits", "--epochs", "400", "--hidden", "16", "--checkpoint", "state", "--checkpoint-every", "1000"];
        using Process process = _tool.Start([], train);
        Assert.StartsWith("epoch ", process.StandardError.ReadLine(), StringComparison.Ordinal);
        var clock = Stopwatch.StartNew();
        ToolResult result = Interrupt(process);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
        Assert.Equal(130, result.ExitCode);
        Assert.EndsWith(" is in model.safetensors; --checkpoint state --resume goes on", result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal("interrupted", Model.Load(_tool.PathOf("model.safetensors")).Training!.StopReason);
        Assert.Single(Directory.GetFiles(_tool.PathOf("state"), "epoch-*"));

        _tool.Run([.. train, "--resume"]).Done();
        byte[] resumed = File.ReadAllBytes(_tool.PathOf("model.safetensors"));
        _tool.Run(train[..6]).Done();
        Assert.Equal(File.ReadAllBytes(_tool.PathOf("model.safetensors")), resumed);
    }

    [Fact]
    public void A_second_Ctrl_C_ends_the_program_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a signal");

        // One batch of it takes seconds, and the first signal waits for its end.
        using Process process = _tool.Start([], "train", "digits", "--hidden", "3000,3000,3000", "--batch-size", "1400", "--epochs", "50", "--checkpoint", "state", "--threads", "1", "--resume");
        Assert.StartsWith("there is no checkpoint", process.StandardError.ReadLine(), StringComparison.Ordinal);
        Thread.Sleep(300);
        Signal(process);
        Thread.Sleep(100);
        Assert.False(process.HasExited);
        var clock = Stopwatch.StartNew();
        ToolResult result = Interrupt(process);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
        Assert.Equal((130, ""), (result.ExitCode, result.Output));
        Assert.False(File.Exists(_tool.PathOf("model.safetensors")));
    }

    private static ToolResult Interrupt(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Signal(process);
        return Tool.Finish(process, output, error);
    }

    private static void Signal(Process process)
    {
        using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private ToolResult Sh(string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", command])
        {
            WorkingDirectory = _tool.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        return Tool.Finish(
            process, process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
