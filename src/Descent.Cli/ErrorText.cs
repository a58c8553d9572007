namespace Descent.Cli;

/// <summary>Messages of the framework's exceptions without what the framework adds to them.</summary>
internal static class ErrorText
{
    public static string Of(Exception error)
    {
        string message = error.Message;
        int end = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
