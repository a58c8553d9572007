using Descent.Data;
using Descent.Training;

namespace Descent.Tabular;

/// <summary>
/// Trains a model on a table: finds out what the columns hold, chooses a network by the data, trains it, and measures it on
/// rows that it has not seen.
/// </summary>
/// <param name="options">What is not to be chosen by the data; left out: nothing.</param>
/// <example>
/// <code>
/// TableTrainingResult result = new TableTrainer().Train(table);
/// Console.WriteLine(result.Test);
/// result.Model.Save("churn.safetensors");
/// </code>
/// </example>
public sealed class TableTrainer(TableTrainerOptions? options = null)
{
    private readonly TableTrainerOptions _options = options ?? new TableTrainerOptions();

    /// <summary>Trains a model.</summary>
    /// <param name="table">The rows; those without a target are left out.</param>
    /// <param name="test">Rows to measure on, all of <paramref name="table"/> is then learned from; left out: as <see cref="TableTrainerOptions.Split"/> says.</param>
    /// <param name="progress">Follows it; left out: nobody.</param>
    /// <param name="cancellationToken">Ends it early; the result is then the best model so far, not measured.</param>
    /// <exception cref="DataFormatException">The table cannot be used.</exception>
    /// <exception cref="ArgumentException">The options contradict each other or do not suit the data.</exception>
    /// <exception cref="NonFiniteLossException">The training diverged.</exception>
    public TableTrainingResult Train(Table table, Table? test = null, TableProgress? progress = null, CancellationToken cancellationToken = default) =>
        Prepare(table, test).Run(progress ?? TableProgress.None, cancellationToken);

    /// <summary>Decides everything that is decided before the first epoch.</summary>
    internal TableTraining Prepare(Table table, Table? test = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new TableTraining(_options, TrainingTables.Of(_options, table, test));
    }
}
