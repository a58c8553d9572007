namespace Descent.Tabular;

/// <summary>How much is invested in what the user leaves open.</summary>
public enum TablePreset
{
    /// <summary>One plain network.</summary>
    Fast,

    /// <summary>What suits tables: some networks, and settings from the literature that were confirmed by measurement.</summary>
    Default,

    /// <summary>The same with more networks.</summary>
    Best,
}
