#:project ../src/Descent/Descent.csproj

using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Training;

// 1797 handwritten digits, 8×8 grey pixels each. What is learned about scaling is learned from the training rows alone.
(Dataset train, Dataset test) = EmbeddedData.Digits().Split(trainFraction: 0.75, seed: 1);
FeatureScaler scaler = FeatureScaler.MinMax(train);

Network network = Network.Build(inputs: 64, seed: 42, layers: [
    Layer.Dense(128, Activation.ReLU),
    Layer.Dense(10, Activation.Softmax)]);

Trainer trainer = new(network, Loss.CrossEntropy, new Adam { LearningRate = 2e-3f });
trainer.Fit(scaler.Apply(train), new TrainingOptions { Epochs = 30, BatchSize = 32, Schedule = Schedule.Cosine });

// A model is the network with everything around it: it takes rows as they stand in a table and names the classes.
Model model = new(network, train, scaler);
Console.WriteLine(model.Evaluate(test));
model.Save("digits.safetensors");
