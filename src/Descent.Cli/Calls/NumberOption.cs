using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Descent.Cli.Calls;

/// <summary>Makes options that are numbers: read the same everywhere, whatever the language of the system, and checked at once.</summary>
internal static class NumberOption
{
    /// <summary>A whole number.</summary>
    public static Option<int?> Whole(string name, string help, int least, int most = int.MaxValue) => new(name)
    {
        Description = help,
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most)
                return value;
            string range = least == int.MinValue ? ""
                : most == int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $" of at least {least}")
                : string.Create(CultureInfo.InvariantCulture, $" from {least} to {most}");
            result.AddError($"{name} is {Quoted(text)}; expected a whole number{range}");
            return null;
        },
    };

    /// <summary>A finite number.</summary>
    /// <param name="name">The option.</param>
    /// <param name="placeholder">What stands for the value in the help.</param>
    /// <param name="help">What it does, with its default.</param>
    /// <param name="accepts">Whether the value is in its range.</param>
    /// <param name="expected">The range in words.</param>
    public static Option<float?> Real(string name, string placeholder, string help, Func<float, bool> accepts, string expected) => new(name)
    {
        Description = help,
        HelpName = placeholder,
        CustomParser = result => Read(result, name, accepts, expected),
    };

    private static float? Read(ArgumentResult result, string name, Func<float, bool> accepts, string expected)
    {
        string text = result.Tokens[0].Value;
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) && accepts(value))
            return value;
        result.AddError($"{name} is {Quoted(text)}; expected {expected}");
        return null;
    }

    private static string Quoted(string text) => Data.MessageText.Quote(text);
}
