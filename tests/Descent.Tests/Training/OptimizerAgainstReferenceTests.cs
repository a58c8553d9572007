using Descent.Data;
using Descent.Networks;
using Descent.Reference;
using Descent.Tests.Networks;
using Descent.Training;
using Xunit;

namespace Descent.Tests.Training;

/// <summary>Twenty steps of every optimizer on the engine in float32 and on the reference in double precision.</summary>
public class OptimizerAgainstReferenceTests
{
    private const int Steps = 20;
    private const float Rate = 0.05f;

    /// <summary>
    /// How far a parameter may be off after twenty steps. Gradients of float32 are off by some 1e-6 of the largest, which
    /// gradient descent passes on times the rate; 2e-6 leaves room for a few roundings of parameters near 1.
    /// </summary>
    private const double SgdTolerance = 2e-6;

    /// <summary>
    /// Adam divides each gradient by its own size, so an element that is 100 times smaller than the largest is off by 1e-4 of
    /// itself, and its parameter by 1e-4 of the rate. A wrong β, ε or correction is off by more than a hundredth of the rate.
    /// </summary>
    private const double AdamTolerance = 1e-4 * Rate;

    private static readonly Dictionary<string, (Optimizer Engine, ReferenceOptimizer Reference, double Tolerance)> Cases = new()
    {
        ["sgd"] = (new Sgd(), new ReferenceSgd(), SgdTolerance),
        ["momentum"] = (new Sgd { Momentum = 0.9f }, new ReferenceSgd { Momentum = 0.9f }, SgdTolerance),
        ["nesterov"] = (new Sgd { Momentum = 0.9f, Nesterov = true }, new ReferenceSgd { Momentum = 0.9f, Nesterov = true }, SgdTolerance),
        ["adam"] = (new Adam(), Adam(decoupled: false, decay: 0), AdamTolerance),
        ["adam with decay"] = (new Adam { WeightDecay = 0.3f }, Adam(decoupled: false, decay: 0.3f), AdamTolerance),
        ["adam with other betas"] =
            (new Adam { Beta1 = 0.5f, Beta2 = 0.9f, Epsilon = 1e-3f }, new ReferenceAdam { Beta1 = 0.5f, Beta2 = 0.9f, Epsilon = 1e-3f }, AdamTolerance),
        ["adamw"] = (new AdamW { WeightDecay = 0.3f }, Adam(decoupled: true, decay: 0.3f), AdamTolerance),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Twenty_steps_end_where_those_of_the_reference_end(string name)
    {
        (Optimizer engine, ReferenceOptimizer reference, double tolerance) = Cases[name];
        EngineCase example = Example();
        (ReferenceNetwork expected, _) = new ReferenceUpdate(reference, Rate, Steps).Train(
            ReferenceNetwork.From(example.Network), new ReferenceLoss(example.Loss), Inputs(example), Targets(example), cancellationToken: TestContext.Current.CancellationToken);
        ReferenceNetwork before = ReferenceNetwork.From(example.Network);

        var trainer = new Trainer(example.Network, example.Loss, engine with { LearningRate = Rate });
        for (int step = 0; step < Steps; step++)
            trainer.Step(example.Inputs, example.Targets);

        Assert.InRange(Distance(expected, ReferenceNetwork.From(example.Network)), 0, tolerance);
        Assert.True(Distance(expected, before) > 100 * tolerance, "the steps must be far longer than the tolerance");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.9, false)]
    [InlineData(0.9, true)]
    public void Weight_decay_of_gradient_descent_ends_where_the_equations_end(double momentum, bool nesterov)
    {
        const float Decay = 0.3f;
        EngineCase example = Example();
        ReferenceNetwork expected = ReferenceNetwork.From(example.Network).Copy();
        Dictionary<(int, int, int), double> velocities = [];
        for (int step = 0; step < Steps; step++)
        {
            ReferencePass pass = ReferencePass.Compute(expected, new ReferenceLoss(example.Loss), Inputs(example), Targets(example));
            foreach ((int l, int i, int j) in Places(expected))
            {
                // g = ∂L/∂p + λ·p, v ← μ·v + g, p ← p − η·v or p − η·(g + μ·v).
                double g = (i < 0 ? pass.Layers[l].db![j] : pass.Layers[l].dW[i, j]) + (Decay * At(expected, l, i, j));
                double v = velocities[(l, i, j)] = ((float)momentum * velocities.GetValueOrDefault((l, i, j))) + g;
                At(expected, l, i, j) -= Rate * (nesterov ? g + ((float)momentum * v) : v);
            }
        }

        var trainer = new Trainer(
            example.Network, example.Loss, new Sgd { LearningRate = Rate, Momentum = (float)momentum, Nesterov = nesterov, WeightDecay = Decay });
        for (int step = 0; step < Steps; step++)
            trainer.Step(example.Inputs, example.Targets);

        Assert.InRange(Distance(expected, ReferenceNetwork.From(example.Network)), 0, SgdTolerance);
    }

