using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Descent.Cli.Calls;
using Descent.Cli.Inputs;
using Descent.Cli.Output;
using Descent.Data;
using Descent.Models;

namespace Descent.Cli.Commands;

/// <summary>Lists the embedded data sets, or writes one out.</summary>
internal sealed class DataCommand : CliCommand
{
    private readonly Argument<string> _name;
    private readonly Option<string?> _out = Text("--out", "FILE", "where the set is written, as CSV (default standard output)");

    [SetsRequiredMembers]
    public DataCommand(Terminal terminal)
        : base("data", "lists the data sets that come with the program, or writes one out", terminal)
    {
        Usage = ["data", "data NAME [options]"];
        About = "Lists the embedded data sets, which every command takes as DATA by their name, or writes one as a CSV file.";
        Examples =
        [
            ("data", "what there is"),
            ("data iris --out iris.csv", "one as a file"),
        ];
        _name = AddArgument("NAME", $"an embedded set: {string.Join(", ", EmbeddedData.Names)}", isRequired: false);
        AddGroup("Options", _out);
    }

    protected override int Run(ParseResult call)
    {
        string name = call.GetRequiredValue(_name);
        string? path = call.GetValue(_out);
        if (name.Length == 0)
        {
            if (path is not null)
                throw new UsageException($"--out needs the NAME of the set to write; the embedded sets are {string.Join(", ", EmbeddedData.Names)}");
            List();
            return ExitCode.Done;
        }

        if (!EmbeddedData.Names.Contains(name))
            throw new UsageException($"there is no embedded set {MessageText.Quote(name)}{DataSource.EmbeddedSets(name)}");

        using Stream csv = EmbeddedData.OpenCsv(name);
        if (path is null)
        {
            csv.CopyTo(Terminal.OutStream);
        }
        else
        {
            AtomicFile.Write(path, csv.CopyTo);
            Terminal.Note($"{NumberText.Count(EmbeddedData.Describe(name).Rows, "row")} written to {path}");
        }

        return ExitCode.Done;
    }

    private void List()
    {
        foreach (EmbeddedDataInfo set in EmbeddedData.Names.Select(EmbeddedData.Describe))
        {
            string size = $"{NumberText.Count(set.Rows, "row")}, {NumberText.Count(set.Features, "feature")}, {NumberText.Count(set.Classes, "class", "classes")}";
            Terminal.Out.WriteLine($"{Terminal.Ink.Strong(set.Name)}  {size}");
            foreach (string line in (string[])[set.Summary, set.Source, $"licence: {set.Licence}"])
                Terminal.Out.WriteLine($"    {line}");
        }
    }
}
