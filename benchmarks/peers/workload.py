"""What the runner hands to every peer: workloads, one to an argument, and how long to measure."""

import argparse
import json
import statistics
import time
from dataclasses import dataclass


@dataclass
class Workload:
    name: str
    optimizer: str
    sizes: list
    hidden: str
    loss: str
    batch: int
    rows: int
    learning_rate: float

    @staticmethod
    def parse(text):
        name, optimizer, sizes, hidden, loss, batch, rows, rate = text.split(";")
        return Workload(name, optimizer, [int(s) for s in sizes.split("-")], hidden, loss, int(batch), int(rows), float(rate))


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--warm-up", type=float, required=True, help="seconds")
    parser.add_argument("--sample", type=float, required=True, help="seconds")
    parser.add_argument("--samples", type=int, required=True)
    parser.add_argument("workloads", nargs="+", type=Workload.parse, help="name;optimizer;sizes;hidden;loss;batch;rows;rate")
    return parser.parse_args()


def median_seconds(repeat, options):
    """The median time of one repetition; repeat(n) does n of them. The same procedure as ours."""
    repetitions, started = 1, time.perf_counter()
    while True:
        start = time.perf_counter()
        repeat(repetitions)
        elapsed = time.perf_counter() - start
        if elapsed < options.sample:
            repetitions = -int(-repetitions * min(max(options.sample / elapsed, 1), 10) // 1)
        elif time.perf_counter() - started >= options.warm_up:
            repetitions = max(1, -int(-repetitions * (options.sample / elapsed) // 1))
            break

    seconds = []
    for _ in range(options.samples):
        start = time.perf_counter()
        repeat(repetitions)
        seconds.append((time.perf_counter() - start) / repetitions)
    return statistics.median(seconds)


def report(versions, threads, results):
    """results: pairs of a workload and the seconds of a step."""
    print(json.dumps({
        "versions": versions,
        "threads": threads,
        "workloads": [
            {"name": w.name, "optimizer": w.optimizer, "microsecondsPerStep": seconds * 1e6} for w, seconds in results
        ],
    }))
