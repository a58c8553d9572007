namespace Descent.Numerics;

/// <summary>What random numbers are for. Streams of different purposes have nothing in common; the values are part of the file formats.</summary>
internal enum RandomPurpose : byte
{
    /// <summary>The first parameters of a network.</summary>
    Initialization = 0,

    /// <summary>The order of the examples in an epoch.</summary>
    Shuffle = 1,

    /// <summary>Which units are left out.</summary>
    Dropout = 2,

    /// <summary>Which examples belong to which part of a data set.</summary>
    Split = 3,

    /// <summary>Which rows are drawn again, or change places, to see how much a measurement depends on them.</summary>
    Resampling = 6,

    /// <summary>The frequencies of an embedding.</summary>
    Embedding = 7,

    /// <summary>Numbers in tests.</summary>
    Test = 255,
}
