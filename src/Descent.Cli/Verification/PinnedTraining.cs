using Descent.Networks;

namespace Descent.Cli.Verification;

/// <summary>A short training whose result is published.</summary>
/// <param name="Name">What it uses.</param>
/// <param name="Sha256">The hash of the parameters, the same on every machine.</param>
/// <param name="Train">Trains on some number of threads.</param>
internal sealed record PinnedTraining(string Name, string Sha256, Func<int, Network> Train);
