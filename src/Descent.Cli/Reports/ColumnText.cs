using Descent.Cli.Output;
using Descent.Data;

namespace Descent.Cli.Reports;

/// <summary>What the columns of a table were taken for.</summary>
internal static class ColumnText
{
    private const int MostLeftOut = 5;

    /// <summary>How many columns of each kind there are, the features that they make, and what is left out and why.</summary>
    public static string Of(TablePipeline pipeline)
    {
        IEnumerable<string> kinds = pipeline.Columns.GroupBy(column => column.Kind).Select(group => $"{NumberText.Whole(group.Count())} {Kind(group.Key)}");
        string text = string.Join(", ", kinds);
        if (pipeline.FeatureNames.Count != pipeline.Columns.Count)
            text += $", which make {NumberText.Count(pipeline.FeatureNames.Count, "feature")}";
        IEnumerable<string> leftOut = pipeline.LeftOut.Take(MostLeftOut).Select(column => $"{NameText.Short(column.Name)}: {Kind(column.Kind)} ({NameText.Short(column.Reason, 60)})");
        if (pipeline.LeftOut.Count == 0)
            return text;
        string more = pipeline.LeftOut.Count > MostLeftOut ? $", and {NumberText.Whole(pipeline.LeftOut.Count - MostLeftOut)} more" : "";
        return $"{text}; left out {string.Join(", ", leftOut)}{more}";
    }

    public static string Kind(ColumnKind kind) => kind switch
    {
        ColumnKind.Numeric => "numeric",
        ColumnKind.Boolean => "yes or no",
        ColumnKind.Category => "categorical",
        ColumnKind.DateTime => "date or time",
        ColumnKind.Identifier => "an identifier",
        ColumnKind.Constant => "constant",
        _ => "free text",
    };
}
