namespace Descent.Models;

/// <summary>
/// A model file cannot be opened, or what it holds cannot be used. The message is one line that names the file where it
/// is known, the place in it, what was found, what was expected, and what to do.
/// </summary>
public sealed class ModelFileException : IOException
{
    /// <summary>An error with a message of one line.</summary>
    /// <param name="message">The file, the place, what was found, what was expected, what to do.</param>
    /// <param name="innerException">The error behind it, if there is one.</param>
    public ModelFileException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal static ModelFileException At(
        string? file, string place, string found, string expected, string remedy, Exception? innerException = null) =>
        new($"{file ?? "model"}: {place}: found {found}, expected {expected}; {remedy}", innerException);
}
