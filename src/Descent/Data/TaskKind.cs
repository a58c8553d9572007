namespace Descent.Data;

/// <summary>What is to be predicted.</summary>
public enum TaskKind
{
    /// <summary>One of several classes.</summary>
    Classification,

    /// <summary>One or several numbers.</summary>
    Regression,
}
