using Xunit;

namespace Descent.Tests;

/// <summary>Tests that measure the whole process, and so run when no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
