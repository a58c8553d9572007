using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>The rule of an optimizer for one parameter: its value, its gradient and up to two numbers of memory.</summary>
internal interface IUpdateRule
{
    /// <summary>How many numbers of memory the rule has for a parameter, 0 to 2.</summary>
    static abstract int Slots { get; }

    void Invoke<T>(ref T parameter, T gradient, ref T first, ref T second)
        where T : struct, ILanes<T>;
}

/// <summary>Some rows of parameters with their gradient and what the optimizer remembers of them; columns are whole registers.</summary>
internal readonly ref struct UpdateBlock
{
    /// <summary>θ, [Rows, Stride]; the last row may end with its columns.</summary>
    public required Span<float> Parameters { get; init; }

    /// <summary>∇L(θ), [Rows, Stride]; with <see cref="RowFactors"/> [Columns].</summary>
    public required ReadOnlySpan<float> Gradients { get; init; }

    /// <summary>What the one row of gradients is multiplied by for each row of parameters, [Rows]; empty: each has its own row.</summary>
    public ReadOnlySpan<float> RowFactors { get; init; }

    /// <summary>The first slot, laid out like the parameters; empty where the rule has none.</summary>
    public Span<float> First { get; init; }

    /// <summary>The second slot, laid out like the parameters; empty where the rule has none.</summary>
    public Span<float> Second { get; init; }

    public required int Rows { get; init; }

    public required int Columns { get; init; }

    public required int Stride { get; init; }
}

/// <summary>One pass over parameters, gradients and slots.</summary>
internal static unsafe class UpdateLoop
{
    /// <summary>Applies the rule to every element.</summary>
    public static void Run<TRule>(in UpdateBlock block, TRule rule)
        where TRule : struct, IUpdateRule
    {
        int length = ((block.Rows - 1) * block.Stride) + block.Columns;
        ArgumentOutOfRangeException.ThrowIfLessThan(block.Parameters.Length, length);
        if (TRule.Slots > 0)
            ArgumentOutOfRangeException.ThrowIfLessThan(block.First.Length, length);
        if (TRule.Slots > 1)
            ArgumentOutOfRangeException.ThrowIfLessThan(block.Second.Length, length);
        bool isOuterProduct = !block.RowFactors.IsEmpty;
        if (isOuterProduct)
            ArgumentOutOfRangeException.ThrowIfNotEqual(block.RowFactors.Length, block.Rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(
            block.Gradients.Length, isOuterProduct ? block.Columns : length);

        InstructionSet set = block.Columns < 16 && KernelCatalogue.Current == InstructionSet.Vector512
            ? InstructionSet.Vector256
            : KernelCatalogue.Current;
        fixed (float* p = block.Parameters, g = block.Gradients, f = block.RowFactors, s1 = block.First, s2 = block.Second)
        {
            var pointers = new Pointers(p, g, f, s1, s2, block.Rows, block.Columns, block.Stride);
            if (isOuterProduct)
                KernelCatalogue.Run(new Action<TRule, OuterProduct>(pointers, rule), set);
            else
                KernelCatalogue.Run(new Action<TRule, Matrix>(pointers, rule), set);
        }
    }

    /// <summary>Whether the gradient is a matrix or the product of a column and a row: a constant for the JIT.</summary>
    private interface IGradientForm
    {
        static abstract bool IsOuterProduct { get; }
    }

    private readonly struct Matrix : IGradientForm { public static bool IsOuterProduct => false; }

    private readonly struct OuterProduct : IGradientForm { public static bool IsOuterProduct => true; }

    private readonly struct Pointers(
        float* parameters, float* gradients, float* factors, float* first, float* second, int rows, nint columns, nint stride)
    {
        public readonly float* Parameters = parameters, Gradients = gradients, Factors = factors, First = first, Second = second;
        public readonly int Rows = rows;
        public readonly nint Columns = columns, Stride = stride;
    }

    private readonly struct Action<TRule, TForm>(Pointers pointers, TRule rule) : ILanesAction
        where TRule : struct, IUpdateRule
        where TForm : struct, IGradientForm
    {
        public void Run<T>()
            where T : struct, ILanes<T>
        {
            nint whole = pointers.Columns - (pointers.Columns % T.Count);
            Range<T>(0, whole);
            if (whole < pointers.Columns)
                Range<Lanes1>(whole, pointers.Columns);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Range<T>(nint begin, nint end)
            where T : struct, ILanes<T>
        {
            TRule r = rule;
            float* p = pointers.Parameters, g = pointers.Gradients, f = pointers.Factors, s1 = pointers.First, s2 = pointers.Second;
            nint stride = pointers.Stride;
            T zero = T.Broadcast(0f), factor = default;
            for (int rows = pointers.Rows; rows > 0; rows--)
            {
                if (TForm.IsOuterProduct)
                    factor = T.Broadcast(*f++);
                for (nint i = begin; i < end; i += T.Count)
                {
                    T gradient = T.Load(g + i);
                    if (TForm.IsOuterProduct)
                        gradient = T.FusedMultiplyAdd(factor, gradient, zero);
                    T parameter = T.Load(p + i), one = default, two = default;
                    if (TRule.Slots > 0)
                        one = T.Load(s1 + i);
                    if (TRule.Slots > 1)
                        two = T.Load(s2 + i);
                    r.Invoke(ref parameter, gradient, ref one, ref two);
                    T.Store(p + i, parameter);
                    if (TRule.Slots > 0)
                        T.Store(s1 + i, one);
                    if (TRule.Slots > 1)
                        T.Store(s2 + i, two);
                }

                p += stride;
                if (!TForm.IsOuterProduct)
                    g += stride;
                if (TRule.Slots > 0)
                    s1 += stride;
                if (TRule.Slots > 1)
                    s2 += stride;
            }
        }
    }
}
