using Xunit;

namespace Descent.Tests.Reference;

/// <summary>Specifications that cannot be used, each with the line that the user reads.</summary>
public static class BadSpecs
{
    private const string TopKeys = "layers, loss, logBase, delta, reduction, inputs, targets, rowWeights, update";
    private const string Activations = "identity, sigmoid, tanh, relu, heaviside, softmax, leaky-relu, elu, selu, gelu, silu, mish, softplus, "
        + "hard-sigmoid, hard-tanh, hard-swish, exponential, sine";

    private const string Losses = "squared-error, mse, mae, huber, cross-entropy, binary-cross-entropy, poisson, softmax-cross-entropy, "
        + "sigmoid-binary-cross-entropy";

    private const string UpdateKeys = "optimizer, learningRate, steps, momentum, nesterov, beta1, beta2, epsilon, weightDecay";

    public static TheoryData<string, string> Documents => new()
    {
        // Not JSON.
        { "", "the file is empty, expected a JSON object" },
        { " \n", "the file is empty, expected a JSON object" },
        { "{\"loss\": ", "line 1, column 10: not JSON that can be read: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed" },
        { "layers: 1", "line 1, column 1: not JSON that can be read: 'l' is an invalid start of a value" },
        { "{\n  \"loß\": 'mse'}", "line 2, column 10: not JSON that can be read: ''' is an invalid start of a value" },
        { "{\"loss\": \"mse\",}", "line 1, column 16: not JSON that can be read: The JSON object contains a trailing comma at the end which is not supported in this mode" },
        { "{} // done", "line 1, column 4: not JSON that can be read: '/' is invalid after a single JSON value. Expected end of data" },
        { "{} {}", "line 1, column 4: not JSON that can be read: '{' is invalid after a single JSON value. Expected end of data" },
        { "{\"inputs\": [[NaN]]}", "line 1, column 14: not JSON that can be read: 'N' is an invalid start of a value" },
        { "{\"inputs\": [[01]]}", "line 1, column 15: not JSON that can be read: Invalid leading zero before '1'" },

        // Not an object.
        { "[]", $"top level: an empty array, expected an object with the keys {TopKeys}" },
        { "null", $"top level: null, expected an object with the keys {TopKeys}" },
        { "\"mse\"", $"top level: the text \"mse\", expected an object with the keys {TopKeys}" },

        // Missing, unknown and repeated keys.
        { "{}", "layers: missing, expected an array of one or more layers" },
        { "{\"Layers\": []}", $"top level: unknown key \"Layers\", expected one of {TopKeys}" },
        { "{\"a\\nb\": 1}", $"top level: unknown key \"a\\u000ab\", expected one of {TopKeys}" },
        { "{\"\\ud800\": 1}", $"top level: unknown key \"\uFFFD\", expected one of {TopKeys}" },
        { "{\"loss\": \"mse\", \"loss\": \"mse\"}", "loss: given twice, expected once" },
    };

