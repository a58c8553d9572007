using System.Globalization;

namespace Descent.Data;

/// <summary>
/// Weights of rows by their class, for classes of unequal size: give them to <see cref="Dataset.WithWeights"/>. They make a network
/// find rare classes more often; its outputs are then no longer the probabilities of the classes as they occur.
/// </summary>
public static class ClassWeights
{
    /// <summary>
    /// Every class counts the same in total: wᵢ = N / (K · nₖ) for a row of class k, with N rows and nₖ of class k, of the K classes
    /// that occur. Their mean is 1. King and Zeng, "Logistic Regression in Rare Events Data" (2001), section 4.2, for equal shares.
    /// </summary>
    /// <param name="data">The training rows of a classification with a class for each row. Weights that it has already are not looked at.</param>
    /// <returns>[rows].</returns>
    /// <exception cref="ArgumentException">The rows have no class each.</exception>
    public static float[] Balanced(Dataset data)
    {
        int[] counts = Counts(data);
        int occurring = counts.Count(count => count > 0);
        return OfRows(data, [.. counts.Select(count => count == 0 ? 0 : (float)((double)data.Rows / ((double)occurring * count)))]);
    }

    /// <summary>The weight of each row's class as told; classes that are not named have the weight 1.</summary>
    /// <param name="data">Rows of a classification with a class for each row.</param>
    /// <param name="weights">Weights by the names of classes; finite and not negative, and above 0 for a class that occurs.</param>
    /// <returns>[rows]. The weights are taken as they are: a mean other than 1 multiplies the learning rate.</returns>
    /// <exception cref="ArgumentException">The rows have no class each, a name is no class, or a weight is outside its range; the message says which.</exception>
    public static float[] Of(Dataset data, IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        int[] counts = Counts(data);
        float[] ofClass = new float[data.Classes.Count];
        Array.Fill(ofClass, 1f);
        string[] classes = [.. data.Classes];
        foreach ((string name, double weight) in weights)
        {
            int index = Array.IndexOf(classes, name);
            if (index < 0)
                throw new ArgumentException($"There is no class {MessageText.Quote(name)}; expected some of {MessageText.List(data.Classes)}{MessageText.DidYouMean(name, data.Classes)}", nameof(weights));
            if (!(weight >= 0) || !float.IsFinite((float)weight))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of class {MessageText.Quote(name)} is {weight}; expected a finite number of 0 or more."), nameof(weights));
            ofClass[index] = (float)weight;
        }

        if (!Enumerable.Range(0, counts.Length).Any(k => counts[k] > 0 && ofClass[k] > 0))
            throw new ArgumentException("The weights of all classes that occur are 0; expected at least one above 0.", nameof(weights));
        return OfRows(data, ofClass);
    }

    private static int[] Counts(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!data.HasLabels)
            throw new ArgumentException($"The rows have {(data.Task == TaskKind.Classification ? "a weight for each class" : "numbers as targets")}; weights by class need one class for each row.", nameof(data));

        int[] counts = new int[data.Classes.Count];
        foreach (int label in data.Labels.Span)
            counts[label]++;
        return counts;
    }

    private static float[] OfRows(Dataset data, float[] ofClass)
    {
        float[] weights = new float[data.Rows];
        for (int row = 0; row < weights.Length; row++)
            weights[row] = ofClass[data.Labels.Span[row]];
        return weights;
    }
}
