namespace Descent.Data;

/// <summary>What the parts of a data set share: everything but the rows.</summary>
internal sealed record DatasetSchema(TaskKind Task, string[] FeatureNames, string TargetName, string[] Classes, int Outputs)
{
    public int Inputs => FeatureNames.Length;

    public string TargetName { get; } = string.IsNullOrEmpty(TargetName)
        ? throw new ArgumentException("targetName is empty; expected a name.", nameof(TargetName))
        : TargetName;
}
