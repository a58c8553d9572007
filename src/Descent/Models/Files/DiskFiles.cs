using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Descent.Models;

/// <summary>The files of the system.</summary>
internal sealed partial class DiskFiles : IFileLayer
{
    private const int ReadOnly = 0;

    public static DiskFiles Instance { get; } = new();

    public Stream Create(string path) => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);

    public void FlushToDisk(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    public void Replace(string source, string target) => File.Move(source, target, overwrite: true);

    /// <remarks>Windows has no such call: its file systems keep names in a journal. A folder that may not be listed is not flushed.</remarks>
    public void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser() || OperatingSystem.IsWasi())
            return;
        int descriptor = OpenFolder(folder, ReadOnly);
        if (descriptor < 0)
            return;
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.FlushToDisk(handle);
    }

    public void Delete(string path) => File.Delete(path);

    public Stream OpenRead(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    // The framework opens no folders. This is the one call of the library into the system that it does not make itself.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);
}
