namespace Descent.Tests;

/// <summary>The files of the repository, for tests that keep them true.</summary>
internal static class Repository
{
    /// <summary>The folder of Descent.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder by its path from the root.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>The C# files that people wrote in a folder, by their path from the root, with forward slashes.</summary>
    public static IEnumerable<string> SourceFiles(string folder) =>
        from file in Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Split('/').Any(part => part is "bin" or "obj")
        orderby path
        select path;

    // Not [CallerFilePath]: a deterministic build replaces the folder that it names.
    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Descent.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"Descent.slnx is in no folder above {AppContext.BaseDirectory}; run the tests from the repository.");
    }
}
