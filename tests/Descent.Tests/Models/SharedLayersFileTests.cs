using Descent.Models;
using Descent.Networks;
using Descent.Tests.Training;
using Xunit;

namespace Descent.Tests.Models;

/// <summary>Layers that networks share are in a file once.</summary>
public class SharedLayersFileTests
{
    private static readonly Layer[] Layers =
    [
        Layer.FeatureWise([0, 1], initializer: Initializer.StandardNormal, bias: false), Layer.Dense(4, Activation.Tanh), Layer.Dense(3, Activation.Softmax),
    ];

    private static readonly int[] Seeds = [3, 8];

    private static readonly Dictionary<string, (Action<SavedModel> Change, string Expected)> Cases = new()
    {
        ["for fewer networks"] = (m => m.Replace("[[1],[1],[],[1],[1]]", "[[1],[1],[],[1]]"), "descent: network.sharedLayers: found an array of 4, expected an array of 5"),
        ["for more networks"] = (m => m.Replace("[[1],[1],[],[1],[1]]", "[[1],[1],[],[1],[1],[1]]"), "descent: network.sharedLayers: found an array of 6, expected an array of 5"),
        ["a layer that is not there"] = (m => m.Replace("[[1],[1],[]", "[[1],[3],[]"), "descent: network.sharedLayers[1][0]: found 3, expected a whole number from 0 to 2"),
        ["a negative layer"] = (m => m.Replace("[[1],[1],[]", "[[1],[-1],[]"), "descent: network.sharedLayers[1][0]: found -1"),
        ["more layers than there are"] = (m => m.Replace("[[1],[1],[]", "[[1,1,1,1],[1],[]"), "descent: network.sharedLayers[0]: found an array of 4, expected an array of 0 to 3"),
        ["a layer that is there as well"] = (m => m.Replace("[[1],[1],[]", "[[1,2],[1],[]"), "model: tensors: found the unknown tensor 'members.1.layers.2.weights'"),
        ["a layer that is not there after all"] = (m => m.Replace("[[1],[1],[]", "[[],[1],[]"), "model: tensor 'members.1.layers.1.weights': found none, expected F32 [2, 4]"),
        ["for one network"] = (m => m.Replace("\"seeds\":[3,3,3,8,8,8],", ""), "descent: network.sharedLayers: found an array of 5, expected an array of 0"),
        ["more networks than memory has room for"] = (
            m =>
            {
                m.Replace("\"units\":4", "\"units\":1000000");
                m.Replace("\"seeds\":[3,3,3,8,8,8]", $"\"seeds\":[{string.Join(',', Enumerable.Repeat(3, 900))}]");
            },
            "900 networks of 6000005 parameters each are more than 536870912 parameters"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void They_are_written_once_and_come_back_bit_for_bit()
    {
        Model model = Two();
        using var file = new MemoryStream();
        ModelFile.Write(file, model);
        file.Position = 0;
        Model read = ModelFile.Read(file);
        Assert.Equal(model.Ensemble.ParametersSha256(), read.Ensemble.ParametersSha256());
        Assert.Equal([.. Seeds.SelectMany(seed => Enumerable.Repeat(seed, 3))], read.Ensemble.Members.Select(member => member.Seed));
        Assert.Equal(2, read.Ensemble.IndependentMembers);
        float[] rows = Problems.Clouds(10).Features.ToArray();
        Assert.Equal(model.Predict(rows), read.Predict(rows));

        file.Position = 0;
        string[] names = [.. Safetensors.Read(file).Tensors.Select(tensor => tensor.Name)];
        Assert.Equal(
            ["layers.1.weights", "members.3.layers.1.weights"],
            names.Where(name => name.EndsWith("layers.1.weights", StringComparison.Ordinal)));
        Assert.Equal(6, names.Count(name => name.EndsWith("layers.2.weights", StringComparison.Ordinal)));
    }

    [Fact]
    public void Networks_that_share_nothing_say_nothing_of_it()
    {
        var model = Model.OfEnsemble(
            new Ensemble([.. Enumerable.Range(1, 3).Select(seed => Network.Build(2, seed, Layer.Dense(3, Activation.Softmax)))]), Problems.Clouds(9));
        Assert.DoesNotContain("sharedLayers", ModelDocument.Write(model), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_lies_about_them_is_refused(string name)
    {
        var file = new SavedModel(Two());
        (Action<SavedModel> change, string expected) = Cases[name];
        change(file);
        Assert.Contains(expected, Assert.Throws<ModelFileException>(file.Load).Message, StringComparison.Ordinal);
    }

    /// <summary>Two times three networks.</summary>
    private static Model Two() => Model.OfEnsemble(
        new Ensemble([.. Seeds.SelectMany(seed => SharedEnsemble.Build(2, seed, 3, [0, 2], Layers).ToEnsemble().Members)]), Problems.Clouds(9));
}
