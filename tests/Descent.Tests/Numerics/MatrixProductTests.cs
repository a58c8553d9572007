using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public class MatrixProductTests
{
    /// <summary>Heights around the tile of six rows, widths around the registers, depths around the block of 256.</summary>
    public static TheoryData<int, int, int> Shapes()
    {
        var shapes = new TheoryData<int, int, int>();
        foreach (int m in (int[])[1, 2, 3, 5, 6, 7, 12, 13, 31])
        {
            foreach (int n in (int[])[1, 3, 8, 9, 16, 17, 33, 64])
            {
                foreach (int k in (int[])[1, 2, 7, 64])
                    shapes.Add(m, n, k);
            }
        }

        shapes.Add(7, 40, 255);
        shapes.Add(7, 40, 256);
        shapes.Add(7, 40, 257);
        shapes.Add(13, 272, 700);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_element_is_one_chain_of_fused_multiply_adds_in_the_order_of_k(int m, int n, int k)
    {
        var problem = new Problem(m, n, k, seed: (m * 10_007) + (n * 101) + k);
        foreach (ProductStart start in Enum.GetValues<ProductStart>())
        {
            float[] expected = problem.Chain(start);
            float[] plain = problem.Compute(start, transposed: false);
            float[] transposed = problem.Compute(start, transposed: true);
            // Bit for bit: the order of the operations is the specification.
            Assert.Equal(expected, plain);
            Assert.Equal(expected, transposed);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_transposed_B_gives_the_same_bits(int m, int n, int k)
    {
        var problem = new Problem(m, n, k, seed: (m * 10_007) + (n * 101) + k);
        Assert.Equal(problem.Chain(ProductStart.Zero), problem.ComputeTransposed());
    }

    [Fact]
    public void Padding_of_B_arrives_in_the_padding_of_C_as_zeros()
    {
        var problem = new Problem(5, 3, 4, seed: 1);
        float[] c = problem.ComputeRaw(ProductStart.Zero, transposed: false);
        for (int i = 0; i < 5; i++)
        {
            for (int j = 3; j < problem.Stride; j++)
                Assert.Equal(0f, c[(i * problem.Stride) + j]);
        }
    }

    [Fact]
    public void A_product_over_no_columns_is_its_start()
    {
        float[] row = [1, 2, 3, 0, 0, 0, 0, 0];
        float[] c = new float[16];
        MatrixProduct.Compute([], 0, 1, [], 8, c, 8, 2, 3, 0, ProductStart.Row, row);
        Assert.Equal([1, 2, 3, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0], c);
    }

    [Theory]
    [InlineData(15, 64, 16)]
    [InlineData(16, 63, 16)]
    [InlineData(16, 64, 15)]
    public void Spans_that_are_too_short_are_refused(int lengthA, int lengthB, int lengthC) =>
        Assert.Throws<ArgumentException>(() => MatrixProduct.Compute(
            new float[lengthA], 8, 1, new float[lengthB], 8, new float[lengthC], 8, 2, 8, 8, ProductStart.Zero));

    private sealed class Problem
    {
        private readonly int _m, _n, _k;
        private readonly float[] _a, _b, _c, _row;

        public Problem(int m, int n, int k, int seed)
        {
            (_m, _n, _k) = (m, n, k);
            Stride = RowStride.Of(n);
            var random = new Random(seed);
            _a = Fill(random, m * k);
            _b = new float[k * Stride];
            _c = new float[m * Stride];
            _row = new float[Stride];
            for (int j = 0; j < n; j++)
            {
                _row[j] = Next(random);
                for (int l = 0; l < k; l++)
                    _b[(l * Stride) + j] = Next(random);
                for (int i = 0; i < m; i++)
                    _c[(i * Stride) + j] = Next(random);
            }
        }

        public int Stride { get; }

        /// <summary>C of the definition, [m, n].</summary>
        public float[] Chain(ProductStart start)
        {
            float[] result = new float[_m * _n];
            for (int i = 0; i < _m; i++)
            {
                for (int j = 0; j < _n; j++)
                {
                    float sum = start switch
                    {
                        ProductStart.Zero => 0,
                        ProductStart.Row => _row[j],
                        _ => _c[(i * Stride) + j],
                    };
                    for (int l = 0; l < _k; l++)
                        sum = MathF.FusedMultiplyAdd(_a[(i * _k) + l], _b[(l * Stride) + j], sum);
                    result[(i * _n) + j] = sum;
                }
            }

            return result;
        }

        /// <summary>C of the kernels, [m, n].</summary>
        public float[] Compute(ProductStart start, bool transposed)
        {
            return WithoutPadding(ComputeRaw(start, transposed));
        }

        /// <summary>C from Bᵀ in memory, [m, n].</summary>
        public float[] ComputeTransposed()
        {
            int stride = RowStride.Of(_k);
            float[] b = new float[_n * stride];
            for (int l = 0; l < _k; l++)
            {
                for (int j = 0; j < _n; j++)
                    b[(j * stride) + l] = _b[(l * Stride) + j];
            }

            float[] c = [.. _c];
            MatrixProduct.ComputeTransposed(_a, _k, b, stride, c, Stride, _m, _n, _k);
            return WithoutPadding(c);
        }

        private float[] WithoutPadding(float[] padded)
        {
            float[] result = new float[_m * _n];
            for (int i = 0; i < _m; i++)
                padded.AsSpan(i * Stride, _n).CopyTo(result.AsSpan(i * _n));
            return result;
        }

        public float[] ComputeRaw(ProductStart start, bool transposed)
        {
            float[] a = transposed ? TransposedA() : _a;
            float[] c = [.. _c];
            MatrixProduct.Compute(
                a, transposed ? 1 : _k, transposed ? _m : 1, _b, Stride, c, Stride, _m, _n, _k, start, start == ProductStart.Row ? _row : default);
            return c;
        }

        private float[] TransposedA()
        {
            float[] a = new float[_a.Length];
            for (int i = 0; i < _m; i++)
            {
                for (int l = 0; l < _k; l++)
                    a[(l * _m) + i] = _a[(i * _k) + l];
            }

            return a;
        }

        private static float[] Fill(Random random, int length)
        {
            float[] values = new float[length];
            for (int i = 0; i < length; i++)
                values[i] = Next(random);
            return values;
        }

        private static float Next(Random random) => (random.NextSingle() * 2) - 1;
    }
}
