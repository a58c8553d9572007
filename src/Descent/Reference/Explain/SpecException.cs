namespace Descent.Reference;

/// <summary>
/// A specification that cannot be used. The message is one line that names the place, what was found and what was
/// expected, such as <c>layers[1].weights: 3 rows, but layers[0] has 2 outputs</c>.
/// </summary>
public sealed class SpecException : Exception
{
    /// <summary>A specification that cannot be used.</summary>
    public SpecException()
        : this("the specification cannot be used")
    {
    }

    /// <summary>A specification that cannot be used for the given reason.</summary>
    public SpecException(string message)
        : base(message)
    {
    }

    /// <summary>A specification that cannot be used for the given reason, which another exception found.</summary>
    public SpecException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
