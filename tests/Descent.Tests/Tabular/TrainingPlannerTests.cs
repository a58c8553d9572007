using Descent.Data;
using Descent.Networks;
using Descent.Tabular;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Tabular;

/// <summary>What is chosen where the user says nothing, and that what the user says is kept.</summary>
public class TrainingPlannerTests
{
    [Fact]
    public void Few_rows_of_classes_are_all_learned_from_with_dropout()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { Preset = TablePreset.Fast }, Classes(1000));

        Assert.Equal([512, 256], plan.Hidden);
        Assert.Equal((Activation.ReLU, Activation.Softmax, Loss.CrossEntropy), (plan.Activation, plan.OutputActivation, plan.Loss));
        Assert.Equal((3, 0.5f, 0f, null), (plan.Outputs, plan.Dropout, plan.Validation, plan.Patience));
        Assert.Equal(new Adam { LearningRate = 2e-3f }, plan.Optimizer);
        Assert.Equal((32, 60, Schedule.Cosine, 42), (plan.BatchSize, plan.Epochs, plan.Schedule, plan.Seed));
        Assert.Contains("1,000 training rows are few: all are trained on to the last epoch", plan.Reasons);
    }

    [Fact]
    public void A_table_is_for_several_networks_unless_the_user_describes_one()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions(), Classes(1000));
        Assert.Equal((8, 0, true, FeatureScaling.Robust), (plan.Members, plan.Bins, plan.IsNeuralTangent, plan.Scaling));
        Assert.Equal(new Adam { LearningRate = 0.04f, Beta2 = 0.95f }, plan.Optimizer);
        TrainingPlan numbers = TrainingPlanner.Plan(new TableTrainerOptions(), Numbers(1000));
        Assert.Equal((8, 16, FeatureScaling.Standardize), (numbers.Members, numbers.Bins, numbers.Scaling));
        Assert.Equal(24, TrainingPlanner.Plan(new TableTrainerOptions { Preset = TablePreset.Best }, Classes(1000)).Members);

        TrainingPlan own = TrainingPlanner.Plan(new TableTrainerOptions { Hidden = [16] }, Numbers(1000));
        Assert.Equal((1, 0, false), (own.Members, own.Bins, own.IsNeuralTangent));
        TrainingPlan both = TrainingPlanner.Plan(new TableTrainerOptions { Hidden = [16], Preset = TablePreset.Default, Members = 3, Bins = 4 }, Numbers(1000));
        Assert.Equal((3, 4, true), (both.Members, both.Bins, both.IsNeuralTangent));
        Assert.Equal([16], both.Hidden);
    }

    [Fact]
    public void Dropout_and_weight_decay_follow_a_schedule_that_is_asked_for()
    {
        // A schedule of the dropout is about that of the preset, too, and describes no network of one's own.
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { DropoutSchedule = Schedule.FlatCosine }, Classes(1000));
        Assert.Equal((8, 0.2f, Schedule.FlatCosine, Schedule.Constant), (plan.Members, plan.Dropout, plan.DropoutSchedule, plan.WeightDecaySchedule));
        Assert.Equal(Schedule.FlatCosine, plan.Options(null).DropoutSchedule);

        var decay = new TableTrainerOptions { Preset = TablePreset.Default, Optimizer = "adamw", WeightDecay = 0.02f, WeightDecaySchedule = Schedule.FlatCosine };
        plan = TrainingPlanner.Plan(decay, Numbers(1000));
        Assert.Equal((8, true, new AdamW { LearningRate = 0.04f, Beta2 = 0.95f, WeightDecay = 0.02f }), (plan.Members, plan.IsNeuralTangent, plan.Optimizer));
        Assert.Equal((Schedule.FlatCosine, Schedule.Constant), (plan.Options(null).WeightDecaySchedule, plan.Options(null).DropoutSchedule));
    }

    [Fact]
    public void A_schedule_of_a_dropout_or_a_weight_decay_that_is_0_is_refused()
    {
        static string Refusal(TableTrainerOptions options, Dataset rows) => Assert.Throws<ArgumentException>(() => TrainingPlanner.Plan(options, rows)).Message;

        Assert.StartsWith("a schedule of the dropout needs", Refusal(new() { DropoutSchedule = Schedule.Cosine }, Numbers(1000)), StringComparison.Ordinal);
        Assert.StartsWith("a schedule of the dropout needs", Refusal(new() { DropoutSchedule = Schedule.Cosine, Dropout = 0 }, Classes(1000)), StringComparison.Ordinal);
        Assert.StartsWith("a schedule of the weight decay needs", Refusal(new() { WeightDecaySchedule = Schedule.Cosine }, Classes(1000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Frequencies_take_the_place_of_bins()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { Frequencies = 8, FrequencyScale = 0.5f }, Numbers(1000));
        Assert.Equal((8, 0, 8, 0.5f), (plan.Members, plan.Bins, plan.Frequencies, plan.FrequencyScale));
        Assert.IsType<PeriodicEmbedding>(plan.Embedding(Numbers(1000)));
        TrainingPlan none = TrainingPlanner.Plan(new TableTrainerOptions { Frequencies = 0 }, Numbers(1000));
        Assert.Equal((16, 0), (none.Bins, none.Frequencies));
        Assert.Throws<ArgumentException>(() => TrainingPlanner.Plan(new TableTrainerOptions { Frequencies = 8, Bins = 4 }, Numbers(1000)));
        Assert.Throws<ArgumentException>(() => TrainingPlanner.Plan(new TableTrainerOptions { FrequencyScale = 0.5f }, Numbers(1000)));
    }

    [Fact]
    public void An_embedding_learns_at_its_own_rate_and_scales_of_features_at_six_times_the_rate()
    {
        Dataset rows = Numbers(100);

        // The rates of all tensors: weights and biases of the embedding, scales, then the layers of the network as they would be.
        AssertRates(new TableTrainerOptions { Frequencies = 8, Hidden = [16] }, [1, 1, 1, 1, 1, 1]);
        AssertRates(new TableTrainerOptions { Preset = TablePreset.Default, Frequencies = 8, Hidden = [16] }, [1, 1, (float)(1 / Math.Sqrt(17)), 0.1f, 0.25f, 0.1f]);
        AssertRates(new TableTrainerOptions { Bins = 4, Hidden = [16] }, [0, 0, 1, 1, 1, 1]);
        AssertRates(new TableTrainerOptions { Bins = 4, Hidden = [16], LearnFeatureScales = true }, [0, 0, 6, 1, 1, 1, 1]);
        AssertRates(new TableTrainerOptions { Hidden = [16], LearnFeatureScales = true }, [6, 1, 1, 1, 1]);
        AssertRates(new TableTrainerOptions { Hidden = [16] }, null);
        AssertRates(new TableTrainerOptions { Preset = TablePreset.Default, Hidden = [16], LearnFeatureScales = true }, [0, 0, 6, (float)(1 / Math.Sqrt(17)), 0.1f, 0.25f, 0.1f]);

        void AssertRates(TableTrainerOptions options, float[]? expected)
        {
            TrainingPlan plan = TrainingPlanner.Plan(options, rows);
            FeatureEmbedding? embedding = plan.Embedding(rows);
            SharedEnsemble networks = plan.BuildNetworks(1, embedding: embedding);
            Network network = networks.First;
            Assert.Equal(expected, plan.BuildTrainer(networks, 1).RateFactors);
            Assert.Equal(options.LearnFeatureScales == true, plan.LearnsFeatureScales);
            if (!plan.LearnsFeatureScales)
                return;

            // Scales of 1 change nothing yet.
            Layer scales = network.Layers[embedding is null ? 0 : 1];
            Assert.Equal((embedding?.Layer.Units ?? 1, false, Activation.Identity), (scales.Units, scales.HasBias, scales.Activation));
            Network without = (plan with { LearnsFeatureScales = false }).BuildNetworks(1, embedding: embedding).First;
            Assert.Equal(without.Layout.Count + scales.Units, network.Layout.Count);
        }
    }

    [Theory]
    [InlineData(66, true)]
    [InlineData(65, false)]
    public void A_wide_table_of_numbers_has_no_bins_and_its_outliers_are_bounded_unless_it_is_wider_than_long(int rows, bool isRobust)
    {
        const int Columns = 65;
        float[] features = [.. Enumerable.Range(0, rows * Columns).Select(i => (float)(i / Columns * (i % Columns)) + (i % Columns))];
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions(), Dataset.Regression(features, Columns, new float[rows]));
        Assert.Equal((8, 0, isRobust ? FeatureScaling.Robust : FeatureScaling.Standardize), (plan.Members, plan.Bins, plan.Scaling));
    }

    [Fact]
    public void Scales_are_learned_for_classes_and_for_numbers_of_which_there_are_not_few()
    {
        Assert.True(Learns(Classes(1000)));
        Assert.False(Learns(Numbers(1999)));
        Assert.True(Learns(Numbers(2000)));
        Assert.False(Learns(Classes(1000), new TableTrainerOptions { LearnFeatureScales = false }));
        Assert.False(Learns(Classes(1000), new TableTrainerOptions { Preset = TablePreset.Fast }));
        Assert.False(Learns(Classes(1000), new TableTrainerOptions { Preset = TablePreset.Default, Optimizer = "sgd" }));
        Assert.False(Learns(Classes(1000), new TableTrainerOptions { Preset = TablePreset.Default, Hidden = [] }));

        // With fewer than two rows for each column they would learn which columns happen to suit these rows.
        Assert.False(Learns(Dataset.Classification(new float[19 * 10], 10, [.. Enumerable.Range(0, 19).Select(row => row % 2)])));
        Assert.True(Learns(Dataset.Classification(new float[20 * 10], 10, [.. Enumerable.Range(0, 20).Select(row => row % 2)])));

        static bool Learns(Dataset rows, TableTrainerOptions? options = null) => TrainingPlanner.Plan(options ?? new(), rows).LearnsFeatureScales;
    }

    [Fact]
    public void Numbers_of_which_there_are_not_few_are_learned_by_networks_that_share_layers()
    {
        Assert.Equal((8, 1), Members(Numbers(1999)));
        Assert.Equal((4, 4), Members(Numbers(2000)));
        Assert.Equal((2, 4), Members(Numbers(8000)));
        Assert.Equal((6, 1), Members(Classes(2000)));
        Assert.Equal((3, 5), Members(Numbers(2000), new TableTrainerOptions { Members = 3, Submodels = 5 }));
        Assert.Equal((6, 1), Members(Dataset.Regression(new float[2000 * 65], 65, new float[2000])));
        Assert.Equal((4, 1), Members(Numbers(2000), new TableTrainerOptions { Preset = TablePreset.Default, Hidden = [] }));
        Assert.Throws<ArgumentException>(() => TrainingPlanner.Plan(new TableTrainerOptions { Hidden = [], Submodels = 2 }, Numbers(100)));

        static (int Members, int Submodels) Members(Dataset rows, TableTrainerOptions? options = null)
        {
            TrainingPlan plan = TrainingPlanner.Plan(options ?? new(), rows);
            return (plan.Members, plan.Submodels);
        }
    }

    [Theory]
    [InlineData(1999, 0, "around-one(0.5)")]
    [InlineData(2000, 0, "around-one(1)")]
    [InlineData(2000, 16, "ones")]
    public void Networks_that_share_layers_have_their_own_scales_and_output_layer(int rows, int bins, string scales)
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { Submodels = 3, Bins = bins, Hidden = [8], Preset = TablePreset.Default }, Numbers(rows));
        FeatureEmbedding? embedding = plan.Embedding(Numbers(rows));
        SharedEnsemble networks = plan.BuildNetworks(1, embedding: embedding);
        int first = embedding is null ? 0 : 1;
        Assert.Equal([first, first + 2], networks.OwnLayers);
        Layer own = networks.First.Layers[first];
        Assert.Equal((scales, false, networks.First.InputsOf(first)), (own.Initializer.Name, own.HasBias, own.Units));
    }

    [Fact]
    public void Rates_of_the_neural_tangent_parametrisation_stay_with_it()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { Preset = TablePreset.Default, Initializer = "he-normal" }, Classes(1000));
        Assert.Equal((false, new Adam { LearningRate = 2e-3f }), (plan.IsNeuralTangent, plan.Optimizer));
    }

    [Fact]
    public void Many_rows_are_partly_held_back_in_larger_batches_and_fewer_epochs()
    {
        TrainingPlan few = TrainingPlanner.Plan(new TableTrainerOptions(), Classes(1000));
        TrainingPlan many = TrainingPlanner.Plan(new TableTrainerOptions(), Classes(30_000));

        Assert.True(many.BatchSize > few.BatchSize && many.Epochs < few.Epochs);
        Assert.True(many.Validation > 0 && many.Patience > 0);
    }

    [Fact]
    public void Regression_has_a_linear_output_and_a_scaled_target()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions(), Numbers(100));

        Assert.Equal((1, Activation.Identity, Loss.MeanSquaredError, true, 0f), (plan.Outputs, plan.OutputActivation, plan.Loss, plan.ScalesTarget, plan.Dropout));
    }

    [Fact]
    public void Poisson_has_a_positive_output_and_counts_as_they_are()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { Loss = Loss.Poisson }, Numbers(100));

        Assert.Equal((Activation.Exponential, false), (plan.OutputActivation, plan.ScalesTarget));
    }

    [Fact]
    public void A_skewed_target_is_learned_as_it_is_unless_a_transform_is_asked_for()
    {
        Dataset skewed = Dataset.Regression(new float[100], 1, [.. Enumerable.Range(0, 100).Select(row => MathF.Exp(row / 20f))]);
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions(), skewed);
        Assert.Equal(TargetTransform.None, plan.TargetTransform);
        Assert.Contains(plan.Reasons, reason => reason.StartsWith("the target is skewed", StringComparison.Ordinal));

        TrainingPlan asked = TrainingPlanner.Plan(new TableTrainerOptions { TargetTransform = TargetTransform.YeoJohnson }, skewed);
        Assert.Equal(TargetTransform.YeoJohnson, asked.TargetTransform);
        Assert.DoesNotContain(asked.Reasons.Concat(TrainingPlanner.Plan(new TableTrainerOptions(), Numbers(100)).Reasons), reason => reason.Contains("skewed"));
        Assert.Throws<ArgumentException>(() => TrainingPlanner.Plan(new TableTrainerOptions { TargetTransform = TargetTransform.Log }, Classes(100)));
    }

    [Theory]
    [InlineData(false, 0.1f)]
    [InlineData(true, 0.02f)]
    public void Plain_gradient_descent_has_a_rate_of_its_own(bool momentum, float rate)
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { Optimizer = "sgd", Momentum = momentum ? 0.9f : null }, Classes(100));

        Assert.Equal(new Sgd { LearningRate = rate, Momentum = momentum ? 0.9f : 0 }, plan.Optimizer);
    }

    [Fact]
    public void Momentum_alone_means_sgd()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { Momentum = 0.9f }, Classes(100));

        Assert.IsType<Sgd>(plan.Optimizer);
        Assert.Contains("momentum means sgd", plan.Reasons);
    }

    [Fact]
    public void Patience_alone_holds_rows_back()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { Preset = TablePreset.Fast, Patience = 4 }, Classes(100));

        Assert.Equal((0.1f, 4), (plan.Validation, plan.Patience));
    }

    [Fact]
    public void Validation_alone_on_few_rows_chooses_the_best_of_all_epochs()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { Preset = TablePreset.Fast, Validation = 0.2f }, Classes(100));

        Assert.Equal((0.2f, null), (plan.Validation, plan.Patience));
    }

    [Fact]
    public void Pixels_share_a_scale_and_measurements_do_not()
    {
        Assert.Equal(FeatureScaling.MinMax, TrainingPlanner.Plan(new TableTrainerOptions(), EmbeddedData.Digits()).Scaling);
        Assert.Equal(FeatureScaling.Robust, TrainingPlanner.Plan(new TableTrainerOptions(), EmbeddedData.Iris()).Scaling);
        Assert.Equal(FeatureScaling.None, TrainingPlanner.Plan(new TableTrainerOptions { Scaling = FeatureScaling.None }, EmbeddedData.Iris()).Scaling);
    }

    [Fact]
    public void Dozens_of_yes_or_no_are_categories_and_no_image()
    {
        float[] features = [.. Enumerable.Range(0, 200 * 40).Select(i => (float)(i * 7 % 11 % 2))];
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions(), Dataset.Classification(features, 40, [.. Enumerable.Range(0, 200).Select(row => row % 2)]));

        Assert.Equal((8, FeatureScaling.Robust), (plan.Members, plan.Scaling));
    }

    [Fact]
    public void Sample_normal_takes_the_number_of_training_rows()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { Initializer = "sample-normal" }, Classes(120));

        Assert.Equal(Initializer.SampleNormal(120), plan.Initializer);
    }

    [Fact]
    public void Independent_yes_and_no_for_each_of_many_classes()
    {
        TrainingPlan plan = TrainingPlanner.Plan(new TableTrainerOptions { Loss = Loss.BinaryCrossEntropy }, Classes(100));

        Assert.Equal((3, Activation.Sigmoid), (plan.Outputs, plan.OutputActivation));
    }

    [Fact]
    public void Nothing_is_explained_that_the_user_chose()
    {
        var settings = new TableTrainerOptions { BatchSize = 1, Epochs = 1, Validation = 0, Dropout = 0, Scaling = FeatureScaling.None };

        Assert.Empty(TrainingPlanner.Plan(settings, Classes(100)).Reasons);
    }

    private static Dataset Classes(int rows) => Dataset.Classification(
        [.. Enumerable.Range(0, rows).Select(row => (float)row)], 1, [.. Enumerable.Range(0, rows).Select(row => row % 3)]);

    private static Dataset Numbers(int rows) => Dataset.Regression(
        [.. Enumerable.Range(0, rows).Select(row => (float)row)], 1, [.. Enumerable.Range(0, rows).Select(row => (float)row)]);
}
