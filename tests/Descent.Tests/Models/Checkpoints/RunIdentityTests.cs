using System.Reflection;
using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Tests.Training;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Models;

/// <summary>A checkpoint is for one training only, and what differs is said.</summary>
public sealed class RunIdentityTests : IDisposable
{
    private static readonly SampleTraining Small = SampleTraining.Named("adam");

    private readonly string _folder = Directory.CreateTempSubdirectory("descent-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_difference_is_named_with_both_values()
    {
        AssertDiffers(Small with { Options = Small.Options with { BatchSize = 9 } }, "batch size: was 8, is 9");
        AssertDiffers(Small with { Options = Small.Options with { Epochs = 5 } }, "epochs: was 4, is 5");
        AssertDiffers(Small with { Options = Small.Options with { Patience = 3 } }, "patience: was , is 3");
        AssertDiffers(Small with { Options = Small.Options with { Schedule = Schedule.Linear } }, "schedule: was cosine, is linear");
        AssertDiffers(Small with { Options = Small.Options with { DropoutSchedule = Schedule.Linear } }, "dropout schedule: was constant, is linear");
        AssertDiffers(Small with { Options = Small.Options with { WeightDecaySchedule = Schedule.FlatCosine } }, "weight decay schedule: was constant, is flat-cosine");
        AssertDiffers(Small with { Optimizer = new Adam { LearningRate = 0.5f } }, "optimizer, learning rate: was 0.001, is 0.5");
        AssertDiffers(Small with { Optimizer = new Sgd() }, "optimizer: was adam, is sgd");
        AssertDiffers(Small with { Loss = Loss.CrossEntropy with { LogBase = 2 } }, "loss, log base: was , is 2");
        AssertDiffers(Small with { Dropout = 0.5f }, "layer 1, dropout: was 0, is 0.5");
        AssertDiffers(Small with { Data = Problems.Clouds(40, spread: 1.25) }, "training rows: was 30 with fingerprint ");
        AssertDiffers(Small with { Data = Problems.Clouds(44, spread: 1.5) }, "validation rows: was 10 with fingerprint ");
        AssertDiffers(
            Small with { Options = Small.Options with { Seed = 43 } }, "seed: was 42, is 43; training rows: was 30 with fingerprint ");
    }

    [Fact]
    public void The_language_of_the_system_makes_no_difference()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            IReadOnlyDictionary<string, string> settings = Identity(Small).Settings;
            var comma = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            System.Globalization.CultureInfo.CurrentCulture = comma;
            Assert.Equal(settings, Identity(Small).Settings);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>A property that is added later is in the identity too, or this test says so.</summary>
    [Fact]
    public void Every_property_of_the_options_the_optimizers_and_the_loss_counts()
    {
        string[] noSettings = [nameof(TrainingOptions.Checkpoints), nameof(TrainingOptions.Validation), nameof(TrainingOptions.ValidationData)];
        foreach (PropertyInfo property in Settable(typeof(TrainingOptions)).Where(property => !noSettings.Contains(property.Name)))
            AssertCounts(Small with { Options = Changed(Small.Options, property) }, property);
        foreach (string name in Optimizer.Names)
        {
            SampleTraining training = Small with { Optimizer = Optimizer.Create(name) };
            foreach (PropertyInfo property in Settable(training.Optimizer.GetType()))
                AssertCounts(training, property, training with { Optimizer = Changed(training.Optimizer, property) });
        }
    }

    private void AssertDiffers(SampleTraining other, string difference)
    {
        var folder = new CheckpointFolder(_folder) { Resume = true };
        Small.Run(folder);
        CheckpointException error = Assert.Throws<CheckpointException>(() => other.Run(folder));
        Assert.Contains(difference, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("); give the data and settings of then, or another folder", error.Message, StringComparison.Ordinal);
    }

    private static void AssertCounts(SampleTraining changed, PropertyInfo property) => AssertCounts(Small, property, changed);

    private static void AssertCounts(SampleTraining training, PropertyInfo property, SampleTraining changed) => Assert.True(
        !Identity(training).Settings.ToHashSet().SetEquals(Identity(changed).Settings), $"{property.DeclaringType!.Name}.{property.Name} is not part of the identity of a training");

    private static RunIdentity Identity(SampleTraining training)
    {
        (Dataset train, Dataset validation) = training.Data.Split(0.75, 1);
        return RunIdentity.Of(new RunStart(training.NewTrainer(), training.Options, train, validation, 4, []));
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static T Changed<T>(T record, PropertyInfo property)
        where T : class
    {
        T copy = (T)record.GetType().GetMethod("<Clone>$")!.Invoke(record, [])!;
        object? value = property.GetValue(record);
        property.SetValue(copy, (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
        {
            var type when type == typeof(int) => (int?)value + 1 ?? 7,
            var type when type == typeof(float) => value is 0.25f ? 0.5f : 0.25f,
            var type when type == typeof(double) => value is 0.25 ? 0.5 : 0.25,
            var type when type == typeof(bool) => value is not true,
            var type when type == typeof(Schedule) => Schedule.Linear,
            var type => throw new NotSupportedException($"say here how to change a {type.Name}, and see that it is part of RunIdentity"),
        });
        return copy;
    }
}
