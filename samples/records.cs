#:project ../src/Descent/Descent.csproj

using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Tabular;

// How each column is read from an object: no reflection, and nothing that is not named here.
var columns = new TableBuilder<Trip>()
    .Numeric("distance", trip => trip.Kilometres)
    .Category("vehicle", trip => trip.Vehicle)
    .Date("start", trip => trip.Start)
    .Target("minutes", trip => trip.Minutes);

// What is not said is chosen by the data; a quarter of the rows is held back to measure on.
TableTrainingResult result = new TableTrainer().Train(columns.Build(Trips(2000)));
Console.WriteLine($"off by {((RegressionMetrics)result.Test!).Rmse:0.0} minutes; always the mean: {((RegressionMetrics)result.Constant!.Metrics).Rmse:0.0}");

// The model keeps the columns, their scales and the network; it predicts one object without allocating.
result.Model.Save("trips.safetensors");
var predictor = new RecordPredictor<Trip>(Model.Load("trips.safetensors"), columns);
foreach (string? vehicle in (string?[])["bicycle", "tram", null])
    Console.WriteLine($"10 km by {vehicle ?? "?"}: {predictor.Predict(new Trip(10, vehicle, new DateTime(2026, 3, 2, 8, 0, 0), null))[0]:0} minutes");

// Stands for a query: trips in a town where a ride takes ten minutes more in the morning.
static IEnumerable<Trip> Trips(int count)
{
    var random = new Random(1);
    for (int i = 0; i < count; i++)
    {
        string? vehicle = random.Next(4) switch { 0 => "bicycle", 1 => "tram", 2 => "car", _ => null };
        double kilometres = 1 + (random.NextDouble() * 20);
        DateTime start = new DateTime(2026, 1, 1).AddMinutes(random.Next(60 * 24 * 300));
        double pace = vehicle switch { "bicycle" => 4, "tram" => 3, _ => 2 };
        yield return new Trip(kilometres, vehicle, start, (kilometres * pace) + (start.Hour is >= 6 and < 11 ? 10 : 0) + random.NextDouble());
    }
}

/// <summary>Minutes are not known before the trip.</summary>
internal sealed record Trip(double Kilometres, string? Vehicle, DateTime Start, double? Minutes);
