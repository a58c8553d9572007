using System.Diagnostics;
using System.Text;
using Xunit;

namespace Descent.Cli.Tests.Running;

/// <summary>What a run of the program left.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The result of a run that went well.</summary>
    public ToolResult Done()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        return this;
    }
}

/// <summary>Runs the real program, in a folder of its own that is deleted in the end.</summary>
internal sealed class Tool : IDisposable
{
    private const int MostMilliseconds = 60_000;

    public string Folder { get; } = Directory.CreateTempSubdirectory("descent-cli-").FullName;

    public static string Program => Path.Combine(AppContext.BaseDirectory, "Descent.Cli.dll");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file into the folder.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return name;
    }

    public ToolResult Run(params string[] arguments) => RunWith([], "", arguments);

    /// <summary>A call as one would type it, without quotes.</summary>
    public ToolResult Call(string line) => Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public ToolResult RunWith((string Name, string Value)[] environment, string input, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return Finish(process, output, error);
    }

    public Process Start((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static ToolResult Finish(Process process, Task<string> output, Task<string> error)
    {
        if (!process.WaitForExit(MostMilliseconds))
        {
            process.Kill();
            Assert.Fail("the program did not end");
        }

#pragma warning disable xUnit1031 // The process has ended, so both tasks do too.
        return new ToolResult(process.ExitCode, output.Result, error.Result);
#pragma warning restore xUnit1031
    }
}
