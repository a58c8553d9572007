namespace Descent.Training;

/// <summary>How sure a finding is of harm.</summary>
public enum FindingSeverity
{
    /// <summary>Worth a look when the training is over.</summary>
    Note,

    /// <summary>Spoils this training for certain, so it is worth interrupting.</summary>
    Warning,
}
