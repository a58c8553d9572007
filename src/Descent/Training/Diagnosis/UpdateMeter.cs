using Descent.Networks;

namespace Descent.Training;

/// <summary>
/// How large an update is against the weights that it changes, ‖ΔW‖ / ‖W‖ for each layer: about 0.001 in a healthy
/// training, more in its first steps. It is read off the parameters before and after one update in the middle of an epoch,
/// so it holds for every optimizer.
/// </summary>
internal sealed class UpdateMeter
{
    // The first epochs: later a schedule may have made the steps small on purpose. More than one, because momentum has to gather.
    private const int Epochs = 3;

    private readonly Network _network;
    private readonly float[] _before;
    private readonly int _firstAfter;
    private readonly int _beginAfter;
    private readonly int _endAfter;

    public UpdateMeter(Network network, int batches, int accumulate)
    {
        _network = network;
        _before = network.Parameters.ToArray();
        Ratios = new double[network.Layers.Count];
        int k = Math.Min(accumulate, batches);
        int updates = (batches + k - 1) / k;
        _firstAfter = k;
        _beginAfter = updates / 2 * k;
        _endAfter = Math.Min(_beginAfter + k, batches);
    }

    /// <summary>The largest ratio of each layer in the middle of the first epochs; 0 before, and where all weights were 0.</summary>
    public double[] Ratios { get; }

    /// <summary>The largest ratio of a layer in the very first update; 0 before.</summary>
    public (int Layer, double Ratio) First { get; private set; }

    public void AfterBatch(int epoch, int batch)
    {
        if (epoch > Epochs)
            return;
        bool isFirst = epoch == 1 && batch == _firstAfter, isMiddle = batch == _endAfter;
        for (int l = 0; l < Ratios.Length && (isFirst || isMiddle); l++)
        {
            double ratio = Ratio(l);
            if (isFirst && ratio > First.Ratio)
                First = (l, ratio);
            if (isMiddle)
                Ratios[l] = Math.Max(Ratios[l], ratio);
        }

        if (batch == _beginAfter)
            Remember();
    }

    public void AfterEpoch(int epoch)
    {
        if (epoch < Epochs && _beginAfter == 0)
            Remember();
    }

    private void Remember() => _network.Parameters.CopyTo(_before);

    private double Ratio(int layer)
    {
        ParameterTensor weights = _network.Layout.Weights(layer);
        ReadOnlySpan<float> before = weights.In(_before), after = weights.In(_network.Parameters);
        double change = 0, size = 0;
        for (int i = 0; i < before.Length; i++)
        {
            double difference = (double)after[i] - before[i];
            change += difference * difference;
            size += (double)before[i] * before[i];
        }

        return size > 0 ? Math.Sqrt(change / size) : 0;
    }
}
