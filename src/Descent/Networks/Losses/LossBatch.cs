using System.Runtime.CompilerServices;
using Descent.Numerics;

namespace Descent.Networks;

/// <summary>The rows of a batch as a loss sees them. Matrices are [rows, <see cref="Stride"/>] with <see cref="Columns"/> real columns.</summary>
internal readonly ref struct LossBatch
{
    /// <summary>The predictions a; for a fused loss the weighted inputs z of the output layer.</summary>
    public required ReadOnlySpan<float> Outputs { get; init; }

    public required int Columns { get; init; }

    public required int Stride { get; init; }

    /// <summary>The class index of each row, or empty where <see cref="Targets"/> holds the targets.</summary>
    public ReadOnlySpan<int> Classes { get; init; }

    /// <summary>t, in the shape of the outputs.</summary>
    public ReadOnlySpan<float> Targets { get; init; }

    /// <summary>∂L/∂outputs, overwritten, its padding with zeros; empty where only the value is wanted.</summary>
    public Span<float> Gradient { get; init; }

    /// <summary>The predictions a, overwritten by a fused loss; empty where they are not wanted.</summary>
    public Span<float> Predictions { get; init; }

    /// <summary>The loss of each row before <see cref="Loss.Factor"/>, overwritten.</summary>
    public required Span<float> RowLosses { get; init; }

    /// <summary>The factor of the gradient: <see cref="Loss.Factor"/> and the share of the batch in an accumulated one.</summary>
    public float Scale { get; init; }

    public int Rows => RowLosses.Length;

    /// <summary>
    /// Multiplies the loss of each row and its gradient by the weight of the row, after <see cref="Loss.Evaluate"/>: ∂(wℓ)/∂a = w ∂ℓ/∂a.
    /// A row with the weight 0 adds 0, also where its loss is not finite.
    /// </summary>
    /// <param name="weights">[rows].</param>
    public void Weigh(ReadOnlySpan<float> weights)
    {
        for (int row = 0; row < weights.Length; row++)
        {
            float weight = weights[row];
            RowLosses[row] = weight == 0 ? 0 : RowLosses[row] * weight;
            if (Gradient.IsEmpty)
                continue;
            Span<float> gradient = Gradient.Slice(row * Stride, Stride);
            if (weight == 0)
                gradient.Clear();
            else
                Elementwise.Map(gradient, gradient, new Times(weight));
        }
    }

    private readonly struct Times(float factor) : IUnaryFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Invoke<T>(T x)
            where T : struct, ILanes<T> => x * T.Broadcast(factor);
    }
}
