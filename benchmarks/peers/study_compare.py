#!/usr/bin/env python3
"""Searches options of a text classifier: bert4j's tune beside Hugging Face's hyperparameter_search.

The parts, each a JSON file in --output; started again, the script skips what is there:
  peer       Trainer.hyperparameter_search with Optuna, float32, as its page shows it
  peer-bf16  the same with bfloat16 autocast
  asha       bert4j tune as it is without options: TPE, ASHA
  random     random search, every trial trained to its end
  random-asha  random search with ASHA: how soon it is as good as random search
  tuned      the best of asha, trained with three seeds, scored on --dev
  default    finetune as it is without options, the same seeds
The peer searches the space that is the default of --search. Seconds are those of the whole process. All sides start from the same directory and have the same
examples and space. Needs only Python's standard library; the peer runs in the Python of --python.

Example:
  python3 study_compare.py --python venv/bin/python --train train.tsv --dev dev.tsv --output study
"""

import argparse
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import task_data
from compare_common import HERE, HOME, ROOT, fail, log, measure, read_json, write_json

SPACE = "learning-rate=log(1e-5,1e-3) batch-size=8|16|32 epochs=2..4 warmup=0.0..0.2".split()
SEARCHES = {
    "asha": [],
    "random": ["--sampler", "random", "--scheduler", "none"],
    "random-asha": ["--sampler", "random"],
}
PEERS = {"peer": [], "peer-bf16": ["--bf16"]}
PARTS = ["asha", "peer", "random", "random-asha", "tuned", "default", "peer-bf16"]
# A line of tune: trial, state, how far, score
REPORT = re.compile(r"^ *(\d+) (.{8}) +(\d+) % +([\d.]+)")


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--train", required=True, help="text TAB label a line")
    parser.add_argument("--dev", required=True)
    parser.add_argument("--rows", type=int, default=1000, help="of --train, from the first")
    parser.add_argument("--output", required=True, type=Path)
    parser.add_argument("--model", type=Path, default=HOME / "models" / "minilm")
    parser.add_argument("--python", default=sys.executable, help="Python with requirements.txt")
    parser.add_argument("--bert4j", type=Path, default=ROOT / "bert4j")
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--search", nargs="+", default=SPACE, help="the space, as tune has it")
    parser.add_argument("--seeds", type=int, default=3, help="of tuned and default")
    parser.add_argument("--seed", type=int, default=42, help="of the searches")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--threads", type=int, help="OMP_NUM_THREADS of both")
    return parser.parse_args()


def data(options):
    """--train and --dev: the copies that all sides read."""
    options.output.mkdir(parents=True, exist_ok=True)
    paths = [options.output / "train.tsv", options.output / "dev.tsv"]
    if not paths[1].is_file():
        task_data.write("classify", paths[0], task_data.read("classify", options.train)[: options.rows])
        task_data.write("classify", paths[1], task_data.read("classify", options.dev))
    return ["--train", paths[0], "--dev", paths[1]]


def peer(options, part):
    raw = options.output / f"{part}.raw.json"
    command = [options.python, HERE / "study_huggingface.py", "--model", options.model]
    command += [*data(options), "--trials", options.trials, "--seed", options.seed]
    command += ["--output", raw, *PEERS[part]]
    measured = measure(command, options, options.output / f"{part}.log", "w")
    result = read_json(raw)
    raw.unlink()
    return measured | result


def search(options, part):
    """When each line of the table came, in seconds from the start of the process."""
    directory = options.output / part
    shutil.rmtree(directory, ignore_errors=True)
    command = [options.bert4j, "tune", "classify", "--model", options.model, *data(options)]
    command += ["--max-length", 64, "--output", directory, "--seed", options.seed]
    command += ["--search", *options.search, "--trials", options.trials, *SEARCHES[part]]
    command = [str(word) for word in command]
    began, reports = time.monotonic(), []
    with open(options.output / f"{part}.log", "w", encoding="utf-8") as logfile:
        logfile.write(f"$ {shlex.join(command)}\n")
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            for line in process.stderr:
                logfile.write(line)
                found = REPORT.match(line)
                if found:
                    trial, state, percent, accuracy = found.groups()
                    at = time.monotonic() - began
                    reports.append([at, int(trial), int(percent), float(accuracy), state.strip()])
    seconds = time.monotonic() - began
    if process.returncode != 0:
        fail(f"{shlex.join(command)} ended with {process.returncode}; see {logfile.name}.", 1)
    show = [options.bert4j, "tune", "show", directory, "--json"]
    study = subprocess.run(show, check=True, capture_output=True, text=True).stdout
    (options.output / f"{part}.study.json").write_text(study, encoding="utf-8")
    best = read_json(options.output / f"{part}.study.json")
    trial = best["trials"][best["best_trial"]]
    return {
        "seconds": seconds,
        "accuracy": trial["reports"][-1]["score"],
        "options": trial["options"],
        "reports": reports,
    }


