namespace Descent.Models;

/// <summary>Says in one line why a file could not be written and what to do.</summary>
internal static class AtomicFileErrors
{
    private const int ErrorNoSpaceUnix = 28;
    private const int ErrorQuotaLinux = 122;
    private const int ErrorDiskFullWindows = unchecked((int)0x80070070);
    private const int ErrorHandleDiskFullWindows = unchecked((int)0x80070027);

    /// <summary>Refuses what must not be replaced before anything is written.</summary>
    public static void RequireReplaceable(string target)
    {
        if (Path.EndsInDirectorySeparator(target) || Directory.Exists(target))
            throw new Refusal("it is a folder; name a file in it");
        if (File.Exists(target) && File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
            throw new Refusal("it is write-protected; remove the protection or choose another name");
    }

    public static IOException Explain(string path, Exception error) =>
        new($"cannot write {Excerpt.Quoted(path, 400)}: {Reason(path, error)}", error);

    private static string Reason(string path, Exception error)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        return error switch
        {
            UnauthorizedAccessException => $"no permission to write in {Quoted(folder)}; change the permissions or choose another folder",
            PathTooLongException => "the name is too long; choose a shorter one",
            FileNotFoundException or DirectoryNotFoundException when File.Exists(folder) => $"{Quoted(folder)} is a file, not a folder; choose another path",
            FileNotFoundException or DirectoryNotFoundException when !Directory.Exists(folder) => $"the folder {Quoted(folder)} does not exist; create it or choose another",
            FileNotFoundException or DirectoryNotFoundException => $"no file can be created in {Quoted(folder)}; choose another folder",
            { HResult: ErrorNoSpaceUnix or ErrorQuotaLinux or ErrorDiskFullWindows or ErrorHandleDiskFullWindows } => "no space is left; free some or choose another disk",
            Refusal => error.Message,
            _ => $"{Excerpt.Of(error.Message, 400)}; check the disk or choose another path",
        };
    }

    private static string Quoted(string path) => Excerpt.Quoted(path, 400);

    private sealed class Refusal(string message) : IOException(message);
}
