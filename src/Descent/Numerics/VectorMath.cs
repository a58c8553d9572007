namespace Descent.Numerics;

/// <summary>
/// Elementary functions of a register of floats, built only from + − × ÷, fused multiply-add, comparisons, selections
/// and integer operations on the bits, so that every register width and every processor gives the same bits.
/// </summary>
/// <remarks>
/// <para>
/// The polynomials are minimax fits made for this file (weighted least squares iterated towards equal ripples, the
/// coefficients rounded to float one after the other and the rest fitted again). The errors given for each function
/// are the largest over all finite floats, in units in the last place of the exact result, subnormal results included;
/// a test measures them.
/// </para>
/// <para>A NaN gives a NaN. Its sign and payload are the processor's and not part of the promise.</para>
/// </remarks>
internal static partial class VectorMath
{
}
