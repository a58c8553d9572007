namespace Descent.Models;

/// <summary>The few things that writing a file safely asks of the system. Tests put one that fails in its place.</summary>
internal interface IFileLayer
{
    /// <summary>Creates a file that does not exist yet and opens it for writing.</summary>
    Stream Create(string path);

    /// <summary>Waits until what was written to a file from <see cref="Create"/> is on the disk.</summary>
    void FlushToDisk(Stream file);

    /// <summary>Gives a file the name of another, which it replaces, in one go.</summary>
    void Replace(string source, string target);

    /// <summary>Waits until the names in a folder are on the disk, so that a power cut does not undo <see cref="Replace"/>.</summary>
    void FlushFolder(string folder);

    /// <summary>Removes a file.</summary>
    void Delete(string path);

    /// <summary>Opens a file for reading.</summary>
    Stream OpenRead(string path);
}
