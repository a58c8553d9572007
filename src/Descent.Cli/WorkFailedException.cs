namespace Descent.Cli;

/// <summary>The call was fine, and yet nothing came of it. The message is one line.</summary>
internal sealed class WorkFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
