using Descent.Cli.Output;
using Descent.Cli.Reports;
using Descent.Data;
using Xunit;

namespace Descent.Cli.Tests.Output;

public class TextTests
{
    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one two three", 13, "one two three")]
    [InlineData("extraordinarily long", 4, "extraordinarily|long")]
    [InlineData("right by 95 % of", 12, "right by|95 % of")]
    public void Words_are_wrapped_at_spaces(string text, int width, string lines) =>
        Assert.Equal(lines.Split('|'), Paragraph.Wrap(text, width));

    [Fact]
    public void Colours_take_no_room()
    {
        var ink = new Ink(isOn: true);
        Assert.Equal("\e[31mbad\e[0m", ink.Bad("bad"));
        Assert.Equal(3, Ink.VisibleLength(ink.Bad("bad")));
        Assert.Equal("bad", new Ink(isOn: false).Bad("bad"));
        Assert.Equal([$"{ink.Bad("bad")} day"], Paragraph.Wrap($"{ink.Bad("bad")} day", 7));
    }

    [Fact]
    public void Table_aligns_its_columns_and_leaves_nothing_behind_a_line()
    {
        var table = new TextTable(false, true, false);
        table.Add("name", "n", "note");
        table.Add("a", "1,000", "");
        table.Add("longer", "2", "last");

        using var writer = new StringWriter { NewLine = "\n" };
        table.WriteTo(writer);

        Assert.Equal("  name        n  note\n  a       1,000\n  longer      2  last\n", writer.ToString());
    }

    [Theory]
    [InlineData(new double[] { 100, 10, 1 }, 3, "█▅▁")]
    [InlineData(new double[] { 1, 0, -1 }, 3, "█▅▁")]
    [InlineData(new double[] { 2, 2 }, 5, "▁▁")]
    [InlineData(new double[] { 1, 3, 10, 10 }, 2, "▁█")]
    public void Curve_has_a_bar_for_each_value_or_mean_of_neighbours(double[] values, int width, string curve) =>
        Assert.Equal(curve, Sparkline.Of(values, width));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.4, "9.4 s")]
    [InlineData(42, "42 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7500, "2 h 5 min")]
    public void Time_is_told_in_two_units_at_most(double seconds, string text) =>
        Assert.Equal(text, NumberText.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(999, "999 bytes")]
    [InlineData(205_900, "206 KB")]
    [InlineData(1_250_000, "1.2 MB")]
    public void Size_is_told_in_the_unit_that_suits(long bytes, string text) => Assert.Equal(text, NumberText.Bytes(bytes));

    [Fact]
    public void Names_are_short_and_harmless()
    {
        Assert.Equal("a [31mb", NameText.Short("a\e[31mb"));
        Assert.Equal("abcde", NameText.Short("abcde", 5));
        Assert.Equal("abcd…", NameText.Short("abcdef", 5));
        Assert.Equal("1, 2, 3, 4, 5, 6, … 9", NameText.List(["1", "2", "3", "4", "5", "6", "7", "8", "9"]));
    }
}
