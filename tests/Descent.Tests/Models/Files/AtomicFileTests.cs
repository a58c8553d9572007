using Descent.Models;
using Xunit;

namespace Descent.Tests.Models;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("descent-").FullName;

    private string Target => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_created_and_then_replaced_by_a_shorter_one()
    {
        AtomicFile.Write(Target, stream => stream.Write("the first content"u8));
        Assert.Equal("the first content", File.ReadAllText(Target));
        AtomicFile.Write(Target, stream => stream.Write("second"u8));
        Assert.Equal("second", File.ReadAllText(Target));
        AssertOnly("model.safetensors");
    }

    [Fact]
    public void Text_is_UTF_8_without_a_mark_and_with_line_feeds()
    {
        AtomicFile.WriteText(Target, text => text.WriteLine("é"));
        Assert.Equal([0xC3, 0xA9, 0x0A], File.ReadAllBytes(Target));
    }

    [Fact]
    public void A_relative_path_is_in_the_current_folder()
    {
        string name = Path.GetRelativePath(Environment.CurrentDirectory, Target);
        AtomicFile.Write(name, stream => stream.WriteByte(1));
        Assert.Equal([1], File.ReadAllBytes(Target));
    }

    [Fact]
    public void The_old_file_has_the_name_until_everything_is_written()
    {
        File.WriteAllText(Target, "old");
        AtomicFile.Write(Target, stream =>
        {
            stream.Write(new byte[100_000]);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(Target));
            Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
        });
        Assert.Equal(100_000, new FileInfo(Target).Length);
        AssertOnly("model.safetensors");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Asking_whether_a_file_can_be_written_changes_nothing(bool exists)
    {
        if (exists)
            File.WriteAllText(Target, "old");
        AtomicFile.RequireWritable(Target);
        AssertUntouched(exists);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_writer_that_fails_leaves_the_old_file_or_none_and_nothing_else(bool exists)
    {
        if (exists)
            File.WriteAllText(Target, "old");
        InvalidOperationException failure = new("halfway");
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write(new byte[100_000]);
            throw failure;
        }));
        Assert.Same(failure, thrown);
        AssertUntouched(exists);
    }

    [Theory]
    [InlineData(Fault.Error)]
    [InlineData(Fault.ShortWrite)]
    public void Whatever_call_fails_the_old_file_or_the_new_one_is_there_and_nothing_else(Fault fault)
    {
        // Create, two writes, two flushes, rename: the old file. The flush of the folder comes when the new one has the name.
        string[] calls = ["create", "write", "write", "flush stream", "flush", "rename", "flush folder"];
        for (int failing = 0; failing < calls.Length; failing++)
        {
            File.WriteAllText(Target, "old");
            FaultyFiles files = new(fault, failing);
            IOException error = Assert.Throws<IOException>(() => AtomicFile.Write(Target, WriteTwice, files));
            Assert.Equal(calls[failing], files.Failed);
            Assert.Equal($"cannot write '{Target}': no space is left; free some or choose another disk", error.Message);
            Assert.Equal(failing < calls.Length - 1 ? "old" : "new content", File.ReadAllText(Target));
            AssertOnly("model.safetensors");
        }

        FaultyFiles sound = new(fault, calls.Length);
        AtomicFile.Write(Target, WriteTwice, sound);
        Assert.False(sound.HasFailed);
        Assert.Equal("new content", File.ReadAllText(Target));
    }

    [Fact]
    public void A_crash_at_any_call_leaves_the_old_file_or_the_new_one()
    {
        for (int failing = 0; failing < 7; failing++)
        {
            File.WriteAllText(Target, "old");
            Assert.Throws<IOException>(() => AtomicFile.Write(Target, WriteTwice, new FaultyFiles(Fault.Crash, failing)));
            Assert.Equal(failing < 6 ? "old" : "new content", File.ReadAllText(Target));
        }
    }

    [Fact]
    public void What_a_killed_program_left_is_removed_an_hour_later_and_not_before()
    {
        string left = Path.Combine(_folder, ".descent-0123456789abcdef.tmp"), recent = Path.Combine(_folder, ".descent-0000000000000000.tmp");
        File.WriteAllText(left, "half");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-2));
        File.WriteAllText(recent, "being written");
        File.WriteAllText(Path.Combine(_folder, "other.tmp"), "not ours");
        AtomicFile.Write(Target, WriteTwice);
        AssertOnly(".descent-0000000000000000.tmp", "model.safetensors", "other.tmp");
    }

    [Fact]
    public void A_full_device_says_so()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        AtomicFile.RequireWritable("/dev/full");
        IOException error = Assert.Throws<IOException>(() => AtomicFile.Write("/dev/full", stream => stream.WriteByte(1)));
        Assert.Equal("cannot write '/dev/full': no space is left; free some or choose another disk", error.Message);
    }

    [Fact]
    public void A_device_is_written_to_and_stays_a_device()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "needs /dev/null");
        AtomicFile.Write("/dev/null", stream => stream.Write(new byte[10]));
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        string folder = Path.Combine(_folder, "missing");
        AssertRefused(Path.Combine(folder, "model"), $"the folder '{folder}' does not exist; create it or choose another");
    }

    [Fact]
    public void A_folder_that_is_a_file_is_named()
    {
        File.WriteAllText(Target, "old");
        AssertRefused(Path.Combine(Target, "model"), $"'{Target}' is a file, not a folder; choose another path");
        AssertUntouched(exists: true);
    }

    [Fact]
    public void A_folder_is_not_a_file_to_write()
    {
        string folder = Path.Combine(_folder, "results");
        Directory.CreateDirectory(folder);
        AssertRefused(folder, "it is a folder; name a file in it");
        AssertRefused(Target + Path.DirectorySeparatorChar, "it is a folder; name a file in it");
        AssertOnly("results");
    }

    [Fact]
    public void A_folder_without_permission_is_named()
    {
        Assert.SkipUnless(Directory.Exists("/sys"), "needs a folder in which nobody can create files");
        AssertRefused("/sys/model", "no permission to write in '/sys'; change the permissions or choose another folder");
    }

    [Fact]
    public void A_name_that_is_too_long_says_so()
    {
        string path = Path.Combine(_folder, new string('n', 300));
        IOException error = Assert.Throws<IOException>(() => AtomicFile.Write(path, _ => { }));
        Assert.EndsWith("the name is too long; choose a shorter one", error.Message, StringComparison.Ordinal);
        AssertOnly();
    }

    [Fact]
    public void A_write_protected_file_is_not_replaced()
    {
        File.WriteAllText(Target, "old");
        File.SetAttributes(Target, FileAttributes.ReadOnly);
        AssertRefused(Target, "it is write-protected; remove the protection or choose another name");
        File.SetAttributes(Target, FileAttributes.Normal);
        AssertUntouched(exists: true);
    }

    [Fact]
    public void Permissions_of_the_old_file_are_kept()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode privateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, privateMode);
        AtomicFile.Write(Target, stream => stream.WriteByte(1));
        Assert.Equal(privateMode, File.GetUnixFileMode(Target));
    }

    [Fact]
    public void A_link_stays_and_the_file_it_points_to_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        string link = Path.Combine(_folder, "latest");
        string dangling = Path.Combine(_folder, "dangling");
        File.WriteAllText(Target, "old");
        File.CreateSymbolicLink(link, "model.safetensors");
        File.CreateSymbolicLink(dangling, "new");

        AtomicFile.WriteText(link, text => text.Write("through the link"));
        AtomicFile.WriteText(dangling, text => text.Write("created"));

        Assert.Equal("model.safetensors", new FileInfo(link).LinkTarget);
        Assert.Equal("through the link", File.ReadAllText(Target));
        Assert.Equal("created", File.ReadAllText(Path.Combine(_folder, "new")));
        AssertOnly("dangling", "latest", "model.safetensors", "new");
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        string one = Path.Combine(_folder, "one");
        File.CreateSymbolicLink(one, "two");
        File.CreateSymbolicLink(Path.Combine(_folder, "two"), "one");
        IOException error = Assert.Throws<IOException>(() => AtomicFile.Write(one, _ => { }));
        Assert.StartsWith($"cannot write '{one}': ", error.Message, StringComparison.Ordinal);
        AssertOnly("one", "two");
    }

    [Fact]
    public async Task Writers_at_the_same_time_leave_one_whole_version_and_readers_see_only_whole_ones()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a file that is open cannot be replaced there");
        const int length = 20_000;
        File.WriteAllBytes(Target, new byte[length]);
        using CancellationTokenSource done = new();
        Task reader = Task.Run(() =>
        {
            do
                AssertWhole(File.ReadAllBytes(Target));
            while (!done.IsCancellationRequested);
        }, TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(1, 4).Select(writer => Task.Run(() =>
        {
            for (int round = 0; round < 25; round++)
            {
                AtomicFile.Write(Target, stream =>
                {
                    for (int part = 0; part < 4; part++)
                        stream.Write(Enumerable.Repeat((byte)writer, length / 4).ToArray());
                });
            }
        }, TestContext.Current.CancellationToken)));
        await done.CancelAsync();
        await reader;
        byte[] last = File.ReadAllBytes(Target);
        AssertWhole(last);
        Assert.InRange(last[0], 1, 4);
        AssertOnly("model.safetensors");

        static void AssertWhole(byte[] content)
        {
            Assert.Equal(length, content.Length);
            Assert.True(!content.AsSpan().ContainsAnyExcept(content[0]), "parts of different versions");
        }
    }

    private static void WriteTwice(Stream stream)
    {
        stream.Write("new "u8);
        stream.Write("content"u8);
    }

    private static void AssertRefused(string path, string reason)
    {
        IOException error = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream => stream.WriteByte(1)));
        Assert.Equal($"cannot write '{path}': {reason}", error.Message);
        Assert.Equal(error.Message, Assert.Throws<IOException>(() => AtomicFile.RequireWritable(path)).Message);
    }

    private void AssertUntouched(bool exists)
    {
        if (exists)
            Assert.Equal("old", File.ReadAllText(Target));
        AssertOnly(exists ? ["model.safetensors"] : []);
    }

    private void AssertOnly(params string[] names) =>
        Assert.Equal(names, Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
