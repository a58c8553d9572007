namespace Descent.Models;

/// <summary>What every message about a JSON document says besides the place: the file, the document in it, and what to do.</summary>
/// <param name="File">The file as the caller named it; <see langword="null"/> if it is not known.</param>
/// <param name="Document">The document in the file, for errors that concern all of it, such as <c>header</c>.</param>
/// <param name="Remedy">What to do, the last clause of every message.</param>
internal sealed record MetadataContext(string? File, string Document, string Remedy)
{
    public ModelFileException Error(string place, string found, string expected, Exception? innerException = null) =>
        ModelFileException.At(File, place.Length == 0 ? Document : $"{Document}: {place}", found, expected, Remedy, innerException);
}
