using Descent.Cli.Planning;
using Descent.Data;
using Descent.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Cli.Tests.Planning;

/// <summary>What is chosen where the user says nothing, and that what the user says is kept.</summary>
public class TrainingPlannerTests
{
    [Fact]
    public void Few_rows_of_classes_are_all_learned_from_with_dropout()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings { Preset = PresetName.Fast }, Classes(1000));

        Assert.Equal([512, 256], plan.Hidden);
        Assert.Equal((Activation.ReLU, Activation.Softmax, Loss.CrossEntropy), (plan.Activation, plan.OutputActivation, plan.Loss));
        Assert.Equal((3, 0.5f, 0f, null), (plan.Outputs, plan.Dropout, plan.Validation, plan.Patience));
        Assert.Equal(new Adam { LearningRate = 2e-3f }, plan.Optimizer);
        Assert.Equal((32, 60, LearningRateSchedule.Cosine, 42), (plan.BatchSize, plan.Epochs, plan.Schedule, plan.Seed));
        Assert.Contains("1,000 training rows are few: all are trained on to the last epoch", plan.Reasons);
    }

    [Fact]
    public void A_table_is_for_several_networks_unless_the_user_describes_one()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings(), Classes(1000));
        Assert.Equal((8, 0, true, Scaling.Robust), (plan.Members, plan.Bins, plan.IsNeuralTangent, plan.Scaling));
        Assert.Equal(new Adam { LearningRate = 0.04f, Beta2 = 0.95f }, plan.Optimizer);
        TrainingPlan numbers = TrainingPlanner.Plan(new TrainingSettings(), Numbers(1000));
        Assert.Equal((8, 16, Scaling.Standardize), (numbers.Members, numbers.Bins, numbers.Scaling));
        Assert.Equal(24, TrainingPlanner.Plan(new TrainingSettings { Preset = PresetName.Best }, Classes(1000)).Members);

        TrainingPlan own = TrainingPlanner.Plan(new TrainingSettings { Hidden = [16] }, Numbers(1000));
        Assert.Equal((1, 0, false), (own.Members, own.Bins, own.IsNeuralTangent));
        TrainingPlan both = TrainingPlanner.Plan(new TrainingSettings { Hidden = [16], Preset = PresetName.Default, Members = 3, Bins = 4 }, Numbers(1000));
        Assert.Equal((3, 4, true), (both.Members, both.Bins, both.IsNeuralTangent));
        Assert.Equal([16], both.Hidden);
    }

    [Theory]
    [InlineData(66, true)]
    [InlineData(65, false)]
    public void A_wide_table_of_numbers_has_no_bins_and_its_outliers_are_bounded_unless_it_is_wider_than_long(int rows, bool isRobust)
    {
        const int Columns = 65;
        float[] features = [.. Enumerable.Range(0, rows * Columns).Select(i => (float)(i / Columns * (i % Columns)) + (i % Columns))];
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings(), Dataset.Regression(features, Columns, new float[rows]));
        Assert.Equal((8, 0, isRobust ? Scaling.Robust : Scaling.Standardize), (plan.Members, plan.Bins, plan.Scaling));
    }

    [Fact]
    public void Rates_of_the_neural_tangent_parametrisation_stay_with_it()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings { Preset = PresetName.Default, Initializer = "he-normal" }, Classes(1000));
        Assert.Equal((false, new Adam { LearningRate = 2e-3f }), (plan.IsNeuralTangent, plan.Optimizer));
    }

    [Fact]
    public void Many_rows_are_partly_held_back_in_larger_batches_and_fewer_epochs()
    {
        TrainingPlan few = TrainingPlanner.Plan(new TrainingSettings(), Classes(1000));
        TrainingPlan many = TrainingPlanner.Plan(new TrainingSettings(), Classes(30_000));

        Assert.True(many.BatchSize > few.BatchSize && many.Epochs < few.Epochs);
        Assert.True(many.Validation > 0 && many.Patience > 0);
    }

    [Fact]
    public void Regression_has_a_linear_output_and_a_scaled_target()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings(), Numbers(100));

        Assert.Equal((1, Activation.Identity, Loss.MeanSquaredError, true, 0f), (plan.Outputs, plan.OutputActivation, plan.Loss, plan.ScalesTarget, plan.Dropout));
    }

    [Fact]
    public void Poisson_has_a_positive_output_and_counts_as_they_are()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings { Loss = Loss.Poisson }, Numbers(100));

        Assert.Equal((Activation.Exponential, false), (plan.OutputActivation, plan.ScalesTarget));
    }

    [Theory]
    [InlineData(false, 0.1f)]
    [InlineData(true, 0.02f)]
    public void Plain_gradient_descent_has_a_rate_of_its_own(bool momentum, float rate)
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings { Optimizer = "sgd", Momentum = momentum ? 0.9f : null }, Classes(100));

        Assert.Equal(new Sgd { LearningRate = rate, Momentum = momentum ? 0.9f : 0 }, plan.Optimizer);
    }

    [Fact]
    public void Momentum_alone_means_sgd()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings { Momentum = 0.9f }, Classes(100));

        Assert.IsType<Sgd>(plan.Optimizer);
        Assert.Contains("momentum means sgd", plan.Reasons);
    }

    [Fact]
    public void Patience_alone_holds_rows_back()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings { Preset = PresetName.Fast, Patience = 4 }, Classes(100));

        Assert.Equal((0.1f, 4), (plan.Validation, plan.Patience));
    }

    [Fact]
    public void Validation_alone_on_few_rows_chooses_the_best_of_all_epochs()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings { Preset = PresetName.Fast, Validation = 0.2f }, Classes(100));

        Assert.Equal((0.2f, null), (plan.Validation, plan.Patience));
    }

    [Fact]
    public void Pixels_share_a_scale_and_measurements_do_not()
    {
        Assert.Equal(Scaling.MinMax, TrainingPlanner.Plan(new TrainingSettings(), EmbeddedData.Digits()).Scaling);
        Assert.Equal(Scaling.Robust, TrainingPlanner.Plan(new TrainingSettings(), EmbeddedData.Iris()).Scaling);
        Assert.Equal(Scaling.None, TrainingPlanner.Plan(new TrainingSettings { Scaling = Scaling.None }, EmbeddedData.Iris()).Scaling);
    }

    [Fact]
    public void Sample_normal_takes_the_number_of_training_rows()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings { Initializer = "sample-normal" }, Classes(120));

        Assert.Equal(Initializer.SampleNormal(120), plan.Initializer);
    }

    [Fact]
    public void Independent_yes_and_no_for_each_of_many_classes()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TrainingSettings { Loss = Loss.BinaryCrossEntropy }, Classes(100));

        Assert.Equal((3, Activation.Sigmoid), (plan.Outputs, plan.OutputActivation));
    }

    [Fact]
    public void Nothing_is_explained_that_the_user_chose()
    {
        var settings = new TrainingSettings { BatchSize = 1, Epochs = 1, Validation = 0, Dropout = 0, Scaling = Scaling.None };

        Assert.Empty(TrainingPlanner.Plan(settings, Classes(100)).Reasons);
    }

    private static Dataset Classes(int rows) => Dataset.Classification(
        [.. Enumerable.Range(0, rows).Select(row => (float)row)], 1, [.. Enumerable.Range(0, rows).Select(row => row % 3)]);

    private static Dataset Numbers(int rows) => Dataset.Regression(
        [.. Enumerable.Range(0, rows).Select(row => (float)row)], 1, [.. Enumerable.Range(0, rows).Select(row => (float)row)]);
}
