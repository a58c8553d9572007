namespace Descent.Fuzz;

/// <summary>A reader did what it must not do.</summary>
internal sealed class FindingException(string message, Exception? cause = null) : Exception(message, cause);
