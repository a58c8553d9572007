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

/// <summary>Compares the gradients of a model with central differences.</summary>
internal sealed class CheckCommand : CliCommand
{
    private const int DefaultRows = 4;
    private const int DefaultLimit = 4000;

    private readonly Argument<string> _model;
    private readonly Argument<string> _data;
    private readonly Option<int?> _rows = NumberOption.Whole("--rows", $"rows of DATA in the batch, at even distances (default {DefaultRows})", least: 1);
    private readonly Option<int?> _limit = NumberOption.Whole(
        "--limit", $"the most elements to compare, at even distances; 0 for all (default {NumberText.Whole(DefaultLimit)})", least: 0);

    [SetsRequiredMembers]
    public CheckCommand(Terminal terminal)
        : base("check", "compares the gradients of a model with central differences", terminal)
    {
        Usage = ["check MODEL DATA [options]"];
        About = "Takes some rows of the data and compares the gradients of the loss that the model was trained with, by every parameter and input, with "
            + "central differences of the loss in double precision. Returns 0 if they agree and 1 if they do not.";
        Examples =
        [
            ("check model.safetensors digits", "a sample of a large network"),
            ("check model.safetensors iris --limit 0", "every parameter"),
        ];
        _model = AddArgument("MODEL", ModelSource.Help);
        _data = AddArgument("DATA", DataSource.Help);
        AddGroup("Options", _rows, _limit);
    }

    protected override int Run(ParseResult call)
    {
        string path = call.GetRequiredValue(_model), name = call.GetRequiredValue(_data);
        Model model = Model.Load(path);
        Dataset batch = Batch(ModelSource.LabelledRows(model, name), call.GetValue(_rows) ?? DefaultRows);
        Loss loss = ModelSource.LossOf(model);
        ReferenceRows rows = ReferenceRows.Of(model, batch);
        long limit = call.GetValue(_limit) switch { null => DefaultLimit, 0 => long.MaxValue, { } most => most };

        ReferenceNetwork network = ReferenceNetwork.From(model.Network);
        GradientCheck check = GradientCheck.Run(network, new ReferenceLoss(loss), rows.Inputs, rows.Targets, limit);
        EngineGradients engine = EngineGradients.Compare(model, loss, batch, ReferencePass.Compute(network, new ReferenceLoss(loss), rows.Inputs, rows.Targets));
        new CheckReport(Terminal.Out, Terminal.Ink).Write(
            $"{path} on {NumberText.Count(batch.Rows, "row")} of {name}, loss {loss.Name}", network.ParameterCount, check, engine);
        return CheckReport.IsRight(check) ? ExitCode.Done : ExitCode.Failed;
    }

    private static Dataset Batch(Dataset data, int rows)
    {
        rows = Math.Min(rows, data.Rows);
        return data.Select([.. Enumerable.Range(0, rows).Select(row => (int)((long)row * data.Rows / rows))]);
    }
}
