namespace Descent.Cli;

/// <summary>A call that cannot be used. The message is one line: the place, what was found, what was expected, what to do.</summary>
internal sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException);
