"""Tables with a split, and what is measured on them."""

import json
import pathlib

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

MISSING = ["", "NA", "N/A", "#N/A", "NaN", "null", "none", "?"]


def tables_in(folder):
    return [path for path in sorted(folder.glob("*.csv")) if not path.name.endswith(".split.csv")]


def read(path):
    return pd.read_csv(path, keep_default_na=False, na_values=MISSING, low_memory=False)


def folds_of(target):
    """Four folds, [rows] each true where a row is in it, stratified by class or by decile."""
    strata = target.astype(str) if is_classification(target) else pd.qcut(target.rank(method="first"), 10, labels=False)
    folds = StratifiedKFold(4, shuffle=True, random_state=20).split(np.zeros(len(strata)), strata)
    return [np.isin(np.arange(len(strata)), test) for _, test in folds]


def write_split(path, test):
    pd.DataFrame({"split": np.where(test, "test", "train")}).to_csv(path, index=False)


def is_test(path):
    return pd.read_csv(path.with_suffix(".split.csv"))["split"].to_numpy() == "test"


def is_classification(target):
    return not pd.api.types.is_numeric_dtype(target)


def classes_of(target):
    return sorted(target.astype(str).unique())


def measure_classes(target, probabilities, classes):
    """probabilities: [rows, classes]."""
    truth = np.searchsorted(classes, target.astype(str).to_numpy())
    p = np.clip(probabilities, 1e-15, 1)
    p = p / p.sum(1, keepdims=True)
    recalls = [float((p[truth == c].argmax(1) == c).mean()) for c in np.unique(truth)]
    result = {"accuracy": float((p.argmax(1) == truth).mean()), "balanced_accuracy": float(np.mean(recalls)),
              "log_loss": float(-np.log(p[np.arange(len(p)), truth]).mean())}
    if len(np.unique(truth)) == len(classes):
        result["auc"] = float(roc_auc_score(truth, p[:, 1]) if len(classes) == 2 else roc_auc_score(truth, p, multi_class="ovr", labels=range(len(classes))))
    return result


def measure_numbers(target, predictions):
    errors = target.to_numpy() - predictions
    return {"rmse": float(np.sqrt(np.mean(errors ** 2))), "mae": float(np.mean(np.abs(errors)))}


class Results:
    """A file with a line of JSON for each run, which is not done twice."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.rows = [json.loads(line) for line in self.path.read_text().splitlines()] if self.path.exists() else []

    def has(self, table, method, seed):
        return any((row["table"], row["method"], row["seed"]) == (table, method, seed) for row in self.rows)

    def add(self, table, method, seed, **values):
        row = {"table": table, "method": method, "seed": seed, **values}
        self.rows.append(row)
        with self.path.open("a") as file:
            file.write(json.dumps(row) + "\n")
        print({key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}, flush=True)
