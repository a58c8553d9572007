"""What descent reaches: python3 descent.py FOLDER --program PATH --results FILE [--seeds 1,2,3] [--tables A,B] [--method NAME] [--folds] [-- OPTIONS]

What follows the two hyphens is passed to `descent train`, to compare settings; nothing is its defaults.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import pandas as pd

from tables import Results, classes_of, folds_of, is_classification, is_test, measure_classes, measure_numbers, read, tables_in, write_split


def run(program, path, target, test, seed, threads, settings):
    task = "classification" if is_classification(target) else "regression"
    with tempfile.TemporaryDirectory() as folder:
        model, predictions, split = f"{folder}/model.safetensors", f"{folder}/predictions.csv", f"{folder}/split.csv"
        write_split(split, test)
        started = time.perf_counter()
        trained = subprocess.run(
            [program, "train", path, "--split", split, "--task", task, "--seed", str(seed),
             "--threads", str(threads), "--json", "--quiet", "--out", model, *settings], capture_output=True, text=True)
        seconds = time.perf_counter() - started
        if trained.returncode != 0:
            return {"error": (trained.stderr or trained.stdout).strip()[-500:], "seconds": seconds}
        subprocess.run([program, "predict", model, path, "--out", predictions], check=True, capture_output=True)
        predicted = pd.read_csv(predictions, keep_default_na=False)[test]
    found = json.loads(trained.stdout)
    if task == "classification":
        classes = classes_of(target)
        measured = measure_classes(target[test], predicted[[f"p_{name}" for name in classes]].to_numpy(float), classes)
    else:
        measured = measure_numbers(target[test], predicted.iloc[:, 0].to_numpy(float))
    validation = found["metrics"].get("validation", {})
    return {"seconds": seconds, "epochs": found["epochs"], "warnings": found["warnings"] + found["findings"],
            "validation": validation.get("logLoss", validation.get("rmse")), **measured}


def main():
    arguments, settings = sys.argv[1:], []
    if "--" in arguments:
        arguments, settings = arguments[: arguments.index("--")], arguments[arguments.index("--") + 1:]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", required=True, help="the published descent")
    parser.add_argument("--results", required=True)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--tables", help="names with commas between them; all of the folder otherwise")
    parser.add_argument("--method", default="Descent", help="what to call these settings in the results")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--folds", action="store_true", help="cross-validation instead of the split: each seed has another of four folds to test on")
    options = parser.parse_args(arguments)
    results = Results(options.results)
    for path in tables_in(options.folder):
        if options.tables and path.stem not in options.tables.split(","):
            continue
        target = read(path).iloc[:, -1]
        for seed in map(int, options.seeds.split(",")):
            if not results.has(path.stem, options.method, seed):
                test = folds_of(target)[seed % 4] if options.folds else is_test(path)
                results.add(path.stem, options.method, seed, train=int((~test).sum()), **run(options.program, path, target, test, seed, options.threads, settings))


if __name__ == "__main__":
    main()
