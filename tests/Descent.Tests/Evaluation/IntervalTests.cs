using Descent.Evaluation;
using Xunit;

namespace Descent.Tests.Evaluation;

public class IntervalTests
{
    // The four examples of Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_gives_the_published_intervals(int successes, int trials, double lower, double upper)
    {
        Interval interval = Interval.Wilson(successes, trials);
        Assert.Equal(lower, interval.Lower, 0.00005);
        Assert.Equal(upper, interval.Upper, 0.00005);
    }

    // The interval is defined by its ends: they are the p for which the observed proportion lies exactly z standard errors √(p(1 − p)/n) away.
    [Fact]
    public void Both_ends_of_a_wilson_interval_lie_z_standard_errors_from_the_proportion()
    {
        const double z = 1.959963984540054;
        for (int n = 1; n <= 60; n++)
        {
            for (int k = 0; k <= n; k++)
            {
                Interval interval = Interval.Wilson(k, n);
                foreach (double p in (double[])[interval.Lower, interval.Upper])
                {
                    double distance = ((double)k / n) - p;
                    Assert.Equal(z * z * p * (1 - p) / n, distance * distance, 1e-14);
                }

                Assert.True(interval.Lower < interval.Upper);
                Assert.True(interval.Contains((double)k / n));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000_000)]
    public void Extremes_end_exactly_at_0_and_1(int trials)
    {
        Assert.Equal(0, Interval.Wilson(0, trials).Lower);
        Assert.Equal(1, Interval.Wilson(trials, trials).Upper);
        Assert.InRange(Interval.Wilson(0, trials).Upper, double.Epsilon, 1 - double.Epsilon);
    }

    // The true coverage, Σ over the k whose interval holds p of the binomial probability of k, averages 0.95 over p
    // (Agresti and Coull 1998, figure 5, whose curve for this interval stays within 0.95 and 0.96 at n from 5 up).
    [Fact]
    public void Wilson_covers_the_true_proportion_95_times_in_100()
    {
        const int n = 30;
        const int steps = 2000;
        Interval[] intervals = [.. Enumerable.Range(0, n + 1).Select(k => Interval.Wilson(k, n))];
        double coverage = 0;
        for (int step = 0; step < steps; step++)
        {
            double p = (step + 0.5) / steps;
            double probability = Math.Pow(1 - p, n);
            for (int k = 0; k <= n; k++)
            {
                if (intervals[k].Contains(p))
                    coverage += probability / steps;
                probability *= (double)(n - k) / (k + 1) * p / (1 - p);
            }
        }

        Assert.InRange(coverage, 0.945, 0.96);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Counts_that_cannot_be_are_refused(int successes, int trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Interval.Wilson(successes, trials));
}
