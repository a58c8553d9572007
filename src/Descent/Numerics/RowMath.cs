using System.Runtime.CompilerServices;

namespace Descent.Numerics;

/// <summary>
/// Functions of whole rows, of [rows, stride] spans whose rows have <c>columns</c> elements. What lies behind the columns never
/// counts; in outputs it is set to 0. Sums over a row follow the order of <see cref="Reductions"/>, and each row is computed
/// by itself, so results depend neither on the register width nor on how rows are shared among threads.
/// </summary>
/// <remarks>A stride that is a multiple of 16 runs at full speed; others run in narrower registers.</remarks>
internal static unsafe partial class RowMath
{
    /// <summary>Checks the shape that all spans of a call share, and returns the number of rows.</summary>
    private static int Rows(int length, int columns, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, columns);
        int rows = length / stride;
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows * stride, length, nameof(length));
        return rows;
    }

    /// <summary>
    /// Runs in registers that divide the stride, so that none reaches into the next row, and that are not much wider than a row.
    /// The choice is free because every width gives the same bits.
    /// </summary>
    private static void Run<TAction>(TAction action, int columns, int stride)
        where TAction : struct, ILanesAction
    {
        InstructionSet widest = columns > 8 && stride % 16 == 0 ? InstructionSet.Vector512
            : columns > 4 && stride % 8 == 0 ? InstructionSet.Vector256
            : columns > 1 && stride % 4 == 0 ? InstructionSet.Vector128
            : InstructionSet.Scalar;
        KernelCatalogue.Run(action, (InstructionSet)Math.Min((int)widest, (int)KernelCatalogue.Current));
    }

    /// <summary>The mask of the first <paramref name="count"/> lanes, all of them if there are fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T First<T>(int count)
        where T : struct, ILanes<T> =>
        T.ShiftBitsRight(T.SubtractBits(T.Indices, T.BroadcastBits(count)), 31);

    /// <summary>
    /// Whether one register holds all that a sum over a row adds up: it has all 16 lanes, or the other lanes would stay 0.
    /// Otherwise the parts of the 16 lanes meet in memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool FillsOneRegister<T>(int columns)
        where T : struct, ILanes<T> => T.Count == Reductions.Lanes || columns <= T.Count;

    /// <summary>Sets to 0 what lies behind the register that holds the last column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ClearPadding<T>(float* row, int columns, int stride)
        where T : struct, ILanes<T>
    {
        for (int j = (columns + T.Count - 1) / T.Count * T.Count; j < stride; j += T.Count)
            T.Store(row + j, T.Broadcast(0f));
    }

    /// <summary>max zⱼ; NaN elements are left out, and found by what follows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Maximum<T>(float* z, int columns)
        where T : struct, ILanes<T>
    {
        T lowest = T.Broadcast(float.NegativeInfinity), maximum = lowest;
        for (int j = 0; j < columns; j += T.Count)
            maximum = T.Greater(T.Select(First<T>(columns - j), T.Load(z + j), lowest), maximum);
        return T.Maximum(maximum);
    }
}
