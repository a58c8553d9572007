namespace Descent.Benchmarks;

/// <summary>The folders that are read and written, found from where the program lies.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Peers => Path.Combine(Root, "benchmarks", "peers");

    public static string Docs(string name)
    {
        string path = Path.Combine(Root, "docs", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Descent.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The benchmarks must be run from their repository: no folder above the program has Descent.slnx.");
    }
}
