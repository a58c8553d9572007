using Descent.Networks;
using Descent.Reference;

namespace Descent.Tests.Reference;

/// <summary>
/// Backpropagation through three layers as a student writes it in matrix form, with a mistake if wanted. It shares no
/// line with the library.
/// </summary>
internal sealed class Learner(ReferenceNetwork network, Loss loss, double[,] x, double[,] t, Mistake mistake)
{
    private readonly double[][,] _w = [.. network.Layers.Select(layer => layer.Weights)];
    private readonly int _rows = x.GetLength(0);

    /// <summary>The loss at the network's parameters.</summary>
    public double Loss()
    {
        double[,] a = Forward(x).A[^1];
        double sum = 0;
        for (int i = 0; i < _rows; i++)
        {
            for (int k = 0; k < a.GetLength(1); k++)
                sum += loss is SquaredErrorLoss ? Math.Pow(a[i, k] - t[i, k], 2) / 2 : -t[i, k] * Math.Log(a[i, k]) / Math.Log(loss.LogBase ?? Math.E);
        }

        return sum / _rows;
    }

    public NetworkGradients Gradients()
    {
        (double[][,] dW, double[][] db, double[,] dX) = Backward(x);
        (double[][,] dWBefore, double[][] dbBefore, _) = Backward(Map(x, v => 1.5 - v));
        switch (mistake)
        {
            case Mistake.LastLayerStale:
                (dW[2], db[2]) = (dWBefore[2], dbBefore[2]);
                break;
            case Mistake.NotCleared:
                dW = [.. dW.Zip(dWBefore, (now, before) => Map(now, before, (a, b) => a + b))];
                db = [.. db.Zip(dbBefore, (now, before) => now.Zip(before, (a, b) => a + b).ToArray())];
                break;
            case Mistake.OneElement:
                dW[1][1, 2] *= 1 + 1e-6;
                break;
            case Mistake.NotANumber:
                db[0][1] = double.NaN;
                break;
        }

        return new(dW.Zip(db, (weights, biases) => new LayerGradients(weights, biases)), dX);
    }

    private (double[][,] Z, double[][,] A) Forward(double[,] input)
    {
        List<double[,]> z = [], a = [];
        for (int l = 0; l < 3; l++)
        {
            double[] b = network.Layers[l].Biases!;
            double[,] sums = Product(l == 0 ? input : a[^1], _w[l]);
            z.Add(Map(sums, sums, (v, _, j) => v + b[j]));
            a.Add(network.Layers[l].Activation switch
            {
                TanhActivation => Map(z[^1], Math.Tanh),
                SigmoidActivation => Map(z[^1], v => 1 / (1 + Math.Exp(-v))),
                ReluActivation => Map(z[^1], v => v > 0 ? v : 0),
                _ => Softmax(z[^1]),
            });
        }

        return ([.. z], [.. a]);
    }

    private (double[][,] dW, double[][] db, double[,] dX) Backward(double[,] input)
    {
        (double[][,] z, double[][,] a) = Forward(input);
        double[][,] dW = new double[3][,];
        double[][] db = new double[3][];
        double[,] dA = new double[0, 0];
        for (int l = 2; l >= 0; l--)
        {
            double[,] dZ = l == 2 ? LastLayer(z[2], a[2]) : Hidden(l, z, a, dA);
            double[,] from = l == 0 ? input : mistake == Mistake.InputBeforeActivation && l == 1 ? z[0] : a[l - 1];
            dW[l] = Product(Transposed(from), dZ);
            db[l] = Sums(dZ, mistake == Mistake.BiasNotSummed && l == 1 ? 1 : _rows);
            dA = Product(dZ, mistake == Mistake.WeightsNotTransposed && l == 1 ? _w[l]
                : Transposed(mistake == Mistake.WeightsUpdatedTooEarly && l == 2 ? Map(_w[2], dW[2], (w, g) => w - (0.5 * g)) : _w[l]));
        }

        if (mistake == Mistake.GradientTransposed)
            dW[1] = Transposed(dW[1]);
        if (mistake == Mistake.RowsShifted)
            dW[0] = Map(dW[0], dW[0], (_, i, j) => dW[0][(i + 1) % dW[0].GetLength(0), j]);
        if (mistake == Mistake.DecayInTheGradient)
            dW[0] = Map(dW[0], _w[0], (g, w) => g + (0.01 * w));
        if (mistake == Mistake.BiasAveragedTwice)
            db[2] = [.. db[2].Select(g => g / _rows)];
        return (dW, db, dA);
    }

