using Descent.Cli.Reports;
using Xunit;

namespace Descent.Cli.Tests.Reports;

public sealed class ChartAxisTests
{
    [Theory]
    [InlineData(0, 10, "0 2 4 6 8 10")]
    [InlineData(0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-3, 3, "−4 −2 0 2 4")]
    [InlineData(0, 12_000, "0 2,000 4,000 6,000 8,000 10,000 12,000")]
    [InlineData(0.001, 0.0055, "0.001 0.002 0.003 0.004 0.005 0.006")]
    [InlineData(12_345_000_000, 12_350_000_000, "12,345,000,000 12,346,000,000 12,347,000,000 12,348,000,000 12,349,000,000 12,350,000,000")]
    [InlineData(0, 4e9, "0 1e9 2e9 3e9 4e9")]
    public void Ticks_are_numbers_that_people_count_in(double low, double high, string expected) =>
        Assert.Equal(expected, string.Join(' ', ChartAxis.Extended("", low, high).Ticks.Select(tick => tick.Text)));

    [Theory]
    [InlineData(0.02, 3, "0.03 0.1 0.3 1 3")]
    [InlineData(1, 8, "1 2 5")]
    [InlineData(1e-7, 1e3, "1e−6 0.0001 0.01 1 100")]
    public void Ticks_of_ratios_are_powers_of_ten_and_round_numbers_between_them(double low, double high, string expected) =>
        Assert.Equal(expected, string.Join(' ', ChartAxis.Ratios("", low, high).Ticks.Select(tick => tick.Text)));

    [Fact]
    public void Any_range_has_a_few_ticks_in_order_between_its_ends()
    {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            double low = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 9)), high = low + (random.NextDouble() * Math.Pow(10, random.Next(-6, 9)));
            foreach (ChartAxis axis in (ChartAxis[])[ChartAxis.Numbers("", low, high), ChartAxis.Extended("", low, high), ChartAxis.Counts("", (int)Math.Min(Math.Abs(high), 1e9))])
            {
                Assert.InRange(axis.Ticks.Count, 2, 12);
                Assert.Equal(axis.Ticks.Order(), axis.Ticks);
                Assert.Equal(axis.Ticks.Count, axis.Ticks.Select(tick => tick.Text).Distinct().Count());
                Assert.All(axis.Ticks, tick => Assert.InRange(axis.Place(tick.Value), 0, 1));
            }
        }
    }

    [Fact]
    public void The_low_end_lies_at_0_and_the_high_end_at_1()
    {
        Assert.Equal([0, 0.5, 1], ((double[])[0, 5, 10]).Select(ChartAxis.Extended("", 0, 10).Place));
        Assert.Equal(0.5, ChartAxis.Ratios("", 1, 100).Place(10), 12);
        Assert.Equal([0, 1], ((double[])[double.NaN, double.PositiveInfinity]).Select(ChartAxis.Shares("").Place));
    }

    [Fact]
    public void Shares_begin_higher_where_none_is_low()
    {
        Assert.Equal("0 % 25 % 50 % 75 % 100 %", Text(0.3));
        Assert.Equal("80 % 85 % 90 % 95 % 100 %", Text(0.85));
        Assert.Equal("90 % 92 % 94 % 96 % 98 % 100 %", Text(0.97));

        static string Text(double least) => string.Join(' ', ChartAxis.Shares("", least).Ticks.Select(tick => tick.Text));
    }
}
