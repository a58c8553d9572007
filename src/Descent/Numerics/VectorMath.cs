namespace Descent.Numerics;

internal static class VectorMath
{
    public static T Exp<T>(T x) where T : struct, ILanes<T> => throw new NotImplementedException();
    public static T Log<T>(T x) where T : struct, ILanes<T> => throw new NotImplementedException();
    public static T Log1p<T>(T x) where T : struct, ILanes<T> => throw new NotImplementedException();
    public static T ExpM1<T>(T x) where T : struct, ILanes<T> => throw new NotImplementedException();
    public static T Tanh<T>(T x) where T : struct, ILanes<T> => throw new NotImplementedException();
    public static T Sigmoid<T>(T x) where T : struct, ILanes<T> => throw new NotImplementedException();
    public static T Erf<T>(T x) where T : struct, ILanes<T> => throw new NotImplementedException();
    public static T Softplus<T>(T x) where T : struct, ILanes<T> => throw new NotImplementedException();
    public static (T Sin, T Cos) SinCos<T>(T x) where T : struct, ILanes<T> => throw new NotImplementedException();
}
