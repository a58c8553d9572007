using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Descent.Cli.Calls;
using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Reference;

namespace Descent.Cli.Commands;

/// <summary>Shows one forward and one backward pass with every value.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<string> _first;
    private readonly Argument<string> _data;
    private readonly Option<int?> _row = NumberOption.Whole("--row", "the row of DATA to explain, from 1 for the first below the header", least: 1);
    private readonly Option<string?> _format = NameOption.Word("--format", "FORMAT", "text (default), json, or html: one page to open in a browser", "text", "json", "html");
    private readonly Option<string?> _out = Text("--out", "FILE", "where the explanation is written (default standard output)");

    [SetsRequiredMembers]
    public ExplainCommand(Terminal terminal)
        : base("explain", "shows a forward and a backward pass, every value and equation", terminal)
    {
        Usage = ["explain SPEC.json [options]", "explain MODEL DATA --row N [options]"];
        About = "Computes one forward and one backward pass in double precision and shows every intermediate value: of a small network "
            + "that a JSON file describes, or of a trained model on one row of data. The gradients are compared with central differences. "
            + "As html it is one page that needs no network and no script: every equation, the same with its numbers, and a drawing.";
        Examples =
        [
            ("explain network.json", "to read"),
            ("explain network.json --format html --out pass.html", "a page to read, print or hand out"),
            ("explain network.json --format json --out pass.json", "for a script"),
            ("explain model.safetensors digits --row 6", "how a model comes to its answer"),
        ];
        _first = AddArgument("SPEC.json", "a JSON file that describes a network and a batch (- for standard input), or a model that train has written");
        _data = AddArgument("DATA", $"for a model: {DataSource.Help}", isRequired: false);
        AddGroup("Options", _row, _format, _out);
    }

    protected override int Run(ParseResult call)
    {
        string first = call.GetRequiredValue(_first), data = call.GetRequiredValue(_data);
        int? row = call.GetValue(_row);
        if (data.Length == 0 && row is not null)
            throw new UsageException("--row needs a model and its data; expected descent explain MODEL DATA --row N");
        if (data.Length > 0 && row is null)
            throw new UsageException("explain needs to know which row of the data; expected descent explain MODEL DATA --row N");

        string? path = call.GetValue(_out);
        if (path is not null)
            OutputFile.Require(path, first, data);
        (ExplainSpec spec, ExplanationNames names) = row is { } number ? OfModel(Model.Load(first), data, number) : (SpecFile.Read(first), new ExplanationNames());
        Explanation explanation = Explanation.Compute(spec);
        string? format = call.GetValue(_format);
        if (path is not null)
        {
            AtomicFile.Write(path, stream => Write(explanation, names, format, stream));
            Terminal.Note($"the explanation is in {path}");
        }
        else
        {
            Write(explanation, names, format, Terminal.OutStream);
        }

        return ExitCode.Done;
    }

    private static void Write(Explanation explanation, ExplanationNames names, string? format, Stream stream)
    {
        if (format == "json")
        {
            ExplanationJson.Write(explanation, stream);
            return;
        }

        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        if (format == "html")
        {
            ExplanationPage.Write(explanation, writer, names);
            return;
        }

        if (names.Title.Length > 0)
            writer.WriteLine($"{names.Title}.\n{names.Remark}\n");
        ExplanationText.Write(explanation, writer);
    }

    private static (ExplainSpec Spec, ExplanationNames Names) OfModel(Model model, string data, int number)
    {
        Dataset rows = ModelSource.LabelledRows(model, data);
        if (number > rows.Rows)
            throw new UsageException($"--row is {number}; {data} has the rows 1 to {rows.Rows}");

        Dataset row = rows.Select([number - 1]);
        ReferenceRows reference = ReferenceRows.Of(model, row);
        var spec = new ExplainSpec(ReferenceNetwork.From(model.Network), new ReferenceLoss(ModelSource.LossOf(model)), reference.Inputs, reference.Targets);
        float[] output = model.Predict(row.Features.Span);
        string answer = model.Task == TaskKind.Classification
            ? Classes(model, row, output)
            : $"{NameText.Short(model.TargetName)} is {NumberText.Short(row.Targets.Span[0])}, predicted {NumberText.Short(output[0])}";
        return (spec, new ExplanationNames
        {
            Title = $"Row {NumberText.Whole(number)} of {data}: {answer}",
            Remark = Remark(model),
            Inputs = model.FeatureNames,
            Outputs = model.Task == TaskKind.Classification && model.Network.Outputs == model.Classes.Count ? model.Classes : [],
        });
    }

    private static string Remark(Model model)
    {
        string remark = "X and T are scaled as the model scales them.";
        if (model.Ensemble.Members.Count > 1)
            remark += $" The model answers with the mean of {NumberText.Whole(model.Ensemble.Members.Count)} networks; this is the first of them.";
        if (model.Calibration is { Temperature: not 1 and var temperature })
            remark += $" The network is shown before the temperature of {NumberText.Short(temperature)}, by which the model makes its probabilities {(temperature > 1 ? "less sure" : "surer")}.";
        return remark;
    }

    private static string Classes(Model model, Dataset row, float[] output)
    {
        int predicted = PredictedClass.Of(output);
        return $"{NameText.Short(model.TargetName)} is {NameText.Short(model.Classes[row.Labels.Span[0]])}, "
            + $"predicted {NameText.Short(model.Classes[predicted])} ({NumberText.RoundPercent(output[predicted])})";
    }
}
