using System.Text.Json;
using Descent.Evaluation;

namespace Descent.Models;

/// <summary>A <see cref="PredictionCalibration"/> as JSON, but for its scores, which are a tensor.</summary>
/// <param name="Temperature">T.</param>
/// <param name="Rows">The rows that were scored; null: there are no scores.</param>
internal sealed record CalibrationDocument(double Temperature, int? Rows)
{
    public static void Write(Utf8JsonWriter json, PredictionCalibration calibration)
    {
        json.WriteStartObject("calibration");
        json.WriteNumber("temperature", calibration.Temperature);
        if (calibration.Scores is { } scores)
            json.WriteNumber("rows", scores.Rows);
        json.WriteEndObject();
    }

    public static CalibrationDocument Read(MetadataObject calibration) => new(
        calibration["temperature"].Double(TemperatureScaling.Least, TemperatureScaling.Most),
        calibration.Optional("rows")?.Int32(1, int.MaxValue));
}
