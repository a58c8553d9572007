using System.CommandLine;
using System.Globalization;
using Descent.Data;

namespace Descent.Cli.Calls;

/// <summary>The units of the hidden layers as an option: 128,64, or none.</summary>
internal sealed record HiddenUnits(IReadOnlyList<int> Layers)
{
    private const int Most = 1_000_000;

    public static Option<HiddenUnits?> Option(string name, string help) => new(name)
    {
        Description = help,
        HelpName = "LIST",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text is "none" or "")
                return new HiddenUnits([]);
            int[] units = [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
            if (units.All(number => number is > 0 and <= Most))
                return new HiddenUnits(units);
            result.AddError($"{name} is {MessageText.Quote(text)}; expected whole numbers from 1 to {Most} with commas between them, such as 128,64, or none");
            return null;
        },
    };
}
