"""The workloads in scikit-learn: one call of fit for some epochs; float32 data, shuffled, no regularisation, no early stopping."""

import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor

import workload as bench


def measure(w, options):
    random = np.random.default_rng(1)
    x = (random.random((w.rows, w.sizes[0]), dtype=np.float32) - np.float32(0.5))
    classifier = w.loss == "cross-entropy"
    if classifier:
        y = random.integers(w.sizes[-1], size=w.rows)
        y[: w.sizes[-1]] = np.arange(w.sizes[-1])
    else:
        y = random.random(w.rows, dtype=np.float32)
    kind = MLPClassifier if classifier else MLPRegressor

    def train(epochs):
        # A fresh model each time: fit also checks and encodes the data, so a sample is long enough for that not to matter.
        kind(
            hidden_layer_sizes=w.sizes[1:-1], activation=w.hidden, solver=w.optimizer, alpha=0.0, batch_size=w.batch,
            learning_rate_init=w.learning_rate, momentum=0.0, max_iter=epochs, tol=0.0, n_iter_no_change=1 << 30,
            random_state=1,
        ).fit(x, y)

    return bench.median_seconds(train, options) / (w.rows / w.batch)


warnings.filterwarnings("ignore", category=ConvergenceWarning)
options = bench.arguments()
bench.report("scikit-learn " + sklearn.__version__, options.threads, [(w, measure(w, options)) for w in options.workloads])
