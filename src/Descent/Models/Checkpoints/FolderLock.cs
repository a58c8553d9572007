namespace Descent.Models;

/// <summary>Keeps a folder of checkpoints for one training. The system ends it with the program, however that ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private const string Name = ".lock";

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Makes the folder if it is missing and takes it.</summary>
    /// <exception cref="IOException">It cannot be made or written to, or another training has it.</exception>
    public static FolderLock Take(string folder)
    {
        if (File.Exists(folder))
            throw new IOException($"cannot write {Excerpt.Quoted(folder, 400)}: it is a file, not a folder; choose another path");
        string path = Path.Combine(folder, Name);
        AtomicFile.Guarded(path, _ => Directory.CreateDirectory(folder));
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (error.GetType() == typeof(IOException) && File.Exists(path))
        {
            throw new IOException($"cannot write {Excerpt.Quoted(folder, 400)}: another training keeps its checkpoints there; wait for it or give another folder", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw AtomicFileErrors.Explain(path, error);
        }
    }

    public void Dispose() => _file.Dispose();
}
