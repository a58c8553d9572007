using Descent.Cli;
using Descent.Cli.Output;

return new CommandLine(new Terminal()).Run(args);
