using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Tests.Numerics;

/// <summary>A function of VectorMath with what it should compute, in double precision, and how exactly.</summary>
/// <param name="Name">As in VectorMath.</param>
/// <param name="Map">The function on an array, in a width.</param>
/// <param name="Exact">An independent formula in double precision.</param>
/// <param name="Ulp">The error that the documentation of the function states.</param>
/// <param name="Hash">Of the bits of a sample of results.</param>
/// <param name="Minimum">Where that error holds from.</param>
/// <param name="Maximum">Where that error holds to.</param>
public sealed record VectorFunction(
    string Name, Func<float[], int, float[]> Map, Func<double, double> Exact, double Ulp, ulong Hash,
    float Minimum = float.NegativeInfinity, float Maximum = float.PositiveInfinity)
{
    public static readonly VectorFunction[] All =
    [
        Of<Exp>(Math.Exp, 0.91, 4510235584577481288),
        Of<ExpM1>(Exactly.ExpM1, 1.25, 12290844258729131642),
        Of<Log>(Math.Log, 0.83, 5110392440332158496),
        Of<Log1p>(Exactly.Log1p, 1.43, 18151654966582769330),
        Of<Tanh>(Math.Tanh, 1.07, 5823420488526915840),
        Of<Sigmoid>(Exactly.Sigmoid, 1.75, 9460736957371022393),
        Of<Erf>(Exactly.Erf, 1.2, 14939281164210591938),
        Of<NormalDistribution>(Exactly.NormalDistribution, 53, 10718488125431724818, minimum: -5),
        Of<Softplus>(Exactly.Softplus, 1.69, 10314185316599987260),
        Of<Log1pExp>(Exactly.Softplus, 1.69, 15884013797978331618, maximum: 0),
        Of<Sin>(Math.Sin, 0.88, 2591696275604293756, -100_000, 100_000),
        Of<Cos>(Math.Cos, 0.87, 3399875506501383072, -100_000, 100_000),
    ];

    public override string ToString() => Name;

    /// <summary>|actual − exact| in units in the last place of the exact value; infinite where one is NaN or infinite and the other is not.</summary>
    public static double Error(float actual, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(actual))
            return double.IsNaN(exact) && float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (float.IsInfinity((float)exact))
            return actual == (float)exact ? 0 : double.PositiveInfinity;

        // The exponent of the exact value, at least that of the smallest normal float, as bits of a double.
        long exponent = Math.Max(BitConverter.DoubleToInt64Bits(Math.Abs(exact)) >> 52, 1023 - 126);
        return Math.Abs(actual - exact) / BitConverter.Int64BitsToDouble((exponent - 23) << 52);
    }

    private static VectorFunction Of<TFunction>(Func<double, double> exact, double ulp, ulong hash, float minimum = float.NegativeInfinity, float maximum = float.PositiveInfinity)
        where TFunction : struct, IUnaryFunction =>
        new(typeof(TFunction).Name, (source, set) => Widths.Map<TFunction>(source, (InstructionSet)set), exact, ulp, hash, minimum, maximum);

    private readonly struct Exp : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.Exp(x);
    }

    private readonly struct ExpM1 : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.ExpM1(x);
    }

    private readonly struct Log : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.Log(x);
    }

    private readonly struct Log1p : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.Log1p(x);
    }

    private readonly struct Tanh : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.Tanh(x);
    }

    private readonly struct Sigmoid : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.Sigmoid(x);
    }

    private readonly struct Erf : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.Erf(x);
    }

    private readonly struct NormalDistribution : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.NormalDistribution(x);
    }

    private readonly struct Softplus : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.Softplus(x);
    }

    private readonly struct Log1pExp : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.Log1pExp(x);
    }

    private readonly struct Sin : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.SinCos(x).Sin;
    }

    private readonly struct Cos : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => VectorMath.SinCos(x).Cos;
    }
}
