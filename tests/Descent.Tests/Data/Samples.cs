using CsCheck;

namespace Descent.Tests.Data;

/// <summary>Property checks on the same random cases every time.</summary>
internal static class Samples
{
    public static void Check<T>(Gen<T> cases, Action<T> check, int count = 200)
    {
        for (uint sample = 0; sample < count; sample++)
            cases.Sample(check, iter: 1, threads: 1, seed: new PCG(sample, 20260).ToString());
    }
}
