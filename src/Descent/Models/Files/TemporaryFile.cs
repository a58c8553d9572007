using System.Security.Cryptography;

namespace Descent.Models;

/// <summary>The names under which files are written before they get their own.</summary>
internal static class TemporaryFile
{
    private const string Prefix = ".descent-";
    private const string Suffix = ".tmp";

    /// <summary>Far longer than writing a file takes: what is older was left by a program that was killed.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>A name in the folder of the target that nothing has.</summary>
    public static string Beside(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $"{Prefix}{RandomNumberGenerator.GetHexString(16, lowercase: true)}{Suffix}");

    /// <summary>Removes what killed programs left in a folder; what cannot be removed stays for another time.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isOwned">Whether nobody else writes there, so that nothing is being written now.</param>
    /// <param name="files">The system.</param>
    public static void CleanUp(string folder, bool isOwned, IFileLayer files)
    {
        try
        {
            foreach (string path in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix))
            {
                if (isOwned || DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > Abandoned)
                    Remove(path, files);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed has nothing that could be cleaned.
        }
    }

    /// <summary>Removes a file if that is possible; where something failed before, the first error is the one to report.</summary>
    public static void Remove(string path, IFileLayer files)
    {
        try
        {
            files.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
