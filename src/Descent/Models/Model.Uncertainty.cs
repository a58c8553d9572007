using Descent.Data;
using Descent.Evaluation;
using Descent.Networks;

namespace Descent.Models;

/// <content>How far a prediction can be relied on.</content>
public sealed partial class Model
{
    private double Temperature => Calibration?.Temperature ?? 1;

    /// <summary>The same model with another calibration.</summary>
    /// <param name="calibration"><see langword="null"/>: none.</param>
    /// <exception cref="ArgumentException">The calibration does not fit the model.</exception>
    public Model WithCalibration(PredictionCalibration? calibration) =>
        new(Ensemble, Task, FeatureNames, TargetName, Classes, FeatureScaler, TargetScaler, Training, Pipeline, calibration);

    /// <summary>
    /// The same model, calibrated on rows that it has not seen in any way: neither trained on them nor chosen by them. Both the
    /// temperature and the scores are fitted (<see cref="PredictionCalibration.Fit"/>); what it had of either is left behind.
    /// </summary>
    /// <param name="rows">Rows as <see cref="Evaluate"/> takes them; some hundreds are good, and a coverage of 0.9 needs 9.</param>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public Model Calibrate(Dataset rows)
    {
        RequireFits(rows);
        float[] outputs = Ensemble.Predict(FeatureScaler.Apply(rows).Features.Span);
        TargetScaler?.Invert(outputs, outputs);
        return WithCalibration(PredictionCalibration.Fit(Network, rows, [HeldBackOutputs.ForAll(rows.Rows, outputs)], TemperatureScaling.Least));
    }

    /// <summary>
    /// Numbers with intervals ŷ ± q that the actual ones lie in with a probability, if rows are of the same kind as those of the
    /// training: q is the ⌈(n + 1)·coverage⌉-th smallest error on n held-back rows. Several targets: each by itself. Lei et al. 2018.
    /// </summary>
    /// <param name="rows">[rows, features], not scaled.</param>
    /// <param name="coverage">The probability, above 0 and below 1, such as 0.9.</param>
    /// <returns>[rows, <see cref="PredictionColumns"/>].</returns>
    /// <exception cref="InvalidOperationException">The model is a classification, knows no errors, or too few for the coverage.</exception>
    public PredictedInterval[] PredictIntervals(ReadOnlySpan<float> rows, double coverage)
    {
        _ = ScoresFor(TaskKind.Regression, coverage);
        return Intervals(Predict(rows), coverage);
    }

    /// <summary>Numbers with intervals for the rows of a table. Columns are found by name; others, the target among them, do not matter.</summary>
    /// <inheritdoc cref="PredictIntervals(ReadOnlySpan{float}, double)"/>
    /// <exception cref="DataFormatException">A column that the model needs is missing, or cannot be used.</exception>
    public PredictedInterval[] PredictIntervals(Table table, double coverage)
    {
        _ = ScoresFor(TaskKind.Regression, coverage);
        return Intervals(Predict(table), coverage);
    }

    /// <summary>
    /// The classes that cannot be ruled out: those with a probability of at least 1 − q, where q is the ⌈(n + 1)·coverage⌉-th smallest
    /// 1 − p of the actual class on n held-back rows. The actual class is among them with the probability asked for, if rows are of the same
    /// kind as those of the training. Where no class is probable enough it is the most probable one, so that a set is never
    /// empty. Sadinle, Lei and Wasserman 2019.
    /// </summary>
    /// <param name="rows">[rows, features], not scaled.</param>
    /// <param name="coverage">The probability, above 0 and below 1, such as 0.9.</param>
    /// <returns>[rows]: the names of one class or more, in the order of <see cref="Classes"/>.</returns>
    /// <exception cref="InvalidOperationException">The model is a regression, knows no errors, or too few for the coverage.</exception>
    public string[][] PredictSets(ReadOnlySpan<float> rows, double coverage)
    {
        _ = ScoresFor(TaskKind.Classification, coverage);
        return Sets(Predict(rows), coverage);
    }

    /// <summary>The classes that cannot be ruled out, for the rows of a table. Columns are found by name; others, the target among them, do not matter.</summary>
    /// <inheritdoc cref="PredictSets(ReadOnlySpan{float}, double)"/>
    /// <exception cref="DataFormatException">A column that the model needs is missing, or cannot be used.</exception>
    public string[][] PredictSets(Table table, double coverage)
    {
        _ = ScoresFor(TaskKind.Classification, coverage);
        return Sets(Predict(table), coverage);
    }

    /// <summary>The intervals around predictions of this model.</summary>
    internal PredictedInterval[] Intervals(ReadOnlySpan<float> predictions, double coverage)
    {
        ConformalScores scores = ScoresFor(TaskKind.Regression, coverage);
        float[] reach = [.. Enumerable.Range(0, scores.Columns).Select(column => scores.Quantile(coverage, column))];
        var intervals = new PredictedInterval[predictions.Length];
        for (int i = 0; i < intervals.Length; i++)
            intervals[i] = PredictedInterval.Around(predictions[i], reach[i % reach.Length]);
        return intervals;
    }

    /// <summary>The sets of predictions of this model.</summary>
    internal string[][] Sets(ReadOnlySpan<float> predictions, double coverage)
    {
        float most = ScoresFor(TaskKind.Classification, coverage).Quantile(coverage);
        string[][] sets = new string[predictions.Length / Classes.Count][];
        List<string> set = [];
        for (int row = 0; row < sets.Length; row++)
        {
            set.Clear();
            ReadOnlySpan<float> probabilities = predictions.Slice(row * Classes.Count, Classes.Count);
            for (int k = 0; k < probabilities.Length; k++)
            {
                // As the scores were computed: where the class is the actual one, the two numbers are comparable to the bit.
                if (1 - probabilities[k] <= most)
                    set.Add(Classes[k]);
            }

            sets[row] = set.Count > 0 ? [.. set] : [Classes[PredictedClass.Of(probabilities)]];
        }

        return sets;
    }

    /// <summary>The scores, where they can promise the coverage.</summary>
    internal ConformalScores ScoresFor(TaskKind task, double coverage)
    {
        if (Task != task)
        {
            throw new InvalidOperationException(task == TaskKind.Regression
                ? "The model predicts classes, which have no interval; use PredictSets."
                : "The model predicts numbers, of which there is no set; use PredictIntervals.");
        }

        ConformalScores scores = Calibration?.Scores ?? throw new InvalidOperationException(
            "The model does not know how far off its predictions are: no rows were held back when it was trained. Train it again with some held back (--validation 0.15), or use Calibrate on rows that it has not seen.");
        _ = scores.Quantile(coverage);
        return scores;
    }

    private static void RequireFits(PredictionCalibration calibration, Network network, TaskKind task)
    {
        if (calibration.Temperature != 1 && (task == TaskKind.Regression || !ClassProbabilities.IsDistribution(network)))
            throw new ArgumentException("A temperature needs probabilities that sum to 1 over the classes: a softmax, or one sigmoid output.", nameof(calibration));
        if (calibration.Scores is not { } scores)
            return;
        int columns = task == TaskKind.Regression ? network.Outputs : 1;
        if (scores.Columns != columns)
            throw new ArgumentException($"The scores have {scores.Columns} columns; expected {columns}.", nameof(calibration));
        for (int column = 0; column < columns && task == TaskKind.Regression; column++)
        {
            if (scores.Of(column)[0] < 0)
                throw new ArgumentException(FormattableString.Invariant($"The least score of column {column} is {scores.Of(column)[0]}; expected an error of at least 0."), nameof(calibration));
        }
    }
}
