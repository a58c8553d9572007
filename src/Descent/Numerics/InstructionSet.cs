namespace Descent.Numerics;

/// <summary>The widths for which every kernel is compiled, best last.</summary>
internal enum InstructionSet
{
    /// <summary>One float at a time.</summary>
    Scalar,

    /// <summary>128-bit registers: SSE, Arm AdvSimd, WebAssembly.</summary>
    Vector128,

    /// <summary>256-bit registers: AVX2 with FMA.</summary>
    Vector256,

    /// <summary>512-bit registers: AVX-512.</summary>
    Vector512,
}
