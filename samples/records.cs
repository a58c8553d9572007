#:project ../src/Descent/Descent.csproj

using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Training;

// How each column is read from an object: no reflection, and nothing that is not named here.
var columns = new TableBuilder<Trip>()
    .Numeric("distance", trip => trip.Kilometres)
    .Category("vehicle", trip => trip.Vehicle)
    .Date("start", trip => trip.Start)
    .Target("minutes", trip => trip.Minutes);

Table table = columns.Build(Trips(2000));
TablePipeline pipeline = TablePipeline.Fit(table);
Dataset rows = pipeline.ToDataset(table);
FeatureScaler features = FeatureScaler.Robust(rows).Keeping([.. pipeline.IsIndicator]);
TargetScaler targets = TargetScaler.Standardize(rows);

Network network = Network.Build(rows.Inputs, seed: 42, layers: [Layer.Dense(64, Activation.Mish), Layer.Dense(1, Activation.Identity)]);
new Trainer(network, Loss.MeanSquaredError, new Adam { LearningRate = 3e-3f })
    .Fit(targets.Apply(features.Apply(rows)), new TrainingOptions { Epochs = 30, BatchSize = 32, Schedule = LearningRateSchedule.Cosine });

// The model keeps the columns, their scales and the network; it predicts one object without allocating.
new Model(network, rows, features, targets, pipeline: pipeline).Save("trips.safetensors");
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
