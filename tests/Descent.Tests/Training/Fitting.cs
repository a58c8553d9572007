using Descent.Data;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

internal static class Fitting
{
    /// <summary><see cref="Trainer.Fit"/>, ended with the test.</summary>
    public static TrainingResult Train(this Trainer trainer, Dataset data, TrainingOptions? options = null, ITrainingObserver? observer = null) =>
        trainer.Fit(data, options, observer, TestContext.Current.CancellationToken);
}
