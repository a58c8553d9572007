using Descent.Models;

namespace Descent.Tests.Models;

/// <summary>How a call into the system fails.</summary>
public enum Fault
{
    /// <summary>It does nothing and fails; what comes after it works.</summary>
    Error,

    /// <summary>A write puts half of it into the file and fails for want of space.</summary>
    ShortWrite,

    /// <summary>The program ends there: half of a write is done, and nothing comes after it, no tidying up either.</summary>
    Crash,
}

/// <summary>A system of which one call fails, by its number: creating, writing, flushing, renaming, removing, reading.</summary>
/// <remarks>Flushing to the disk is left out where it does not fail: no test pulls the plug.</remarks>
internal sealed class FaultyFiles(Fault fault, int failing, Func<string, bool>? counts = null) : IFileLayer
{
    private int _calls;

    /// <summary>A system of which none fails.</summary>
    public static FaultyFiles Sound() => new(Fault.Error, -1);

    /// <summary>Whether the call came and failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>What the call was.</summary>
    public string Failed { get; private set; } = "";

    /// <summary>The targets of the renames that were done.</summary>
    public List<string> Completed { get; } = [];

    public Stream Create(string path)
    {
        Call("create");
        return new File(this, DiskFiles.Instance.Create(path));
    }

    public void FlushToDisk(Stream file)
    {
        Call("flush");
        ((File)file).Inner.Flush();
    }

    public void Replace(string source, string target)
    {
        Call("rename");
        DiskFiles.Instance.Replace(source, target);
        Completed.Add(target);
    }

    public void FlushFolder(string folder)
    {
        Call("flush folder");
    }

    public void Delete(string path)
    {
        Call("delete");
        DiskFiles.Instance.Delete(path);
    }

    public Stream OpenRead(string path)
    {
        Call("open");
        return new File(this, DiskFiles.Instance.OpenRead(path));
    }

    private void Call(string name, Action? half = null)
    {
        if (fault == Fault.Crash && HasFailed)
            throw new IOException("after the crash");
        if (counts is not null && !counts(name))
            return;
        if (_calls++ != failing)
            return;
        HasFailed = true;
        Failed = name;
        if (fault != Fault.Error)
            half?.Invoke();
        throw new IOException("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);
    }

    private sealed class File(FaultyFiles files, Stream inner) : Stream
    {
        public Stream Inner => inner;

        public override bool CanRead => inner.CanRead;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => inner.CanWrite;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            byte[] bytes = buffer.ToArray();
            files.Call("write", () => inner.Write(bytes.AsSpan(0, bytes.Length / 2)));
            inner.Write(buffer);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            files.Call("read");
            return inner.Read(buffer);
        }

        public override void Flush()
        {
            files.Call("flush stream");
            inner.Flush();
        }

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
