using System.Runtime.InteropServices;
using Descent.Networks;

namespace Descent.Benchmarks.Onnx;

/// <summary>A network as an ONNX model: Gemm and activation for each layer. Field numbers are those of onnx.proto3.</summary>
internal static class OnnxModel
{
    public const string Input = "x";
    public const string Output = "y";

    private const int Float = 1;
    private const int IrVersion = 8;
    private const int OperatorSet = 17;

    public static byte[] From(Network network, int rows)
    {
        var graph = new ProtobufWriter().Text(2, "mlp");
        string previous = Input;
        for (int l = 0; l < network.Layers.Count; l++)
        {
            string z = $"z{l}", a = l == network.Layers.Count - 1 ? Output : $"a{l}", weights = $"W{l}", biases = $"b{l}";
            graph.Message(5, Tensor(network, network.Layout.Weights(l), weights));
            graph.Message(5, Tensor(network, network.Layout.Biases(l)!, biases));
            graph.Message(1, Node("Gemm", [previous, weights, biases], z));
            graph.Message(1, Node(OperatorOf(network.Layers[l].Activation), [z], a));
            previous = a;
        }

        graph.Message(11, Value(Input, rows, network.Inputs));
        graph.Message(12, Value(Output, rows, network.Outputs));
        return new ProtobufWriter()
            .Number(1, IrVersion)
            .Text(2, "Descent benchmarks")
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Number(2, OperatorSet))
            .ToArray();
    }

    private static string OperatorOf(Activation activation) =>
        activation == Activation.ReLU ? "Relu"
        : activation == Activation.Softmax ? "Softmax"
        : throw new NotSupportedException($"The benchmark has no ONNX operator for {activation.Name}.");

    private static ProtobufWriter Node(string type, string[] inputs, string output)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
            node.Text(1, input);
        return node.Text(2, output).Text(3, type + output).Text(4, type);
    }

    private static ProtobufWriter Tensor(Network network, ParameterTensor tensor, string name)
    {
        bool isMatrix = name[0] == 'W';
        var writer = new ProtobufWriter();
        if (isMatrix)
            writer.Number(1, tensor.Rows);
        writer.Number(1, tensor.Columns).Number(2, Float).Text(8, name);
        float[] values = new float[tensor.Rows * tensor.Columns];
        for (int row = 0; row < tensor.Rows; row++)
            tensor.Row(network.Parameters, row).CopyTo(values.AsSpan(row * tensor.Columns));
        return writer.Bytes(9, MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static ProtobufWriter Value(string name, int rows, int columns)
    {
        var shape = new ProtobufWriter().Message(1, Dimension(rows)).Message(1, Dimension(columns));
        var tensor = new ProtobufWriter().Number(1, Float).Message(2, shape);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }

    private static ProtobufWriter Dimension(int value) => new ProtobufWriter().Number(1, value);
}
