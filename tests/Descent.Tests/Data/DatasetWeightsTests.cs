using Descent.Data;
using Descent.Models;
using Xunit;

namespace Descent.Tests.Data;

public class DatasetWeightsTests
{
    private static readonly Dataset Four = Dataset.Regression([1, 2, 3, 4], 1, [10, 20, 30, 40]).WithWeights([0, 1, 2, 3]);

    [Fact]
    public void A_data_set_has_no_weights_unless_it_is_given_some()
    {
        Assert.False(Four.WithoutWeights().HasWeights);
        Assert.True(Four.WithoutWeights().Weights.IsEmpty);
        Assert.True(Four.HasWeights);
        Assert.Equal([0f, 1, 2, 3], Four.Weights.ToArray());
        Assert.Equal([5f, 6, 7, 8], Four.WithWeights([5, 6, 7, 8]).Weights.ToArray());
    }

    [Fact]
    public void Weights_stay_with_their_rows()
    {
        Assert.Equal([3f, 0, 3], Four.Select([3, 0, 3]).Weights.ToArray());
        (Dataset train, Dataset test) = Four.Split([true, false, true, false]);
        Assert.Equal([0f, 2], train.Weights.ToArray());
        Assert.Equal([1f, 3], test.Weights.ToArray());
        (train, test) = Four.Split(0.5, seed: 1);
        foreach (Dataset part in (Dataset[])[train, test])
            Assert.Equal(part.Features.ToArray().Select(x => x - 1), part.Weights.ToArray());
    }

    [Fact]
    public void Scaling_keeps_them()
    {
        Assert.Equal([0f, 1, 2, 3], FeatureScaler.Standardize(Four).Apply(Four).Weights.ToArray());
        Assert.Equal([0f, 1, 2, 3], TargetScaler.Standardize(Four).Apply(Four).Weights.ToArray());
    }

    [Fact]
    public void They_are_copied()
    {
        float[] weights = [1, 2, 3, 4];
        Dataset data = Four.WithWeights(weights);
        weights[0] = 9;
        Assert.Equal(1, data.Weights.Span[0]);
    }

    [Theory]
    [InlineData(new float[] { 1, 2 }, "weights has 2 numbers; expected one for each of 4 rows.")]
    [InlineData(new float[] { 1, 2, -0.5f, 1 }, "The weight of row 2 is -0.5; expected a finite number of 0 or more.")]
    [InlineData(new float[] { 1, float.NaN, 1, 1 }, "The weight of row 1 is NaN; expected a finite number of 0 or more.")]
    [InlineData(new float[] { 1, 1, 1, float.PositiveInfinity }, "The weight of row 3 is Infinity; expected a finite number of 0 or more.")]
    [InlineData(new float[] { 0, 0, 0, 0 }, "The weights of all 4 rows are 0; expected at least one above 0.")]
    public void Weights_that_cannot_be_used_are_refused_by_row_and_value(float[] weights, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => Four.WithWeights(weights)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_fingerprint_tells_weights_apart_and_stays_as_it_was_without()
    {
        Dataset plain = Dataset.Classification([1, 2, 3], 1, [0, 1, 0]);
        string[] fingerprints =
        [
            DataFingerprint.Of(plain),
            DataFingerprint.Of(plain.WithWeights([1, 1, 1])),
            DataFingerprint.Of(plain.WithWeights([1, 2, 1])),
        ];
        Assert.Equal(fingerprints, fingerprints.Distinct());
        Assert.Equal(fingerprints[0], DataFingerprint.Of(plain.WithWeights([1, 2, 1]).WithoutWeights()));
        // As it was before data sets had weights: models name it.
        Assert.Equal("180c7c7863e2729ae999e41b4927ad3df0655dc7527bb5d458176da5464e7286", fingerprints[0]);
    }
}
