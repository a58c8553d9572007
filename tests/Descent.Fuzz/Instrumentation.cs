using SharpFuzz;

namespace Descent.Fuzz;

/// <summary>Makes the readers count their branches. The numerical kernels stay as they are: they read nothing, and would crawl.</summary>
internal static class Instrumentation
{
    private static readonly string[] Namespaces = ["Descent.Models.", "Descent.Data.", "Descent.Reference.", "Descent.Formats.", "Sylvan.", "Parquet."];

    public static void Apply()
    {
        foreach (string assembly in (string[])["Descent.dll", "Descent.Formats.dll", "Sylvan.Data.Csv.dll", "Parquet.dll"])
        {
            string path = Path.Combine(AppContext.BaseDirectory, assembly);
            try
            {
                int types = Fuzzer.Instrument(path, IsReader, Options.Value).Count();
                Console.WriteLine($"{assembly}: {types} types count their branches");
            }
            catch (InstrumentationException)
            {
                Console.WriteLine($"{assembly}: done before");
            }
        }
    }

    private static bool IsReader(string type) => Array.Exists(Namespaces, type.StartsWith);
}
