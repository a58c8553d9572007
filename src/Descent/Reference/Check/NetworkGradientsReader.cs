using System.Text.Json;

namespace Descent.Reference;

/// <summary>
/// Reads gradients of your own from JSON: <c>{"layers": [{"dW": [[…]], "db": […]}, …], "dX": [[…]]}</c>, as
/// <c>descent explain --format json</c> writes them. dX may be left out; what else that command writes is passed over.
/// </summary>
public static class NetworkGradientsReader
{
    private static readonly string[] Keys = ["layers", "dX", "loss", "check", "updated"];
    private static readonly string[] LayerKeys = ["dW", "db", "sources", "z", "a", "dA", "dZ"];

    /// <summary>Reads the gradients of a network.</summary>
    /// <param name="utf8">The text of the file.</param>
    /// <param name="network">The network.</param>
    /// <param name="rows">The rows of the batch, which dX has too.</param>
    /// <exception cref="SpecException">The text is not JSON, or not gradients of this network; the message says where and why.</exception>
    public static NetworkGradients Read(ReadOnlyMemory<byte> utf8, ReferenceNetwork network, int rows)
    {
        ArgumentNullException.ThrowIfNull(network);
        return SpecDocument.Read(utf8, root => Read(root, network, rows));
    }

    private static NetworkGradients Read(JsonElement root, ReferenceNetwork network, int rows)
    {
        SpecObject gradients = new(root, SpecPlace.Top, Keys);
        SpecPlace place = gradients.Place.Member("layers");
        JsonElement[] layers = SpecValues.Elements(gradients.Required("layers", "the gradients of each layer"), place, "an array of the gradients of each layer");
        if (layers.Length != network.Layers.Count)
            throw place.Unlike(SpecPlace.Count(layers.Length, "layer"), $"the network has {network.Layers.Count}");

        double[,]? dX = gradients.Has("dX") ? Matrix(gradients, "dX", rows, network.Inputs) : null;
        return new(layers.Select((layer, l) => Layer(new SpecObject(layer, place[l], LayerKeys), network.Layers[l])), dX);
    }

    private static LayerGradients Layer(SpecObject gradients, ReferenceLayer layer)
    {
        double[,] dW = Matrix(gradients, "dW", layer.Inputs, layer.Outputs);
        string expected = $"an array of {SpecPlace.Count(layer.Outputs, "number")}, one for each output";
        if (layer.Biases is not null)
            return new(dW, SpecValues.Vector(gradients.Required("db", expected), gradients.Place.Member("db"), layer.Outputs, expected));
        return gradients.Has("db") ? throw gradients.Place.Member("db").Unlike("there", "the layer has no biases") : new(dW, null);
    }

    private static double[,] Matrix(SpecObject gradients, string key, int rows, int columns)
    {
        string expected = $"{SpecPlace.Count(rows, "row")} of {SpecPlace.Count(columns, "number")}";
        SpecPlace place = gradients.Place.Member(key);
        double[,] matrix = SpecValues.Matrix(gradients.Required(key, expected), place);
        return matrix.GetLength(0) == rows && matrix.GetLength(1) == columns
            ? matrix
            : throw place.Bad($"{SpecPlace.Count(matrix.GetLength(0), "row")} of {SpecPlace.Count(matrix.GetLength(1), "number")}", expected);
    }
}
