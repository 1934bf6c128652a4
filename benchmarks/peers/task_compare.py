#!/usr/bin/env python3
"""Fine-tunes one task with Hugging Face and with bert4j, seed by seed, and compares.

Both start from the same directory, train on the same copies of a slice of --train with the same
options, and are scored on the same copy of --dev. The means over the seeds agree if the task's
main figure (accuracy, Spearman, F1) differs by at most two standard errors and 1.5 points.
Seconds are those of the whole process, start-up and evaluations of --dev included. Every finished
run leaves a JSON file in --output; started again, the script skips what is there, so it may be
interrupted at any time. Needs only Python's standard library; the peer runs in the Python given
by --python. The files are described in task_data.py.

Example:
  python3 task_compare.py --task classify --python venv/bin/python \\
      --train train.tsv --dev dev.tsv --output comparison
"""

import argparse
import json
import shlex
import shutil
import statistics
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

import task_data
from compare_common import (
    HERE,
    SIDES,
    add_arguments,
    fail,
    finish,
    flags,
    measure,
    read_json,
    run_all,
    table,
)


class Recipe(NamedTuple):
    """Defaults of a task, and what is compared: (title, key) of each figure, the main one first."""

    train_rows: str
    dev_rows: str
    epochs: int
    learning_rate: str
    bert4j_options: str
    figures: list
    answer: str  # the key of the answer in the files of predictions


ACCURACY = [("accuracy", "accuracy")]
RECIPES = {
    "classify": Recipe("0:4000", ":", 2, "1e-4", "--precision bf16", ACCURACY, "label"),
    "nli": Recipe("0:7830", "7830:", 1, "1e-4", "--precision bf16", ACCURACY, "label"),
    "regress": Recipe(
        ":",
        ":",
        1,
        "1e-4",
        "--precision bf16",
        [("Spearman", "spearman"), ("Pearson", "pearson")],
        "score",
    ),
    # The peer decides word by word, too
    "ner": Recipe(
        ":",
        ":",
        2,
        "2e-4",
        "--precision bf16 --decoding argmax",
        [("F1", "f1"), ("precision", "precision"), ("recall", "recall")],
        "tags",
    ),
}
TRAINING = "epochs learning_rate warmup batch_size max_length".split()


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--task", required=True, choices=list(RECIPES))
    parser.add_argument("--train", required=True, help="file to train on")
    parser.add_argument("--dev", required=True, help="file to score on; may be that of --train")
    add_arguments(parser)
    parser.add_argument(
        "--train-rows", metavar="A:B", help="examples of --train from A, counted from 0, up to B"
    )
    parser.add_argument("--dev-rows", metavar="A:B", help="the same of --dev")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--learning-rate")
    parser.add_argument("--warmup", default="0.1", help="share of the steps")
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--max-length", type=int, default=128)
    parser.add_argument("--bert4j-options", help="more for bert4j finetune TASK")
    options = parser.parse_args()
    options.bert4j = options.bert4j.absolute()
    for name, value in RECIPES[options.task]._asdict().items():
        if getattr(options, name, value) is None:
            setattr(options, name, value)
    for rows in (options.train_rows, options.dev_rows):
        slice_of(rows)  # a mistake shows before anything is written
    return options


def same_options(options):
    names = "task train dev model train_rows dev_rows".split() + TRAINING
    names += "threads peer_options bert4j_options".split()
    now = {name: getattr(options, name) for name in names}
    now |= {name: str(Path(now[name]).resolve()) for name in ("train", "dev", "model")}
    return now | {name: float(now[name]) for name in ("learning_rate", "warmup")}


# ---------------------------------------------------------------- runs


def run_peer(options, seed):
    name = f"peer-seed{seed}"
    raw = options.output / f"{name}.raw.json"
    command = [options.python, HERE / "task_huggingface.py", "--task", options.task]
    command += ["--model", options.model, *data(options)]
    command += ["--output", raw, "--predictions", predictions(options, "peer", seed)]
    command += flags(options, TRAINING, seed)
    command += ["--threads", options.threads] if options.threads else []
    command += shlex.split(options.peer_options)
    measured = measure(command, options, options.output / f"{name}.log", "w")
    result = read_json(raw)
    raw.unlink()
    return {**measured, **points(options, result), "details": result}


