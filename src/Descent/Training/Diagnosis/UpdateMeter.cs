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
    private readonly int _beginAfter;
    private readonly int _endAfter;

    public UpdateMeter(Network network, int batches, int accumulate)
    {
        _network = network;
        _before = network.Parameters.ToArray();
        Ratios = new double[network.Layers.Count];
        int k = Math.Min(accumulate, batches);
        UpdatesPerEpoch = (batches + k - 1) / k;
        _beginAfter = UpdatesPerEpoch / 2 * k;
        _endAfter = Math.Min(_beginAfter + k, batches);
    }

    public int UpdatesPerEpoch { get; }

    /// <summary>The largest ratio of each layer so far; 0 before the first, and where all weights are 0.</summary>
    public double[] Ratios { get; }

    public void AfterBatch(int epoch, int batch)
    {
        if (epoch > Epochs)
            return;
        if (batch == _endAfter)
            Compare();
        if (batch == _beginAfter)
            Remember();
    }

    public void AfterEpoch(int epoch)
    {
        if (epoch < Epochs && _beginAfter == 0)
            Remember();
    }

    private void Remember() => _network.Parameters.CopyTo(_before);

    private void Compare()
    {
        ReadOnlySpan<float> now = _network.Parameters;
        for (int l = 0; l < Ratios.Length; l++)
        {
            ReadOnlySpan<float> before = _network.Layout.Weights(l).In((ReadOnlySpan<float>)_before), after = _network.Layout.Weights(l).In(now);
            double change = 0, size = 0;
            for (int i = 0; i < before.Length; i++)
            {
                double difference = (double)after[i] - before[i];
                change += difference * difference;
                size += (double)before[i] * before[i];
            }

            if (size > 0)
                Ratios[l] = Math.Max(Ratios[l], Math.Sqrt(change / size));
        }
    }
}
