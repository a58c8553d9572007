namespace Descent.Reference;

/// <summary>Softmax over each row, with its Jacobian written out.</summary>
internal sealed class ReferenceSoftmax : ReferenceActivation
{
    private double[,] _jacobian = new double[0, 0];

    /// <summary>aₖ = e^(zₖ − max z) / Σⱼ e^(zⱼ − max z). Datta, "Softmax function" and "Clipping"; Sabine 3.2; Vege (15).</summary>
    public override void Forward(double[,] z, double[,] a)
    {
        int outputs = z.GetLength(1);
        for (int i = 0; i < z.GetLength(0); i++)
        {
            double maximum = z[i, 0];
            for (int k = 1; k < outputs; k++)
                maximum = Math.Max(maximum, z[i, k]);

            double sum = 0;
            for (int k = 0; k < outputs; k++)
                sum += Math.Exp(z[i, k] - maximum);
            for (int k = 0; k < outputs; k++)
                a[i, k] = Math.Exp(z[i, k] - maximum) / sum;
        }
    }

    /// <summary>
    /// dZᵢ = Σⱼ dAⱼ·Jⱼᵢ for each row: Datta, "Computing ∂L/∂Z". Every output depends on every input, so the sum over j
    /// is needed; Vege (38) leaves it out.
    /// </summary>
    public override void Backward(double[,] z, double[,] a, double[,] dA, double[,] dZ)
    {
        int outputs = a.GetLength(1);
        if (_jacobian.GetLength(0) != outputs)
            _jacobian = new double[outputs, outputs];

        for (int row = 0; row < a.GetLength(0); row++)
        {
            Jacobian(a, row, _jacobian);
            for (int i = 0; i < outputs; i++)
            {
                double sum = 0;
                for (int j = 0; j < outputs; j++)
                    sum += dA[row, j] * _jacobian[j, i];
                dZ[row, i] = sum;
            }
        }
    }

    /// <summary>Jⱼᵢ = ∂aⱼ/∂zᵢ = aⱼ(δⱼᵢ − aᵢ), that is J = diag(a) − aᵀa. Datta, "Gradient"; Sabine B; Vege (16).</summary>
    /// <param name="a">Softmax outputs, [rows, outputs].</param>
    /// <param name="row">The row whose Jacobian is wanted.</param>
    /// <param name="jacobian">[outputs, outputs], overwritten.</param>
    public static void Jacobian(double[,] a, int row, double[,] jacobian)
    {
        int outputs = a.GetLength(1);
        for (int j = 0; j < outputs; j++)
        {
            for (int i = 0; i < outputs; i++)
                jacobian[j, i] = a[row, j] * ((j == i ? 1 : 0) - a[row, i]);
        }
    }
}
