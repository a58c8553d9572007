namespace Descent.Numerics;

/// <summary>
/// A register of <see cref="Count"/> floats. Loops, kernels and functions are written once against this interface;
/// the JIT compiles them for each implementation as if they had been written by hand.
/// </summary>
/// <remarks>
/// Every operation is exactly rounded (or exact) in each lane, so a result does not depend on the implementation.
/// That is why there is no reciprocal estimate, why the horizontal sum follows one tree, and why minimum and maximum are
/// defined through a comparison: the hardware's treatment of NaN and of signed zeros differs between processors.
/// A mask is a register whose lanes are all ones or all zeros.
/// </remarks>
internal unsafe interface ILanes<T>
    where T : struct, ILanes<T>
{
    /// <summary>Lanes in the register; divides 16, the unit to which rows are padded.</summary>
    static abstract int Count { get; }

    /// <summary>Whether this processor runs the register in hardware.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Lane i holds the integer i.</summary>
    static abstract T Indices { get; }

    static abstract T Load(float* source);

    static abstract void Store(float* destination, T value);

    static abstract T Broadcast(float value);

    /// <summary>Every lane holds the bit pattern <paramref name="bits"/>.</summary>
    static abstract T BroadcastBits(int bits);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    static abstract T operator -(T value);

    static abstract T operator &(T left, T right);

    static abstract T operator |(T left, T right);

    static abstract T operator ^(T left, T right);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, T c);

    static abstract T Sqrt(T value);

    static abstract T Abs(T value);

    /// <summary>The mask of left &gt; right; false where either is NaN.</summary>
    static abstract T GreaterThan(T left, T right);

    /// <summary>The mask of left ≥ right; false where either is NaN.</summary>
    static abstract T GreaterThanOrEqual(T left, T right);

    /// <summary>The mask of left = right; false where either is NaN.</summary>
    static abstract T AreEqual(T left, T right);

    /// <summary>Lane by lane <paramref name="whenTrue"/> where the mask is set, <paramref name="whenFalse"/> elsewhere.</summary>
    static abstract T Select(T mask, T whenTrue, T whenFalse);

    /// <summary>left &lt; right ? left : right, so <paramref name="right"/> where either is NaN or both are zeros.</summary>
    static abstract T Lesser(T left, T right);

    /// <summary>left &gt; right ? left : right, so <paramref name="right"/> where either is NaN or both are zeros.</summary>
    static abstract T Greater(T left, T right);

    /// <summary>The sum of all lanes: the upper half is added to the lower half until one lane is left.</summary>
    static abstract float Sum(T value);

    /// <summary>The greatest lane of a register without NaN. Which of two zeros it is depends on the implementation.</summary>
    static abstract float Maximum(T value);

    /// <summary>Adds the lanes as 32-bit integers.</summary>
    static abstract T AddBits(T left, T right);

    /// <summary>Subtracts the lanes as 32-bit integers.</summary>
    static abstract T SubtractBits(T left, T right);

    /// <summary>The 64-bit products of the lanes as unsigned 32-bit integers: their lower halves.</summary>
    static abstract T MultiplyBits(T left, T right, out T high);

    /// <summary>Shifts the lanes as 32-bit integers to the left.</summary>
    static abstract T ShiftBitsLeft(T value, int count);

    /// <summary>Shifts the lanes as signed 32-bit integers to the right.</summary>
    static abstract T ShiftBitsRight(T value, int count);
}
