using Descent.Models;
using Xunit;

namespace Descent.Tests.Models;

/// <summary>Checkpoints on a disk of which any single call fails.</summary>
public sealed class CheckpointFaultTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("descent-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(Fault.Error)]
    [InlineData(Fault.ShortWrite)]
    [InlineData(Fault.Crash)]
    public void Whatever_call_fails_no_completed_checkpoint_is_lost_and_every_file_can_be_read(Fault fault)
    {
        SampleTraining training = SampleTraining.Named("adam");
        Ending whole = training.Run();
        var calls = new HashSet<string>();
        for (int failing = 0; ; failing++)
        {
            var folder = new CheckpointFolder(Path.Combine(_root, $"{failing}")) { Resume = true, Keep = 2 };
            FaultyFiles files = new(fault, failing, call => fault == Fault.Crash || call == "write" == (fault == Fault.ShortWrite));
            bool hasEnded = Try(() => Assert.Equal(whole, training.Run(folder with { Files = files })));
            if (!files.HasFailed)
                break;
            calls.Add(files.Failed);

            // Old ones that cannot be removed are no reason to end.
            if (files.Failed != "delete" || fault != Fault.Crash)
                Assert.Equal(files.Failed == "delete", hasEnded);
            CheckpointName[] names = CheckpointName.In(folder.Path);
            foreach (CheckpointName name in names)
                CheckpointFile.Read(name.PathIn(folder.Path), DiskFiles.Instance);
            if (files.Completed.Count > 0)
                Assert.Equal(Path.GetFullPath(files.Completed[^1]), Path.GetFullPath(names[0].PathIn(folder.Path)));
            if (fault != Fault.Crash)
                Assert.Empty(Directory.GetFiles(folder.Path, ".descent-*"));

            Assert.Equal(whole, training.Run(folder));
            Assert.Empty(Directory.GetFiles(folder.Path, ".descent-*"));
            Assert.InRange(CheckpointName.In(folder.Path).Length, 2, 3);
            Directory.Delete(folder.Path, recursive: true);
        }

        string[] all = ["create", "delete", "flush", "flush folder", "flush stream", "rename", "write"];
        Assert.Equal(all.Where(call => fault == Fault.Crash || call == "write" == (fault == Fault.ShortWrite)), calls.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_cannot_be_read_is_named_and_the_one_before_is_used()
    {
        SampleTraining training = SampleTraining.Named("adam");
        Ending whole = training.Run();
        int failures = 0;
        for (int failing = 0; ; failing++)
        {
            var folder = new CheckpointFolder(Path.Combine(_root, $"{failing}")) { Resume = true };
            training.Run(folder with { EveryEpochs = 1 });
            FaultyFiles files = new(Fault.Error, failing, call => call is "open" or "read");
            var recorder = new Descent.Tests.Training.Recorder();
            Assert.Equal(whole, training.Run(folder with { Files = files }, recorder));
            if (!files.HasFailed)
                break;
            failures++;
            string warning = Assert.Single(recorder.Events.OfType<Descent.Training.RunStart>().Single().Resumed!.Warnings);
            Assert.StartsWith(Path.Combine(folder.Path, "epoch-000004.safetensors"), warning, StringComparison.Ordinal);
        }

        Assert.InRange(failures, 3, 100);
    }

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
