using System.Text.Json;

namespace Descent.Reference;

/// <summary>Reads <c>update</c>: the optimizer, its options, the learning rate and the number of steps.</summary>
internal static class UpdateReader
{
    private const string Fraction = "a number from 0 to below 1";
    private const string NotNegative = "a number of 0 or more";

    private static readonly string[] Common = ["optimizer", "learningRate", "steps"];
    private static readonly string[] Sgd = ["momentum", "nesterov"];
    private static readonly string[] Adam = ["beta1", "beta2", "epsilon", "weightDecay"];
    private static readonly string[] Optimizers = ["sgd", "adam", "adamw"];

    public static ReferenceUpdate Read(JsonElement value, SpecPlace place)
    {
        SpecObject update = new(value, place, [.. Common, .. Sgd, .. Adam]);
        update.Required("optimizer", $"one of {string.Join(", ", Optimizers)}");
        string name = update.NameOf("optimizer", Optimizers);
        string[] options = name == "sgd" ? Sgd : Adam;
        foreach (string key in update.Keys.Except(Common))
        {
            if (!options.Contains(key))
                throw place.Member(key).Unlike($"an option of {(Sgd.Contains(key) ? "sgd" : "adam and adamw")}", $"the optimizer is {name}, which takes {string.Join(", ", options)}");
        }

        ReferenceOptimizer optimizer = name == "sgd" ? ReadSgd(update) : ReadAdam(update, name == "adamw");
        update.Required("learningRate", NotNegative);
        double learningRate = update.Number("learningRate", 0, x => x >= 0, NotNegative);
        string expected = $"an integer from 0 to {ReferenceUpdate.MaximumSteps}";
        int steps = SpecValues.Integer(update.Required("steps", expected), place.Member("steps"), 0, ReferenceUpdate.MaximumSteps, expected);
        return new ReferenceUpdate(optimizer, learningRate, steps);
    }

    private static ReferenceSgd ReadSgd(SpecObject update)
    {
        ReferenceSgd sgd = new()
        {
            Momentum = update.Number("momentum", 0, x => x is >= 0 and < 1, Fraction),
            Nesterov = update.Flag("nesterov"),
        };
        return sgd is { Nesterov: true, Momentum: 0 }
            ? throw update.Place.Member("nesterov").Unlike("true", "momentum is 0; expected a momentum above 0 with it")
            : sgd;
    }

    private static ReferenceAdam ReadAdam(SpecObject update, bool decoupled)
    {
        ReferenceAdam defaults = new(decoupled);
        return defaults with
        {
            Beta1 = update.Number("beta1", defaults.Beta1, x => x is >= 0 and < 1, Fraction),
            Beta2 = update.Number("beta2", defaults.Beta2, x => x is >= 0 and < 1, Fraction),
            Epsilon = update.Number("epsilon", defaults.Epsilon, x => x >= 0, NotNegative),
            WeightDecay = update.Number("weightDecay", defaults.WeightDecay, x => x >= 0, NotNegative),
        };
    }
}
