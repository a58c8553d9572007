namespace Descent.Training;

/// <summary>The parameters of the epoch with the lowest loss so far; before the first epoch those the run began with.</summary>
internal sealed class BestParameters
{
    private readonly Memory<float> _current;
    private readonly float[] _parameters;

    public BestParameters(Memory<float> parameters)
    {
        _current = parameters;
        _parameters = parameters.ToArray();
    }

    /// <summary>The epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    public double Loss { get; private set; } = double.PositiveInfinity;

    /// <summary>The parameters of that epoch.</summary>
    public ReadOnlyMemory<float> Memory => _parameters;

    /// <summary>Goes on with the best of a training that was interrupted.</summary>
    public void Resume(int epoch, double loss, ReadOnlySpan<float> parameters)
    {
        Epoch = epoch;
        Loss = loss;
        parameters.CopyTo(_parameters);
    }

    /// <summary>Keeps the parameters if their loss is lower than all before.</summary>
    public bool Offer(int epoch, double loss)
    {
        if (!(loss < Loss))
            return false;
        Epoch = epoch;
        Loss = loss;
        _current.Span.CopyTo(_parameters);
        return true;
    }

    public void Restore() => _parameters.CopyTo(_current.Span);
}
