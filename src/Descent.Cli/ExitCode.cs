namespace Descent.Cli;

/// <summary>What the program returns to its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The work failed: a loss that is not finite, a file that cannot be written, gradients that disagree.</summary>
    public const int Failed = 1;

    /// <summary>The call or its input cannot be used.</summary>
    public const int Unusable = 2;

    public const int Interrupted = 130;
}
