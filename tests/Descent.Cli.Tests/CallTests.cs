using Descent.Cli.Tests.Running;
using Xunit;

namespace Descent.Cli.Tests;

/// <summary>Calls that cannot be used: exit code 2, nothing on standard output, one line that says what to do.</summary>
public sealed class CallTests(TrainedModels models) : IDisposable
{
    private const string Data = "an embedded set (digits, iris), a CSV, TSV, Parquet or IDX file, plain or .gz, or - for standard input";
    private const string Commands = "train, evaluate, predict, inspect, explain, check, bench, verify, data";

    private readonly Tool _tool = new();

    // {D} and {I} stand for the models of digits and iris, {C} for the data of a regression.
    public static TheoryData<string, string> BadCalls => new()
    {
        // Commands, options and arguments.
        { "trian digits", $"there is no command 'trian'; did you mean 'train'? Expected one of {Commands}" },
        { "help", $"there is no command 'help'; expected one of {Commands}" },
        { "--bogus", "there is no option '--bogus'; expected one of --help, --version" },
        { "train", $"train needs DATA, {Data}; see 'descent train --help'" },
        { "train --json", $"train needs DATA, {Data}; see 'descent train --help'" },
        { "train digits --epoch 3", "train has no option '--epoch'; did you mean '--epochs'?" },
        { "train --raport page.html digits", "train has no option '--raport'; did you mean '--report'?" },
        { "train digits --resume", "--resume needs to know where the checkpoints are; give --checkpoint DIR too" },
        { "train digits -x", "train has no option '-x'; see 'descent train --help'" },
        { "train digits more", "'more' is one argument too many; expected descent train DATA [options]" },
        { "train digits --json yes", "'yes' is one argument too many; expected descent train DATA [options]" },
        { "train digits --epochs", "--epochs has no value; expected N behind it" },
        { "train digits --epochs --json", "--epochs has no value; expected N behind it" },
        { "train digits --out --json", "--out has no value; expected FILE behind it" },
        { "train digits --epochs 2 --epochs 3", "--epochs is given 2 times; expected once" },
        { "evaluate {D}", $"evaluate needs DATA, {Data}; see 'descent evaluate --help'" },
        { "inspect", "inspect needs MODEL, a file that train has written; see 'descent inspect --help'" },

        // Numbers.
        { "train digits --epochs 0", "--epochs is '0'; expected a whole number of at least 1" },
        { "train digits --epochs 1.5", "--epochs is '1.5'; expected a whole number of at least 1" },
        { "train digits --batch-size -1", "--batch-size is '-1'; expected a whole number of at least 1" },
        { "train digits --seed x", "--seed is 'x'; expected a whole number" },
        { "train digits --seed 3000000000", "--seed is '3000000000'; expected a whole number" },
        { "train digits --threads 0", "--threads is '0'; expected a whole number from 1 to 1024" },
        { "train digits --accumulate 0", "--accumulate is '0'; expected a whole number of at least 1" },
        { "train digits --learning-rate 0", "--learning-rate is '0'; expected a number above 0" },
        { "train digits --learning-rate NaN", "--learning-rate is 'NaN'; expected a number above 0" },
        { "train digits --learning-rate 0,1", "--learning-rate is '0,1'; expected a number above 0" },
        { "train digits --learning-rate 1e99", "--learning-rate is '1e99'; expected a number above 0" },
        { "train digits --momentum 1", "--momentum is '1'; expected a number in [0, 1)" },
        { "train digits --weight-decay -1", "--weight-decay is '-1'; expected a number of at least 0" },
        { "train digits --dropout 1", "--dropout is '1'; expected a probability in [0, 1)" },
        { "train digits --validation 1", "--validation is '1'; expected a share in [0, 1)" },
        { "train digits --patience 0", "--patience is '0'; expected a whole number of at least 1" },
        { "train digits --hidden 12,x", "--hidden is '12,x'; expected whole numbers from 1 to 1000000 with commas between them, such as 128,64, or none" },
        { "train digits --hidden 0", "--hidden is '0'; expected whole numbers from 1 to 1000000 with commas between them, such as 128,64, or none" },

        // Names.
        { "train digits --loss mes", "--loss is 'mes'; did you mean 'mse'? Expected one of squared-error, mse, mae, huber, cross-entropy, binary-cross-entropy, poisson, softmax-cross-entropy, sigmoid-binary-cross-entropy" },
        { "train digits --optimizer adma", "--optimizer is 'adma'; did you mean 'adam'? Expected one of sgd, adam, adamw" },
        { "train digits --schedule slow", "--schedule is 'slow'; expected one of constant, linear, cosine, coslog4, flat-cosine" },
        { "train digits --dropout-schedule slow", "--dropout-schedule is 'slow'; expected one of constant, linear, cosine, coslog4, flat-cosine" },
        { "train digits --weight-decay-schedule cosin", "--weight-decay-schedule is 'cosin'; did you mean 'cosine'? Expected one of constant, linear, cosine, coslog4, flat-cosine" },
        { "train digits --activation leaky-relu(2)", "--activation is 'leaky-relu(2)'; did you mean 'leaky-relu'? Expected a slope in [0, 1)" },
        { "train digits --task guess", "--task is 'guess'; expected classification or regression" },
        { "train digits --scaling minmax", "--scaling is 'minmax'; did you mean 'min-max'? Expected standardize or robust or min-max or none" },
        { "explain spec.json --format pdf", "--format is 'pdf'; expected text or json or html" },

        // What rows count, and what targets become.
        { "train iris --class-weights balance", "--class-weights has 'balance'; expected balanced, or NAME=WEIGHT with commas between them, each weight a number of 0 or more" },
        { "train iris --class-weights setosa=2,virginica=-1", "--class-weights has 'virginica=-1'; expected balanced, or NAME=WEIGHT with commas between them, each weight a number of 0 or more" },
        { "train iris --class-weights setosa=NaN", "--class-weights has 'setosa=NaN'; expected balanced, or NAME=WEIGHT with commas between them, each weight a number of 0 or more" },
        { "train iris --class-weights =2", "--class-weights has '=2'; expected balanced, or NAME=WEIGHT with commas between them, each weight a number of 0 or more" },
        { "train iris --class-weights", "--class-weights has no value; expected HOW behind it" },
        { "train iris --weight sepal_lenght", "iris: there is no column 'sepal_lenght'; did you mean 'sepal_length'? The columns are sepal_length, sepal_width, petal_length, petal_width, species" },
        { "train iris --weight species", "iris: the column 'species' is the target and cannot hold the weights of rows too" },
        { "train {C} --class-weights balanced", "The rows have numbers as targets; weights by class need one class for each row." },
        { "train iris --label-smoothing 1", "--label-smoothing is '1'; expected a number in [0, 1)" },
        { "train iris --label-smoothing -0.1", "--label-smoothing is '-0.1'; expected a number in [0, 1)" },
        { "train {C} --label-smoothing 0.1", "label smoothing is for classes, and the target holds numbers; leave it out" },
        { "train {C} --target-transform sqrt", "--target-transform is 'sqrt'; expected none or log or yeo-johnson" },
        { "train iris --target-transform log", "a transform of the target is for a regression whose target is standardised, and this is a classification; leave it out" },
        { "train iris --importance yes", "'yes' is one argument too many; expected descent train DATA [options]" },

        // Settings that contradict each other or the data.
        { "train digits --optimizer adam --momentum 0.9", "momentum is for sgd, and the optimizer is adam, which has its own moments; leave it out or choose sgd" },
        { "train digits --nesterov", "Nesterov's look ahead needs a momentum; give a momentum of 0.9 too" },
        { "train digits --hidden none --dropout 0.5", "dropout needs a hidden layer to drop units of; leave it out or give a hidden layer" },
        { "train digits --hidden none --submodels 2", "submodels share hidden layers, and there is none; leave them out or give a hidden layer" },
        { "train digits --ensemble 40 --submodels 30", "40 networks of 30 submodels each are more than the 1000 that a model can have; take fewer" },
        { "train digits --dropout 0 --dropout-schedule linear", "a schedule of the dropout needs a dropout that it changes, and here it is 0; give a dropout above 0 or leave the schedule out" },
        { "train digits --weight-decay-schedule linear", "a schedule of the weight decay needs a weight decay that it changes, and here it is 0; give a weight decay above 0 or leave the schedule out" },
        { "train digits --patience 3 --validation 0", "patience waits for a better loss on held-back rows, and a validation share of 0 holds none back; set it to 0.1 or leave one of them out" },
        { "train iris --frequencies 8 --bins 4", "bins and frequencies are two embeddings, and a network has one; leave one of them out" },
        { "train iris --frequency-scale 0.1", "a scale of frequencies needs frequencies; say how many, or leave it out" },
        { "train digits --loss poisson", "the loss poisson is for counts, and the target holds classes; choose cross-entropy or the task regression" },
        { "train iris --columns petal_lenght", "iris: there is no column 'petal_lenght'; did you mean 'petal_length'? The columns are sepal_length, sepal_width, petal_length, petal_width, species" },
        { "train iris --categorical sepal_width --numeric sepal_width", "iris: column 'sepal_width' cannot be categorical and numeric; choose one" },
        { "train {C} --loss cross-entropy", "the loss cross-entropy is for classes, and the target holds numbers; choose mse or the task classification" },
        { "train {C} --loss poisson", "the loss poisson is for counts, and the target 'y' holds -0.75; choose mse" },
        { "train digits --split a --test b", "--split and --test both say how rows are divided; give one of them" },
        { "train digits --time a --group b", "--time and --group both say how rows are divided; give one of them" },
        { "train iris --group kind", "iris: there is no column 'kind', which holds the groups; the columns are sepal_length, sepal_width, petal_length, petal_width, species" },
        { "train iris --cv 150 --importance", "--importance shuffles a column among the rows of a fold, and with --cv 150 some have one row only; give a smaller number" },
        { "train iris --cv 1", "--cv is '1'; expected a whole number of at least 2" },
        { "train iris --cv 151", "151 folds need at least as many rows; there are 150. Choose fewer folds." },
        { "train digits --hidden 1 --activation softmax", "Layer 0 applies softmax to a single unit, which is always 1 and cannot learn. For two classes use 2 units with softmax, or 1 unit with sigmoid." },
        { "train digits --hidden 1000000,1000000", "The network needs more than 536870912 parameters at layers.1.weights ([1000000, 1000000]); make its layers smaller." },

        // Data.
        { "train digitz", "digitz: there is no such file or embedded set; did you mean 'digits'? The embedded sets are digits, iris" },
        { "train missing.csv", "missing.csv: there is no such file; check the path" },
        { "train .", ".: this is a directory; expected a file with a table" },
        { "train iris --target specie", "iris: there is no column 'specie'; did you mean 'species'? The columns are sepal_length, sepal_width, petal_length, petal_width, species" },
        { "train iris --split missing.csv", "missing.csv: there is no such file; check the path" },
        { "train iris --split {C}", "{C}, line 1: 3 columns; expected one, with 'train' or 'test' for each row of the data" },
        { "train iris --test digits", "digits: there is no column 'species'; the columns are p00, p01, p02, p03, p04, p05, p06, p07, p10, p11, p12, p13, p14, p15, p16, p17, p20, p21, p22, p23 and 45 more" },
        { "data iriss", "there is no embedded set 'iriss'; did you mean 'iris'? The embedded sets are digits, iris" },
        { "data --out x.csv", "--out needs the NAME of the set to write; the embedded sets are digits, iris" },

        // Models.
        { "inspect missing", "missing: file: found nothing there, expected a model file; check the path" },
        { "evaluate iris {I}", "iris: file: found nothing there, expected a model file; check the path" },
        { "evaluate {I} digits", "digits: there is no column 'species'; the columns are p00, p01, p02, p03, p04, p05, p06, p07, p10, p11, p12, p13, p14, p15, p16, p17, p20, p21, p22, p23 and 45 more" },
        { "evaluate {I} iris --target sepal_length", "iris, line 2, column 'sepal_length': the label '5.1' is not one of the classes setosa, versicolor, virginica" },
        { "predict {I} digits", "digits: there is no column 'sepal_length', which the model needs; the columns are p00, p01, p02, p03, p04, p05, p06, p07, p10, p11, p12, p13, p14, p15, p16, p17, p20, p21, p22, p23 and 45 more" },
        { "explain {I} iris", "explain needs to know which row of the data; expected descent explain MODEL DATA --row N" },
        { "explain {I} --row 2", "--row needs a model and its data; expected descent explain MODEL DATA --row N" },
        { "explain {I} iris --row 151", "--row is 151; iris has the rows 1 to 150" },
        { "explain {I} iris --row 0", "--row is '0'; expected a whole number of at least 1" },
        { "explain missing.json", "missing.json: there is no such file; check the path" },
    };

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(BadCalls))]
    public void Bad_call_ends_with_2_and_one_line(string call, string line)
    {
        ToolResult result = _tool.Call(Fill(call));

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Output);
        string only = Assert.Single(result.ErrorLines);
        Assert.Equal($"error: {Fill(line)}", only);
        Assert.Empty(Directory.GetFileSystemEntries(_tool.Folder));
    }

    [Theory]
    [InlineData("train", "", "DATA is empty; expected an embedded set (digits, iris), a CSV, TSV, Parquet or IDX file, plain or .gz, or - for standard input")]
    [InlineData("train", "a\nb", "a\\nb: there is no such file or embedded set; the embedded sets are digits, iris")]
    [InlineData("inspect", "", "MODEL is empty; expected a file that train has written")]
    public void Odd_argument_is_refused_in_one_line(string command, string argument, string line)
    {
        ToolResult result = _tool.Run(command, argument);

        Assert.Equal((2, "", $"error: {line}\n"), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Without_a_command_the_program_says_what_it_can_do()
    {
        ToolResult result = _tool.Run().Done();

        Assert.Equal("", result.Error);
        Assert.Contains("descent train digits", result.Output, StringComparison.Ordinal);
        foreach (string command in Commands.Split(", "))
            Assert.Contains($"\n  {command} ", result.Output, StringComparison.Ordinal);
        Assert.Equal(result.Output, _tool.Call("--help").Done().Output);
    }

    [Fact]
    public void Version_is_one_line() => Assert.Matches(@"^descent \d+\.\d+\.\d+\n$", _tool.Call("--version").Done().Output);

    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("inspect")]
    [InlineData("explain")]
    [InlineData("check")]
    [InlineData("data")]
    public void Help_fits_the_terminal_and_has_examples(string command)
    {
        ToolResult result = _tool.Call($"{command} --help").Done();

        Assert.StartsWith($"descent {command}", result.Output, StringComparison.Ordinal);
        Assert.Contains("\nExamples\n", result.Output, StringComparison.Ordinal);
        Assert.All(result.OutputLines, line => Assert.InRange(line.Length, 0, 80));
    }

    private string Fill(string text) => text
        .Replace("{D}", models.Digits, StringComparison.Ordinal)
        .Replace("{I}", models.Iris, StringComparison.Ordinal)
        .Replace("{C}", models.NumbersData, StringComparison.Ordinal);
}
