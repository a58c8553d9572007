using System.Diagnostics;

namespace Descent.Benchmarks.Compare;

/// <summary>Who takes part.</summary>
internal static class Contestants
{
    public const string Descent = "Descent";
    public const string Torch = "PyTorch";
    public const string OpenBlas = "C + OpenBLAS";
    public const string SciKit = "scikit-learn";
    public const string Onnx = "ONNX Runtime";

    /// <summary>Debian's own Python, which sees Debian's packages whatever else is on the path.</summary>
    private const string Python = "/usr/bin/python3";

    /// <summary>All of them, in the order in which they take turns.</summary>
    public static IReadOnlyList<Contestant> All() =>
    [
        new(Descent, Environment.ProcessPath!, OwnProcess.Descent),
        new(Torch, Python, Path.Combine(Repository.Peers, "torch_bench.py")),
        new(OpenBlas, BuildTrainer()),
        new(SciKit, Python, Path.Combine(Repository.Peers, "sklearn_bench.py")),
        new(Onnx, Environment.ProcessPath!, OwnProcess.Onnx),
    ];

    private static string BuildTrainer()
    {
        using Process make = Process.Start("make", ["--silent", "--directory", Repository.Peers]);
        make.WaitForExit();
        return Path.Combine(Repository.Peers, "obj", "openblas_trainer");
    }
}
