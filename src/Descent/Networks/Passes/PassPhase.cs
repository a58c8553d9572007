namespace Descent.Networks;

/// <summary>What the pieces of a phase do.</summary>
internal enum PassWork
{
    /// <summary>Some rows: everything from their copy to dZ of the first layer.</summary>
    Rows,

    /// <summary>Some rows: their copy out of the data set.</summary>
    Gather,

    /// <summary>Some columns or rows of A of one layer.</summary>
    Forward,

    /// <summary>Some rows: the loss and dZ of the last layer.</summary>
    Loss,

    /// <summary>Some columns or rows of dZ of the layer before one layer.</summary>
    Backward,

    /// <summary>Some rows of W of any layer: dW and db, and their update where it is made at once.</summary>
    Parameters,
}

/// <summary>A part of a pass that all threads finish before any begins the next.</summary>
internal readonly record struct PassPhase(PassWork Work, int Layer = 0);

/// <summary>Some elements of a matrix of a batch.</summary>
internal readonly record struct Region(int FirstRow, int Rows, int FirstColumn, int Columns);
