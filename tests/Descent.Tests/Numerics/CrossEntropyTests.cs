using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public unsafe class CrossEntropyTests
{
    private const float Scale = 0.37f;

    [Fact]
    public void Loss_and_gradient_of_soft_labels_of_any_sum_agree_with_the_formulas()
    {
        foreach ((int rows, int columns, int stride) in PaddedRows.Shapes)
        {
            float[] z = PaddedRows.Uniform(rows, columns, stride, -6, 6, columns), t = PaddedRows.Uniform(rows, columns, stride, -0.2f, 1, columns + 1);
            float[] p = new float[z.Length], g = new float[z.Length], losses = new float[rows];
            RowMath.SoftmaxCrossEntropy(z, t, p, g, losses, columns, stride, Scale);
            for (int i = 0; i < rows; i++)
            {
                double[] x = PaddedRows.Row(z, i, columns, stride), target = PaddedRows.Row(t, i, columns, stride);
                double logSum = Math.Log(x.Sum(Math.Exp)), weight = target.Sum(), terms = target.Sum(Math.Abs) * (12 + logSum);
                double roundings = (8 + columns / 16.0 + (x.Max() - x.Min())) * Math.Pow(2, -24);
                Assert.Equal(Enumerable.Range(0, columns).Sum(j => target[j] * (logSum - x[j])), losses[i], terms * roundings);
                for (int j = 0; j < columns; j++)
                {
                    double probability = Math.Exp(x[j] - logSum);
                    Assert.Equal(probability, p[i * stride + j], probability * roundings);
                    Assert.Equal((probability * weight - target[j]) * Scale, g[i * stride + j], (target.Sum(Math.Abs) * probability + Math.Abs(target[j])) * roundings);
                }
            }

            PaddedRows.AssertPaddingIsZero(p, columns, stride);
            PaddedRows.AssertPaddingIsZero(g, columns, stride);
        }
    }

    [Fact]
    public void Classes_give_the_bits_of_their_one_hot_rows_and_the_probabilities_of_softmax()
    {
        foreach ((int rows, int columns, int stride) in PaddedRows.Shapes)
        {
            Random random = new(columns);
            int[] classes = [.. Enumerable.Range(0, rows).Select(_ => random.Next(columns))];
            float[] z = PaddedRows.Uniform(rows, columns, stride, -20, 20, columns), t = PaddedRows.Create(rows, columns, stride, (i, j) => classes[i] == j ? 1 : 0);
            Outputs fromRows = new(z.Length, rows), fromClasses = new(z.Length, rows);
            RowMath.SoftmaxCrossEntropy(z, t, fromRows.P, fromRows.G, fromRows.Losses, columns, stride, Scale);
            RowMath.SoftmaxCrossEntropy(z, classes, fromClasses.P, fromClasses.G, fromClasses.Losses, columns, stride, Scale);
            fromRows.AssertSame(fromClasses, "classes");

            float[] softmax = new float[z.Length];
            RowMath.Softmax(z, softmax, columns, stride);
            Widths.AssertSameBits(softmax, fromClasses.P);
        }
    }

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        foreach ((int rows, int columns, int stride) in PaddedRows.Shapes.Where(shape => shape.Stride % 16 == 0))
        {
            float[] z = PaddedRows.Uniform(rows, columns, stride, -6, 6, columns), t = PaddedRows.Uniform(rows, columns, stride, 0, 1, columns + 1);
            int[] classes = [.. Enumerable.Range(0, rows).Select(i => i % columns)];
            Outputs soft = new(z.Length, rows), hard = new(z.Length, rows), binary = new(z.Length, rows);
            RowMath.SoftmaxCrossEntropy(z, t, soft.P, soft.G, soft.Losses, columns, stride, Scale);
            RowMath.SoftmaxCrossEntropy(z, classes, hard.P, hard.G, hard.Losses, columns, stride, Scale);
            RowMath.SigmoidBinaryCrossEntropy(z, t, binary.P, binary.G, binary.Losses, columns, stride, Scale);
            foreach (InstructionSet set in Widths.All)
            {
                Outputs actual = new(z.Length, rows);
                fixed (float* pz = z, pt = t, pp = actual.P, pg = actual.G, pl = actual.Losses)
                fixed (int* pc = classes)
                {
                    RowMath.LossRows arguments = new(pz, pp, pg, pl, rows, columns, stride, Scale);
                    KernelCatalogue.Run(new RowMath.CrossEntropyAction<RowMath.Weights>(arguments, new(pt, stride)), set);
                    soft.AssertSame(actual, $"soft labels in {set}");
                    KernelCatalogue.Run(new RowMath.CrossEntropyAction<RowMath.Classes>(arguments, new(pc)), set);
                    hard.AssertSame(actual, $"classes in {set}");
                    KernelCatalogue.Run(new RowMath.BinaryCrossEntropyAction(arguments, pt), set);
                    binary.AssertSame(actual, $"binary in {set}");
                }
            }
        }
    }

    [Fact]
    public void Outputs_that_are_not_wanted_change_nothing_and_outputs_may_overwrite_z()
    {
        const int rows = 20, columns = 10, stride = 16;
        float[] z = PaddedRows.Uniform(rows, columns, stride, -6, 6, 1), t = PaddedRows.Uniform(rows, columns, stride, 0, 1, 2);
        Outputs all = new(z.Length, rows), some = new(z.Length, rows);
        RowMath.SoftmaxCrossEntropy(z, t, all.P, all.G, all.Losses, columns, stride, Scale);

        RowMath.SoftmaxCrossEntropy(z, t, [], [], some.Losses, columns, stride, Scale);
        Widths.AssertSameBits(all.Losses, some.Losses);
        RowMath.SoftmaxCrossEntropy(z, t, some.P, [], some.Losses, columns, stride, Scale);
        RowMath.SoftmaxCrossEntropy(z, t, [], some.G, some.Losses, columns, stride, Scale);
        all.AssertSame(some, "one at a time");

        float[] inPlace = [.. z];
        RowMath.SoftmaxCrossEntropy(inPlace, t, [], inPlace, some.Losses, columns, stride, Scale);
        all.AssertSame(some with { G = inPlace }, "gradient over z");
        inPlace = [.. z];
        RowMath.SoftmaxCrossEntropy(inPlace, t, inPlace, some.G, some.Losses, columns, stride, Scale);
        all.AssertSame(some with { P = inPlace }, "probabilities over z");
    }

    [Fact]
    public void A_small_loss_keeps_its_digits()
    {
        // −ln σ: for logits (0, −20), ln(1 + e⁻²⁰) = 2.06e-9, far below the spacing of floats at 1.
        float[] losses = new float[2];
        RowMath.SoftmaxCrossEntropy([0, -20, -20, 0], [0, 1], [], [], losses, 2, 2, 1);
        Assert.All(losses, loss => Assert.Equal(Math.Log(1 + Math.Exp(-20)), loss, 1e-15));
    }

    [Fact]
    public void Extreme_logits_give_finite_losses()
    {
        float[] losses = new float[3], g = new float[6];
        RowMath.SoftmaxCrossEntropy([1e4f, -1e4f, 1e4f, -1e4f, 5f, float.NegativeInfinity], [0, 1, 0], [], g, losses, 2, 2, 1);
        Assert.Equal([0f, 2e4f, 0f], losses);
        Assert.Equal([0f, 0f, 1f, -1f, 0f, 0f], g);

        // −ln 0 where the target says so: not hidden.
        RowMath.SoftmaxCrossEntropy([5f, float.NegativeInfinity], [1], [], [], losses.AsSpan(0, 1), 2, 2, 1);
        Assert.Equal(float.PositiveInfinity, losses[0]);
        RowMath.SoftmaxCrossEntropy([5f, float.NegativeInfinity], [1f, 0f], [], [], losses.AsSpan(0, 1), 2, 2, 1);
        Assert.Equal(0f, losses[0]);
        RowMath.SoftmaxCrossEntropy([5f, float.NaN], [0], [], [], losses.AsSpan(0, 1), 2, 2, 1);
        Assert.True(float.IsNaN(losses[0]));
    }

    [Fact]
    public void A_class_that_does_not_exist_is_refused_by_its_number()
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(
            () => RowMath.SoftmaxCrossEntropy(new float[6], [1, 3], [], [], new float[2], 3, 3, 1));
        Assert.Contains("3", exception.Message);
        Assert.Contains("expected a class from 0 to 2", exception.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => RowMath.SoftmaxCrossEntropy(new float[6], [1, -1], [], [], new float[2], 3, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowMath.SoftmaxCrossEntropy(new float[6], new float[6], [], new float[5], new float[2], 3, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowMath.SoftmaxCrossEntropy(new float[6], new float[6], [], [], new float[3], 3, 3, 1));
    }

    [Fact]
    public void Binary_cross_entropy_agrees_with_the_formulas()
    {
        foreach ((int rows, int columns, int stride) in PaddedRows.Shapes)
        {
            float[] z = PaddedRows.Uniform(rows, columns, stride, -20, 20, columns), t = PaddedRows.Uniform(rows, columns, stride, 0, 1, columns + 1);
            Outputs outputs = new(z.Length, rows);
            RowMath.SigmoidBinaryCrossEntropy(z, t, outputs.P, outputs.G, outputs.Losses, columns, stride, Scale);
            double roundings = (8 + columns / 16.0) * Math.Pow(2, -24);
            for (int i = 0; i < rows; i++)
            {
                double[] x = PaddedRows.Row(z, i, columns, stride), target = PaddedRows.Row(t, i, columns, stride);
                double expected = Enumerable.Range(0, columns).Sum(j => target[j] * Exactly.Softplus(-x[j]) + (1 - target[j]) * Exactly.Softplus(x[j]));
                Assert.Equal(expected, outputs.Losses[i], expected * roundings);
                for (int j = 0; j < columns; j++)
                {
                    double probability = Exactly.Sigmoid(x[j]);
                    Assert.Equal(probability, outputs.P[i * stride + j], probability * roundings);
                    Assert.Equal((probability - target[j]) * Scale, outputs.G[i * stride + j], (probability + target[j]) * roundings);
                }
            }

            PaddedRows.AssertPaddingIsZero(outputs.P, columns, stride);
            PaddedRows.AssertPaddingIsZero(outputs.G, columns, stride);
        }
    }

    [Fact]
    public void Binary_cross_entropy_of_a_confident_right_answer_keeps_its_digits_and_of_a_wrong_one_stays_finite()
    {
        float[] losses = new float[4];
        RowMath.SigmoidBinaryCrossEntropy([20, -20, 1e4f, -1e4f], [1, 0, 0, 1], [], [], losses, 1, 1, 1);
        Assert.Equal(Math.Exp(-20), losses[0], 1e-15);
        Assert.Equal(Math.Exp(-20), losses[1], 1e-15);
        Assert.Equal([1e4f, 1e4f], losses.Skip(2));
    }

    private sealed record Outputs(float[] P, float[] G, float[] Losses)
    {
        public Outputs(int length, int rows)
            : this(new float[length], new float[length], new float[rows])
        {
        }

        public void AssertSame(Outputs other, string what)
        {
            Widths.AssertSameBits(P, other.P, $"probabilities of {what}");
            Widths.AssertSameBits(G, other.G, $"gradient of {what}");
            Widths.AssertSameBits(Losses, other.Losses, $"losses of {what}");
        }
    }
}
