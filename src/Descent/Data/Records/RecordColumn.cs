namespace Descent.Data;

/// <summary>A column of objects.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What it holds; null: the target.</param>
/// <param name="Add">Adds the cell of an object to a column of a table.</param>
/// <param name="Encode">Encodes the cell of an object.</param>
internal sealed record RecordColumn<T>(string Name, ColumnKind? Kind, Action<T, ColumnBuilder> Add, EncodeCell<T> Encode);

/// <summary>Encodes the cell of an object.</summary>
internal delegate void EncodeCell<T>(T record, ColumnEncoder encoder, Span<float> features);

/// <summary>Turns single objects into features, without a table between.</summary>
internal sealed class RecordEncoder<T>(TablePipeline pipeline, RecordColumn<T>[] columns)
{
    /// <summary>The features of an object.</summary>
    /// <param name="record">The object.</param>
    /// <param name="features">[features], overwritten.</param>
    public void Encode(T record, Span<float> features)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            ColumnEncoder encoder = pipeline.Columns[i];
            columns[i].Encode(record, encoder, features[..encoder.FeatureNames.Count]);
            features = features[encoder.FeatureNames.Count..];
        }
    }
}
