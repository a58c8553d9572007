using System.Text.Json;
using Descent.Cli.Tests.Running;
using Xunit;

namespace Descent.Cli.Tests;

public sealed class CheckpointTests : IDisposable
{
    private const string Train = "train iris --hidden 16 --epochs 12 --validation 0.2 --json --quiet";

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void A_folder_without_checkpoints_begins_anew_and_says_so()
    {
        string whole = Sha256(_tool.Call(Train).Done());
        ToolResult result = _tool.Call($"{Train} --checkpoint state --resume").Done();
        Assert.Equal(whole, Sha256(result));
        Assert.Equal("there is no checkpoint in state yet: the training begins anew\n", result.Error);
        Assert.Equal(3, Directory.GetFiles(_tool.PathOf("state"), "epoch-*.safetensors").Length);
    }

    [Fact]
    public void A_finished_training_says_so_and_writes_the_same_model()
    {
        _tool.Call($"{Train} --checkpoint state").Done();
        byte[] model = File.ReadAllBytes(_tool.PathOf("model.safetensors"));
        File.Delete(_tool.PathOf("model.safetensors"));
        ToolResult result = _tool.Call($"{Train} --checkpoint state --resume --threads 1").Done();
        Assert.StartsWith("the training is finished after ", result.Error, StringComparison.Ordinal);
        Assert.EndsWith(": nothing is left to train\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(model, File.ReadAllBytes(_tool.PathOf("model.safetensors")));
    }

    [Theory]
    [InlineData("--ensemble 3", 3)]
    [InlineData("--cv 2", 3)]
    public void Several_finished_trainings_say_so_and_write_the_same_model(string option, int trainings)
    {
        string train = $"{Train.Replace("--json ", "", StringComparison.Ordinal)} {option}";
        _tool.Call($"{train} --checkpoint state").Done();
        byte[] model = File.ReadAllBytes(_tool.PathOf("model.safetensors"));
        File.Delete(_tool.PathOf("model.safetensors"));
        ToolResult result = _tool.Call($"{train} --checkpoint state --resume --threads 1").Done();
        Assert.Equal(trainings, result.ErrorLines.Count(line => line.EndsWith(": nothing is left to train", StringComparison.Ordinal)));
        Assert.Equal(model, File.ReadAllBytes(_tool.PathOf("model.safetensors")));
    }

    [Theory]
    [InlineData("--ensemble 2")]
    [InlineData("--ensemble 4")]
    public void Another_number_of_networks_takes_those_that_are_there_and_trains_what_is_missing(string option)
    {
        string train = Train.Replace("--json ", "", StringComparison.Ordinal);
        _tool.Call($"{train} {option} --out whole").Done();
        _tool.Call($"{train} --ensemble 3 --checkpoint state").Done();
        ToolResult result = _tool.Call($"{train} {option} --checkpoint state --resume --out resumed").Done();
        Assert.Equal(option == "--ensemble 2" ? 2 : 3, result.ErrorLines.Count(line => line.EndsWith(": nothing is left to train", StringComparison.Ordinal)));
        Assert.Equal(File.ReadAllBytes(_tool.PathOf("whole")), File.ReadAllBytes(_tool.PathOf("resumed")));
    }

    [Theory]
    [InlineData("--batch-size 10", "batch size: was 32, is 10")]
    [InlineData("--optimizer adamw", "optimizer: was adam, is adamw")]
    [InlineData("--activation tanh", "layer 1, activation: was relu, is tanh")]
    [InlineData("--seed 7", "seed: was 42, is 7")]
    [InlineData("--scaling none", "training rows: was ")]
    public void A_checkpoint_of_other_settings_is_refused_with_the_difference(string option, string difference)
    {
        _tool.Call($"{Train} --checkpoint state").Done();
        ToolResult result = _tool.Call($"{Train} --checkpoint state --resume {option}");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: the checkpoints in 'state' are of another training (", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(difference, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_checkpoints_is_not_begun_anew_by_mistake()
    {
        _tool.Call($"{Train} --checkpoint state").Done();
        ToolResult result = _tool.Call($"{Train} --checkpoint state");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: 'state' holds checkpoints of a training already", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_newest_checkpoint_is_named_and_the_one_before_is_used()
    {
        string whole = Sha256(_tool.Call($"{Train} --checkpoint state").Done());
        string newest = Directory.GetFiles(_tool.PathOf("state"), "epoch-*").Order(StringComparer.Ordinal).Last();
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..^5]);
        ToolResult result = _tool.Call($"{Train} --checkpoint state --resume").Done();
        Assert.Equal(whole, Sha256(result));
        Assert.StartsWith($"warning: {Path.Combine("state", Path.GetFileName(newest))}: checksum: found ", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith("resumed after ", result.ErrorLines[1], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Contains(Path.GetFileName(newest), json.RootElement.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--resume")]
    [InlineData("--checkpoint-every 2")]
    [InlineData("--checkpoint-minutes 1")]
    public void Options_of_checkpoints_need_a_folder(string option)
    {
        ToolResult result = _tool.Call($"train iris {option}");
        Assert.Equal((2, $"error: {option.Split(' ')[0]} needs to know where the checkpoints are; give --checkpoint DIR too\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void A_place_that_is_no_folder_is_named()
    {
        _tool.Write("state", "a file");
        ToolResult result = _tool.Call("train iris --checkpoint state --quiet");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: cannot write 'state", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(_tool.PathOf("model.safetensors")));
    }

    private static string Sha256(ToolResult result)
    {
        using var json = JsonDocument.Parse(result.Output);
        return json.RootElement.GetProperty("sha256").GetString()!;
    }
}
