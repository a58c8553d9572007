using System.Text.Json;
using Descent.Networks;

namespace Descent.Reference;

/// <summary>Reads <c>loss</c> and the keys that belong to it.</summary>
internal static class LossReader
{
    private static readonly string[] Reductions = ["mean", "sum"];

    public static ReferenceLoss Read(SpecObject spec)
    {
        JsonElement value = spec.Required("loss", $"one of {string.Join(", ", Loss.Names)}");
        Loss loss = Loss.Parse(spec.NameOf("loss", Loss.Names));
        bool isSum = spec.NameOf("reduction", Reductions) == "sum";
        if (isSum && loss.IsMeanOverElements)
            throw spec.Place.Member("reduction").Unlike("sum", $"{loss.Name} is a mean over all elements already; expected mean, or no such key");

        double logBase = spec.Number("logBase", Math.E, b => b > 0 && b != 1, "a number above 0 and not 1");
        if (spec.Has("logBase") && !loss.HasLogBase)
            throw spec.Place.Member("logBase").Unlike("a base", $"the loss {loss.Name} has no logarithm; expected no such key");

        double delta = spec.Number("delta", 1, d => d > 0, "a number above 0");
        if (loss is HuberLoss)
            return ReferenceLoss.Huber(delta);
        if (spec.Has("delta"))
            throw spec.Place.Member("delta").Unlike("a delta", $"the loss is {value.GetString()}; expected no such key, or the loss huber");

        return new ReferenceLoss(loss with
        {
            Reduction = isSum ? Reduction.Sum : Reduction.Mean,
            LogBase = spec.Has("logBase") ? logBase : null,
        });
    }
}
