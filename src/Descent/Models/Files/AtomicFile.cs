using System.Text;

namespace Descent.Models;

/// <summary>
/// Writes files so that a reader, or the next start after a crash, finds the old content or the new one and never a part:
/// the content goes to a temporary file in the same folder, to the disk, and then takes the name of the target.
/// </summary>
/// <remarks>
/// A link is followed: the file it points to is replaced and the link stays. The permissions of a file that is replaced
/// are kept (on Unix), its owner is not; a file that is write-protected is not replaced. Devices and pipes under
/// <c>/dev</c> and <c>/proc</c> are written to directly. A program killed while it writes leaves a file
/// <c>.descent-….tmp</c>, which a later write into the same folder removes when it is an hour old.
/// </remarks>
internal static class AtomicFile
{
    /// <summary>Replaces or creates a file with what <paramref name="write"/> writes.</summary>
    /// <exception cref="IOException">The file cannot be written; the message names it and says what to do. An existing file is as it was.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, DiskFiles.Instance);

    /// <summary>Replaces or creates a text file, in UTF-8 without a byte order mark and with line feeds.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });

    /// <summary>Finds out whether a file could be written now, before work is done whose result would be lost. It stays as it is.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void RequireWritable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Guarded(path, target =>
        {
            if (IsDevice(target))
                return;
            AtomicFileErrors.RequireReplaceable(target);
            using FileStream probe = new(TemporaryFile.Beside(target), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            });
        });
    }

    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    internal static void Write(string path, Action<Stream> write, IFileLayer files)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Guarded(path, target =>
        {
            if (IsDevice(target))
                WriteDevice(target, write);
            else
                Replace(target, write, files);
        });
    }

    /// <summary>Does something to the file that the path names, past links, and explains what goes wrong.</summary>
    internal static void Guarded(string path, Action<string> action)
    {
        try
        {
            string target = Path.GetFullPath(path);
            action(IsDevice(target) ? target : Resolve(target));
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not ModelFileException)
        {
            throw AtomicFileErrors.Explain(path, error);
        }
    }

    private static void Replace(string target, Action<Stream> write, IFileLayer files)
    {
        AtomicFileErrors.RequireReplaceable(target);
        string folder = Path.GetDirectoryName(target)!, temporary = TemporaryFile.Beside(target);
        try
        {
            using (Stream file = files.Create(temporary))
            {
                // Before the content, so that what is private is never open to others.
                KeepPermissions(target, temporary);
                WriteContent(file, write);
                files.FlushToDisk(file);
            }

            files.Replace(temporary, target);
        }
        catch
        {
            TemporaryFile.Remove(temporary, files);
            throw;
        }

        files.FlushFolder(folder);
        TemporaryFile.CleanUp(folder, isOwned: false, files);
    }

    // A device must not be replaced by a file, and a pipe cannot be.
    private static bool IsDevice(string path) => !OperatingSystem.IsWindows()
        && (path.StartsWith("/proc/", StringComparison.Ordinal)
            || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)));

    private static void WriteDevice(string path, Action<Stream> write)
    {
        using FileStream device = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        WriteContent(device, write);
    }

    private static void WriteContent(Stream file, Action<Stream> write)
    {
        write(file);
        file.Flush();
    }

    private static string Resolve(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    private static void KeepPermissions(string target, string temporary)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
    }
}
