using System.Globalization;
using Descent.Networks;

namespace Descent.Reference;

/// <summary>The equations of an activation for the page, in z and a.</summary>
/// <param name="Value">σ(z).</param>
/// <param name="Derivative">σ'(z), by z or a, whichever is shorter.</param>
/// <param name="Where">What further symbols mean; empty if there are none.</param>
internal sealed record ActivationTex(string Value, string Derivative, string Where = "")
{
    private const string Logistic = @"s = \frac{1}{1 + e^{-z}}";
    private const string Normal = @"\Phi \text{ the normal distribution, } \varphi \text{ its density}";

    public static ActivationTex Of(Activation activation)
    {
        string p = activation.Parameter?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        return activation switch
        {
            IdentityActivation => new("z", "1"),
            SigmoidActivation => new(@"\frac{1}{1 + e^{-z}}", "a (1 - a)"),
            TanhActivation => new(@"\tanh(z)", "1 - a^2"),
            ReluActivation => new(@"\max(0, z)", Step("1", "0")),
            HeavisideActivation => new(@"\cases{1}{z \ge 0}{0}{z < 0}", "0"),
            LeakyReluActivation => new(Step("z", $@"{p} \cdot z"), Step("1", p)),
            EluActivation => new(Step("z", $@"{p} \cdot (e^z - 1)"), Step("1", $@"{p} \cdot e^z")),
            SeluActivation => new(
                Step(@"\lambda \cdot z", @"\lambda \alpha (e^z - 1)"),
                Step(@"\lambda", @"\lambda \alpha e^z"),
                @"\lambda = 1.0507, \alpha = 1.67326"),
            GeluActivation => new(@"z \cdot \Phi(z)", @"\Phi(z) + z \cdot \varphi(z)", Normal),
            SiluActivation => new(@"\frac{z}{1 + e^{-z}}", @"s + z \cdot s (1 - s)", Logistic),
            MishActivation => new(
                @"z \cdot \tanh(\ln(1 + e^z))",
                @"h + z \cdot s (1 - h^2)",
                $@"h = \tanh(\ln(1 + e^z)), {Logistic}"),
            SoftplusActivation => new(@"\ln(1 + e^z)", @"\frac{1}{1 + e^{-z}}"),
            HardSigmoidActivation => new(@"\min(\max(\frac{z}{6} + \frac{1}{2}, 0), 1)", @"\cases{1/6}{|z| < 3}{0}{|z| \ge 3}"),
            HardTanhActivation => new(@"\min(\max(z, -1), 1)", @"\cases{1}{|z| < 1}{0}{|z| \ge 1}"),
            HardSwishActivation => new(
                @"z \cdot \min(\max(\frac{z}{6} + \frac{1}{2}, 0), 1)",
                @"\cases{\frac{z}{3} + \frac{1}{2}}{|z| < 3}{u}{|z| \ge 3}",
                @"u = 1 \text{ for } z > 0 \text{, else } 0"),
            ExponentialActivation => new("e^z", "a"),
            SineActivation => new(@"\sin(z)", @"\cos(z)"),
            SoftmaxActivation => new(@"\frac{e^{z_k - \max(z)}}{\sum_j e^{z_j - \max(z)}}", ""),
            _ => throw new NotSupportedException($"There is no equation for the activation {activation.Name}."),
        };
    }

    private static string Step(string above, string below) => $@"\cases{{{above}}}{{z > 0}}{{{below}}}{{z \le 0}}";
}
