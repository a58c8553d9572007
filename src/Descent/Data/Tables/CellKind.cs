namespace Descent.Data;

/// <summary>What a cell of a table can be read as.</summary>
internal enum CellKind
{
    /// <summary>A number that a float holds, perhaps rounded.</summary>
    Number,

    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>A text that stands for a missing value, such as NA.</summary>
    MissingMark,

    /// <summary>Infinity.</summary>
    NotFinite,

    /// <summary>A number beyond the range of a float.</summary>
    OutOfRange,

    /// <summary>Any other text.</summary>
    Text,
}
