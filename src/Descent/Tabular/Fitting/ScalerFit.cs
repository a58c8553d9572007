using Descent.Data;

namespace Descent.Tabular;

/// <summary>Brings features to the scale of a network.</summary>
internal static class ScalerFit
{
    /// <summary>The scaler of a plan, or null where features stay as they are. What says yes or no keeps its 0 and 1.</summary>
    public static FeatureScaler? Of(FeatureScaling scaling, Dataset train, TablePipeline pipeline)
    {
        FeatureScaler? scaler = scaling switch
        {
            FeatureScaling.MinMax => FeatureScaler.MinMax(train),
            FeatureScaling.Standardize => FeatureScaler.Standardize(train),
            FeatureScaling.Robust => FeatureScaler.Robust(train),
            _ => null,
        };
        return pipeline.IsIndicator.Contains(true) ? scaler?.Keeping([.. pipeline.IsIndicator]) : scaler;
    }
}
