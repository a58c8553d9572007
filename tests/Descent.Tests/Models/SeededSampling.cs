using CsCheck;

namespace Descent.Tests.Models;

internal static class SeededSampling
{
    /// <summary>Runs the check on the same <paramref name="count"/> samples every time; a failure prints its seed and sample.</summary>
    public static void SampleSeeded<T>(this Gen<T> gen, int count, Action<T> check)
    {
        for (uint sample = 0; sample < count; sample++)
            gen.Sample(check, iter: 1, threads: 1, seed: new PCG(sample, 20260U).ToString());
    }
}
