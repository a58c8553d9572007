using System.Reflection;
using System.Runtime.InteropServices;

namespace Descent.Benchmarks.Kernels;

/// <summary>The two functions of OpenBLAS that a comparison of products needs.</summary>
internal static class OpenBlas
{
    private const string Library = "openblas";
    private const int RowMajor = 101;
    private const int NoTranspose = 111;
    private const int Transpose = 112;

    static OpenBlas() => NativeLibrary.SetDllImportResolver(typeof(OpenBlas).Assembly, Resolve);

    public static void SetThreads(int threads) => SetNumThreads(threads);

    /// <summary>C = A·B, with either operand transposed; all matrices dense.</summary>
    public static void Multiply(ProductShape shape, float[] a, float[] b, float[] c) => Sgemm(
        RowMajor,
        shape.TransposesA ? Transpose : NoTranspose,
        shape.TransposesB ? Transpose : NoTranspose,
        shape.M, shape.N, shape.K,
        1, a, shape.TransposesA ? shape.M : shape.K,
        b, shape.TransposesB ? shape.K : shape.N,
        0, c, shape.N);

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Library
        ? NativeLibrary.Load(OpenBlasLocation.Folder is { } folder ? Path.Combine(folder, OpenBlasLocation.FileName) : OpenBlasLocation.FileName)
        : IntPtr.Zero;

    // Arrays of floats are pinned, not copied.
    [DllImport(Library, EntryPoint = "cblas_sgemm", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Sgemm(
        int order, int transposeA, int transposeB, int m, int n, int k,
        float alpha, [In] float[] a, int strideA, [In] float[] b, int strideB, float beta, [In, Out] float[] c, int strideC);

    [DllImport(Library, EntryPoint = "openblas_set_num_threads", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void SetNumThreads(int threads);
}
