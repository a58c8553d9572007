"""Writes NAME.split.csv beside each NAME.csv: 75 % of the rows to train on, stratified by class or by the target's decile.

python3 split_tables.py FOLDER...
"""

import pathlib
import sys
import warnings

from tables import folds_of, read, tables_in, write_split


def main():
    warnings.filterwarnings("ignore")  # classes of fewer than four rows are spread as far as they go
    for path in (path for folder in sys.argv[1:] for path in tables_in(pathlib.Path(folder))):
        write_split(path.with_suffix(".split.csv"), folds_of(read(path).iloc[:, -1])[0])


if __name__ == "__main__":
    main()
