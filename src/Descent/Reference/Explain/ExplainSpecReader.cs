using System.Text.Json;
using Descent.Networks;

namespace Descent.Reference;

/// <summary>Reads the JSON file of <c>descent explain</c>, strictly: what it does not understand it refuses.</summary>
public static class ExplainSpecReader
{
    private static readonly string[] Keys = ["layers", "loss", "logBase", "delta", "reduction", "inputs", "targets", "rowWeights", "update"];
    private static readonly string[] LayerKeys = ["weights", "biases", "activation", "sources"];

    /// <summary>Reads a specification.</summary>
    /// <param name="utf8">The text of the file. A byte order mark is allowed; comments and trailing commas are not.</param>
    /// <remarks>
    /// Class indices and steps must be written as integers: 1.0 is not one, since a row such as [1.0, 0.0] more likely
    /// was meant as probabilities.
    /// </remarks>
    /// <exception cref="SpecException">The text is not JSON, or not a specification; the message says where and why.</exception>
    public static ExplainSpec Read(ReadOnlyMemory<byte> utf8) => SpecDocument.Read(utf8, Read);

    private static ExplainSpec Read(JsonElement root)
    {
        SpecObject spec = new(root, SpecPlace.Top, Keys);
        ReferenceNetwork network = ReadNetwork(spec.Required("layers", "an array of one or more layers"));
        ReferenceLoss loss = LossReader.Read(spec);

        SpecPlace inputsPlace = spec.Place.Member("inputs");
        double[,] inputs = SpecValues.Matrix(spec.Required("inputs", "an array of one or more rows of numbers"), inputsPlace);
        if (inputs.GetLength(1) != network.Inputs)
        {
            throw new SpecPlace("layers[0].weights").Unlike(
                SpecPlace.Count(network.Inputs, "row"),
                $"inputs has {SpecPlace.Count(inputs.GetLength(1), "column")}");
        }

        double[,] targets = TargetsReader.Read(
            spec.Required("targets", "one row of targets, or one class index, for each row of inputs"), loss.Loss, inputs.GetLength(0), network.Outputs);
        double[]? rowWeights = spec.Has("rowWeights") ? ReadRowWeights(spec.Required("rowWeights", ""), spec.Place.Member("rowWeights"), inputs.GetLength(0)) : null;
        ReferenceUpdate? update = spec.Has("update") ? UpdateReader.Read(spec.Required("update", ""), spec.Place.Member("update")) : null;
        return new ExplainSpec(network, loss, inputs, targets, update, rowWeights);
    }

    private static double[] ReadRowWeights(JsonElement value, SpecPlace place, int rows)
    {
        double[] weights = SpecValues.Vector(value, place, rows, $"an array of {SpecPlace.Count(rows, "number")}, one for each row of inputs, or no such key");
        int bad = Array.FindIndex(weights, weight => weight < 0);
        return bad < 0 ? weights : throw place[bad].Bad(value[bad], "a number of 0 or more");
    }

    private static ReferenceNetwork ReadNetwork(JsonElement value)
    {
        SpecPlace place = new("layers");
        List<ReferenceLayer> layers = [];
        foreach (JsonElement element in SpecValues.Elements(value, place, "an array of one or more layers"))
        {
            int l = layers.Count;
            ReferenceLayer layer = ReadLayer(element, place[l]);
            if (l > 0 && layer.Inputs != layers[^1].Outputs)
            {
                throw place[l].Member("weights").Unlike(
                    SpecPlace.Count(layer.Inputs, "row"),
                    $"{place[l - 1]} has {SpecPlace.Count(layers[^1].Outputs, "output")}");
            }

            layers.Add(layer);
        }

        return new ReferenceNetwork(layers);
    }

    private static ReferenceLayer ReadLayer(JsonElement value, SpecPlace place)
    {
        SpecObject layer = new(value, place, LayerKeys);
        double[,] weights = SpecValues.Matrix(layer.Required("weights", "one row of numbers for each input"), place.Member("weights"));
        int outputs = weights.GetLength(1);
        double[]? biases = layer.Has("biases")
            ? SpecValues.Vector(
                layer.Required("biases", ""),
                place.Member("biases"),
                outputs,
                $"an array of {SpecPlace.Count(outputs, "number")}, one for each output, or no such key")
            : null;
        Activation activation = layer.Has("activation") ? ReadActivation(layer.Required("activation", ""), place.Member("activation")) : Activation.Identity;
        int[]? sources = layer.Has("sources") ? ReadSources(layer.Required("sources", ""), place, weights) : null;
        return new ReferenceLayer(weights, biases, activation, sources);
    }

    private static int[] ReadSources(JsonElement value, SpecPlace layer, double[,] weights)
    {
        (int inputs, int outputs) = (weights.GetLength(0), weights.GetLength(1));
        SpecPlace place = layer.Member("sources");
        string expected = $"an array of {SpecPlace.Count(outputs, "input")}, one for each output, or no such key";
        JsonElement[] elements = SpecValues.Elements(value, place, expected);
        if (elements.Length != outputs)
            throw place.Bad(SpecPlace.Count(elements.Length, "input"), expected);
        int[] sources = [.. elements.Select((element, j) => SpecValues.Integer(element, place[j], 0, inputs - 1, $"an input, an integer from 0 to {inputs - 1}"))];
        for (int k = 0; k < inputs; k++)
        {
            for (int j = 0; j < outputs; j++)
            {
                if (weights[k, j] != 0 && sources[j] != k)
                    throw layer.Member("weights")[k][j].Unlike("a weight that is not 0", $"{place[j]} says that output {j} reads input {sources[j]} alone");
            }
        }

        return sources;
    }

    private static Activation ReadActivation(JsonElement value, SpecPlace place)
    {
        string text = SpecValues.Text(value, place, $"one of {string.Join(", ", Activation.Names)}");
        return Activation.TryParse(text, out string expected) ?? throw place.Bad(value, expected);
    }
}
