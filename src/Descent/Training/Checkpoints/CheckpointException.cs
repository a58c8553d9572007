namespace Descent.Training;

/// <summary>
/// The checkpoints at hand cannot be used for this training: they were made by another one, or none of them can be read. The
/// message is one line that names every difference.
/// </summary>
/// <param name="message">What was found, what was expected, what to do.</param>
/// <param name="innerException">The error behind it, if there is one.</param>
public sealed class CheckpointException(string message, Exception? innerException = null) : Exception(message, innerException);
