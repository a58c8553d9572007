using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Descent.Cli.Calls;
using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Cli.Reports;
using Descent.Cli.Sessions;
using Descent.Data;
using Descent.Models;
using Descent.Networks;
using Descent.Reference;

namespace Descent.Cli.Commands;

/// <summary>Compares gradients with central differences: those of a model, of a specification, or of the user.</summary>
internal sealed class CheckCommand : CliCommand
{
    private const int DefaultRows = 4;

    // Some twenty seconds, enough for the networks that train makes on its own. What needs more is checked in part unless the
    // call says otherwise.
    private const double DefaultMultiplications = 6e9;

    private const int Many = 50_000;

    private readonly Argument<string> _first;
    private readonly Argument<string> _data;
    private readonly Option<int?> _rows = NumberOption.Whole("--rows", $"rows of DATA in the batch, at even distances (default {DefaultRows})", least: 1);
    private readonly Option<int?> _sample = NumberOption.Whole(
        "--sample", "how many elements to compare, drawn at random from every gradient; 0 for all (default all, of a very large network as many as take some twenty seconds)", least: 0);
    private readonly Option<int?> _seed = NumberOption.Whole("--seed", "the seed of the sample (default 42)", least: int.MinValue);
    private readonly Option<string?> _gradients = Text(
        "--gradients", "FILE.json", "gradients of your own to be judged, as explain --format json writes them (default those of the backward pass)");
    private readonly Option<bool> _json = Switch("--json", "the result as one JSON document");

    [SetsRequiredMembers]
    public CheckCommand(Terminal terminal)
        : base("check", "compares every gradient with central differences", terminal)
    {
        Usage = ["check MODEL DATA [options]", "check SPEC.json [options]"];
        About = "Compares the gradients of the loss by every parameter and input with central differences of the loss in double precision: for a model on some rows of "
            + "data, with the loss that it was trained with, or for a network and a batch that a file describes. The gradients are those of the backward pass, or your own. "
            + "Returns 0 if they agree and 1 if they do not.";
        Examples =
        [
            ("check model.safetensors iris", "every gradient of a model"),
            ("check model.safetensors digits --sample 500", "a sample of a large one"),
            ("check spec.json --gradients mine.json", "is my derivative right?"),
        ];
        _first = AddArgument("MODEL", $"{ModelSource.Help}, or a JSON file that describes a network and a batch");
        _data = AddArgument("DATA", $"for a model: {DataSource.Help}", isRequired: false);
        AddGroup("Options", _rows, _sample, _seed, _gradients, _json);
    }

    protected override int Run(ParseResult call)
    {
        string data = call.GetRequiredValue(_data);
        if (data.Length == 0 && call.GetValue(_rows) is not null)
            throw new UsageException("--rows needs a model and its data; expected descent check MODEL DATA --rows N");
        if (data.Length == 0 && call.GetRequiredValue(_first).EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            throw new UsageException("check needs the data for a model; expected descent check MODEL DATA");

        CheckOutcome outcome = data.Length == 0 ? OfSpec(call) : OfModel(call, data);
        if (call.GetValue(_json))
            CheckJson.Write(outcome, Terminal.OutStream);
        else
            new CheckReport(Terminal.Out, Terminal.Ink).Write(outcome);
        return outcome.IsRight ? ExitCode.Done : ExitCode.Failed;
    }

    private CheckOutcome OfSpec(ParseResult call)
    {
        string path = call.GetRequiredValue(_first);
        ExplainSpec spec = SpecFile.Read(path);
        return Outcome(call, path, "", spec.Network, spec.Loss, spec.Inputs, spec.Targets, spec.RowWeights, (_, _) => null);
    }

    private CheckOutcome OfModel(ParseResult call, string data)
    {
        string path = call.GetRequiredValue(_first);
        Model model = Model.Load(path);
        Dataset batch = Batch(ModelSource.LabelledRows(model, data), call.GetValue(_rows) ?? DefaultRows);
        ReferenceRows rows = ReferenceRows.Of(model, batch);
        Loss loss = ModelSource.LossOf(model);
        CheckOutcome outcome = Outcome(
            call, path, data, ReferenceNetwork.From(model.Network), new ReferenceLoss(loss), rows.Inputs, rows.Targets, rowWeights: null,
            (pass, check) => EngineGradients.Compare(model, loss, batch, pass, check));
        return outcome with { Members = model.Ensemble.Members.Count };
    }

    private CheckOutcome Outcome(
        ParseResult call, string path, string data, ReferenceNetwork network, ReferenceLoss loss, double[,] inputs, double[,] targets, double[]? rowWeights,
        Func<ReferencePass, GradientCheck, EngineGradients?> engine)
    {
        int rows = inputs.GetLength(0);
        string? file = call.GetValue(_gradients);
        ReferencePass pass = ReferencePass.Compute(network, loss, inputs, targets, rowWeights);
        NetworkGradients gradients = file is null ? NetworkGradients.Of(pass) : SpecFile.ReadGradients(file, network, rows);
        GradientSample sample = Sample(call, network, rows);
        if (Math.Min(sample.Elements, network.ParameterCount) > Many)
            Terminal.Note($"comparing {NumberText.Whole(Math.Min(sample.Elements, network.ParameterCount))} gradients one by one; --sample N takes fewer");
        GradientCheck check = GradientCheck.Judge(network, loss, inputs, targets, gradients, sample, rowWeights);
        return new CheckOutcome(path, data, file, loss, rows, sample, check, file is null ? engine(pass, check) : null);
    }

    private GradientSample Sample(ParseResult call, ReferenceNetwork network, int rows)
    {
        int seed = call.GetValue(_seed) ?? 42;
        return call.GetValue(_sample) switch
        {
            null => GradientSample.Affordable(network, rows, DefaultMultiplications, seed),
            0 => new GradientSample(long.MaxValue, seed),
            { } elements => new GradientSample(elements, seed),
        };
    }

    private static Dataset Batch(Dataset data, int rows)
    {
        rows = Math.Min(rows, data.Rows);
        return data.Select([.. Enumerable.Range(0, rows).Select(row => (int)((long)row * data.Rows / rows))]);
    }
}
