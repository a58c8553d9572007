using System.Text;
using Descent.Fuzz;
using Xunit;

namespace Descent.Tests.Fuzz;

/// <summary>The corpus of the fuzzer, and a second of what it does for hours; <c>eng/fuzz</c> runs it in full.</summary>
public sealed class FuzzTests
{
    private const int Executions = 1500;

    public static TheoryData<string> Targets => [.. Readers.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_reader_keeps_its_promises_on_the_corpus_and_on_damaged_inputs(string name)
    {
        FuzzTarget target = Readers.All.Single(candidate => candidate.Name == name);
        byte[][] corpus = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", name)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        // Without one that is accepted, the rest of this test would see nothing but refusals.
        bool[] isAccepted = [.. corpus.Select(target.Try)];
        Assert.Contains(true, isAccepted);

        var mutator = new Mutator(seed: 1, target.Words);
        for (int i = 0; i < Executions; i++)
        {
            byte[] input = mutator.Mutate(corpus[i % corpus.Length], corpus[i / corpus.Length % corpus.Length]);
            try
            {
                target.Try(input);
            }
            catch (FindingException finding)
            {
                Assert.Fail($"{name} {finding.Message}: {Convert.ToBase64String(input)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Nesting_and_repetition_without_end_are_refused_within_the_memory_that_is_promised(string name)
    {
        FuzzTarget target = Readers.All.Single(candidate => candidate.Name == name);
        foreach (string part in (string[])["[", "{\"layers\":", "{\"__metadata__\":", "\"", ",", "\n", ";\"", "0,"])
        {
            bool isAccepted = target.Try(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, 20_000))));
            // Any bytes are numbers.
            Assert.False(isAccepted && name != "numbers", part);
        }
    }

    [Fact]
    public void A_reader_that_breaks_a_promise_is_found()
    {
        Assert.Throws<FindingException>(() => Target(_ => throw new InvalidOperationException()).Try([]));
        Assert.Throws<FindingException>(() => Target(_ => throw new FormatException("two\nlines")).Try([]));
        Assert.Throws<FindingException>(() => Target(_ => throw new FormatException(new string('x', 10_000))).Try([]));
        Assert.Throws<FindingException>(() => Target(_ => GC.KeepAlive(new byte[3 << 20])).Try([]));
        Assert.False(Target(_ => throw new FormatException("line 1: bad")).Try([]));
        Assert.True(Target(_ => { }).Try([]));
    }

    private static FuzzTarget Target(Action<byte[]> read) => new("test", typeof(FormatException), read, []);
}
