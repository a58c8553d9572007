using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Descent.Benchmarks.Kernels;

/// <summary>Single kernels under BenchmarkDotNet, in this process: a project per benchmark would have to be built for each.</summary>
internal static class KernelBenchmarks
{
    public static int Run(string[] args)
    {
        IConfig config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(Repository.Root, "artifacts", "benchmarks"));
        if (args.Length == 0)
            args = ["--filter", "*"];
        BenchmarkSwitcher.FromTypes([typeof(ProductBenchmarks), typeof(FunctionBenchmarks)]).Run(args, config);
        return 0;
    }
}
