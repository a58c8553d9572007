using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Descent.Cli.Calls;
using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Cli.Reports;
using Descent.Models;

namespace Descent.Cli.Commands;

/// <summary>Shows what is in a model file.</summary>
internal sealed class InspectCommand : CliCommand
{
    private readonly Argument<string> _model;
    private readonly Option<bool> _json = Switch("--json", "everything as one JSON document");

    [SetsRequiredMembers]
    public InspectCommand(Terminal terminal)
        : base("inspect", "shows what is in a model file", terminal)
    {
        Usage = ["inspect MODEL [options]"];
        About = "Shows the layers with their shapes, the preprocessing, the classes, how the model was trained and how good it was.";
        Examples =
        [
            ("inspect model.safetensors", "to read"),
            ("inspect model.safetensors --json", "for a script"),
        ];
        _model = AddArgument("MODEL", ModelSource.Help);
        AddGroup("Options", _json);
    }

    protected override int Run(ParseResult call)
    {
        string path = call.GetRequiredValue(_model);
        Model model = Model.Load(path);
        long bytes = new FileInfo(path).Length;
        if (call.GetValue(_json))
            ModelJson.Write(Terminal.OutStream, model, path, bytes);
        else
            new ModelReport(Terminal.Out, Terminal.Ink).Write(model, path, bytes);
        return ExitCode.Done;
    }
}
