using Descent.Numerics;
using Xunit;

namespace Descent.Tests.Numerics;

public class WorkerTeamTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 7)]
    [InlineData(5, 3)]
    [InlineData(5, 64)]
    public void Every_piece_of_every_job_is_done_exactly_once(int size, int pieces)
    {
        WorkerTeam team = WorkerTeam.Rent(size);
        var job = new Counting(pieces);
        const int Jobs = 5_000;
        for (int i = 0; i < Jobs; i++)
        {
            team.Run(job, pieces);
            // Run returns when the work is done, not when it is handed out.
            Assert.Equal(i + 1, job.Counts[i % pieces]);
        }

        team.Return();
        Assert.All(job.Counts, count => Assert.Equal(Jobs, count));
    }

    [Fact]
    public void Helpers_that_fell_asleep_wake_up_again()
    {
        WorkerTeam team = WorkerTeam.Rent(2);
        for (int i = 0; i < 10; i++)
        {
            Thread.Sleep(20);
            // Two pieces that wait for each other need two threads.
            using var meeting = new Meeting();
            team.Run(meeting, 2);
        }

        team.Return();
    }

    [Fact]
    public void A_failure_of_any_piece_reaches_the_caller_and_the_team_stays_usable()
    {
        WorkerTeam team = WorkerTeam.Rent(2);
        for (int failing = 0; failing < 4; failing++)
            Assert.Throws<InvalidOperationException>(() => team.Run(new Failing(failing), 4));
        var job = new Counting(3);
        team.Run(job, 3);
        team.Return();
        Assert.Equal([1, 1, 1], job.Counts);
    }

    [Fact]
    public void A_team_serves_one_user_at_a_time_and_is_used_again()
    {
        WorkerTeam first = WorkerTeam.Rent(4), second = WorkerTeam.Rent(4);
        Assert.NotSame(first, second);
        first.Return();
        WorkerTeam third = WorkerTeam.Rent(4);
        Assert.Same(first, third);
        second.Return();
        third.Return();
    }

    private sealed class Counting(int pieces) : ITeamJob
    {
        public int[] Counts { get; } = new int[pieces];

        public void Execute(int piece) => Interlocked.Increment(ref Counts[piece]);
    }

    private sealed class Meeting : ITeamJob, IDisposable
    {
        private readonly Barrier _barrier = new(2);

        public void Execute(int piece) => Assert.True(_barrier.SignalAndWait(TimeSpan.FromSeconds(30)));

        public void Dispose() => _barrier.Dispose();
    }

    private sealed class Failing(int failing) : ITeamJob
    {
        public void Execute(int piece)
        {
            if (piece == failing)
                throw new InvalidOperationException("planned");
        }
    }
}
