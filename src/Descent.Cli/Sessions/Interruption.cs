using System.Runtime.InteropServices;

namespace Descent.Cli.Sessions;

/// <summary>Listens for Ctrl-C: the first asks the work to stop, the second ends the program at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
    ];

    public CancellationToken Token => _source.Token;

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
        _source.Cancel();
    }
}