    [Theory]
    [InlineData("sgd", 1f)]
    [InlineData("momentum", 1f)]
    [InlineData("nesterov", 1f)]
    [InlineData("adam with decay", 1f)]
    [InlineData("adamw", 1f)]
    [InlineData("adamw", 0.25f)]
    public void A_scheduled_weight_decay_ends_where_the_equations_end(string name, float rateFactor)
    {
        const float Decay = 0.3f;
        (Optimizer engine, ReferenceOptimizer reference, double tolerance) = Cases[name];
        EngineCase example = Example();
        ReferenceNetwork expected = ReferenceNetwork.From(example.Network).Copy();
        Dictionary<(int, int, int), (double M, double V)> slots = [];
        for (int step = 0; step < Steps; step++)
        {
            // λ(t) is flat, then a cosine; η(t) falls by a cosine. A decoupled decay shrinks a parameter by η(t)·λ(t), whatever the
            // factor of its rate.
            double t = (double)step / Steps;
            double decay = Decay * (t <= 0.5 ? 1 : 0.5 * (1 + Math.Cos(Math.PI * ((2 * t) - 1))));
            double rate = Rate * 0.5 * (1 + Math.Cos(Math.PI * t)) * rateFactor;
            ReferenceOptimizer rule = reference is ReferenceAdam adam ? adam with { WeightDecay = adam.Decoupled ? decay / rateFactor : decay } : reference;
            ReferencePass pass = ReferencePass.Compute(expected, new ReferenceLoss(example.Loss), Inputs(example), Targets(example));
            foreach ((int l, int i, int j) in Places(expected))
            {
                ref double p = ref At(expected, l, i, j);
                double g = (i < 0 ? pass.Layers[l].db![j] : pass.Layers[l].dW[i, j]) + (reference is ReferenceSgd ? decay * p : 0);
                (double m, double v) = slots.GetValueOrDefault((l, i, j));
                p = rule.Next(p, g, ref m, ref v, rate, rule.Corrections(step + 1));
                slots[(l, i, j)] = (m, v);
            }
        }

        Optimizer decaying = engine with { LearningRate = Rate, WeightDecay = Decay };
        var options = new TrainingOptions { Epochs = Steps, BatchSize = example.Rows, Shuffle = false, Schedule = Schedule.Cosine, WeightDecaySchedule = Schedule.FlatCosine };
        Assert.InRange(Distance(expected, Trained(options)), 0, tolerance);
        Assert.True(Distance(expected, Trained(options with { WeightDecaySchedule = Schedule.Constant })) > 20 * tolerance, "the schedule must change far more than the tolerance");

        ReferenceNetwork Trained(TrainingOptions options)
        {
            Network network = example.Network.Clone();
            var rows = Dataset.SoftLabels(example.Inputs, network.Inputs, example.Targets, network.Outputs);
            new Trainer(network, example.Loss, decaying) { RateFactors = rateFactor == 1 ? null : [.. network.Layout.Tensors.Select(_ => rateFactor)] }.Train(rows, options);
            return ReferenceNetwork.From(network);
        }
    }

    private static ReferenceAdam Adam(bool decoupled, float decay) =>
        new(decoupled) { Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f, WeightDecay = decay };

    private static EngineCase Example() => EngineCase.Find(
        () => Network.Build(4, 1, Layer.Dense(9, Activation.Tanh), Layer.Dense(3, Activation.Softmax)), Loss.CrossEntropy, rows: 17, seed: 8)!;

    private static double[,] Inputs(EngineCase example) => EngineCase.Matrix(example.Inputs, example.Network.Inputs);

    private static double[,] Targets(EngineCase example) => EngineCase.Matrix(example.Targets, example.Network.Outputs);

    /// <summary>The largest difference of a parameter.</summary>
    private static double Distance(ReferenceNetwork a, ReferenceNetwork b) =>
        Places(a).Max(place => Math.Abs(At(a, place.Layer, place.Row, place.Column) - At(b, place.Layer, place.Row, place.Column)));

    /// <summary>Every parameter; row −1 is the biases.</summary>
    private static IEnumerable<(int Layer, int Row, int Column)> Places(ReferenceNetwork network) =>
        from l in Enumerable.Range(0, network.Layers.Count)
        from i in Enumerable.Range(-1, network.Layers[l].Inputs + 1)
        from j in Enumerable.Range(0, network.Layers[l].Outputs)
        select (l, i, j);

    private static ref double At(ReferenceNetwork network, int layer, int row, int column)
    {
        if (row < 0)
            return ref network.Layers[layer].Biases![column];
        return ref network.Layers[layer].Weights[row, column];
    }
}
