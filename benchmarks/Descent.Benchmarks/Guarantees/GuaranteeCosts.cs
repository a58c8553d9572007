using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Descent.Cli.Bench;
using Descent.Networks;
using Descent.Numerics;
using Descent.Training;

namespace Descent.Benchmarks.Guarantees;

/// <summary>
/// What the same bits everywhere cost: each part of a training step that had to be written otherwise for them is timed
/// beside the usual way, which is free to give other bits on another machine, and the difference is held against the whole
/// step. Where ours is the faster one the difference counts as nothing, so the share in the end is what could be won at most.
/// The order inside matrix products costs nothing by construction: no way of adding needs fewer fused multiply-adds, and
/// <c>products</c> compares their speed with OpenBLAS.
/// </summary>
internal static class GuaranteeCosts
{
    private const int Rows = 64;
    private const int Inputs = 784;
    private const int Hidden = 256;
    private const int Classes = 10;
    private const float Keep = 0.8f;

    private static readonly BenchEffort Effort = new(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(20), 21);

    public static int Run()
    {
        double step = Step();
        Console.WriteLine(Text($"step of {Inputs}-{Hidden} tanh, dropout-{Classes} softmax, {Rows} rows, 1 thread, {KernelCatalogue.Current}: {step * 1e6:F1} µs"));
        Console.WriteLine(Text($"{"part of a step",-28} {"elements",9} {"ours µs",9} {"usual µs",9} {"usual way"}"));
        (string, int, Action, Action, string)[] parts =
        [
            ("tanh of the hidden layer", Rows * Hidden, OwnTanh, UsualTanh, "MathF.Tanh, the C library"),
            ("exp of the output layer", Rows * Classes, OwnExp, UsualExp, "MathF.Exp, the C library"),
            ("dropout masks", Rows * Hidden, OwnMask, UsualMask, "Random, one state for all"),
            ("sums over all activations", Rows * Hidden, OwnSum, UsualSum, "Vector<float>, any width"),
        ];
        double extra = 0;
        foreach ((string name, int elements, Action own, Action usual, string way) in parts)
        {
            // In turn, and the better of three, since other programs run on this machine.
            double ours = double.PositiveInfinity, theirs = double.PositiveInfinity;
            for (int round = 0; round < 3; round++)
            {
                ours = Math.Min(ours, Time(own));
                theirs = Math.Min(theirs, Time(usual));
            }

            extra += Math.Max(0, ours - theirs);
            Console.WriteLine(Text($"{name,-28} {elements,9} {ours * 1e6,9:F2} {theirs * 1e6,9:F2} {way}"));
        }

        Console.WriteLine(Text($"the guarantees cost at most {extra / step:P2} of a step"));
        return 0;
    }

    private static readonly float[] Source = [.. Enumerable.Range(0, Rows * Hidden).Select(i => ((i * 7919) % 1000 / 125f) - 4)];
    private static readonly float[] Result = new float[Rows * Hidden];
    // Without a seed, which would choose a slower generator.
    private static readonly Random Generator = new();
    internal static double LastSum { get; private set; }

    private static void OwnTanh() => Activation.Tanh.Forward(Source, Result, Hidden, Hidden);

    private static void UsualTanh()
    {
        for (int i = 0; i < Source.Length; i++)
            Result[i] = MathF.Tanh(Source[i]);
    }

    private static void OwnExp() => Activation.Exponential.Forward(Source.AsSpan(0, Rows * 16), Result.AsSpan(0, Rows * 16), Classes, 16);

    private static void UsualExp()
    {
        for (int i = 0; i < Rows * Classes; i++)
            Result[i] = MathF.Exp(Source[i]);
    }

    private static void OwnMask() => new RandomStream(1, RandomPurpose.Dropout).FillDropoutMask(Result, Keep);

    // 32 bits for each element, as ours; the comparison is the compiler's to vectorise.
    private static void UsualMask()
    {
        Span<int> bits = MemoryMarshal.Cast<float, int>(Result.AsSpan());
        Generator.NextBytes(MemoryMarshal.AsBytes(bits));
        var limit = new Vector<int>((int)((Keep * uint.MaxValue) + int.MinValue));
        var kept = new Vector<float>(1 / Keep);
        for (int i = 0; i < bits.Length; i += Vector<int>.Count)
        {
            Vector<int> keep = Vector.LessThan(new Vector<int>(bits[i..]), limit);
            Vector.ConditionalSelect(keep, kept, Vector<float>.Zero).CopyTo(Result, i);
        }
    }

    private static void OwnSum() => LastSum = Reductions.Sum(Source);

    private static void UsualSum()
    {
        Vector<float> a = default, b = default, c = default, d = default;
        int width = Vector<float>.Count;
        for (int i = 0; i < Source.Length; i += 4 * width)
        {
            a += new Vector<float>(Source, i);
            b += new Vector<float>(Source, i + width);
            c += new Vector<float>(Source, i + (2 * width));
            d += new Vector<float>(Source, i + (3 * width));
        }

        LastSum = Vector.Sum(a + b + c + d);
    }

    private static double Step()
    {
        Network network = Network.Build(Inputs, 1, Layer.Dense(Hidden, Activation.Tanh, dropout: 1 - Keep), Layer.Dense(Classes, Activation.Softmax));
        var trainer = new Trainer(network, Loss.CrossEntropy, new Sgd()) { Threads = 1 };
        float[] inputs = [.. Enumerable.Range(0, Rows * Inputs).Select(i => (i * 31) % 17 / 17f)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(i => i % Classes)];
        double best = double.PositiveInfinity;
        for (int round = 0; round < 3; round++)
            best = Math.Min(best, Time(() => trainer.Step(inputs, labels)));
        return best;
    }

    private static double Time(Action action) => SampleTimer.MedianSeconds(
        times =>
        {
            for (int i = 0; i < times; i++)
                action();
        },
        Effort, CancellationToken.None);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
