"""A table in Markdown of what was measured: python3 report.py [--methods A,B] [--notes] RESULTS...

For each table the mean over seeds, of accuracy or of the RMSE, and log loss; the best is bold. Ranks are among all methods
shown, equal values share theirs. "Against the best": how far the first method is from the best of the others, in points of
accuracy or as a ratio of RMSE. A method is "Descent", or what descent.py was told to call it, or one of the peers'.
"""

import argparse
import math

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from tables import Results

PEERS = ["forest", "boosting", "perceptron"]
SMALLER_IS_BETTER = {"rmse", "log_loss"}


def cell(values, method, measure):
    value = values.get(method, math.nan)
    if math.isnan(value):
        return "–"
    text = f"{value:.3f}" if measure != "rmse" else f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"
    best = min(values.values()) if measure in SMALLER_IS_BETTER else max(values.values())
    return f"**{text}**" if value == best else text


def rank(values, methods, measure):
    sign = 1 if measure in SMALLER_IS_BETTER else -1
    return dict(zip(methods, rankdata([sign * round(values[m], 6) for m in methods])))


def show(means, seconds, sizes, methods, measures, title):
    shown = methods + [name for name in ("linear", "constant") if name not in methods]
    print(f"\n| {title} | rows, columns | {' | '.join(shown)} | against the best | seconds |")
    print(f"| --- | --- |{' ---: |' * (len(shown) + 2)}")
    ranks, ratios = [], []
    for table in sizes:
        measure = next((m for m in measures if (table, m) in means.index), None)
        if measure is None:
            continue
        values = means.loc[(table, measure)].dropna().to_dict()
        if any(method not in values for method in methods):
            continue
        others = [values[m] for m in methods[1:]]
        if measure in SMALLER_IS_BETTER:
            ratio = values[methods[0]] / min(others)
            against = f"× {ratio:.3f}"
        else:
            ratio = values[methods[0]] - max(others)
            against = f"{100 * ratio:+.1f}"
        ratios.append((measure, ratio, table))
        ranks.append(rank(values, methods, measure))
        name = table + (" (RMSE)" if measure == "rmse" else "")
        rows, columns = sizes[table]
        print(f"| {name} | {rows:,} × {columns} | {' | '.join(cell(values, m, measure) for m in shown)} | {against} | {seconds[table]:.1f} |")
    ranks = pd.DataFrame(ranks)
    print(f"| mean rank | | {' | '.join(f'{ranks[m].mean():.2f}' for m in methods)} |{' |' * (len(shown) - len(methods) + 2)}")
    for measure in dict.fromkeys(m for m, _, _ in ratios):
        found = [(ratio, table) for m, ratio, table in ratios if m == measure]
        if measure in SMALLER_IS_BETTER:
            print(f"<!-- {measure}: geometric mean of ratios {np.exp(np.mean(np.log([r for r, _ in found]))):.3f}, worst {max(found)} -->")
        else:
            print(f"<!-- {measure}: mean difference {100 * np.mean([r for r, _ in found]):+.2f} points, worst {min(found)} -->")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", nargs="+")
    parser.add_argument("--methods", default="Descent," + ",".join(PEERS), help="the first is compared with the others")
    parser.add_argument("--notes", action="store_true", help="warnings and errors too")
    options = parser.parse_args()
    methods = options.methods.split(",")
    rows = pd.DataFrame([row for path in options.results for row in Results(path).rows])
    sizes = {}
    for table, found in rows.groupby("table", sort=False):
        columns = found["columns"].dropna()
        sizes[table] = (int(found["train"].iloc[0]), int(columns.iloc[0]) if len(columns) else 0)
    sizes = dict(sorted(sizes.items(), key=lambda entry: entry[1]))
    long = rows.melt(["table", "method", "seed"], [m for m in ("accuracy", "log_loss", "auc", "rmse") if m in rows], "measure").dropna()
    means = long.pivot_table("value", ["table", "measure"], "method")
    seconds = rows[rows["method"] == methods[0]].groupby("table")["seconds"].mean()
    show(means, seconds, sizes, methods, ["accuracy", "rmse"], "accuracy or RMSE")
    if "log_loss" in rows:
        show(means, seconds, sizes, methods, ["log_loss"], "log loss")
        show(means, seconds, sizes, methods, ["auc"], "AUC")
    if options.notes:
        for row in rows.to_dict("records"):
            if isinstance(row.get("warnings"), list) and row["warnings"] or isinstance(row.get("error"), str):
                print(row["table"], row["method"], row["seed"], row.get("error"), row.get("warnings"))


if __name__ == "__main__":
    main()
