using System.Globalization;

namespace Descent.Reference;

/// <summary>
/// One of the four ways to write the same step: rows or columns as examples, matrices or elements. It knows the symbols of
/// the texts: A[l] = σ(A[l−1]·W[l] + b[l]) with W[inputs, outputs] in Datta's, aˡ = σ(Wˡ·aˡ⁻¹ + bˡ) with
/// W[outputs, inputs] and δ for ∂L/∂z in Sabine's and Vege's.
/// </summary>
/// <param name="IsColumn">Whether an example is a column.</param>
/// <param name="IsElements">Whether every element has an equation of its own.</param>
/// <param name="Rows">The number of examples: a single one needs no index.</param>
internal readonly record struct View(bool IsColumn, bool IsElements, int Rows)
{
    /// <summary>The classes by which the style shows one view at a time.</summary>
    public string Classes => $"{(IsColumn ? "column" : "row")} {(IsElements ? "elements" : "matrices")}";

    private bool IsSingle => Rows == 1;

    public static IEnumerable<View> All(int rows) =>
        [new(false, false, rows), new(false, true, rows), new(true, false, rows), new(true, true, rows)];

    /// <summary>A matrix as this view writes it.</summary>
    public Markup Matrix(double[,] matrix) => MatrixMarkup.Of(IsColumn ? MatrixMarkup.Transposed(matrix) : matrix);

    /// <summary>A matrix transposed as an equation of this view needs it.</summary>
    public Markup Transposed(double[,] matrix) => MatrixMarkup.Of(IsColumn ? matrix : MatrixMarkup.Transposed(matrix));

    /// <summary>The symbol of a quantity: A, Z, W, b, T, or a derivative dA, dZ, dW, db; layer 0 is the input.</summary>
    public string Symbol(string quantity, int layer, bool transposed = false)
    {
        string level = IsColumn ? Number(layer) : $"[{Number(layer)}]";
        string above = $"^{{{level}{(transposed ? @"\top" : "")}}}";
        string onlyTransposed = transposed ? @"^{\top}" : "";
        return (quantity, layer) switch
        {
            ("A", 0) => Letter("X") + onlyTransposed,
            ("dA", 0) => IsColumn ? $@"\frac{{\partial L}}{{\partial {Letter("X")}}}" : "dX",
            ("T", _) => Letter("T"),
            ("dZ", _) when IsColumn => $@"\delta{above}",
            (['d', var letter], _) when IsColumn => $@"\frac{{\partial L}}{{\partial {Letter(letter.ToString())}^{{{level}}}}}",
            (['d', var letter], _) => $"d{letter}{above}",
            _ => Letter(quantity) + above,
        };
    }

    /// <summary>The symbol of one element of A, Z, T or its derivative: i counts the examples and j the neurons, both as text.</summary>
    public string Element(string quantity, int layer, string i, string j)
    {
        string index = IsSingle ? j : IsColumn ? Pair(j, i) : Pair(i, j);
        bool isDerivative = quantity[0] == 'd';
        string letter = layer == 0 && quantity[^1] == 'A' ? "x" : quantity[^1..].ToLowerInvariant();
        string level = layer == 0 ? "" : $"^{Level(layer)}";
        return !isDerivative ? $"{letter}_{{{index}}}{(quantity == "T" ? "" : level)}"
            : !IsColumn ? $"d{letter}_{{{index}}}{level}"
            : quantity == "dZ" ? $@"\delta_{{{index}}}{level}"
            : $@"\frac{{\partial L}}{{\partial {letter}_{{{index}}}{level}}}";
    }

    /// <summary>The symbol of a weight from input k to output j, or of its derivative.</summary>
    public string Weight(int layer, string k, string j, bool isDerivative = false)
    {
        string weight = $"w_{{{(IsColumn ? Pair(j, k) : Pair(k, j))}}}^{Level(layer)}";
        return !isDerivative ? weight : IsColumn ? $@"\frac{{\partial L}}{{\partial {weight}}}" : $"d{weight}";
    }

    /// <summary>The symbol of a bias, or of its derivative.</summary>
    public string Bias(int layer, string j, bool isDerivative = false)
    {
        string bias = $"b_{{{j}}}^{Level(layer)}";
        return !isDerivative ? bias : IsColumn ? $@"\frac{{\partial L}}{{\partial {bias}}}" : $"d{bias}";
    }

    /// <summary>An index, counted from 1.</summary>
    public static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static string Pair(string first, string second) => first.Length + second.Length > 2 ? $"{first},{second}" : first + second;

    private string Level(int layer) => IsColumn ? $"{{{Number(layer)}}}" : $"{{[{Number(layer)}]}}";

    private string Letter(string quantity) => IsColumn && IsSingle && quantity != "W" ? quantity.ToLowerInvariant() : quantity;
}
