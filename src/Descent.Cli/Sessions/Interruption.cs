using System.Runtime.InteropServices;

namespace Descent.Cli.Sessions;

/// <summary>
/// Listens for Ctrl-C. Once there is something to save, the first asks the work to stop and the second ends the program at
/// once; before that, the first one does.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _canSave;

    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    public CancellationToken Token => _source.Token;

    /// <summary>Says that from now on there is something to save.</summary>
    public void Guard() => _canSave = true;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            // The progress display has hidden the cursor and gets no chance to show it again.
            if (!Console.IsErrorRedirected)
                Console.Error.Write("\e[?25h");
            return;
        }

        context.Cancel = true;
        if (_canSave)
        {
            _source.Cancel();
            return;
        }

        Console.Error.WriteLine("interrupted before the training began; nothing was written");
        Environment.Exit(ExitCode.Interrupted);
    }
}
