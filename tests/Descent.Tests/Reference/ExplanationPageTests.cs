using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Descent.Networks;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

public class ExplanationPageTests
{
    private const string Small = """
        {"layers": [
           {"weights": [[1, -0.5, 0.25], [0.5, 0.75, -2]], "biases": [0.1, -0.2, 0.3], "activation": "tanh"},
           {"weights": [[0.6, -0.2], [-0.3, 0.4], [0.5, 0.9]], "biases": [0.1, 0], "activation": "softmax"}],
         "loss": "cross-entropy", "inputs": [[0.8, 0.4], [-0.5, 0.9]], "targets": [0, 1],
         "update": {"optimizer": "sgd", "learningRate": 0.1, "steps": 1}}
        """;

    public static TheoryData<string> Golden => GoldenTests.Names;

    public static TheoryData<string, string> Pairs
    {
        get
        {
            TheoryData<string, string> pairs = [];
            foreach (string activation in Activation.Names)
                pairs.Add(activation, "squared-error");
            foreach (string loss in Loss.Names)
                pairs.Add(loss is "cross-entropy" or "binary-cross-entropy" or "poisson" ? "sigmoid" : "identity", loss);
            pairs.Add("softmax", "cross-entropy");
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void Every_number_of_the_json_is_on_the_page(string name)
    {
        string spec = PageOf.GoldenSpec(name);
        string page = PageOf.Html(spec);

        HashSet<string> words = [.. Regex.Split(PageOf.Parse(page).Value, @"[\s(),;]+")];
        foreach (string number in Numbers(Report.Json(spec)))
            Assert.True(words.Contains(number), $"{number} is missing");
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void Golden_page_is_well_formed_and_every_link_leads_somewhere(string name) =>
        PageOf.AssertSound(PageOf.Html(PageOf.GoldenSpec(name)));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_activation_and_loss_has_its_equations(string activation, string loss)
    {
        string page = PageOf.Html($$"""
            {"layers": [{"weights": [[0.5, -0.25], [-0.75, 1]], "biases": [0.1, 0.2], "activation": "{{activation}}"}], "loss": "{{loss}}",
             "inputs": [[0.8, 0.4], [-0.5, 0.9]], "targets": [[0, 1], [1, 0]]}
            """);
        PageOf.AssertSound(page);
        Assert.DoesNotContain("✗", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"optimizer": "sgd", "learningRate": 0.1, "steps": 3, "momentum": 0.9, "nesterov": true}""", "0.9")]
    [InlineData("""{"optimizer": "adam", "learningRate": 0.1, "steps": 2, "weightDecay": 0.01}""", "0.999")]
    [InlineData("""{"optimizer": "adamw", "learningRate": 0.1, "steps": 0}""", "0.01")]
    public void Every_optimizer_has_its_rule(string update, string number)
    {
        string page = PageOf.Html($$"""{"layers": [{"weights": [[0.5]]}], "loss": "mse", "inputs": [[1]], "targets": [[1]], "update": {{update}}}""");
        PageOf.AssertSound(page);
        Assert.Contains(number, PageOf.Parse(page).Section("update").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_needs_neither_network_nor_script()
    {
        string page = PageOf.Html(Small);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"\son\w+\s*=|\ssrc\s*=|url\(|@import|<link|<iframe", page);
        Assert.All(Regex.Matches(page, "href=\"(.*?)\"").Select(match => match.Groups[1].Value), link => Assert.StartsWith("#", link, StringComparison.Ordinal));
        Assert.Equal(
            ["http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"],
            Regex.Matches(page, "https?:[^\"' <]*").Select(match => match.Value).Distinct().Order());
    }

    [Fact]
    public void Same_step_is_there_in_both_conventions_and_both_forms()
    {
        XElement step = PageOf.Parse(PageOf.Html(Small)).Section("Z1");

        XElement[] views = [.. step.Descendants().Where(element => element.HasClass("view"))];
        Assert.Equal(["column elements", "column matrices", "row elements", "row matrices"], views.Select(view => view.Attribute("class")!.Value[5..]).Order());

        // X·W + b has W with a row for each input, W·X + b with a column for each.
        Assert.Equal([(2, 2), (2, 3), (1, 3), (2, 3)], Shapes(views.Single(view => view.HasClass("row") && view.HasClass("matrices"))));
        Assert.Equal([(3, 2), (2, 2), (3, 1), (3, 2)], Shapes(views.Single(view => view.HasClass("column") && view.HasClass("matrices"))));
        Assert.Contains("z12[1]=0.8·(−0.5)+0.4·0.75+(−0.2)=−0.3", Squeezed(views.Single(view => view.HasClass("row") && view.HasClass("elements"))), StringComparison.Ordinal);
        Assert.Contains("z211=−0.5·0.8+0.75·0.4+(−0.2)=−0.3", Squeezed(views.Single(view => view.HasClass("column") && view.HasClass("elements"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Style_shows_one_convention_and_one_form_at_a_time()
    {
        string page = PageOf.Html(Small);
        XElement body = PageOf.Parse(page);

        Assert.Equal(["as-rows", "as-matrices"], body.Descendants().Where(element => element.Attribute("checked") is not null).Select(element => element.Attribute("id")!.Value));
        foreach ((string choice, string hidden) in new[] { ("as-rows", "column"), ("as-columns", "row"), ("as-matrices", "elements"), ("as-elements", "matrices") })
        {
            Assert.Contains($"body:has(#{choice}:checked) .{hidden}", page, StringComparison.Ordinal);
            Assert.Single(body.Descendants(), element => element.Attribute("id")?.Value == choice);
        }
    }

    [Fact]
    public void Names_cannot_become_markup()
    {
        const string Evil = "</title><script>alert('x')</script>\"&\u0001\uFFFE";
        string page = PageOf.Html(Small, new ExplanationNames { Title = Evil, Remark = Evil, Inputs = [Evil, "<b>"], Outputs = ["\" onload=\"x", "]]>"] });

        PageOf.AssertSound(page);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\" onload", page, StringComparison.Ordinal);
        Assert.Contains("</title><script>alert('x')</script>\"&", PageOf.Parse(page).Descendants().Single(element => element.Name.LocalName == "h1").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_must_be_one_for_each() =>
        Assert.Throws<ArgumentException>(() => PageOf.Html(Small, new ExplanationNames { Inputs = ["only one"] }));

    [Fact]
    public void Large_network_gives_a_page_of_readable_size_that_says_what_it_leaves_out()
    {
        string page = PageOf.Html(PageOf.Large(64, 64, 10));

        PageOf.AssertSound(page);
        Assert.InRange(page.Length, 0, 1_000_000);
        string text = PageOf.Parse(page).Value;
        Assert.Contains("The drawing shows 5 of the 64 inputs, 5 of the 64 neurons of layer 1", text, StringComparison.Ordinal);
        Assert.Contains("4,080 of the 4,096 numbers of W", text, StringComparison.Ordinal);
        Assert.Contains("58 more elements are computed in the same way", text, StringComparison.Ordinal);
        Assert.Contains("--format json", text, StringComparison.Ordinal);

        // X, T, W, b, Z, A, dA, dZ, dW, db of both layers, dX, L and the check; of 64 values 13 stand there, all of 10.
        const int All = 64 + 10 + (2 * ((64 * 64) + 64 + (64 * 10) + 10)) + (4 * (64 + 10)) + 64 + 2;
        const int Shown = 13 + 10 + (2 * ((13 * 13) + 13 + (13 * 10) + 10)) + (4 * (13 + 10)) + 13 + 2;
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{Shown:N0} of {All:N0} numbers are here; {All - Shown:N0} are left out"), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_classes_the_loss_shows_the_one_that_counts()
    {
        string loss = PageOf.Parse(PageOf.Html(PageOf.Large(3, 4, 40))).Section("L").Value;
        Assert.Contains("output\u00A021", loss, StringComparison.Ordinal);
        Assert.Contains("The 39 others add 0.", loss, StringComparison.Ordinal);
    }

    [Fact]
    public void Kink_is_flagged_and_not_called_wrong()
    {
        string page = PageOf.Html("""
            {"layers": [{"weights": [[0, 1]], "activation": "relu"}], "loss": "squared-error", "inputs": [[1]], "targets": [[1, 3]]}
            """);
        XElement body = PageOf.Parse(page);

        Assert.Equal(1, body.Section("dZ1").Descendants().Count(element => element.HasClass("verdict") && element.HasClass("kink")));
        Assert.Contains("∧ On a kink of relu: neuron 1 of example 1, z = 0", body.Section("Z1").Value, StringComparison.Ordinal);
        Assert.Contains("A kink is no mistake", body.Section("dW1").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("✗", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_gradient_stands_beside_its_central_difference()
    {
        XElement body = PageOf.Parse(PageOf.Html(Small));

        foreach (string id in new[] { "dA2", "dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1", "dX" })
        {
            string[][] rows = [.. body.Section(id).Descendants().Where(element => element.Name.LocalName == "tbody").Single().Elements()
                .Select(row => row.Elements().Skip(1).Select(cell => cell.Value.Replace('−', '-')).ToArray())];
            Assert.NotEmpty(rows);
            foreach (string[] row in rows)
            {
                Assert.Equal("✓ good", row[3]);
                Assert.Equal(double.Parse(row[0], CultureInfo.InvariantCulture), double.Parse(row[1], CultureInfo.InvariantCulture), 1e-7);
            }
        }
    }

    [Theory]
    [InlineData("softmax", "cross-entropy")]
    [InlineData("sigmoid", "binary-cross-entropy")]
    [InlineData("identity", "softmax-cross-entropy")]
    [InlineData("identity", "sigmoid-binary-cross-entropy")]
    public void Both_ways_through_a_pair_made_for_each_other_are_shown_to_agree(string activation, string loss)
    {
        string page = PageOf.Html($$"""{"layers": [{"weights": [[1, 2, -0.5]], "activation": "{{activation}}"}], "loss": "{{loss}}", "logBase": 2, "inputs": [[1], [0.5]], "targets": [[0, 1, 0], [0.5, 0, 0.25]]}""");
        XElement step = PageOf.Parse(page).Section("fused");
        Assert.Contains("✓ both agree", step.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_long_way_overflows_the_page_says_so()
    {
        string page = PageOf.Html("""{"layers": [{"weights": [[1000, -1000]]}], "loss": "softmax-cross-entropy", "inputs": [[1]], "targets": [1]}""");
        Assert.Contains("Step by step the numbers are not finite", PageOf.Parse(page).Section("fused").Value, StringComparison.Ordinal);
        Assert.Contains("at once they stay finite", PageOf.Parse(page).Section("fused").Value, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Jacobian_of_softmax_is_shown_as_a_matrix_and_its_products_agree()
    {
        XElement step = PageOf.Parse(PageOf.Html(Small)).Section("J2");
        XElement view = step.Descendants().Last(element => element.HasClass("row") && element.HasClass("matrices"));
        (int, int)[] shapes = Shapes(view);

        Assert.Equal([(2, 2), (1, 2), (2, 2), (1, 2), (1, 2), (1, 2), (1, 2)], shapes);
        string[] products = [.. view.Descendants().Where(element => element.HasClass("numbers")).Select(element => Squeezed(element.Elements().Last()))];
        Assert.Equal(products[0], products[1]);
    }

    [Fact]
    public void Numbers_that_are_not_finite_give_a_page_too()
    {
        string page = PageOf.Html("""{"layers": [{"weights": [[-1]]}], "loss": "cross-entropy", "inputs": [[1]], "targets": [0]}""");
        PageOf.AssertSound(page);
        Assert.Contains("nothing to compare", page, StringComparison.Ordinal);
        Assert.Contains("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_is_the_same_in_every_culture()
    {
        string invariant = PageOf.Html(Small);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(invariant, PageOf.Html(Small));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Drawing_has_a_text_for_those_who_do_not_see_it_and_signs_that_are_not_only_colours()
    {
        string page = PageOf.Html(Small);
        XElement[] drawings = [.. PageOf.Parse(page).Descendants().Where(element => element.Name.LocalName == "svg")];

        Assert.Equal(2, drawings.Length);
        foreach (XElement drawing in drawings)
        {
            Assert.Equal("img", drawing.Attribute("role")!.Value);
            string[] labels = drawing.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.Equal(labels, drawing.Elements().Take(2).Select(element => element.Attribute("id")!.Value));
            Assert.All(drawing.Elements().Take(2), element => Assert.NotEqual("", element.Value));
        }

        // Six and six weights; −0.5, −2, −0.2 and −0.3 are negative.
        Assert.Equal(12, drawings[0].Elements().Count(element => element.Name.LocalName == "line"));
        Assert.Equal(4, drawings[0].Elements().Count(element => element.Name.LocalName == "line" && element.HasClass("minus")));
        Assert.Contains("svg line.minus { stroke: var(--minus); stroke-dasharray", page, StringComparison.Ordinal);
    }

    private static (int Rows, int Columns)[] Shapes(XElement view) => [.. view.Descendants()
        .Where(element => element.Name.LocalName == "mtable" && element.HasClass("matrix"))
        .Select(table => (table.Elements().Count(), table.Elements().First().Elements().Count()))];

    private static string Squeezed(XElement element) => Regex.Replace(element.Value, @"[\s\u2007\u2008]", "");

    private static List<string> Numbers(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        List<string> numbers = [];
        Collect(document.RootElement, numbers);
        return numbers;
    }

    private static void Collect(JsonElement element, List<string> numbers)
    {
        if (element.ValueKind == JsonValueKind.Number)
            numbers.Add(element.GetRawText());
        else if (element.ValueKind == JsonValueKind.Array)
            element.EnumerateArray().ToList().ForEach(inner => Collect(inner, numbers));
        else if (element.ValueKind == JsonValueKind.Object)
            element.EnumerateObject().ToList().ForEach(inner => Collect(inner.Value, numbers));
    }
}
