"""Writes NAME.split.csv beside each NAME.csv: 75 % of the rows to train on, stratified by class or by the target's decile.

python3 split_tables.py FOLDER...
"""

import pathlib
import sys

import numpy as np
import pandas as pd
from sklearn.model_selection import StratifiedKFold

from tables import is_classification, read, tables_in


def main():
    for path in (path for folder in sys.argv[1:] for path in tables_in(pathlib.Path(folder))):
        target = read(path).iloc[:, -1]
        strata = target.astype(str) if is_classification(target) else pd.qcut(target.rank(method="first"), 10, labels=False)
        # A quarter is a fold of four; classes of fewer than four rows are spread as far as they go.
        folds = StratifiedKFold(4, shuffle=True, random_state=20).split(np.zeros(len(strata)), strata)
        split = np.full(len(strata), "train", dtype=object)
        split[next(folds)[1]] = "test"
        pd.DataFrame({"split": split}).to_csv(path.with_suffix(".split.csv"), index=False)


if __name__ == "__main__":
    main()
