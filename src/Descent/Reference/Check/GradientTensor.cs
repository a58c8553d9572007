namespace Descent.Reference;

/// <summary>The name and the shape of a gradient.</summary>
/// <param name="Name">As <c>descent explain</c> calls it: <c>dW[1]</c>, <c>db[1]</c>, …, <c>dX</c>; or as you call yours.</param>
/// <param name="Rows">Its rows; 1 for a vector.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Layer">The layer it belongs to, from 1; 0: none.</param>
public sealed record GradientTensor(string Name, int Rows, int Columns, int Layer = 0)
{
    internal const string InputName = "dX";

    /// <summary>The number of its elements; of the gradient by the weights of a feature-wise layer those that exist.</summary>
    public int Elements { get; private init; } = Rows * Columns;

    /// <summary>Whether this is dX, the gradient by the inputs, rather than one by parameters.</summary>
    public bool IsInput => Name == InputName;

    internal static GradientTensor Weights(int number, ReferenceLayer layer) => new($"dW[{number}]", layer.Inputs, layer.Outputs, number) { Elements = layer.WeightCount };

    internal static GradientTensor Biases(int layer, int outputs) => new($"db[{layer}]", 1, outputs, layer);

    internal static GradientTensor Inputs(int rows, int inputs) => new(InputName, rows, inputs);
}
