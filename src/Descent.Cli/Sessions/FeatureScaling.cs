using Descent.Cli.Planning;
using Descent.Data;

namespace Descent.Cli.Sessions;

/// <summary>Brings features to the scale of a network.</summary>
internal static class FeatureScaling
{
    /// <summary>The scaler of a plan, or null where features stay as they are. What says yes or no keeps its 0 and 1.</summary>
    public static FeatureScaler? Fit(Scaling scaling, Dataset train, TablePipeline pipeline)
    {
        FeatureScaler? scaler = scaling switch
        {
            Scaling.MinMax => FeatureScaler.MinMax(train),
            Scaling.Standardize => FeatureScaler.Standardize(train),
            Scaling.Robust => FeatureScaler.Robust(train),
            _ => null,
        };
        return pipeline.IsIndicator.Contains(true) ? scaler?.Keeping([.. pipeline.IsIndicator]) : scaler;
    }
}
