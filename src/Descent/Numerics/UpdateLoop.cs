using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>The rule of an optimizer for one parameter: its value, its gradient and up to two numbers of memory.</summary>
internal interface IUpdateRule
{
    void Invoke<T>(ref T parameter, T gradient, ref T first, ref T second)
        where T : struct, ILanes<T>;
}

/// <summary>One pass over parameters, gradients and slots.</summary>
internal static unsafe class UpdateLoop
{
    /// <summary>Applies the rule to every element; slots that the rule does not have are empty.</summary>
    public static void Run<TRule>(
        Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second, TRule rule)
        where TRule : struct, IUpdateRule
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(gradients.Length, parameters.Length);
        if (!first.IsEmpty)
            ArgumentOutOfRangeException.ThrowIfNotEqual(first.Length, parameters.Length);
        if (!second.IsEmpty)
            ArgumentOutOfRangeException.ThrowIfNotEqual(second.Length, parameters.Length);
        fixed (float* p = parameters, g = gradients, s1 = first, s2 = second)
            KernelCatalogue.Run(new Action<TRule>(p, g, s1, s2, parameters.Length, rule));
    }

    private readonly struct Action<TRule>(float* parameters, float* gradients, float* first, float* second, nint length, TRule rule) : ILanesAction
        where TRule : struct, IUpdateRule
    {
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            nint whole = length - (length % T.Count);
            Range<T>(0, whole);
            Range<Lanes1>(whole, length);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Range<T>(nint begin, nint end)
            where T : struct, ILanes<T>
        {
            TRule r = rule;
            for (nint i = begin; i < end; i += T.Count)
            {
                T parameter = T.Load(parameters + i), one = default, two = default;
                if (first != null)
                    one = T.Load(first + i);
                if (second != null)
                    two = T.Load(second + i);
                r.Invoke(ref parameter, T.Load(gradients + i), ref one, ref two);
                T.Store(parameters + i, parameter);
                if (first != null)
                    T.Store(first + i, one);
                if (second != null)
                    T.Store(second + i, two);
            }
        }
    }
}
