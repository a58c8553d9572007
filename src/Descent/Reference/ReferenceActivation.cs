using System.Globalization;
using Descent.Networks;
using static Descent.Reference.ReferenceMath;

namespace Descent.Reference;

/// <summary>An activation in double precision: the value and the derivative as the texts write them.</summary>
internal abstract class ReferenceActivation
{
    private const double SeluScale = 1.0507009873554804934;
    private const double SeluAlpha = 1.6732632423543772848;

    /// <summary>The reference for an activation of the library.</summary>
    /// <remarks>
    /// Sigmoid: Vege (13), (14), Sabine 3.1. Tanh: Datta, "Tanh"; Vege (17), (18). ReLU: Datta, "ReLU", with derivative 0 at 0.
    /// Heaviside: Vege (21), (22). The others: their papers, named at <see cref="Activation"/>.
    /// At a kink the derivative is the one of the library: the left one, and 0 at the ends of the hard functions.
    /// </remarks>
    public static ReferenceActivation Of(Activation activation) => activation switch
    {
        SoftmaxActivation => new ReferenceSoftmax(),
        IdentityActivation => Elementwise(z => z, (_, _) => 1),
        SigmoidActivation => Elementwise(Sigmoid, (_, a) => a * (1 - a)),
        TanhActivation => Elementwise(Math.Tanh, (_, a) => 1 - (a * a)),
        ReluActivation => Elementwise(z => Math.Max(0, z), (z, _) => z > 0 ? 1 : 0),
        HeavisideActivation => Elementwise(z => z >= 0 ? 1 : z < 0 ? 0 : z, (_, _) => 0),
        LeakyReluActivation leaky => LeakyRelu(Exact(leaky.Slope)),
        EluActivation elu => Elu(Exact(elu.Alpha)),
        SeluActivation => Elementwise(
            z => SeluScale * (z > 0 ? z : SeluAlpha * ExpMinusOne(z)),
            (z, _) => SeluScale * (z > 0 ? 1 : SeluAlpha * Math.Exp(z))),
        GeluActivation => Elementwise(z => z * NormalDistribution(z), (z, _) => NormalDistribution(z) + (z * NormalDensity(z))),
        SiluActivation => Elementwise(z => z * Sigmoid(z), (z, _) => Sigmoid(z) * (1 + (z * (1 - Sigmoid(z))))),
        MishActivation => Elementwise(z => z * Math.Tanh(Softplus(z)), (z, _) => MishDerivative(z)),
        SoftplusActivation => Elementwise(Softplus, (z, _) => Sigmoid(z)),
        HardSigmoidActivation => Elementwise(HardSigmoid, (z, _) => Math.Abs(z) < 3 ? 1.0 / 6 : 0),
        HardTanhActivation => Elementwise(z => Math.Clamp(z, -1, 1), (z, _) => Math.Abs(z) < 1 ? 1 : 0),
        HardSwishActivation => Elementwise(z => z * HardSigmoid(z), (z, _) => Math.Abs(z) < 3 ? (z / 3) + 0.5 : z > 0 ? 1 : 0),
        ExponentialActivation => Elementwise(Math.Exp, (_, a) => a),
        SineActivation => Elementwise(z => IsBeyondSine(z) ? 0 : Math.Sin(z), (z, _) => IsBeyondSine(z) ? 0 : Math.Cos(z)),
        _ => throw new NotSupportedException($"The reference does not know the activation {activation.Name}."),
    };

    /// <summary>A = σ(Z), overwriting A.</summary>
    /// <param name="z">[rows, outputs].</param>
    /// <param name="a">[rows, outputs].</param>
    public abstract void Forward(double[,] z, double[,] a);

    /// <summary>The same when only column j of Z can have changed.</summary>
    public virtual void Forward(double[,] z, double[,] a, int j) => Forward(z, a);

    /// <summary>dZ from dA, overwriting dZ: dZ = dA ∘ σ'(Z) (Datta, "Backward Propagation"), or row by row dA·J for softmax.</summary>
    public abstract void Backward(double[,] z, double[,] a, double[,] dA, double[,] dZ);

    private static ElementwiseReference Elementwise(Func<double, double> value, Func<double, double, double> derivative) => new(value, derivative);

    private static ElementwiseReference LeakyRelu(double slope) => new(z => z > 0 ? z : slope * z, (z, _) => z > 0 ? 1 : slope);

    private static ElementwiseReference Elu(double alpha) =>
        new(z => z > 0 ? z : alpha * ExpMinusOne(z), (z, _) => z > 0 ? 1 : alpha * Math.Exp(z));

    private static double HardSigmoid(double z) => Math.Clamp((z / 6) + 0.5, 0, 1);

    // The sine of the library ends there, for reasons of float32.
    private static bool IsBeyondSine(double z) => Math.Abs(z) >= SineActivation.Bound;

    private static double MishDerivative(double z)
    {
        double t = Math.Tanh(Softplus(z));
        return t + (z * Sigmoid(z) * (1 - (t * t)));
    }

    // The parameter is a float; leaky-relu(0.2) means 0.2 and not the nearest float, so its shortest decimal is read again.
    private static double Exact(float parameter) =>
        double.Parse(parameter.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private sealed class ElementwiseReference(Func<double, double> value, Func<double, double, double> derivative) : ReferenceActivation
    {
        public override void Forward(double[,] z, double[,] a)
        {
            for (int j = 0; j < z.GetLength(1); j++)
                Forward(z, a, j);
        }

        public override void Forward(double[,] z, double[,] a, int j)
        {
            for (int i = 0; i < z.GetLength(0); i++)
                a[i, j] = value(z[i, j]);
        }

        public override void Backward(double[,] z, double[,] a, double[,] dA, double[,] dZ)
        {
            for (int i = 0; i < z.GetLength(0); i++)
            {
                for (int j = 0; j < z.GetLength(1); j++)
                    dZ[i, j] = dA[i, j] * derivative(z[i, j], a[i, j]);
            }
        }
    }
}