def run_bert4j(options, seed):
    """--dev is given so that no training example is held out; the last weights are scored."""
    name = f"bert4j-seed{seed}"
    directory, logfile = options.output / name, options.output / f"{name}.log"
    shutil.rmtree(directory, ignore_errors=True)  # of an interrupted run
    command = [options.bert4j, "finetune", options.task, "--model", options.model]
    command += [*data(options), "--output", directory]
    command += flags(options, TRAINING, seed) + shlex.split(options.bert4j_options)
    measured = measure(command, options, logfile, "w")
    command = [options.bert4j, "evaluate", options.task, "--model", directory / "last"]
    command += ["--data", data_file(options, "dev"), "--json"]
    command += ["--predictions", predictions(options, "bert4j", seed)]
    figures = options.output / f"{name}.stdout"
    evaluation = measure(command, options, logfile, "a", figures)
    result = read_json(figures)
    figures.unlink()
    if not options.keep_models:
        shutil.rmtree(directory)
    measured["evaluateSeconds"] = evaluation["seconds"]
    return {**measured, **points(options, result), "details": result}


def points(options, result):
    """Both sides give fractions."""
    return {key: 100 * result[key] for _, key in RECIPES[options.task].figures}


def data(options):
    return ["--train", data_file(options, "train"), "--dev", data_file(options, "dev")]


def data_file(options, part):
    """The slice of --train or --dev as a file that both sides read."""
    path = options.output / f"{part}{task_data.SUFFIX[options.task]}"
    if not path.is_file():
        examples = task_data.read(options.task, getattr(options, part))
        rows = getattr(options, f"{part}_rows")
        chosen = examples[slice_of(rows)]
        if not chosen:
            fail(f"--{part}-rows {rows} leaves none of {len(examples)} examples; widen it.")
        partial = path.with_name(path.name + ".partial")
        task_data.write(options.task, partial, chosen)
        partial.replace(path)
    return path


def slice_of(rows):
    begin, colon, end = rows.partition(":")
    if not colon or not all(part == "" or part.isdigit() for part in (begin, end)):
        fail(f'"{rows}" is no range of rows; write A:B, A: or :B, counted from 0.')
    return slice(int(begin or 0), int(end) if end else None)


# ---------------------------------------------------------------- answers, example by example


def predictions(options, side, seed):
    return options.output / f"{side}-seed{seed}.predictions.jsonl"


def answers_compared(options, seeds):
    """How often two runs answer the same example differently: across the sides, and within each.

    If both sides do the same, they differ no more from each other than from themselves.
    """
    runs = [
        [read_answers(options, side, seed) for seed in seeds if is_finished(options, side, seed)]
        for side in SIDES
    ]
    if min(len(side) for side in runs) < 2:
        return []
    across = mean_distance(product(*runs))
    within = [mean_distance(combinations(side, 2)) for side in runs]
    measured = {"regress": "mean distance of scores", "ner": "share of words with other tags"}
    return [
        f"Two runs, {measured.get(options.task, 'share of examples with another label')}: "
        f"Hugging Face and bert4j {across:.4f}, two seeds of Hugging Face {within[0]:.4f}, "
        f"of bert4j {within[1]:.4f}."
    ]


def is_finished(options, side, seed):
    done = options.output / f"{side}-seed{seed}.json"
    return done.is_file() and predictions(options, side, seed).is_file()


def read_answers(options, side, seed):
    """All labels, scores or tags of a run, in the order of --dev."""
    key = RECIPES[options.task].answer
    with open(predictions(options, side, seed), encoding="utf-8") as file:
        answers = [json.loads(line)[key] for line in file]
    return [tag for tags in answers for tag in tags] if options.task == "ner" else answers


def mean_distance(pairs):
    return statistics.mean(distance(*pair) for pair in pairs)


def distance(some, others):
    pairs = list(zip(some, others, strict=True))
    return statistics.mean(
        float(one != other) if isinstance(one, str) else abs(one - other) for one, other in pairs
    )


def main():
    options = parse_options()
    figures = RECIPES[options.task].figures
    runners = {"peer": run_peer, "bert4j": run_bert4j}
    seeds = run_all(options, same_options(options), runners, figures[0])
    lines, agree = table(options.output, seeds, figures)
    finish(options, lines + answers_compared(options, seeds), agree)


if __name__ == "__main__":
    main()
