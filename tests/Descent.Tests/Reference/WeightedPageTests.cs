using Xunit;

namespace Descent.Tests.Reference;

public class WeightedPageTests
{
    [Theory]
    [MemberData(nameof(ExplanationPageTests.Pairs), MemberType = typeof(ExplanationPageTests))]
    public void Weights_of_rows_are_in_the_equations_of_any_loss(string activation, string loss)
    {
        foreach ((string inputs, string targets, string weights) in (ReadOnlySpan<(string, string, string)>)
            [("[[0.8, 0.4], [-0.5, 0.9]]", "[[0, 1], [1, 0]]", "[0.0625, 17]"), ("[[0.8, 0.4]]", "[[0, 1]]", "[17]")])
        {
            string page = PageOf.Html($$"""
                {"layers": [{"weights": [[0.5, -0.25], [-0.75, 1]], "biases": [0.1, 0.2], "activation": "{{activation}}"}], "loss": "{{loss}}",
                 "inputs": {{inputs}}, "targets": {{targets}}, "rowWeights": {{weights}}}
                """);
            PageOf.AssertSound(page);
            Assert.DoesNotContain("✗", page, StringComparison.Ordinal);
            Assert.DoesNotContain("differ by rounding", page, StringComparison.Ordinal);
            foreach (string id in (ReadOnlySpan<string>)["L", "dA1"])
                Assert.Contains("17", PageOf.Parse(page).Section(id).Value, StringComparison.Ordinal);
        }
    }
}
