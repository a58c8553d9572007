namespace Descent.Reference;

/// <summary>The symbols, operators and functions that equations of the page name.</summary>
internal static class TexSymbols
{
    public static Markup Operator(string symbol) => new($"<mo>{Markup.Text(symbol).Xml}</mo>");

    public static Markup Fence(string symbol) => new($"<mo stretchy=\"false\">{symbol}</mo>");

    public static Markup Named(string command) => command switch
    {
        "cdot" => Operator("·"),
        "circ" => Operator("∘"),
        "oslash" => Operator("⊘"),
        "sum" => Operator("∑"),
        "le" => Operator("≤"),
        "ge" => Operator("≥"),
        "approx" => Operator("≈"),
        "leftarrow" => Operator("←"),
        "dots" => Operator("⋯"),
        "partial" => Identifier("∂"),
        "top" => Identifier("⊤"),
        "sigma" => Identifier("σ"),
        "delta" => Identifier("δ"),
        "eta" => Identifier("η"),
        "lambda" => Identifier("λ"),
        "alpha" => Identifier("α"),
        "Phi" => Identifier("Φ"),
        "varphi" => Identifier("φ"),
        "quad" => new Markup("<mspace width=\"1.2em\"></mspace>"),
        "," => new Markup("<mspace width=\"0.17em\"></mspace>"),
        "exp" or "ln" or "log" or "tanh" or "sin" or "cos" or "max" or "min" or "softmax" or "sign" or "diag" or "LSE" => Function(command),
        _ => throw new FormatException($"\\{command} is not a command that the page knows."),
    };

    private static Markup Identifier(string symbol) => new($"<mi>{symbol}</mi>");

    private static Markup Function(string name) => new($"<mi>{name}</mi>");
}
