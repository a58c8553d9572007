using System.Globalization;
using Descent.Fuzz;

// Nothing of the library may be touched here: `instrument` rewrites it on the disk.
Coverage.Prepare();
switch (args)
{
    case ["instrument"]:
        Instrumentation.Apply();
        return 0;
    case ["run", string name, string executions, .. string[] rest]:
        return Call.Run(name, long.Parse(executions, CultureInfo.InvariantCulture), rest);
    case ["try", string name, string file]:
        return Call.Try(name, file);
    case ["seeds", string folder]:
        Call.WriteSeeds(folder);
        return 0;
    case ["afl", string name]:
        Call.Afl(name);
        return 0;
    default:
        Console.Error.WriteLine("usage: Descent.Fuzz instrument | run TARGET|all EXECUTIONS [SEED [FOLDER]] | try TARGET FILE | afl TARGET | seeds FOLDER");
        return 2;
}
