using Descent.Cli.Tests.Running;
using Descent.Models;
using Xunit;

namespace Descent.Cli.Tests;

/// <summary>Networks that share layers, through the program.</summary>
public sealed class SubmodelTests : IDisposable
{
    private const string Train = "train iris --hidden 20,10 --epochs 4";

    private readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Train_and_inspect_say_how_many_networks_share_what()
    {
        string trained = Flat(_tool.Call($"{Train} --ensemble 2 --submodels 3").Done().Output);
        Assert.Contains("4 → 4 identity → 20 relu → 10 relu → 3 softmax", trained, StringComparison.Ordinal);
        Assert.Contains("842 parameters in 6 such networks, of which each 3 share the layers between", trained, StringComparison.Ordinal);
        string inspected = Flat(_tool.Call("inspect model.safetensors").Done().Output);
        Assert.Contains("6 of the shape below, of which each 3 share the layers between the first and the last, with 842 parameters", inspected, StringComparison.Ordinal);

        _tool.Call($"{Train} --submodels 3 --quiet").Done();
        Assert.Contains(
            "3 of the shape below, which share the layers between the first and the last, with 421 parameters",
            Flat(_tool.Call("inspect model.safetensors").Done().Output), StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_threads_changes_no_byte_of_the_model_and_a_program_predicts_as_the_tool_does()
    {
        _tool.Call($"{Train} --submodels 3 --threads 1 --quiet --out one.safetensors").Done();
        _tool.Call($"{Train} --submodels 3 --threads 3 --quiet --out three.safetensors").Done();
        Assert.Equal(File.ReadAllBytes(_tool.PathOf("one.safetensors")), File.ReadAllBytes(_tool.PathOf("three.safetensors")));

        Model model = Model.Load(_tool.PathOf("one.safetensors"));
        Assert.Equal(3, model.Ensemble.Members.Count);
        _tool.Call("check one.safetensors iris").Done();
        _tool.Call("explain one.safetensors iris --row 60").Done();
        _tool.Call("evaluate one.safetensors iris").Done();
    }

    [Fact]
    public void The_file_holds_what_is_shared_once()
    {
        _tool.Call("train iris --epochs 2 --hidden 200,200 --quiet --out alone.safetensors").Done();
        _tool.Call("train iris --epochs 2 --hidden 200,200 --submodels 8 --quiet --out shared.safetensors").Done();
        Assert.InRange(new FileInfo(_tool.PathOf("shared.safetensors")).Length, 0, 1.2 * new FileInfo(_tool.PathOf("alone.safetensors")).Length);
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
