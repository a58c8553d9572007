using System.Text;

namespace Descent.Reference;

/// <summary>Sums with their numbers written out: x·y + x·y + … + y.</summary>
internal static class NumberSum
{
    /// <summary>A sum of products.</summary>
    /// <param name="count">How many products.</param>
    /// <param name="factors">The two factors of one.</param>
    /// <param name="more">One more number to add, or null.</param>
    public static Markup OfProducts(int count, Func<int, (double First, double Second)> factors, double? more = null)
    {
        Markup sum = Of(new Cut(count, most: 8, first: 2), k => Signed(factors(k).First, isFirst: k == 0).Xml + "<mo>·</mo>" + Signed(factors(k).Second, isFirst: false).Xml);
        return more is { } last ? sum + TexSymbols.Operator("+") + Signed(last, isFirst: false) : sum;
    }

    /// <summary>A sum of numbers.</summary>
    public static Markup Of(int count, Func<int, double> term) => Of(new Cut(count, most: 10, first: 5), k => Signed(term(k), isFirst: k == 0).Xml);

    /// <summary>Adds the result behind an equals sign.</summary>
    public static Markup WithResult(this Markup sum, double result) => sum + TexSymbols.Operator("=") + MathNumber.Of(result);

    /// <summary>A number with parentheses around it if it is negative and something stands before it.</summary>
    public static Markup Signed(double value, bool isFirst) => value < 0 && !isFirst
        ? TexSymbols.Fence("(") + MathNumber.Of(value) + TexSymbols.Fence(")")
        : MathNumber.Of(value);

    private static Markup Of(Cut cut, Func<int, string> term)
    {
        StringBuilder sum = new();
        for (int place = 0; place < cut.Shown; place++)
        {
            if (place > 0)
                sum.Append("<mo>+</mo>");
            if (cut.IsAfterGap(place))
                sum.Append("<mo>⋯</mo><mo>+</mo>");
            sum.Append(term(cut[place]));
        }

        return new Markup(sum.ToString());
    }
}
