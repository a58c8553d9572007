"""The workloads in PyTorch: tensors in memory, batches by index_select, no data loader, gradients set to None."""

import torch
from torch import nn

import workload as bench


def build(w):
    activation = {"relu": nn.ReLU, "tanh": nn.Tanh}[w.hidden]
    layers = []
    for inputs, outputs in zip(w.sizes, w.sizes[1:]):
        layers += [nn.Linear(inputs, outputs), activation()]
    return nn.Sequential(*layers[:-1])


def measure(w, options):
    torch.manual_seed(1)
    model = build(w)
    x = torch.rand(w.rows, w.sizes[0]) - 0.5
    if w.loss == "cross-entropy":
        y, loss_of = torch.randint(w.sizes[-1], (w.rows,)), nn.CrossEntropyLoss()
    else:
        y, loss_of = torch.rand(w.rows, w.sizes[-1]), nn.MSELoss()
    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[w.optimizer]
    optimizer = kind(model.parameters(), lr=w.learning_rate)

    def train(epochs):
        for _ in range(epochs):
            for rows in torch.randperm(w.rows).split(w.batch):
                optimizer.zero_grad(set_to_none=True)
                loss = loss_of(model(x.index_select(0, rows)), y.index_select(0, rows))
                loss.backward()
                optimizer.step()

    return bench.median_seconds(train, options) / (w.rows / w.batch)


options = bench.arguments()
torch.set_num_threads(options.threads)
bench.report("PyTorch " + torch.__version__, options.threads, [(w, measure(w, options)) for w in options.workloads])
