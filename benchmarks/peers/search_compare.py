#!/usr/bin/env python3
"""Compares bert4j's samplers with Optuna's on standard test functions: how far the best of some
trials is from the minimum, the median over seeds.

bert4j's samplers answer over a pipe (the class SearchDriver of the module benchmarks, built with
mvn -B -pl benchmarks -am -DskipTests package); the functions are evaluated here for both sides.
Optuna runs with its defaults. The exit code is 1 if TPE's median is worse than Optuna's in one.

Example:
  venv/bin/pip install optuna
  venv/bin/python benchmarks/peers/search_compare.py --trials 60 --seeds 20
"""

import argparse
import json
import math
import statistics
import subprocess
import sys

import optuna
from speed_compare import java
from speed_runs import class_path


def branin(at):
    x, y = at["x"], at["y"]
    curve = y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6
    return curve**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


HEIGHTS = [1.0, 1.2, 3.0, 3.2]
WIDTHS = [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
]
CENTRES = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
]


def hartmann(at):
    x = [at[f"x{i}"] for i in range(6)]
    hills = zip(HEIGHTS, WIDTHS, CENTRES)
    return -sum(
        height * math.exp(-sum(w * (xi - c) ** 2 for w, xi, c in zip(width, x, centre)))
        for height, width, centre in hills
    )


def mixed(at):
    """Rates, whole numbers, choices and an option that matters sometimes, as fine-tuning has."""
    rate = math.log10(at["rate"] / 1e-4)
    batch = math.log2(at["batch"] / 16)
    layers = (at["layers"] - 6) / 6
    if at["freeze"] == "nothing":
        freeze = 0.5
    elif at["freeze"] == "embeddings":
        freeze = 0.7
    else:
        freeze = 0.5 * math.log10(at["head-rate"] / 1e-3) ** 2
    return rate**2 + 0.2 * batch**2 + layers**2 + freeze


def suggest_branin(trial):
    return {"x": trial.suggest_float("x", -5, 10), "y": trial.suggest_float("y", 0, 15)}


def suggest_hartmann(trial):
    return {f"x{i}": trial.suggest_float(f"x{i}", 0, 1) for i in range(6)}


def suggest_mixed(trial):
    at = {
        "rate": trial.suggest_float("rate", 1e-6, 1e-2, log=True),
        "batch": trial.suggest_int("batch", 4, 64, log=True),
        "freeze": trial.suggest_categorical("freeze", ["nothing", "embeddings", "encoder"]),
        "layers": trial.suggest_int("layers", 1, 12),
    }
    if at["freeze"] == "encoder":
        at["head-rate"] = trial.suggest_float("head-rate", 1e-5, 1e-1, log=True)
    return at


# name, function, minimum, Optuna's way to ask, bert4j's space
FUNCTIONS = [
    ("branin", branin, 0.397887357729739, suggest_branin, ["x=-5.0..10.0", "y=0.0..15.0"]),
    (
        "hartmann6",
        hartmann,
        -3.32236801141551,
        suggest_hartmann,
        [f"x{i}=0.0..1.0" for i in range(6)],
    ),
    (
        "mixed",
        mixed,
        0.0,
        suggest_mixed,
        [
            "rate=log(1e-6,1e-2)",
            "batch=log(4,64)",
            "freeze=nothing|embeddings|encoder",
            "layers=1..12",
            "head-rate=log(1e-5,1e-1) if freeze=encoder",
        ],
    ),
]


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


def regret_bert4j(driver, sampler, function, minimum, space, seed, trials):
    def send(line):
        driver.stdin.write(line + "\n")
        driver.stdin.flush()

    send(json.dumps({"space": space, "sampler": sampler, "seed": seed, "trials": trials}))
    best = math.inf
    for _ in range(trials):
        at = {name: number(value) for name, value in json.loads(driver.stdout.readline()).items()}
        value = function(at)
        best = min(best, value)
        send(repr(value))
    return best - minimum


def regret_optuna(sampler, function, minimum, suggest, trials):
    study = optuna.create_study(sampler=sampler)
    study.optimize(lambda trial: function(suggest(trial)), n_trials=trials)
    return study.best_value - minimum


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=60)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--java", default=java(), help="a Java 25 (default: JAVA_HOME's, or java)")
    parser.add_argument("--class-path", default=None, help="default: the built module's")
    options = parser.parse_args()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    driver = subprocess.Popen(
        [
            options.java,
            "-cp",
            class_path(options),
            "org.bert4j.benchmarks.SearchDriver",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    print(f"Median regret of {options.seeds} seeds after {options.trials} trials, optuna {optuna.__version__}")
    print(f"{'function':10s} {'random':>9s} {'sobol':>9s} {'tpe':>9s} {'optuna tpe':>11s} {'ratio':>7s}")
    worse = False
    for name, function, minimum, suggest, space in FUNCTIONS:
        medians = {
            sampler: statistics.median(
                regret_bert4j(driver, sampler, function, minimum, space, seed, options.trials)
                for seed in range(options.seeds)
            )
            for sampler in ("random", "sobol", "tpe")
        }
        peer = statistics.median(
            regret_optuna(
                optuna.samplers.TPESampler(seed=seed), function, minimum, suggest, options.trials
            )
            for seed in range(options.seeds)
        )
        ratio = medians["tpe"] / peer
        worse |= ratio > 1
        print(
            f"{name:10s} {medians['random']:9.4f} {medians['sobol']:9.4f} {medians['tpe']:9.4f}"
            f" {peer:11.4f} {ratio:7.2f}",
            flush=True,
        )
    driver.stdin.close()
    sys.exit(worse)


if __name__ == "__main__":
    main()
