using System.CommandLine;
using System.Globalization;
using Descent.Data;
using Descent.Tabular;

namespace Descent.Cli.Calls;

/// <summary>An option for what rows count by their class: <c>balanced</c>, or <c>NAME=WEIGHT,…</c>.</summary>
internal static class ClassWeightsOption
{
    private const string Balanced = "balanced";

    public static Option<ClassWeighting?> Create() => new("--class-weights")
    {
        Description = "what rows count by their class: balanced (every class the same in total), or weights such as yes=5,no=1",
        HelpName = "HOW",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text == Balanced)
                return ClassWeighting.Balanced;
            var weights = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (string part in text.Split(','))
            {
                int at = part.LastIndexOf('=');
                if (at < 1 || !double.TryParse(part.AsSpan(at + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double weight) || !(weight >= 0) || !double.IsFinite(weight))
                {
                    result.AddError($"--class-weights has {MessageText.Quote(part)}; expected {Balanced}, or NAME=WEIGHT with commas between them, each weight a number of 0 or more");
                    return null;
                }

                weights[part[..at].Trim()] = weight;
            }

            return ClassWeighting.Of(weights);
        },
    };
}