    private double[,] LastLayer(double[,] z, double[,] a)
    {
        double scale = mistake == Mistake.MeanForgotten ? 1 : 1.0 / _rows;
        if (loss.LogBase is { } b && mistake != Mistake.LogBaseForgotten)
            scale /= Math.Log(b);
        if (mistake == Mistake.LabelSumForgotten)
            return Map(a, t, (p, label) => scale * (p - label));
        double[,] dA = mistake == Mistake.SoftmaxTwice ? Map(a, t, (p, label) => scale * (p - label))
            : loss is CrossEntropyLoss ? Map(a, t, (p, label) => -scale * label / p)
            : Map(a, t, (p, target) => scale * (mistake == Mistake.SignOfTheError ? target - p : p - target));
        if (network.Layers[2].Activation is not SoftmaxActivation || mistake == Mistake.JacobianDiagonalOnly)
            return Map(dA, a, (g, p) => g * p * (1 - p));
        double[,] products = Map(dA, a, (g, p) => g * p);
        return Map(a, dA, (p, i, j) => p * (dA[i, j] - Enumerable.Range(0, a.GetLength(1)).Sum(k => products[i, k])));
    }

    private double[,] Hidden(int l, double[][,] z, double[][,] a, double[,] dA) => (network.Layers[l].Activation, l) switch
    {
        (_, 1) when mistake == Mistake.DerivativeForgotten => dA,
        (TanhActivation, 0) when mistake == Mistake.TanhOfZ => Map(dA, z[l], (g, v) => g * (1 - (v * v))),
        (TanhActivation, _) => Map(dA, a[l], (g, v) => g * (1 - (v * v))),
        (SigmoidActivation, 1) when mistake == Mistake.SigmoidOfZ => Map(dA, z[l], (g, v) => g * v * (1 - v)),
        (SigmoidActivation, _) => Map(dA, a[l], (g, v) => g * v * (1 - v)),
        (_, 1) when mistake == Mistake.MaskOfAnotherLayer => Map(dA, z[0], (g, v) => v > 0 ? g : 0),
        (_, 1) when mistake == Mistake.MaskOfTheGradient => Map(dA, g => g > 0 ? g : 0),
        _ => Map(dA, z[l], (g, v) => v > 0 ? g : 0),
    };

    private static double[,] Softmax(double[,] z)
    {
        double[,] e = Map(z, Math.Exp);
        return Map(e, e, (v, i, _) => v / Enumerable.Range(0, e.GetLength(1)).Sum(k => e[i, k]));
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        double[,] c = new double[a.GetLength(0), b.GetLength(1)];
        return Map(c, c, (_, i, j) => Enumerable.Range(0, a.GetLength(1)).Sum(k => a[i, k] * b[k, j]));
    }

    private static double[,] Transposed(double[,] a)
    {
        double[,] c = new double[a.GetLength(1), a.GetLength(0)];
        return Map(c, c, (_, i, j) => a[j, i]);
    }

    private static double[] Sums(double[,] a, int rows) =>
        [.. Enumerable.Range(0, a.GetLength(1)).Select(j => Enumerable.Range(0, rows).Sum(i => a[i, j]))];

    private static double[,] Map(double[,] a, Func<double, double> f) => Map(a, a, (v, _, _) => f(v));

    private static double[,] Map(double[,] a, double[,] b, Func<double, double, double> f) => Map(a, b, (v, i, j) => f(v, b[i, j]));

    private static double[,] Map(double[,] a, double[,] shape, Func<double, int, int, double> f)
    {
        double[,] c = new double[shape.GetLength(0), shape.GetLength(1)];
        for (int i = 0; i < c.GetLength(0); i++)
        {
            for (int j = 0; j < c.GetLength(1); j++)
                c[i, j] = f(a[i, j], i, j);
        }

        return c;
    }
}
