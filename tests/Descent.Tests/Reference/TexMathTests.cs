using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

public class TexMathTests
{
    [Theory]
    [InlineData("z_j^{2}", "<msubsup><mi>z</mi><mrow><mi>j</mi></mrow><mrow><mrow><mn>2</mn></mrow></mrow></msubsup>")]
    [InlineData(@"\frac{1}{2} - x", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac><mo>−</mo><mi>x</mi>")]
    [InlineData(@"\sum_k a", "<munder><mo>∑</mo><mrow><mi>k</mi></mrow></munder><mi>a</mi>")]
    [InlineData(@"(a)^2", "<msup><mrow><mo stretchy=\"false\">(</mo><mi>a</mi><mo stretchy=\"false\">)</mo></mrow><mrow><mn>2</mn></mrow></msup>")]
    [InlineData(@"\text{a < b}", "<mtext>a\u00A0&lt;\u00A0b</mtext>")]
    public void Equation_becomes_mathml(string tex, string mathml) => Assert.Equal(mathml, TexMath.Parse(tex).Xml);

    [Theory]
    [InlineData("z", "−2")]
    [InlineData("1 - z", "1−(−2)")]
    [InlineData(@"\max(0, z)", "max(0,−2)")]
    [InlineData("z^2", "(−2)2")]
    [InlineData("e^{-z}", "e−(−2)")]
    [InlineData("e^z", "e(−2)")]
    public void Negative_number_is_put_in_parentheses_where_it_could_be_misread(string tex, string text)
    {
        string mathml = TexMath.Parse(tex, new Dictionary<string, Markup> { ["z"] = MathNumber.Of(-2.0) }).Xml;
        Assert.Equal(text, System.Text.RegularExpressions.Regex.Replace(mathml, "<[^>]*>", ""));
    }

    [Theory]
    [InlineData(@"\unknown")]
    [InlineData("{a")]
    [InlineData("a}")]
    [InlineData(@"\frac{a}")]
    [InlineData("(a")]
    public void What_is_not_an_equation_is_refused(string tex) => Assert.Throws<FormatException>(() => TexMath.Parse(tex));

    [Theory]
    [InlineData(1.5, "<mn>1.5</mn>")]
    [InlineData(-0.0, "<mn>0</mn>")]
    [InlineData(-1.25e-10, "<mrow><mn>−1.25</mn><mo>·</mo><msup><mn>10</mn><mn>−10</mn></msup></mrow>")]
    [InlineData(2e7, "<mrow><mn>2</mn><mo>·</mo><msup><mn>10</mn><mn>7</mn></msup></mrow>")]
    [InlineData(double.NegativeInfinity, "<mn>−∞</mn>")]
    public void Number_has_six_digits_and_a_power_of_ten(double value, string mathml) => Assert.Equal(mathml, MathNumber.Of(value).Xml);

    [Fact]
    public void Decimal_points_of_a_column_stand_below_each_other()
    {
        string[] column = [.. MathNumber.Column([-1, 0.25, 10.5]).Select(number => number.Xml)];
        Assert.Equal(["<mn>−1\u2008\u2007\u2007</mn>", "<mn>0.25</mn>", "<mn>10.5\u2007</mn>"], column);
    }
}
