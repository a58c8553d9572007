using System.Text.Json;
using Xunit;

[assembly: AssemblyFixture(typeof(Descent.Cli.Tests.Running.TrainedModels))]

namespace Descent.Cli.Tests.Running;

/// <summary>Models that the program has trained once for all tests that read one.</summary>
public sealed class TrainedModels : IDisposable
{
    private readonly Tool _tool = new();

    public TrainedModels()
    {
        DigitsJson = _tool.Call("train digits --epochs 3 --hidden 32 --json --quiet --out digits.safetensors").Done().Output;
        _tool.Call("train iris --epochs 20 --hidden 8 --quiet --out iris.safetensors").Done();
        _tool.Write("numbers.csv", NumbersCsv);
        _tool.Call("train numbers.csv --epochs 300 --hidden none --learning-rate 0.02 --quiet --out numbers.safetensors").Done();
    }

    public string Digits => _tool.PathOf("digits.safetensors");

    /// <summary>What train --json said of it.</summary>
    public string DigitsJson { get; }

    public string Iris => _tool.PathOf("iris.safetensors");

    /// <summary>A regression of y = 2a − b.</summary>
    public string Numbers => _tool.PathOf("numbers.safetensors");

    public string NumbersData => _tool.PathOf("numbers.csv");

    public static string NumbersCsv => "a,b,y\n" + string.Concat(
        from a in Enumerable.Range(0, 10) from b in Enumerable.Range(0, 10) select FormattableString.Invariant($"{a},{b},{(2 * a) - b + 0.25}\n"));

    public void Dispose() => _tool.Dispose();

    internal static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
