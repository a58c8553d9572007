namespace Descent.Data;

/// <summary>What is known about an embedded data set.</summary>
/// <param name="Name">The name to ask for it.</param>
/// <param name="Task">What is to be predicted.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Features">The number of features.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Summary">What it holds, in one line.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Licence">Under which terms.</param>
public sealed record EmbeddedDataInfo(
    string Name, TaskKind Task, int Rows, int Features, int Classes, string Summary, string Source, string Licence);
