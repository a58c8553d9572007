using System.Runtime.ExceptionServices;

namespace Descent.Numerics;

/// <summary>Work in pieces that any thread can do in any order.</summary>
internal interface ITeamJob
{
    /// <param name="piece">From 0 to below the number of pieces; each is done once.</param>
    void Execute(int piece);
}

/// <summary>
/// The calling thread and a fixed number of helpers that do one job after the other without allocating. Whoever is free
/// claims the next piece, and the caller waits for pieces, not for helpers: one that the system does not run right now
/// delays nobody. Helpers wait for work by spinning for some microseconds, about the gap between two phases of a training
/// step, and then sleep, so that an idle team costs nothing.
/// </summary>
/// <remarks>Results never depend on who does which piece: pieces write disjoint outputs and share no sum.</remarks>
internal sealed class WorkerTeam
{
    private const int SpinsBeforeSleep = 2000;

    private static readonly Lock PoolLock = new();
    private static readonly List<WorkerTeam> Pool = [];

    private readonly Helper[] _helpers;
    private ITeamJob? _job;
    private int _pieces;
    private int _unclaimed;
    private int _unfinished;
    private ExceptionDispatchInfo? _failure;

    private WorkerTeam(int size)
    {
        _helpers = new Helper[size - 1];
        for (int i = 0; i < _helpers.Length; i++)
            _helpers[i] = new Helper(this);
    }

    /// <summary>Threads in the team, the calling one included.</summary>
    public int Size => _helpers.Length + 1;

    /// <summary>A team that nobody else uses until <see cref="Return"/>.</summary>
    public static WorkerTeam Rent(int size)
    {
        lock (PoolLock)
        {
            for (int i = Pool.Count - 1; i >= 0; i--)
            {
                WorkerTeam team = Pool[i];
                if (team.Size != size)
                    continue;
                Pool.RemoveAt(i);
                return team;
            }
        }

        return new WorkerTeam(size);
    }

    /// <summary>Gives the team back; its helpers go on sleeping.</summary>
    public void Return()
    {
        lock (PoolLock)
            Pool.Add(this);
    }

    /// <summary>Does all pieces of the job and returns when they are done; rethrows the first failure.</summary>
    public void Run(ITeamJob job, int pieces)
    {
        _job = job;
        _pieces = pieces;
        _failure = null;
        _unfinished = pieces;
        Interlocked.Exchange(ref _unclaimed, pieces);
        for (int i = 0; i < _helpers.Length && i < pieces - 1; i++)
            _helpers[i].WakeIfAsleep();

        while (TryDoPiece())
        {
        }

        var wait = new SpinWait();
        while (Volatile.Read(ref _unfinished) != 0)
            wait.SpinOnce(sleep1Threshold: -1);
        _job = null;
        _failure?.Throw();
    }

    /// <summary>Claims a piece and does it; false where none is left.</summary>
    private bool TryDoPiece()
    {
        int unclaimed;
        do
        {
            unclaimed = Volatile.Read(ref _unclaimed);
            if (unclaimed == 0)
                return false;
        }
        while (Interlocked.CompareExchange(ref _unclaimed, unclaimed - 1, unclaimed) != unclaimed);

        // The job cannot be replaced before the claimed piece is finished.
        try
        {
            _job!.Execute(_pieces - unclaimed);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }

        Interlocked.Decrement(ref _unfinished);
        return true;
    }

    private sealed class Helper
    {
        private readonly WorkerTeam _team;
        private readonly object _gate = new();
        private int _asleep;

        public Helper(WorkerTeam team)
        {
            _team = team;
            new Thread(Loop) { IsBackground = true, Name = "Descent worker" }.Start();
        }

        // The helper announces its sleep before it looks for work once more, and the caller offers work before it looks at
        // the announcement, each with a full fence between: one of them sees the other.
        public void WakeIfAsleep()
        {
            if (Volatile.Read(ref _asleep) == 0 || Interlocked.Exchange(ref _asleep, 0) == 0)
                return;
            lock (_gate)
                Monitor.Pulse(_gate);
        }

        private void Loop()
        {
            while (true)
            {
                WaitForWork();
                while (_team.TryDoPiece())
                {
                }
            }
        }

        private void WaitForWork()
        {
            while (true)
            {
                for (int spin = 0; spin < SpinsBeforeSleep; spin++)
                {
                    if (Volatile.Read(ref _team._unclaimed) != 0)
                        return;
                    Thread.SpinWait(8);
                }

                Interlocked.Exchange(ref _asleep, 1);
                if (Volatile.Read(ref _team._unclaimed) != 0)
                {
                    Interlocked.Exchange(ref _asleep, 0);
                    return;
                }

                lock (_gate)
                {
                    while (Volatile.Read(ref _asleep) == 1)
                        Monitor.Wait(_gate);
                }
            }
        }
    }
}
