namespace Descent.Numerics;

/// <summary>
/// A register of <see cref="Count"/> floats. Loops, kernels and functions are written once against this interface;
/// the JIT compiles them for each implementation as if they had been written by hand.
/// </summary>
/// <remarks>
/// Every operation is exactly rounded (or exact) in each lane, so a result does not depend on the implementation.
/// That is why there is no reciprocal estimate, no horizontal sum, and no hardware minimum or maximum, whose treatment
/// of NaN and of signed zeros differs between processors.
/// A mask is a register whose lanes are all ones or all zeros.
/// </remarks>
internal unsafe interface ILanes<T>
    where T : struct, ILanes<T>
{
    /// <summary>Lanes in the register; divides 16, the unit to which rows are padded.</summary>
    static abstract int Count { get; }

    /// <summary>Whether this processor runs the register in hardware.</summary>
    static abstract bool IsSupported { get; }

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

    /// <summary>Adds the lanes as 32-bit integers.</summary>
    static abstract T AddBits(T left, T right);

    /// <summary>Subtracts the lanes as 32-bit integers.</summary>
    static abstract T SubtractBits(T left, T right);

    /// <summary>Shifts the lanes as 32-bit integers to the left.</summary>
    static abstract T ShiftBitsLeft(T value, int count);

    /// <summary>Shifts the lanes as signed 32-bit integers to the right.</summary>
    static abstract T ShiftBitsRight(T value, int count);
}
