namespace Descent.Data;

/// <summary>What a column of a table holds. Identifiers, constants and free text are left out of the features.</summary>
public enum ColumnKind
{
    /// <summary>Numbers.</summary>
    Numeric,

    /// <summary>Yes and no, true and false.</summary>
    Boolean,

    /// <summary>One of some names.</summary>
    Category,

    /// <summary>Dates, times, or both.</summary>
    DateTime,

    /// <summary>A name or number of its own for nearly every row, which says nothing about other rows.</summary>
    Identifier,

    /// <summary>The same value in every row.</summary>
    Constant,

    /// <summary>Sentences.</summary>
    FreeText,
}