def seeds_of(options, part):
    """Scores of some seeds of finetune, best evaluation of each."""
    words = []
    if part == "tuned":
        best = read_json(options.output / "asha.json")["options"]
        words = [word for name, value in best.items() for word in (f"--{name}", value)]
    scores, seconds = [], []
    for seed in range(options.seed, options.seed + options.seeds):
        directory = options.output / f"{part}-seed{seed}"
        shutil.rmtree(directory, ignore_errors=True)
        command = [options.bert4j, "finetune", "classify", "--model", options.model]
        command += [*data(options), "--max-length", 64, "--seed", seed, "--output", directory]
        measured = measure([*command, *words], options, options.output / f"{part}.log", "a")
        seconds.append(measured["seconds"])
        command = [options.bert4j, "evaluate", "classify", "--model", directory / "last", "--json"]
        command += ["--data", options.output / "dev.tsv"]
        figures = options.output / f"{part}.stdout"
        measure(command, options, options.output / f"{part}.log", "a", figures)
        scores.append(read_json(figures)["accuracy"])
        figures.unlink()
        shutil.rmtree(directory)
    return {
        "accuracy": statistics.mean(scores),
        "deviation": statistics.stdev(scores) if len(scores) > 1 else None,
        "scores": scores,
        "seconds": sum(seconds),
        "options": words,
    }


def table(options):
    found = {
        part: read_json(options.output / f"{part}.json")
        for part in PARTS
        if (options.output / f"{part}.json").is_file()
    }
    lines = ["| part | seconds | accuracy | options |", "|---|---|---|---|"]
    for part, result in found.items():
        lines.append(
            f"| {part} | {result['seconds']:.0f} | {result['accuracy']:.4f} | {result['options']} |"
        )
    if "asha" in found:
        for name in PEERS:
            if name in found:
                ratio = found[name]["seconds"] / found["asha"]["seconds"]
                lines.append(f"{name} takes {ratio:.2f} times as long as asha.")
    if "random" in found:
        goal = found["random"]["accuracy"]
        for name in SEARCHES:
            if name in found:
                seconds, epochs, whole = reached(options, name, found[name]["reports"], goal)
                lines.append(
                    f"{name}: {goal:.4f}, what random search has in the end, after {seconds} s and "
                    f"{epochs} epochs of {whole:.1f} in all."
                )
    return lines


def reached(options, part, reports, goal):
    """Seconds and epochs of training until a score first was at least that, and epochs in all."""
    trials = read_json(options.output / f"{part}.study.json")["trials"]
    epochs = [int(trial["options"]["epochs"]) for trial in trials]
    shares = [{round(100 * r["share"]): r["share"] for r in t["reports"]} for t in trials]
    done = [0.0] * len(trials)
    first = ("-", "-")
    for seconds, trial, percent, score, _ in reports:
        done[trial] = epochs[trial] * shares[trial][percent]
        if first[0] == "-" and score >= goal - 5e-5:
            first = (f"{seconds:.0f}", f"{sum(done):.1f}")
    return (*first, sum(done))


def main():
    options = parse_options()
    options.bert4j = options.bert4j.absolute()
    runners = dict.fromkeys(PEERS, peer) | dict.fromkeys(SEARCHES, search)
    for part in PARTS:
        path = options.output / f"{part}.json"
        if part in options.only and not path.is_file():
            log(f"{part}: running")
            write_json(path, runners.get(part, seeds_of)(options, part))
    lines = table(options)
    print("\n".join(lines))
    (options.output / "table.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
