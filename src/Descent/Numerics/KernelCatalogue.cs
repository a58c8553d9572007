using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Descent.Numerics;

/// <summary>A piece of work that is compiled once for every register width.</summary>
internal interface ILanesAction
{
    void Run<T>()
        where T : struct, ILanes<T>;
}

/// <summary>Chooses the register width of this process, once: the widest that the hardware runs, or the one asked for.</summary>
internal static class KernelCatalogue
{
    /// <summary>The environment variable that forces a width: <c>scalar</c>, <c>vector128</c>, <c>vector256</c> or <c>vector512</c>.</summary>
    public const string Variable = "DESCENT_KERNELS";

    /// <summary>The width in use. Results do not depend on it, only their speed does.</summary>
    public static readonly InstructionSet Current = Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Whether this processor runs <paramref name="set"/> in hardware, fused multiply-add included.</summary>
    public static bool IsSupported(InstructionSet set) => set switch
    {
        InstructionSet.Vector512 => Lanes16.IsSupported && Avx512F.IsSupported,
        InstructionSet.Vector256 => Lanes8.IsSupported && Fma.IsSupported,
        InstructionSet.Vector128 => Lanes4.IsSupported && (Fma.IsSupported || AdvSimd.IsSupported),
        _ => true,
    };

    /// <summary>Runs <paramref name="action"/> compiled for <see cref="Current"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TAction>(TAction action)
        where TAction : struct, ILanesAction, allows ref struct => Run(action, Current);

    /// <summary>Runs <paramref name="action"/> compiled for <paramref name="set"/>, in hardware or emulated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TAction>(TAction action, InstructionSet set)
        where TAction : struct, ILanesAction, allows ref struct
    {
        switch (set)
        {
            case InstructionSet.Vector512: action.Run<Lanes16>(); break;
            case InstructionSet.Vector256: action.Run<Lanes8>(); break;
            case InstructionSet.Vector128: action.Run<Lanes4>(); break;
            default: action.Run<Lanes1>(); break;
        }
    }

    private static InstructionSet Choose(string? forced)
    {
        if (!string.IsNullOrEmpty(forced))
        {
            return Enum.TryParse(forced, ignoreCase: true, out InstructionSet set) && Enum.IsDefined(set)
                ? set
                : throw new InvalidOperationException(
                    $"The environment variable {Variable} is '{forced}'; expected scalar, vector128, vector256 or vector512. Correct it or unset it.");
        }

        foreach (InstructionSet set in (ReadOnlySpan<InstructionSet>)[InstructionSet.Vector512, InstructionSet.Vector256, InstructionSet.Vector128])
        {
            if (IsSupported(set))
                return set;
        }

        return InstructionSet.Scalar;
    }
}
