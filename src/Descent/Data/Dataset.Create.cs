namespace Descent.Data;

/// <content>How data sets are made from numbers.</content>
public sealed partial class Dataset
{
    /// <summary>A classification with one class per row. The data is copied.</summary>
    /// <param name="features">[rows, inputs], row after row; finite.</param>
    /// <param name="inputs">The number of features of each row.</param>
    /// <param name="labels">The class index of each row, [rows].</param>
    /// <param name="classes">The names of the classes, all different; left out: 0, 1, … up to the largest label.</param>
    /// <param name="featureNames">The names of the features, all different; left out: x1, x2, …</param>
    /// <param name="targetName">What the target is called.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a label has no class, or a feature is not finite; the message says where.</exception>
    public static Dataset Classification(
        ReadOnlySpan<float> features,
        int inputs,
        ReadOnlySpan<int> labels,
        IReadOnlyList<string>? classes = null,
        IReadOnlyList<string>? featureNames = null,
        string targetName = "target")
    {
        int rows = DatasetChecks.Rows(features.Length, inputs);
        string[] classNames = DatasetChecks.Classes(classes, DatasetChecks.ClassCount(labels, rows, classes?.Count));
        var schema = new DatasetSchema(TaskKind.Classification, DatasetChecks.FeatureNames(featureNames, inputs), targetName, classNames, classNames.Length);
        DatasetChecks.Finite(features, schema.FeatureNames, "feature");
        return new Dataset(schema, features.ToArray(), labels.ToArray(), []);
    }

    /// <summary>A classification with one class per row, from one array per row: <c>Classification([[0, 0], [0, 1]], [0, 1])</c>. The data is copied.</summary>
    /// <param name="features">The features of each row, equally many; finite.</param>
    /// <param name="labels">The class index of each row, [rows]; the classes are 0, 1, … up to the largest.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a label is negative, or a feature is not finite; the message says where.</exception>
    public static Dataset Classification(float[][] features, ReadOnlySpan<int> labels) =>
        Classification(DatasetChecks.Flatten(features, out int inputs), inputs, labels);

    /// <summary>A regression. The data is copied.</summary>
    /// <param name="features">[rows, inputs], row after row; finite.</param>
    /// <param name="inputs">The number of features of each row.</param>
    /// <param name="targets">The numbers to predict, [rows, outputs], row after row; finite.</param>
    /// <param name="outputs">The number of targets of each row.</param>
    /// <param name="featureNames">The names of the features, all different; left out: x1, x2, …</param>
    /// <param name="targetName">What the target is called.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a number is not finite; the message says where.</exception>
    public static Dataset Regression(
        ReadOnlySpan<float> features,
        int inputs,
        ReadOnlySpan<float> targets,
        int outputs = 1,
        IReadOnlyList<string>? featureNames = null,
        string targetName = "target")
    {
        int rows = DatasetChecks.Rows(features.Length, inputs);
        DatasetChecks.Targets(targets.Length, rows, outputs);
        var schema = new DatasetSchema(TaskKind.Regression, DatasetChecks.FeatureNames(featureNames, inputs), targetName, [], outputs);
        DatasetChecks.Finite(features, schema.FeatureNames, "feature");
        DatasetChecks.Finite(targets, DatasetChecks.TargetNames(targetName, outputs), "target");
        return new Dataset(schema, features.ToArray(), [], targets.ToArray());
    }

    /// <summary>A regression of one number, from one array per row: <c>Regression([[0, 0], [0, 1]], [0, 1])</c>. The data is copied.</summary>
    /// <param name="features">The features of each row, equally many; finite.</param>
    /// <param name="targets">The number to predict for each row, [rows]; finite.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a number is not finite; the message says where.</exception>
    public static Dataset Regression(float[][] features, ReadOnlySpan<float> targets) =>
        Regression(DatasetChecks.Flatten(features, out int inputs), inputs, targets);

    /// <summary>
    /// A classification whose targets are a weight per class: soft labels, one-hot rows, or independent yes/no labels.
    /// The data is copied.
    /// </summary>
    /// <param name="features">[rows, inputs], row after row; finite.</param>
    /// <param name="inputs">The number of features of each row.</param>
    /// <param name="targets">The weight of each class, [rows, outputs]; finite and not negative. Rows need not sum to 1.</param>
    /// <param name="outputs">The number of classes.</param>
    /// <param name="classes">The names of the classes, all different; left out: 0, 1, …</param>
    /// <param name="featureNames">The names of the features, all different; left out: x1, x2, …</param>
    /// <param name="targetName">What the target is called.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a number is not finite, or a weight is negative; the message says where.</exception>
    public static Dataset SoftLabels(
        ReadOnlySpan<float> features,
        int inputs,
        ReadOnlySpan<float> targets,
        int outputs,
        IReadOnlyList<string>? classes = null,
        IReadOnlyList<string>? featureNames = null,
        string targetName = "target")
    {
        int rows = DatasetChecks.Rows(features.Length, inputs);
        DatasetChecks.Targets(targets.Length, rows, outputs);
        string[] classNames = DatasetChecks.Classes(classes, outputs);
        var schema = new DatasetSchema(TaskKind.Classification, DatasetChecks.FeatureNames(featureNames, inputs), targetName, classNames, outputs);
        DatasetChecks.Finite(features, schema.FeatureNames, "feature");
        DatasetChecks.Finite(targets, classNames, "target");
        DatasetChecks.NotNegative(targets, classNames);
        return new Dataset(schema, features.ToArray(), [], targets.ToArray());
    }
}
