using System.Security.Cryptography;
using System.Text;
using Descent.Models;
using Descent.Tests.Training;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Models;

public sealed class CheckpointFolderTests : IDisposable
{
    private static readonly SampleTraining Small = SampleTraining.Named("adam");

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("descent-").FullName, "new", "checkpoints");

    private CheckpointFolder Folder => new(_folder) { Resume = true };

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(_folder))!, recursive: true);

    [Fact]
    public void The_newest_are_kept_and_the_older_ones_removed()
    {
        Small.Run(Folder with { Keep = 2 });
        AssertFiles("epoch-000003.safetensors", "epoch-000004.safetensors");
    }

    [Fact]
    public void One_is_made_every_few_epochs_and_at_the_end()
    {
        Small.Run(Folder with { EveryEpochs = 3 });
        AssertFiles("epoch-000003.safetensors", "epoch-000004.safetensors");
    }

    [Fact]
    public void A_folder_that_has_some_is_refused_where_nobody_asked_to_resume()
    {
        Small.Run(Folder);
        CheckpointException error = Assert.Throws<CheckpointException>(() => Small.Run(Folder with { Resume = false }));
        Assert.Equal($"'{_folder}' holds checkpoints of a training already, the newest after 4 epochs; resume it, or give another folder", error.Message);
        AssertFiles("epoch-000002.safetensors", "epoch-000003.safetensors", "epoch-000004.safetensors");
    }

    [Fact]
    public void A_byte_that_changed_is_noticed_wherever_it_is()
    {
        Small.Run(Folder with { Keep = 1 });
        string path = Path.Combine(_folder, "epoch-000004.safetensors");
        byte[] content = File.ReadAllBytes(path);
        for (int i = 0; i < content.Length; i++)
        {
            content[i] ^= 0x10;
            AssertDamaged(content);
            content[i] ^= 0x10;
        }

        for (int length = 0; length < content.Length; length += 7)
            AssertDamaged(content[..length]);
        AssertDamaged([.. content, 0]);
        Read(content);

        static void AssertDamaged(byte[] changed) => Assert.Throws<ModelFileException>(() => Read(changed));

        static void Read(byte[] bytes)
        {
            using var stream = new MemoryStream(bytes);
            ContentChecksum.Verify(stream, "checkpoint");
        }
    }

    [Fact]
    public void A_damaged_newest_one_is_named_and_the_one_before_is_used()
    {
        Ending whole = Small.Run(Folder);
        string newest = Path.Combine(_folder, "epoch-000004.safetensors");
        byte[] content = File.ReadAllBytes(newest);
        content[^1] ^= 1;
        File.WriteAllBytes(newest, content);

        var recorder = new Recorder();
        Assert.Equal(whole, Small.Run(Folder with { Keep = 1 }, recorder));
        ResumePoint point = recorder.Events.OfType<RunStart>().Single().Resumed!;
        Assert.Equal(3, point.Epoch);
        string warning = Assert.Single(point.Warnings);
        Assert.StartsWith($"{newest}: checksum: found ", warning, StringComparison.Ordinal);
        Assert.Contains(warning, recorder.Events.OfType<TrainingResult>().Single().Warnings);
        AssertFiles("epoch-000004.safetensors");
        CheckpointFile.Read(newest, DiskFiles.Instance);
    }

    [Fact]
    public void One_of_a_batch_behind_the_end_of_its_epoch_is_passed_over_although_its_checksum_is_right()
    {
        // 30 rows in batches of 8: an epoch has 4.
        Ending whole = Small.Run(Folder with { Interval = TimeSpan.Zero, Keep = 4 });
        File.Delete(Path.Combine(_folder, "epoch-000004.safetensors"));
        string newest = Path.Combine(_folder, "epoch-000003-batch-00000003.safetensors");
        byte[] content = File.ReadAllBytes(newest);
        byte[] said = [.. "batch\\\":3"u8];
        int at = content.AsSpan().IndexOf(said);
        Assert.True(at > 0);
        content[at + said.Length - 1] = (byte)'4';
        Span<byte> checksum = content.AsSpan(ContentChecksum.Position, ContentChecksum.Blank.Length);
        checksum.Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(content)), checksum);
        File.WriteAllBytes(newest, content);

        var recorder = new Recorder();
        Assert.Equal(whole, Small.Run(Folder, recorder));
        ResumePoint point = recorder.Events.OfType<RunStart>().Single().Resumed!;
        Assert.Equal((3, 2), (point.Epoch, point.Batch));
        Assert.Contains("fewer than the 4 of an epoch", Assert.Single(point.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_ones_alone_are_no_reason_to_begin_anew()
    {
        Small.Run(Folder);
        foreach (string path in Directory.GetFiles(_folder, "epoch-*"))
            File.WriteAllText(path, "no checkpoint");
        CheckpointException error = Assert.Throws<CheckpointException>(() => Small.Run(Folder));
        Assert.StartsWith($"none of the 3 checkpoints in '{_folder}' can be used, the newest because: {_folder}", error.Message, StringComparison.Ordinal);
        AssertFiles("epoch-000002.safetensors", "epoch-000003.safetensors", "epoch-000004.safetensors");
    }

    [Fact]
    public void Two_trainings_cannot_use_one_folder_at_once()
    {
        IOException? error = null;
        var recorder = new Recorder { Epoch = _ => error ??= Assert.Throws<IOException>(() => Small.Run(Folder)) };
        Small.Run(Folder, recorder);
        Assert.Equal($"cannot write '{_folder}': another training keeps its checkpoints there; wait for it or give another folder", error!.Message);
    }

    [Fact]
    public void What_a_killed_training_left_is_removed_and_what_belongs_to_others_stays()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, ".descent-0123456789abcdef.tmp"), "half a checkpoint");
        File.WriteAllText(Path.Combine(_folder, "epoch-1.safetensors"), "not ours");
        Small.Run(Folder with { Keep = 1 });
        AssertFiles("epoch-000004.safetensors", "epoch-1.safetensors");
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_named()
    {
        File.WriteAllText(Path.GetDirectoryName(Path.GetDirectoryName(_folder))! + "/new", "a file");
        IOException error = Assert.Throws<IOException>(() => Small.Run(Folder));
        Assert.StartsWith("cannot write ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_checked_when_they_are_set()
    {
        Assert.Throws<ArgumentException>(() => new CheckpointFolder(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => Folder with { Keep = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Folder with { EveryEpochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Folder with { Interval = TimeSpan.FromTicks(-1) });
    }

    [Theory]
    [InlineData("epoch-000012.safetensors", 12, 0)]
    [InlineData("epoch-000012-batch-00000034.safetensors", 12, 34)]
    [InlineData("epoch-1234567.safetensors", 1234567, 0)]
    public void Names_say_the_place(string fileName, int epoch, int batch)
    {
        Assert.Equal(new CheckpointName(epoch, batch), CheckpointName.Parse(fileName));
        Assert.Equal(fileName, new CheckpointName(epoch, batch).FileName);
    }

    [Theory]
    [InlineData("epoch-12.safetensors")]
    [InlineData("epoch-000012-batch-00000000.safetensors")]
    [InlineData("epoch--00012.safetensors")]
    [InlineData("epoch-999999999999.safetensors")]
    [InlineData("model.safetensors")]
    public void Other_names_are_no_checkpoints(string fileName) => Assert.Null(CheckpointName.Parse(fileName));

    private void AssertFiles(params string[] names) =>
        Assert.Equal(names, Directory.GetFiles(_folder, "epoch-*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
