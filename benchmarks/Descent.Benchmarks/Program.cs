using Descent.Benchmarks.Compare;
using Descent.Benchmarks.Guarantees;
using Descent.Benchmarks.Kernels;
using Descent.Benchmarks.Scaling;

string command = args.Length > 0 ? args[0] : "";
string[] rest = args.Length > 0 ? args[1..] : [];
switch (command)
{
    case "compare":
        return Comparison.Run(ComparisonOptions.Parse(rest));
    case "products":
        return ProductComparison.Run();
    case "kernels":
        return KernelBenchmarks.Run(rest);
    case "scaling":
        return ScalingRun.Run();
    case "guarantees":
        return GuaranteeCosts.Run();
    case "charts":
        return Charts.Run();
    case OwnProcess.Descent:
        return OwnProcess.RunDescent(PeerArguments.Parse(rest));
    case OwnProcess.Onnx:
        return OwnProcess.RunOnnx(PeerArguments.Parse(rest));
    default:
        Console.Error.WriteLine(
            """
            usage: dotnet run -c Release --project benchmarks/Descent.Benchmarks -- COMMAND

              compare [--rounds N] [--threads N] [--only NAME,NAME] [--short]
                        trainings and predictions against the peers; writes docs/performance-results.json
              products  single matrix products against OpenBLAS, in turn; writes docs/performance-products.csv
              kernels   products and vector functions under BenchmarkDotNet, whose options may follow
              scaling   the cost of a step against width, depth, batch and threads; writes docs/performance-scaling.csv
              guarantees  what the same bits everywhere cost a training step
              charts    draws that file into docs/charts
            """);
        return 2;
}
