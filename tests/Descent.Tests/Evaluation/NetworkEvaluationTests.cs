using Descent.Data;
using Descent.Evaluation;
using Descent.Networks;
using Xunit;

namespace Descent.Tests.Evaluation;

public class NetworkEvaluationTests
{
    [Fact]
    public void A_single_sigmoid_is_evaluated_as_the_probability_of_the_second_class()
    {
        // p = σ(x): σ(0) = ½, σ(ln 3) = ¾, σ(−ln 3) = ¼.
        Network network = Line(Activation.Sigmoid);
        float ln3 = MathF.Log(3);
        ClassificationMetrics metrics = network.EvaluateClassification(Dataset.Classification([[ln3], [ln3], [-ln3], [0]], [1, 0, 0, 0]));
        Assert.Equal(0.75, metrics.Accuracy);
        Assert.Equal((-(2 * Math.Log(0.75)) - Math.Log(0.25) - Math.Log(0.5)) / 4, metrics.LogLoss!.Value, 1e-6);
        // Pairs of a row of class 1 with one of class 0: ¾ against ¾ (½), ¼ and ½.
        Assert.Equal(2.5 / 3, metrics.Auc!.Value, 1e-12);
    }

    [Fact]
    public void Outputs_that_are_no_probabilities_have_no_log_loss()
    {
        Dataset data = Dataset.Classification([[1], [-1]], [1, 0]);
        Assert.Null(Line(Activation.Tanh).EvaluateClassification(data).LogLoss);
        Assert.Null(Network.Build(1, 1, Layer.Dense(2, Activation.Sigmoid)).EvaluateClassification(data).LogLoss);
        Assert.NotNull(Line(Activation.HardSigmoid).EvaluateClassification(data).LogLoss);
        Assert.NotNull(Network.Build(1, 1, Layer.Dense(2, Activation.Softmax)).EvaluateClassification(data).LogLoss);
    }

    [Fact]
    public void The_task_of_the_data_decides()
    {
        Assert.IsType<ClassificationMetrics>(Line(Activation.Sigmoid).Evaluate(Dataset.Classification([[1], [2]], [0, 1])));
        var regression = Assert.IsType<RegressionMetrics>(Line(Activation.Identity).Evaluate(Dataset.Regression([[1], [2]], [1, 4])));
        Assert.Equal(Math.Sqrt(2), regression.Rmse, 1e-12);
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused_in_words()
    {
        Dataset classes = Dataset.Classification([[1], [2], [3]], [0, 1, 2]), numbers = Dataset.Regression([[1]], [1]);
        Network network = Line(Activation.Sigmoid);
        Refused("Use EvaluateRegression", () => network.EvaluateClassification(numbers));
        Refused("Use EvaluateClassification", () => network.EvaluateRegression(classes));
        Refused("The data has 3 classes or targets, but the network has 1 outputs", () => network.Evaluate(classes));
        Refused("The data has 2 features, but the network has 1 inputs", () => network.Evaluate(Dataset.Regression([[1, 2]], [1])));
        Refused("need one class for each row", () => network.Evaluate(Dataset.SoftLabels([1], 1, [0.5f], 1)));
    }

    private static Network Line(Activation activation)
    {
        Network network = Network.Build(1, 1, Layer.Dense(1, activation, bias: false));
        network.Parameters[0] = 1;
        return network;
    }

    private static void Refused(string expected, Action act) => Assert.Contains(expected, Assert.Throws<ArgumentException>(act).Message);
}
