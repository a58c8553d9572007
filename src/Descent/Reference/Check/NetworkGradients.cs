namespace Descent.Reference;

/// <summary>The gradients of one layer, from wherever they come.</summary>
/// <param name="dW">∂L/∂W, [inputs, outputs].</param>
/// <param name="db">∂L/∂b, [outputs]; <see langword="null"/> for a layer without biases.</param>
public sealed record LayerGradients(double[,] dW, double[]? db);

/// <summary>
/// Gradients of a network that are to be judged: those of a pass, or the ones that you have derived and computed yourself.
/// </summary>
public sealed class NetworkGradients
{
    /// <summary>Gradients that were computed elsewhere; the arrays are not copied.</summary>
    /// <param name="layers">One for each layer, first to last.</param>
    /// <param name="dX">∂L/∂X, [rows, inputs]; <see langword="null"/> if it was not computed, and then is not judged.</param>
    public NetworkGradients(IEnumerable<LayerGradients> layers, double[,]? dX = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Layers = [.. layers];
        this.dX = dX;
    }

    /// <summary>One for each layer, first to last.</summary>
    public IReadOnlyList<LayerGradients> Layers { get; }

    /// <summary>∂L/∂X, [rows, inputs], or <see langword="null"/>.</summary>
    public double[,]? dX { get; }

    /// <summary>Copies of the gradients of a pass.</summary>
    public static NetworkGradients Of(ReferencePass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        return new(pass.Layers.Select(layer => new LayerGradients((double[,])layer.dW.Clone(), (double[]?)layer.db?.Clone())), (double[,])pass.dX.Clone());
    }

    /// <exception cref="ArgumentException">A gradient is missing, is one too many, or has not the shape of what it is the gradient by.</exception>
    internal void ThrowIfShapesDiffer(ReferenceNetwork network, double[,] inputs)
    {
        if (Layers.Count != network.Layers.Count)
            throw new ArgumentException($"There are gradients of {Layers.Count} layers; expected {network.Layers.Count}.");
        for (int l = 0; l < Layers.Count; l++)
        {
            ReferenceLayer layer = network.Layers[l];
            Require($"dW[{l + 1}]", Shape(Layers[l].dW), Shape(layer.Weights));
            Require($"db[{l + 1}]", Shape(Layers[l].db), Shape(layer.Biases));
        }

        if (dX is not null)
            Require(GradientTensor.InputName, Shape(dX), Shape(inputs));
    }

    private static void Require(string gradient, string found, string expected)
    {
        if (found != expected)
            throw new ArgumentException($"{gradient} is {found}; expected {expected}.");
    }

    private static string Shape(double[,] matrix) => $"[{matrix.GetLength(0)}, {matrix.GetLength(1)}]";

    private static string Shape(double[]? vector) => vector is null ? "absent" : $"[{vector.Length}]";
}