    /// <summary>A key of a good specification, the value to put there (<see langword="null"/>: the key is left out), the message.</summary>
    public static TheoryData<string, string?, string> Values => new()
    {
        // Layers.
        { "layers", null, "layers: missing, expected an array of one or more layers" },
        { "layers", "null", "layers: null, expected an array of one or more layers" },
        { "layers", "[]", "layers: an empty array, expected an array of one or more layers" },
        { "layers", "{}", "layers: an object, expected an array of one or more layers" },
        { "layers", "[null]", "layers[0]: null, expected an object with the keys weights, biases, activation, sources" },
        { "layers", "[[[1], [2]]]", "layers[0]: an array, expected an object with the keys weights, biases, activation, sources" },
        { "layers", """[{"biases": [1]}]""", "layers[0].weights: missing, expected one row of numbers for each input" },
        { "layers", """[{"weights": [[1], [2]], "bias": [0]}]""", "layers[0]: unknown key \"bias\", expected one of weights, biases, activation, sources" },
        { "layers", """[{"weights": [[1], [2]], "weights": [[1], [2]]}]""", "layers[0].weights: given twice, expected once" },

        // Weights.
        { "layers", """[{"weights": null}]""", "layers[0].weights: null, expected an array of one or more rows of numbers" },
        { "layers", """[{"weights": []}]""", "layers[0].weights: an empty array, expected an array of one or more rows of numbers" },
        { "layers", """[{"weights": 3}]""", "layers[0].weights: the number 3, expected an array of one or more rows of numbers" },
        { "layers", """[{"weights": [1, 2]}]""", "layers[0].weights[0]: the number 1, expected a row of one or more numbers" },
        { "layers", """[{"weights": [[], []]}]""", "layers[0].weights[0]: an empty array, expected a row of one or more numbers" },
        { "layers", """[{"weights": [[1], 2]}]""", "layers[0].weights[1]: the number 2, expected a row of 1 number" },
        { "layers", """[{"weights": [[1], null]}]""", "layers[0].weights[1]: null, expected a row of 1 number" },
        { "layers", """[{"weights": [[1, 2], [3]]}]""", "layers[0].weights[1]: 1 number, but layers[0].weights[0] has 2" },
        { "layers", """[{"weights": [[1, 2], [3, 4, 5]]}]""", "layers[0].weights[1]: 3 numbers, but layers[0].weights[0] has 2" },
        { "layers", """[{"weights": [[1], ["2"]]}]""", "layers[0].weights[1][0]: the text \"2\", expected a number" },
        { "layers", """[{"weights": [[1], [null]]}]""", "layers[0].weights[1][0]: null, expected a number" },
        { "layers", """[{"weights": [[1], [true]]}]""", "layers[0].weights[1][0]: true, expected a number" },
        { "layers", """[{"weights": [[1], [1e999]]}]""", "layers[0].weights[1][0]: the number 1e999, which no double can hold, expected a number" },
        { "layers", """[{"weights": [[1], [-1e400]]}]""", "layers[0].weights[1][0]: the number -1e400, which no double can hold, expected a number" },
        { "layers", """[{"weights": [[1], ["NaN"]]}]""", "layers[0].weights[1][0]: the text \"NaN\", expected a number" },
        { "layers", """[{"weights": [[1], [2], [3]]}]""", "layers[0].weights: 3 rows, but inputs has 2 columns" },
        {
            "layers", """[{"weights": [[1, 2], [3, 4]]}, {"weights": [[1], [2], [3]]}]""",
            "layers[1].weights: 3 rows, but layers[0] has 2 outputs"
        },

        // Biases.
        { "layers", """[{"weights": [[1], [2]], "biases": null}]""", "layers[0].biases: null, expected an array of 1 number, one for each output, or no such key" },
        { "layers", """[{"weights": [[1], [2]], "biases": []}]""", "layers[0].biases: an empty array, expected an array of 1 number, one for each output, or no such key" },
        { "layers", """[{"weights": [[1], [2]], "biases": 0}]""", "layers[0].biases: the number 0, expected an array of 1 number, one for each output, or no such key" },
        { "layers", """[{"weights": [[1], [2]], "biases": [0, 0]}]""", "layers[0].biases: 2 numbers, expected an array of 1 number, one for each output, or no such key" },
        { "layers", """[{"weights": [[1], [2]], "biases": [[0]]}]""", "layers[0].biases[0]: an array, expected a number" },
        { "layers", """[{"weights": [[1], [2]], "biases": [null]}]""", "layers[0].biases[0]: null, expected a number" },

        // Activations.
        { "layers", """[{"weights": [[1], [2]], "activation": "Sigmoid"}]""", $"layers[0].activation: the text \"Sigmoid\", expected one of {Activations}" },
        { "layers", """[{"weights": [[1], [2]], "activation": null}]""", $"layers[0].activation: null, expected one of {Activations}" },
        { "layers", """[{"weights": [[1], [2]], "activation": ["relu"]}]""", $"layers[0].activation: an array, expected one of {Activations}" },
        { "layers", """[{"weights": [[1], [2]], "activation": ""}]""", $"layers[0].activation: the text \"\", expected one of {Activations}" },
        { "layers", """[{"weights": [[1], [2]], "activation": "\ud800"}]""", $"layers[0].activation: the text \"\"\\ud800\"\", expected one of {Activations}" },
        { "layers", """[{"weights": [[1], [2]], "activation": "relu(1)"}]""", "layers[0].activation: the text \"relu(1)\", expected relu, which takes no parameter" },
        { "layers", """[{"weights": [[1], [2]], "activation": "leaky-relu(2)"}]""", "layers[0].activation: the text \"leaky-relu(2)\", expected a slope in [0, 1)" },
        { "layers", """[{"weights": [[1], [2]], "activation": "elu(x)"}]""", "layers[0].activation: the text \"elu(x)\", expected elu, or elu(0.2) with a number in brackets" },

        // Loss, base and reduction.
        { "loss", null, $"loss: missing, expected one of {Losses}" },
        { "loss", "null", $"loss: null, expected one of {Losses}" },
        { "loss", "\"MSE\"", $"loss: the text \"MSE\", expected one of {Losses}" },
        { "loss", "\"log-loss\"", $"loss: the text \"log-loss\", expected one of {Losses}" },
        { "loss", "[\"mse\"]", $"loss: an array, expected one of {Losses}" },
        { "reduction", "\"Mean\"", "reduction: the text \"Mean\", expected one of mean, sum" },
        { "reduction", "null", "reduction: null, expected one of mean, sum" },
        { "loss+reduction", "\"mse\" & \"sum\"", "reduction: sum, but mse is a mean over all elements already; expected mean, or no such key" },
        { "loss+reduction", "\"mae\" & \"sum\"", "reduction: sum, but mae is a mean over all elements already; expected mean, or no such key" },
        { "loss+reduction", "\"huber\" & \"sum\"", "reduction: sum, but huber is a mean over all elements already; expected mean, or no such key" },
        { "loss+reduction", "\"poisson\" & \"sum\"", "reduction: sum, but poisson is a mean over all elements already; expected mean, or no such key" },
        { "logBase", "2", "logBase: a base, but the loss squared-error has no logarithm; expected no such key" },
        { "loss+logBase", "\"poisson\" & 2", "logBase: a base, but the loss poisson has no logarithm; expected no such key" },
        { "loss+logBase", "\"cross-entropy\" & 0", "logBase: the number 0, expected a number above 0 and not 1" },
        { "loss+logBase", "\"cross-entropy\" & -2", "logBase: the number -2, expected a number above 0 and not 1" },
        { "loss+logBase", "\"cross-entropy\" & 1.0", "logBase: the number 1.0, expected a number above 0 and not 1" },
        { "loss+logBase", "\"cross-entropy\" & 1e999", "logBase: the number 1e999, which no double can hold, expected a number above 0 and not 1" },
        { "loss+logBase", "\"cross-entropy\" & null", "logBase: null, expected a number above 0 and not 1" },
        { "loss+logBase", "\"cross-entropy\" & \"e\"", "logBase: the text \"e\", expected a number above 0 and not 1" },
        { "delta", "2", "delta: a delta, but the loss is squared-error; expected no such key, or the loss huber" },
        { "loss+delta", "\"huber\" & 0", "delta: the number 0, expected a number above 0" },
        { "loss+delta", "\"huber\" & true", "delta: true, expected a number above 0" },

        // Inputs.
        { "inputs", null, "inputs: missing, expected an array of one or more rows of numbers" },
        { "inputs", "null", "inputs: null, expected an array of one or more rows of numbers" },
        { "inputs", "[]", "inputs: an empty array, expected an array of one or more rows of numbers" },
        { "inputs", "[1, 2]", "inputs[0]: the number 1, expected a row of one or more numbers" },
        { "inputs", "[[1, 2], [3]]", "inputs[1]: 1 number, but inputs[0] has 2" },
        { "inputs", "[[1, 2], [3, \"4\"]]", "inputs[1][1]: the text \"4\", expected a number" },
        { "inputs", "[[1], [2]]", "layers[0].weights: 2 rows, but inputs has 1 column" },

        // Weights of rows.
        { "rowWeights", "null", "rowWeights: null, expected an array of 2 numbers, one for each row of inputs, or no such key" },
        { "rowWeights", "[1]", "rowWeights: 1 number, expected an array of 2 numbers, one for each row of inputs, or no such key" },
        { "rowWeights", "[1, \"2\"]", "rowWeights[1]: the text \"2\", expected a number" },
        { "rowWeights", "[1, -0.5]", "rowWeights[1]: the number -0.5, expected a number of 0 or more" },

        // Targets.
        { "targets", null, "targets: missing, expected one row of targets, or one class index, for each row of inputs" },
        { "targets", "null", "targets: null, expected an array of rows of numbers" },
        { "targets", "[]", "targets: an empty array, expected an array of rows of numbers" },
        { "targets", "[[1]]", "targets: 1 row, but inputs has 2" },
        { "targets", "[[1], [2], [3]]", "targets: 3 rows, but inputs has 2" },
        { "targets", "[[1, 0], [0, 1]]", "targets[0]: 2 numbers, but the last layer has 1 output" },
        { "targets", "[[1], [0, 1]]", "targets[1]: 2 numbers, but targets[0] has 1" },
        { "targets", "[[1], [null]]", "targets[1][0]: null, expected a number" },
        { "targets", "[[1], 0]", "targets[1]: the number 0, expected a row of 1 number" },
        {
            "targets", "[1, 0]",
            "targets[0]: the number 1, expected a row of 1 number, since class indices are for cross-entropy and softmax-cross-entropy and the loss is squared-error"
        },
        {
            "loss+targets", "\"binary-cross-entropy\" & [1, 0]",
            "targets[0]: the number 1, expected a row of 1 number, since class indices are for cross-entropy and softmax-cross-entropy and the loss is binary-cross-entropy"
        },
        { "loss+targets", "\"cross-entropy\" & [0]", "targets: 1 class index, but inputs has 2" },
        { "loss+targets", "\"cross-entropy\" & [0, 0, 0]", "targets: 3 class indices, but inputs has 2" },
        { "loss+targets", "\"cross-entropy\" & [0, 1]", "targets[1]: the number 1, expected a class index, an integer from 0 to 0" },
        { "loss+targets", "\"cross-entropy\" & [0, -1]", "targets[1]: the number -1, expected a class index, an integer from 0 to 0" },
        { "loss+targets", "\"softmax-cross-entropy\" & [0, 2.5]", "targets[1]: the number 2.5, expected a class index, an integer from 0 to 0" },
        { "loss+targets", "\"softmax-cross-entropy\" & [0.0, 0]", "targets[0]: the number 0.0, expected a class index, an integer from 0 to 0" },
        { "loss+targets", "\"softmax-cross-entropy\" & [0, 99999999999999999999]", "targets[1]: the number 99999999999999999999, expected a class index, an integer from 0 to 0" },
        { "loss+targets", "\"softmax-cross-entropy\" & [0, [1]]", "targets[1]: an array, expected a class index, an integer from 0 to 0" },
        { "loss+targets", "\"softmax-cross-entropy\" & [0, \"0\"]", "targets[1]: the text \"0\", expected a class index, an integer from 0 to 0" },
        { "loss+targets", "\"cross-entropy\" & [[1], [1.5]]", "targets[1][0]: the number 1.5, expected a probability from 0 to 1, since the loss is cross-entropy" },
        { "loss+targets", "\"binary-cross-entropy\" & [[-0.1], [1]]", "targets[0][0]: the number -0.1, expected a probability from 0 to 1, since the loss is binary-cross-entropy" },
        { "loss+targets", "\"softmax-cross-entropy\" & [[2], [1]]", "targets[0][0]: the number 2, expected a probability from 0 to 1, since the loss is softmax-cross-entropy" },
        {
            "loss+targets", "\"sigmoid-binary-cross-entropy\" & [[1], [1.0000001]]",
            "targets[1][0]: the number 1.0000001, expected a probability from 0 to 1, since the loss is sigmoid-binary-cross-entropy"
        },
        { "loss+targets", "\"poisson\" & [[1], [-1]]", "targets[1][0]: the number -1, expected a count of 0 or more, since the loss is poisson" },

        // Update.
        { "update", "null", $"update: null, expected an object with the keys {UpdateKeys}" },
        { "update", "{}", "update.optimizer: missing, expected one of sgd, adam, adamw" },
        { "update", """{"optimizer": "sgd", "steps": 1}""", "update.learningRate: missing, expected a number of 0 or more" },
        { "update", """{"optimizer": "sgd", "learningRate": 1}""", "update.steps: missing, expected an integer from 0 to 1000000000" },
        { "update", """{"optimizer": "SGD", "learningRate": 1, "steps": 1}""", "update.optimizer: the text \"SGD\", expected one of sgd, adam, adamw" },
        { "update", """{"optimizer": "sgd", "learning_rate": 1, "steps": 1}""", $"update: unknown key \"learning_rate\", expected one of {UpdateKeys}" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1, "steps": 1}""", "update.steps: given twice, expected once" },
        { "update", """{"optimizer": "sgd", "learningRate": -0.1, "steps": 1}""", "update.learningRate: the number -0.1, expected a number of 0 or more" },
        { "update", """{"optimizer": "sgd", "learningRate": "0.1", "steps": 1}""", "update.learningRate: the text \"0.1\", expected a number of 0 or more" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": -1}""", "update.steps: the number -1, expected an integer from 0 to 1000000000" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1000000001}""", "update.steps: the number 1000000001, expected an integer from 0 to 1000000000" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1.5}""", "update.steps: the number 1.5, expected an integer from 0 to 1000000000" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1.0}""", "update.steps: the number 1.0, expected an integer from 0 to 1000000000" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1e3}""", "update.steps: the number 1e3, expected an integer from 0 to 1000000000" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": true}""", "update.steps: true, expected an integer from 0 to 1000000000" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1, "momentum": 1}""", "update.momentum: the number 1, expected a number from 0 to below 1" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1, "momentum": -0.5}""", "update.momentum: the number -0.5, expected a number from 0 to below 1" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1, "nesterov": true}""", "update.nesterov: true, but momentum is 0; expected a momentum above 0 with it" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1, "momentum": 0.9, "nesterov": 1}""", "update.nesterov: the number 1, expected true or false" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1, "momentum": 0.9, "nesterov": null}""", "update.nesterov: null, expected true or false" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1, "beta1": 0.9}""", "update.beta1: an option of adam and adamw, but the optimizer is sgd, which takes momentum, nesterov" },
        { "update", """{"optimizer": "sgd", "learningRate": 1, "steps": 1, "weightDecay": 0}""", "update.weightDecay: an option of adam and adamw, but the optimizer is sgd, which takes momentum, nesterov" },
        { "update", """{"optimizer": "adam", "learningRate": 1, "steps": 1, "nesterov": false}""", "update.nesterov: an option of sgd, but the optimizer is adam, which takes beta1, beta2, epsilon, weightDecay" },
        { "update", """{"optimizer": "adamw", "learningRate": 1, "steps": 1, "momentum": 0.9}""", "update.momentum: an option of sgd, but the optimizer is adamw, which takes beta1, beta2, epsilon, weightDecay" },
        { "update", """{"optimizer": "adam", "learningRate": 1, "steps": 1, "beta1": 1}""", "update.beta1: the number 1, expected a number from 0 to below 1" },
        { "update", """{"optimizer": "adam", "learningRate": 1, "steps": 1, "beta2": -0.1}""", "update.beta2: the number -0.1, expected a number from 0 to below 1" },
        { "update", """{"optimizer": "adam", "learningRate": 1, "steps": 1, "epsilon": -1e-8}""", "update.epsilon: the number -1e-8, expected a number of 0 or more" },
        { "update", """{"optimizer": "adamw", "learningRate": 1, "steps": 1, "weightDecay": -1}""", "update.weightDecay: the number -1, expected a number of 0 or more" },
    };
}
