using System.Globalization;
using CsCheck;
using Descent.Data;
using Xunit;

namespace Descent.Tests.Data;

public class FloatTextTests
{
    [Fact]
    public void Plain_decimals_are_read_to_the_bit_as_the_framework_reads_them() => Samples.Check(
        Gen.Select(Gen.Long[-1_000_000_000_000_000_000, 1_000_000_000_000_000_000], Gen.Int[0, 17], Gen.Int[0, 18]),
        sample =>
    {
        (long whole, int dropped, int decimals) = sample;
        string digits = (Math.Abs(whole) / (long)Math.Pow(10, dropped)).ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0');
        AssertSame($"{(whole < 0 ? "-" : "")}{digits[..^decimals]}.{digits[^decimals..]}");
        AssertSame($"{(whole < 0 ? "-" : "")}{digits}");
    }, count: 3000);

    [Fact]
    public void The_shortest_text_of_any_float_gives_it_back() => Samples.Check(
        Gen.Int.Select(BitConverter.Int32BitsToSingle), value =>
    {
        if (!float.IsFinite(value))
            return;

        Assert.True(FloatText.TryParse(value.ToString("R", CultureInfo.InvariantCulture), out float read));
        Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(read));
    }, count: 3000);

    [Theory]
    // Half-way between two floats, and just beside it in more digits than a float or a double tells apart.
    [InlineData("16777217")]
    [InlineData("16777219")]
    [InlineData("16777217.0000001")]
    [InlineData("16777216.9999999")]
    [InlineData("1.00000005960464")]
    [InlineData("1.00000005960465")]
    [InlineData("0.500000029802322")]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("+5")]
    [InlineData("1e-3")]
    [InlineData("999999999999999")]
    [InlineData("0.00000000000001")]
    [InlineData("1e-46")]
    [InlineData("3.4028236e38")]
    public void Awkward_numbers_are_read_as_the_framework_reads_them(string text) => AssertSame(text);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("-.")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("12a")]
    [InlineData("--1")]
    [InlineData("0x10")]
    [InlineData("١٢")]
    public void What_is_no_number_is_refused(string text) => Assert.False(FloatText.TryParse(text, out _));

    private static void AssertSame(string text)
    {
        Assert.True(FloatText.TryParse(text, out float value), text);
        float expected = float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(value));
    }
}
