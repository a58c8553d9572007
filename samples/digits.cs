#:project ../src/Descent/Descent.csproj

using Descent.Data;
using Descent.Evaluation;
using Descent.Models;
using Descent.Networks;
using Descent.Training;

Dataset digits = EmbeddedData.Digits();
FeatureScaler scaler = FeatureScaler.MinMax(digits);
(Dataset train, Dataset test) = digits.Split(0.75, seed: 1);

Network network = Network.Build(inputs: 64, seed: 42, layers: [
    Layer.Dense(128, Activation.ReLU),
    Layer.Dense(10, Activation.Softmax)]);

new Trainer(network, Loss.CrossEntropy, new Adam { LearningRate = 2e-3f })
    .Fit(scaler.Apply(train), new TrainingOptions { Epochs = 30, BatchSize = 32, Schedule = LearningRateSchedule.Cosine });

var model = new Model(network, train, scaler);
Console.WriteLine(model.Evaluate(test));
model.Save("digits.safetensors");
