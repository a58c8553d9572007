using System.Reflection;
using System.Text.RegularExpressions;
using Descent.Networks;
using Xunit;

namespace Descent.Tests;

/// <summary>The rules of ARCHITECTURE.md, held against the compiled code and, where that says nothing, the source.</summary>
public partial class ArchitectureTests
{
    private const int LongestFile = 300;

    private static readonly Assembly Library = typeof(Network).Assembly;

    /// <summary>The folders of the library and those that each may use.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Numerics"] = [],
        ["Networks"] = ["Numerics"],
        ["Data"] = ["Numerics"],
        ["Reference"] = ["Networks"],
        ["Training"] = ["Networks", "Data", "Numerics"],
        ["Evaluation"] = ["Networks", "Data", "Numerics"],
        ["Models"] = ["Networks", "Data", "Numerics", "Training", "Evaluation"],
        ["Tabular"] = ["Networks", "Data", "Numerics", "Training", "Evaluation", "Models"],
    };

    // Functions whose last bit depends on the C library or on the processor, of Math, MathF, float, double, vectors and tensors.
    private static readonly HashSet<string> NotTheSameEverywhere =
    [
        "Exp", "Exp2", "Exp10", "ExpM1", "Exp2M1", "Exp10M1", "Log", "Log2", "Log10", "LogP1", "Log2P1", "Log10P1", "Pow", "Cbrt", "RootN", "Hypot",
        "Sin", "Cos", "Tan", "SinCos", "SinPi", "CosPi", "TanPi", "SinCosPi", "Asin", "Acos", "Atan", "Atan2", "AsinPi", "AcosPi", "AtanPi", "Atan2Pi",
        "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh", "Sigmoid", "SoftMax",
        "ReciprocalEstimate", "ReciprocalSqrtEstimate", "ReciprocalSqrt", "MultiplyAddEstimate", "Reciprocal",
    ];

    public static TheoryData<string> Folders => [.. Allowed.Keys];

    [Fact]
    public void Every_namespace_of_the_library_is_a_folder_with_rules()
    {
        Assert.Equal(Allowed.Keys.Order(), Library.GetTypes().Select(FolderOf).OfType<string>().Distinct().Order());
        foreach (string path in Repository.SourceFiles("src/Descent"))
        {
            // src/Descent/<folder>/…
            string folder = path.Split('/')[2];
            Assert.Contains($"namespace Descent.{folder};", File.ReadAllText(Repository.PathOf(path)));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Dependencies_run_one_way(string folder)
    {
        string[] violations =
        [
            .. from type in Library.GetTypes()
               where FolderOf(type) == folder
               from used in CodeReferences.Types(type)
               let other = FolderOf(used)
               where other is not null && other != folder && !Allowed[folder].Contains(other)
               select $"{type.FullName} uses {used.FullName}",

            // Constants leave no trace in the code, but using lines do.
            .. from path in Repository.SourceFiles("src/Descent/" + folder)
               from Match match in UsingLine().Matches(File.ReadAllText(Repository.PathOf(path)))
               let other = match.Groups[1].Value
               where other != folder && !Allowed[folder].Contains(other)
               select $"{path} uses Descent.{other}",
        ];
        AssertNone(violations);
    }

    [Fact]
    public void The_library_depends_on_the_framework_alone()
    {
        Assert.All(Library.GetReferencedAssemblies(), name => Assert.StartsWith("System.", name.Name, StringComparison.Ordinal));
        Assert.DoesNotContain(
            typeof(Descent.Formats.CsvTable).Assembly.GetReferencedAssemblies(), name => name.Name == "descent");
    }

    [Fact]
    public void Only_Numerics_has_unsafe_code_and_intrinsics()
    {
        string[] violations =
        [
            .. from path in (string[])[.. Repository.SourceFiles("src"), .. Repository.SourceFiles("samples")]
               where !path.StartsWith("src/Descent/Numerics/", StringComparison.Ordinal)
               from line in File.ReadLines(Repository.PathOf(path))
               let code = line.Split("//")[0]
               where UnsafeWord().IsMatch(code)
               select $"{path}: {line.Trim()}",
        ];
        AssertNone(violations);
        Assert.Contains(Repository.SourceFiles("src/Descent/Numerics"), path => UnsafeWord().IsMatch(File.ReadAllText(Repository.PathOf(path))));
    }

    [Fact]
    public void The_engine_uses_no_function_that_differs_between_systems()
    {
        string[] violations =
        [
            .. from type in Library.GetTypes()
               where FolderOf(type) is not (null or "Reference")
               from member in CodeReferences.Members(type)
               where IsOfTheFramework(member) && NotTheSameEverywhere.Contains(member.Name)
               select $"{type.FullName} uses {member.DeclaringType}.{member.Name}",
        ];
        AssertNone(violations);

        // The reference may, and so shows that the search finds something.
        Assert.Contains(
            Library.GetTypes().Where(type => FolderOf(type) == "Reference").SelectMany(CodeReferences.Members),
            member => IsOfTheFramework(member) && NotTheSameEverywhere.Contains(member.Name));
    }

    [Fact]
    public void No_file_is_too_long_to_read()
    {
        AssertNone(
            from path in Repository.SourceFiles("src")
            let lines = File.ReadLines(Repository.PathOf(path)).Count()
            where lines > LongestFile
            select $"{path} has {lines} lines; expected at most {LongestFile}");
    }

    [GeneratedRegex(@"^using (?:static )?Descent\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"\bunsafe\b|\bstackalloc \w+\*|System\.Runtime\.Intrinsics|\bUnsafe\.")]
    private static partial Regex UnsafeWord();

    private static void AssertNone(IEnumerable<string> violations) => Assert.True(!violations.Any(), string.Join('\n', violations));

    /// <summary>The part of the namespace that is the folder; null for what the compiler made, and for types of others.</summary>
    private static string? FolderOf(Type type) =>
        type.Assembly == Library && type.Namespace is { } name && name.StartsWith("Descent.", StringComparison.Ordinal) ? name.Split('.')[1] : null;

    private static bool IsOfTheFramework(MemberInfo member) => member.DeclaringType?.Assembly != Library && member is MethodBase;
}
