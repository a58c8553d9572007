namespace Descent.Data;

/// <summary>What is to be predicted, as a target column suggests.</summary>
/// <param name="Task">Classification or regression.</param>
/// <param name="Reason">Why, in one line for the user.</param>
public sealed record TaskInference(TaskKind Task, string Reason);
