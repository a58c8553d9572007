namespace Descent.Cli.Calls;

/// <summary>How the program was started, for the commands that it suggests.</summary>
internal static class Invocation
{
    /// <summary>Where the program runs from a clone, what to type for <c>descent</c>; otherwise null.</summary>
    public static string? CloneHint
    {
        get
        {
            // …/src/Descent.Cli/bin/Release/net10.0/
            string? project = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))));
            if (project is null || !File.Exists(Path.Combine(project, "Descent.Cli.csproj")))
                return null;
            return $"descent is here: dotnet run -c Release --project {Path.GetRelativePath(Environment.CurrentDirectory, project)} --";
        }
    }
}
