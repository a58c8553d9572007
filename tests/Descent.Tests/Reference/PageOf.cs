using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Descent.Reference;
using Xunit;

namespace Descent.Tests.Reference;

/// <summary>Pages of explanations, and what must hold for each of them.</summary>
internal static class PageOf
{
    public static string Html(string spec, ExplanationNames? names = null)
    {
        using StringWriter writer = new() { NewLine = "\n" };
        ExplanationPage.Write(Report.Compute(spec), writer, names);
        return writer.ToString();
    }

    public static string GoldenSpec(string name)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json")));
        return golden.RootElement.GetProperty("spec").GetRawText();
    }

    /// <summary>A specification of given widths, relu and softmax, one example.</summary>
    public static string Large(int inputs, int hidden, int outputs)
    {
        Random random = new(1);
        string Matrix(int rows, int columns) => JsonSerializer.Serialize(
            Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => Math.Round(random.NextDouble() - 0.5, 3)).ToArray()).ToArray());
        string Vector(int length) => Matrix(1, length)[1..^1];
        return $$"""
            {"layers": [
               {"weights": {{Matrix(inputs, hidden)}}, "biases": {{Vector(hidden)}}, "activation": "relu"},
               {"weights": {{Matrix(hidden, outputs)}}, "biases": {{Vector(outputs)}}, "activation": "softmax"}],
             "loss": "cross-entropy", "inputs": {{Matrix(1, inputs)}}, "targets": [{{outputs / 2}}]}
            """;
    }

    /// <summary>The element html; a page that is not well-formed fails here.</summary>
    public static XElement Parse(string page)
    {
        using XmlReader reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root!;
    }

    /// <summary>The element with an id.</summary>
    public static XElement Section(this XElement page, string id) => page.Descendants().Single(element => element.Attribute("id")?.Value == id);

    public static bool HasClass(this XElement element, string name) => element.Attribute("class")?.Value.Split(' ').Contains(name) == true;

    /// <summary>Well-formed, no id twice, no link without a target, no element that HTML would read otherwise than XML, headings in order.</summary>
    public static void AssertSound(string page)
    {
        XElement root = Parse(page);
        string[] ids = [.. root.Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>()];
        Assert.Equal(ids.Distinct(), ids);
        foreach (XAttribute link in root.Descendants().Attributes("href"))
            Assert.True(ids.Contains(link.Value[1..]), $"{link.Value} leads nowhere");
        foreach (XAttribute label in root.Descendants().Attributes("for"))
            Assert.Contains(label.Value, ids);

        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("<(?!meta|input|line|circle|path)[a-z]+[^<>]*/>", page);
        Assert.Equal("h1", root.Descendants().First(element => element.Name.LocalName is ['h', >= '1' and <= '6']).Name.LocalName);
        int level = 1;
        foreach (XElement heading in root.Descendants().Where(element => element.Name.LocalName is ['h', >= '1' and <= '6']))
        {
            int next = heading.Name.LocalName[1] - '0';
            Assert.True(next <= level + 2, $"{heading.Value}: h{next} after h{level}");
            level = next;
        }
    }
}
