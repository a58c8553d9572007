namespace Descent.Reference;

/// <summary>What one forward and one backward pass compute in a layer. dV stands for ∂L/∂V, in the shape of V.</summary>
public sealed class ReferenceLayerPass
{
    private readonly ReferenceLayer _layer;
    private readonly ReferenceActivation _activation;

    internal ReferenceLayerPass(ReferenceLayer layer, int rows)
    {
        _layer = layer;
        _activation = ReferenceActivation.Of(layer.Activation);
        Z = new double[rows, layer.Outputs];
        A = new double[rows, layer.Outputs];
        dA = new double[rows, layer.Outputs];
        dZ = new double[rows, layer.Outputs];
        dW = new double[layer.Inputs, layer.Outputs];
        db = layer.Biases is null ? null : new double[layer.Outputs];
    }

    /// <summary>Z = A_previous·W + b, [rows, outputs].</summary>
    public double[,] Z { get; }

    /// <summary>A = σ(Z), [rows, outputs].</summary>
    public double[,] A { get; }

    /// <summary>∂L/∂A, [rows, outputs].</summary>
    public double[,] dA { get; }

    /// <summary>∂L/∂Z, [rows, outputs]; δ in Vege.</summary>
    public double[,] dZ { get; }

    /// <summary>∂L/∂W, [inputs, outputs]; 0 for the weights that a feature-wise layer does not have.</summary>
    public double[,] dW { get; }

    /// <summary>∂L/∂b, [outputs], or <see langword="null"/> for a layer without biases.</summary>
    public double[]? db { get; }

    /// <summary>Whether an output depends on its own element of Z alone.</summary>
    internal bool IsElementwise => _layer.Activation.IsElementwise;

    /// <summary>Z and A from the layer's input.</summary>
    /// <param name="x">[rows, inputs].</param>
    internal void Forward(double[,] x)
    {
        for (int j = 0; j < _layer.Outputs; j++)
            WeightedInput(x, j);
        _activation.Forward(Z, A);
    }

    /// <summary>The same when only output j of Z can have changed.</summary>
    internal void Forward(double[,] x, int j)
    {
        WeightedInput(x, j);
        _activation.Forward(Z, A, j);
    }

    /// <summary>The same when only input k can have changed, from <paramref name="xBefore"/>, where Z was <paramref name="zBefore"/>.</summary>
    internal void ForwardTerm(int k, double[,] x, double[,] xBefore, double[,] zBefore)
    {
        for (int i = 0; i < Z.GetLength(0); i++)
        {
            double change = x[i, k] - xBefore[i, k];
            for (int j = 0; j < _layer.Outputs; j++)
                Z[i, j] = zBefore[i, j] + (change * _layer.Weights[k, j]);
        }

        _activation.Forward(Z, A);
    }

    /// <summary>A when only column j of Z can have changed.</summary>
    internal void Activate(int j) => _activation.Forward(Z, A, j);

    /// <summary>zᵢⱼ = Σₖ xᵢₖ wₖⱼ + bⱼ for one output j and every row i. Datta, "Layer of Neurons"; Sabine 1.</summary>
    private void WeightedInput(double[,] x, int j)
    {
        double[,] w = _layer.Weights;
        for (int i = 0; i < Z.GetLength(0); i++)
        {
            double sum = 0;
            for (int k = 0; k < w.GetLength(0); k++)
                sum += x[i, k] * w[k, j];
            Z[i, j] = _layer.Biases is null ? sum : sum + _layer.Biases[j];
        }
    }

    /// <summary>dZ, dW, db and the derivative by the layer's input, from dA. Datta, "Backward Propagation"; Vege (32) to (37).</summary>
    /// <param name="x">The layer's input, [rows, inputs].</param>
    /// <param name="dX">∂L/∂x, [rows, inputs], overwritten.</param>
    internal void Backward(double[,] x, double[,] dX)
    {
        _activation.Backward(Z, A, dA, dZ);
        int rows = Z.GetLength(0);

        // dW = xᵀ·dZ: ∂L/∂wₖⱼ = Σᵢ xᵢₖ dzᵢⱼ, for the weights that exist.
        for (int k = 0; k < _layer.Inputs; k++)
        {
            for (int j = 0; j < _layer.Outputs; j++)
            {
                double sum = 0;
                for (int i = 0; i < rows && _layer.HasWeight(k, j); i++)
                    sum += x[i, k] * dZ[i, j];
                dW[k, j] = sum;
            }
        }

        // ∂L/∂bⱼ = Σᵢ dzᵢⱼ.
        for (int j = 0; db is not null && j < _layer.Outputs; j++)
        {
            double sum = 0;
            for (int i = 0; i < rows; i++)
                sum += dZ[i, j];
            db[j] = sum;
        }

        // dX = dZ·Wᵀ: ∂L/∂xᵢₖ = Σⱼ dzᵢⱼ wₖⱼ.
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < _layer.Inputs; k++)
            {
                double sum = 0;
                for (int j = 0; j < _layer.Outputs; j++)
                    sum += dZ[i, j] * _layer.Weights[k, j];
                dX[i, k] = sum;
            }
        }
    }
}
