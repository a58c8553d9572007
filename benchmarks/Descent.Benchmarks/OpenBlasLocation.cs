namespace Descent.Benchmarks;

/// <summary>Where Debian puts the OpenBLAS that shares its threads with OpenMP; PyTorch and our C trainer use it as well.</summary>
internal static class OpenBlasLocation
{
    public const string FileName = "libopenblas.so.0";

    /// <summary>The folder; null where it is not installed.</summary>
    public static string? Folder { get; } = Directory.Exists("/usr/lib")
        ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*")
            .Select(folder => Path.Combine(folder, "openblas-openmp"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, FileName)))
        : null;
}
