#!/usr/bin/env python3
"""Fine-tunes question answering with Hugging Face and with bert4j, seed by seed, and compares.

Both start from the same directory, train on the same first questions of --train with the same
options, and are scored on --dev by the SQuAD 1.1 metric. Seconds are those of the whole process,
start-up and one evaluation of --dev included. Every finished run leaves a JSON file in --output;
started again, the script skips what is there, so it may be interrupted at any time.
Needs only Python's standard library; the peer runs in the Python given by --python.

Example:
  python3 qa_compare.py --python venv/bin/python \\
      --train train-v1.1.json --dev dev-v1.1.json --output comparison
"""

import argparse
import shlex
import shutil
from pathlib import Path

from compare_common import (
    HERE,
    add_arguments,
    finish,
    flags,
    measure,
    read_json,
    run_all,
    table,
    write_json,
)

FIGURES = [("F1", "f1"), ("EM", "exact")]  # the first decides
TRAINING = "limit epochs learning_rate warmup batch_size max_length window_overlap".split()


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--train", required=True, help="SQuAD 1.1 file to train on")
    parser.add_argument("--dev", required=True, help="SQuAD 1.1 file to score on")
    add_arguments(parser)
    parser.add_argument(
        "--max-context",
        type=int,
        default=700,
        help="train on the paragraphs of at most N characters (default: %(default)s)",
    )
    parser.add_argument("--limit", type=int, default=100000, help="train on the first N questions")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--learning-rate", default="3e-4")
    parser.add_argument("--warmup", default="0.1", help="share of the steps")
    parser.add_argument("--batch-size", type=int, default=4)
    parser.add_argument("--max-length", type=int, default=384)
    parser.add_argument("--window-overlap", type=int, default=128)
    parser.add_argument("--bert4j-options", default="", help="more for bert4j finetune qa")
    options = parser.parse_args()
    options.bert4j = options.bert4j.absolute()
    return options


def same_options(options):
    names = ["train", "dev", "model", "max_context", *TRAINING]
    names += ["threads", "peer_options", "bert4j_options"]
    now = {name: getattr(options, name) for name in names}
    now |= {name: str(Path(now[name]).resolve()) for name in ("train", "dev", "model")}
    return now | {"learning_rate": float(now["learning_rate"])}


# ---------------------------------------------------------------- runs


def run_peer(options, seed):
    raw = options.output / f"peer-seed{seed}.raw.json"
    command = [options.python, HERE / "qa_huggingface.py"]
    command += ["--model", options.model, "--train", train_slice(options)]
    command += ["--dev", options.dev]
    command += flags(options, TRAINING, seed) + ["--output", raw]
    command += ["--threads", options.threads] if options.threads else []
    command += shlex.split(options.peer_options)
    measured = measure(command, options, options.output / f"peer-seed{seed}.log", "w")
    result = read_json(raw)
    raw.unlink()
    return {**measured, "exact": result["exact"], "f1": result["f1"], "details": result}


def run_bert4j(options, seed):
    """--dev is given so that no training paragraph is held out; the last weights are scored."""
    directory = options.output / f"bert4j-seed{seed}"
    logfile = options.output / f"bert4j-seed{seed}.log"
    shutil.rmtree(directory, ignore_errors=True)  # of an interrupted run
    command = [options.bert4j, "finetune", "qa", "--model", options.model]
    command += ["--train", train_slice(options), "--dev", options.dev, "--output", directory]
    command += flags(options, TRAINING, seed) + shlex.split(options.bert4j_options)
    measured = measure(command, options, logfile, "w")
    model = directory / "last" if (directory / "last").is_dir() else directory
    command = [options.bert4j, "evaluate", "qa", "--model", model, "--data", options.dev]
    command += ["--metric", "squad", "--json"]
    figures = options.output / f"bert4j-seed{seed}.stdout"
    evaluation = measure(command, options, logfile, "a", figures)
    result = read_json(figures)
    figures.unlink()
    if not options.keep_models:
        shutil.rmtree(directory)
    return {
        **measured,
        "exact": result["exact"],
        "f1": result["f1"],
        "evaluateSeconds": evaluation["seconds"],
        "details": result,
    }


def train_slice(options):
    """The paragraphs to train on: short ones, so that many questions fit into few minutes."""
    path = options.output / "train.json"
    if not path.is_file():
        content = read_json(options.train)
        for article in content["data"]:
            article["paragraphs"] = [
                paragraph
                for paragraph in article["paragraphs"]
                if len(paragraph["context"]) <= options.max_context
            ]
        content["data"] = [article for article in content["data"] if article["paragraphs"]]
        write_json(path, content)
    return path


def main():
    options = parse_options()
    runners = {"peer": run_peer, "bert4j": run_bert4j}
    seeds = run_all(options, same_options(options), runners, FIGURES[0])
    finish(options, *table(options.output, seeds, FIGURES))


if __name__ == "__main__":
    main()
