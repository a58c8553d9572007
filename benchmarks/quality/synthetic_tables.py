"""Writes generated tables with one kind of trouble each, the target last: python3 synthetic_tables.py FOLDER [--seed N]"""

import argparse
import pathlib

import numpy as np
import pandas as pd

WORDS = ["amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "inlet", "jetty", "knoll", "ledge"]


def signal(rng, x):
    """A function of some columns with a smooth part, an interaction, a threshold and columns that do not matter; deviation 1."""
    columns = x.shape[1]
    used = rng.permutation(columns)[: max(3, columns // 2)]
    a, b, c = used[:3]
    y = x[:, used] @ rng.normal(size=len(used)) / np.sqrt(len(used))
    y += np.sin(2 * x[:, a]) + 0.7 * x[:, a] * x[:, b] + 1.2 * (x[:, c] > rng.normal() * 0.3) * (x[:, b] > 0)
    return (y - y.mean()) / y.std()


def noisy(rng, y, noise):
    return y + noise * rng.normal(size=len(y))


def numbers(rng, rows, columns):
    return rng.normal(size=(rows, columns)) @ (np.eye(columns) + 0.3 * rng.normal(size=(columns, columns)) / np.sqrt(columns))


def frame(x):
    return pd.DataFrame(x, columns=[f"x{i + 1}" for i in range(x.shape[1])]).round(4)


def classes(y, shares, names):
    edges = np.quantile(y, np.cumsum(shares)[:-1])
    return np.array(names)[np.searchsorted(edges, y)]


def missing(rng):
    x = numbers(rng, 3000, 14)
    y = noisy(rng, signal(rng, x), 0.3)
    table = frame(x)
    for i, name in enumerate(table.columns):
        # Some are missing at random, some where the value is high, some where the target is.
        chance = 0.3 if i % 3 == 0 else 0.6 * (x[:, i] > 0.5) if i % 3 == 1 else 0.4 * (y > 0.3)
        table[name] = table[name].mask(rng.random(len(y)) < chance)
    table["empty"] = np.nan
    return table.assign(outcome=classes(y, [0.6, 0.4], ["bad", "good"]))


def many_levels(rng):
    rows, levels = 8000, 1500
    x = numbers(rng, rows, 6)
    level = np.minimum(rng.zipf(1.3, rows), levels)
    effect = rng.normal(size=levels + 1)
    table = frame(x).assign(shop=[f"shop {i}" for i in level], postcode=[f"{10000 + 7 * i}" for i in rng.integers(0, 900, rows)])
    return table.assign(sales=np.round(noisy(rng, signal(rng, x) + 0.8 * effect[level], 0.3), 4))


def rare_class(rng):
    x = numbers(rng, 10000, 12)
    return frame(x).assign(fraud=classes(noisy(rng, signal(rng, x), 0.5), [0.98, 0.02], ["no", "yes"]))


def rare_in_many(rng):
    x = numbers(rng, 4000, 10)
    return frame(x).assign(grade=classes(noisy(rng, signal(rng, x), 0.2), [0.7, 0.2, 0.07, 0.025, 0.005], list("ABCDE")))


def few_rows_classes(rng):
    x = numbers(rng, 60, 8)
    return frame(x).assign(kind=classes(noisy(rng, x[:, 0] + x[:, 1], 0.3), [0.4, 0.3, 0.3], ["low", "middle", "high"]))


def few_rows_numbers(rng):
    x = numbers(rng, 70, 6)
    return frame(x).assign(y=np.round(noisy(rng, x[:, 0] - x[:, 1] + 0.5 * x[:, 2] ** 2, 0.3), 4))


def wide_classes(rng):
    x = numbers(rng, 120, 600)
    return frame(x).assign(group=classes(noisy(rng, x[:, :10].sum(1), 1), [0.5, 0.5], ["case", "control"]))


def wide_numbers(rng):
    factors = rng.normal(size=(150, 5))
    x = factors @ rng.normal(size=(5, 500)) + 0.5 * rng.normal(size=(150, 500))
    return frame(x).assign(y=np.round(noisy(rng, factors[:, 0] + 0.5 * factors[:, 1], 0.2), 4))


def large_numbers(rng):
    rows = 50000
    x = numbers(rng, rows, 14)
    level = rng.integers(0, 12, rows)
    y = signal(rng, x) + 0.5 * rng.normal(size=12)[level] * (x[:, 0] > 0)
    return frame(x).assign(place=np.array(WORDS)[level], season=rng.integers(1, 5, rows), y=np.round(noisy(rng, y, 0.3), 4))


def large_classes(rng):
    x = numbers(rng, 20000, 16)
    scores = np.stack([signal(rng, x) for _ in range(8)], 1) + 0.3 * rng.normal(size=(len(x), 8))
    return frame(x).assign(label=np.array(WORDS)[scores.argmax(1)])


def skewed_target(rng):
    x = numbers(rng, 4000, 10)
    return frame(x).assign(price=np.round(1000 * np.exp(1.5 * noisy(rng, signal(rng, x), 0.2)), 2))


def outliers(rng):
    x = numbers(rng, 3000, 10)
    y = noisy(rng, signal(rng, x), 0.2)
    x[:, :4] = np.sign(x[:, :4]) * np.exp(2.5 * np.abs(x[:, :4])) / 3
    wild = rng.random(len(y)) < 0.01
    y[wild] += rng.standard_t(1.5, wild.sum()) * 10
    return frame(x).assign(y=np.round(y, 4))


def identifiers(rng):
    rows = 1500
    x = numbers(rng, rows, 6)
    names = [f"{WORDS[i % 12]} {WORDS[i // 12 % 12]} {i // 144}" for i in rng.integers(0, 1200, rows)]
    table = frame(x)
    table.insert(0, "customer_id", rng.permutation(rows) + 100000)
    table.insert(1, "name", names)
    table["token"] = [f"{i:016x}" for i in rng.integers(0, 2**62, rows)]
    table["source"] = "web"
    table["version"] = 3
    table["note"] = [" ".join(rng.choice(WORDS, 8)) for _ in range(rows)]
    return table.assign(outcome=classes(noisy(rng, signal(rng, x), 0.4), [0.7, 0.3], ["stay", "leave"]))


def untidy(rng):
    rows = 3000
    x = numbers(rng, rows, 5)
    day = pd.Timestamp("2019-01-01") + pd.to_timedelta(rng.integers(0, 2000, rows), unit="D")
    switch = rng.random(rows) < 0.5
    level = rng.integers(0, 5, rows)
    y = signal(rng, x) + np.sin(2 * np.pi * day.dayofyear / 365) + 0.7 * switch + 0.5 * (day.dayofweek > 4) + 0.4 * level
    table = frame(x)
    table["opened"] = day.strftime("%Y-%m-%d")
    table["Changed"] = (day + pd.to_timedelta(rng.integers(0, 90, rows), unit="D")).strftime("%d.%m.%Y")
    table["changed"] = np.where(switch, "Yes", "no")
    table["Colour"] = [WORDS[i] + " " * int(s) for i, s in zip(level, rng.integers(0, 3, rows))]
    table["size"] = [str(round(v, 2)) if r > 0.02 else "n/a?" for v, r in zip(x[:, 0] * 10, rng.random(rows))]
    table.loc[rng.random(rows) < 0.1, ["opened", "Colour"]] = None
    return table.assign(amount=np.round(noisy(rng, np.asarray(y), 0.3), 4))


def rules(rng):
    rows = 6000
    table = pd.DataFrame({f"c{i + 1}": np.array(WORDS)[rng.integers(0, 2 + 2 * i, rows)] for i in range(6)})
    codes = np.stack([pd.factorize(table[c], sort=True)[0] for c in table], 1)
    x = rng.random((rows, 4)).round(3)
    hit = ((codes[:, 0] == 1) & (codes[:, 4] > 4)) ^ (x[:, 0] > 0.7) | ((codes[:, 5] % 3 == 0) & (x[:, 1] < x[:, 2]))
    flip = rng.random(rows) < 0.05
    return table.assign(**{f"x{i + 1}": x[:, i] for i in range(4)}, accept=np.where(hit ^ flip, "yes", "no"))


def counts(rng):
    x = numbers(rng, 5000, 8)
    return frame(x).assign(visits=rng.poisson(np.exp(0.8 * signal(rng, x) - 0.5)))


KINDS = [missing, many_levels, rare_class, rare_in_many, few_rows_classes, few_rows_numbers, wide_classes, wide_numbers,
         large_numbers, large_classes, skewed_target, outliers, identifiers, untidy, rules, counts]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for i, kind in enumerate(KINDS):
        table = kind(np.random.default_rng([options.seed, i]))
        table.to_csv(options.folder / f"{kind.__name__}.csv", index=False)


if __name__ == "__main__":
    main()
