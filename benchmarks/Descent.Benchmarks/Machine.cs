using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Descent.Benchmarks;

/// <summary>What the numbers were measured on.</summary>
/// <param name="Processor">The processor as it names itself, with its cores and its widest vectors.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The version of .NET.</param>
internal sealed record Machine(string Processor, string System, string Runtime)
{
    /// <summary>On how many threads things are measured: one, and two where there are two.</summary>
    public static IReadOnlyList<int> ThreadCounts { get; } = [.. Enumerable.Range(1, Math.Min(2, Environment.ProcessorCount))];

    public static Machine This() => new(
        $"{Environment.ProcessorCount} cores of {ProcessorName()}, {Vectors()}", OperatingSystemName(), RuntimeInformation.FrameworkDescription);

    private static string ProcessorName() => Value("/proc/cpuinfo", "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string OperatingSystemName() =>
        Value("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription;

    private static string Vectors() => Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vectors";

    private static string? Value(string file, string key, char separator)
    {
        if (!File.Exists(file))
            return null;
        string? line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
        return line?[(line.IndexOf(separator) + 1)..].Trim();
    }
}
