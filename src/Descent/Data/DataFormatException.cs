namespace Descent.Data;

/// <summary>
/// Data that cannot be used. The message is one line for the user: it names the file, the line (counted from 1, as an
/// editor shows it) and the column, says what was found and what was expected, and what to do.
/// </summary>
/// <param name="message">The line for the user.</param>
/// <param name="innerException">What caused it, if something did.</param>
public sealed class DataFormatException(string message, Exception? innerException = null) : Exception(message, innerException);
