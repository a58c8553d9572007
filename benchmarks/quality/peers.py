"""What scikit-learn's defaults reach: python3 peers.py FOLDER --results FILE [--seeds 1,2,3] [--tables A,B]

The data are prepared as a careful user would: medians for missing numbers, standardised, one column for each category; the
boosting gets ordinal codes and the missing values themselves, the forest such codes where there are hundreds of categories. Dates become numbers, columns of one value and texts that are
nearly all different are left out. The perceptron and the linear model of a regression see a standardised target.
"""

import argparse
import os
import pathlib
import time
import warnings

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import (HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier,
                              RandomForestRegressor)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

from tables import Results, classes_of, is_classification, is_test, measure_classes, measure_numbers, read, tables_in

MOST_COLUMNS = 500
DATE = r"^(\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})"


def prepare(features, train):
    """Numbers and texts that models can be given."""
    result = {}
    for name in features:
        column = features[name]
        if pd.api.types.is_numeric_dtype(column):
            if column[train].nunique() > 1:
                result[name] = column.astype(float)
            continue
        column = column.astype("string").str.strip()
        known = column.dropna()
        as_number = pd.to_numeric(known, errors="coerce")
        if known.str.match(DATE).mean() > 0.95:
            date = pd.to_datetime(column, dayfirst=bool(known.str.contains(r"\.").iloc[0]), errors="coerce")
            for part, values in {"year": date.dt.year + date.dt.dayofyear / 366, "month": date.dt.month, "weekday": date.dt.dayofweek, "hour": date.dt.hour}.items():
                result[f"{name} {part}"] = values.astype(float)
        elif as_number.notna().mean() > 0.9:
            result[name] = pd.to_numeric(column, errors="coerce")
        elif 1 < column[train].nunique() and not (column[train].nunique() > 20 and column[train].nunique() > 0.5 * train.sum()):
            result[name] = column.astype(object).where(column.notna(), "missing")
    return pd.DataFrame(result)


def pipelines(table, classification, seed):
    numeric = [name for name in table if pd.api.types.is_numeric_dtype(table[name])]
    texts = [name for name in table if name not in numeric]
    one_hot = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
        ("texts", OneHotEncoder(handle_unknown="ignore"), texts)])
    codes = ColumnTransformer([
        ("numbers", "passthrough", numeric),
        ("texts", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), texts)], sparse_threshold=0)
    # A forest on thousands of columns of zeros takes hours: it gets the codes there.
    filled = make_pipeline(codes, SimpleImputer(strategy="median"))
    for_forest = filled if sum(table[name].nunique() for name in texts) > MOST_COLUMNS else one_hot
    if classification:
        return {
            "constant": DummyClassifier(strategy="prior"),
            "linear": make_pipeline(one_hot, LogisticRegression(max_iter=1000)),
            "forest": make_pipeline(for_forest, RandomForestClassifier(random_state=seed, n_jobs=1)),
            "boosting": make_pipeline(codes, HistGradientBoostingClassifier(random_state=seed)),
            "perceptron": make_pipeline(one_hot, MLPClassifier(random_state=seed)),
        }
    return {
        "constant": DummyRegressor(),
        "linear": make_pipeline(one_hot, Ridge()),
        "forest": make_pipeline(for_forest, RandomForestRegressor(random_state=seed, n_jobs=1)),
        "boosting": make_pipeline(codes, HistGradientBoostingRegressor(random_state=seed)),
        "perceptron": make_pipeline(one_hot, TransformedTargetRegressor(MLPRegressor(random_state=seed), transformer=StandardScaler())),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--results", required=True)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--tables", help="names with commas between them; all of the folder otherwise")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    results = Results(options.results)
    for path in tables_in(options.folder):
        if options.tables and path.stem not in options.tables.split(","):
            continue
        data = read(path)
        target, test = data.iloc[:, -1], is_test(path)
        classification = is_classification(target)
        table = prepare(data.iloc[:, :-1], ~test)
        for seed in map(int, options.seeds.split(",")):
            for method, model in pipelines(table, classification, seed).items():
                if results.has(path.stem, method, seed) or (method in ("constant", "linear") and seed > 1):
                    continue
                started = time.perf_counter()
                model.fit(table[~test], (target.astype(str) if classification else target)[~test])
                seconds = time.perf_counter() - started
                if classification:
                    classes = classes_of(target)
                    probabilities = np.zeros((test.sum(), len(classes)))
                    probabilities[:, np.searchsorted(classes, model.classes_)] = model.predict_proba(table[test])
                    measured = measure_classes(target[test], probabilities, classes)
                else:
                    measured = measure_numbers(target[test], model.predict(table[test]))
                results.add(path.stem, method, seed, seconds=seconds, train=int((~test).sum()), columns=data.shape[1] - 1, **measured)


if __name__ == "__main__":
    main()
