using System.Security.Cryptography;

namespace Descent.Fuzz;

/// <summary>
/// Many executions of one target: inputs that took new branches join the corpus and are damaged further, which is how a
/// search finds its way into deep code. The same seed and the same corpus give the same executions.
/// </summary>
internal sealed class Campaign(FuzzTarget target, int seed, IEnumerable<byte[]> corpus)
{
    private const int LargestCorpus = 20_000;

    private readonly Coverage _coverage = new();
    private readonly Mutator _mutator = new(seed, target.Words);
    private readonly Random _random = new(seed);
    private readonly List<byte[]> _corpus = [.. corpus];
    private readonly Dictionary<string, byte[]> _findings = [];

    public long Executions { get; private set; }

    public long Accepted { get; private set; }

    public int Branches => _coverage.Branches;

    /// <summary>The inputs that took new branches, the given ones first.</summary>
    public IReadOnlyList<byte[]> Corpus => _corpus;

    /// <summary>One input for each kind of broken promise, with what happened.</summary>
    public IReadOnlyDictionary<string, byte[]> Findings => _findings;

    /// <summary>Runs the corpus as it is, then as many damaged inputs as asked.</summary>
    public void Run(long executions, CancellationToken cancellation = default)
    {
        foreach (byte[] input in _corpus.ToArray())
            Execute(input);
        if (_corpus.Count == 0)
            _corpus.Add([]);
        while (Executions < executions && !cancellation.IsCancellationRequested)
        {
            byte[] input = _mutator.Mutate(Pick(), Pick());
            if (Execute(input) && _corpus.Count < LargestCorpus)
                _corpus.Add(input);
        }
    }

    /// <summary>A name for an input that is the same wherever it is found.</summary>
    public static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 8));

    // Half of the time one of the newest, which are the furthest from what has been tried.
    private byte[] Pick() => _corpus[_random.Next(2) == 0 ? _random.Next(_corpus.Count) : _random.Next(_corpus.Count * 3 / 4, _corpus.Count)];

    private bool Execute(byte[] input)
    {
        Executions++;
        Coverage.Begin();
        try
        {
            if (target.Try(input))
                Accepted++;
        }
        catch (FindingException finding)
        {
            _findings.TryAdd(KindOf(finding), input);
        }

        return _coverage.IsNew();
    }

    // Findings of one origin differ in their numbers and texts.
    private static string KindOf(FindingException finding)
    {
        string where = finding.InnerException?.StackTrace?.Split('\n')[0].Trim() ?? "";
        string what = finding.InnerException is null ? string.Concat(finding.Message.TakeWhile(c => !char.IsDigit(c))) : finding.Message;
        return $"{what} {where}";
    }
}
