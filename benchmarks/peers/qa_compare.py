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
import json
import math
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOME = Path(os.environ.get("BERT4J_HOME", Path.home() / ".bert4j"))
SIDES = ("peer", "bert4j")
MAX_POINTS = 1.5  # allowed difference of the mean F1, besides two standard errors


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--train", required=True, help="SQuAD 1.1 file to train on")
    parser.add_argument("--dev", required=True, help="SQuAD 1.1 file to score on")
    parser.add_argument("--output", required=True, type=Path, help="folder for the results")
    parser.add_argument(
        "--model",
        type=Path,
        default=HOME / "models" / "minilm",
        help="directory both start from (default: the starter minilm, pulled when absent)",
    )
    parser.add_argument("--python", default=sys.executable, help="Python with requirements.txt")
    parser.add_argument("--bert4j", type=Path, default=ROOT / "bert4j", help="the launcher")
    parser.add_argument("--seeds", type=int, default=5, help="number of seeds")
    parser.add_argument("--first-seed", type=int, default=42)
    parser.add_argument("--limit", type=int, default=1400, help="train on the first N questions")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--learning-rate", default="2e-4")
    parser.add_argument("--batch-size", type=int, default=4)
    parser.add_argument("--max-length", type=int, default=384)
    parser.add_argument("--window-overlap", type=int, default=128)
    parser.add_argument("--threads", type=int, help="OMP_NUM_THREADS of both")
    parser.add_argument(
        "--peer-options",
        default="--dynamic-padding --bf16",
        help="more for the peer; write --peer-options=... (default: %(default)s)",
    )
    parser.add_argument("--bert4j-options", default="", help="more for bert4j finetune qa")
    parser.add_argument("--keep-models", action="store_true", help="keep bert4j's run directories")
    parser.add_argument("--only", choices=SIDES, help="run this side only")
    parser.add_argument("--table", action="store_true", help="run nothing, print the table")
    options = parser.parse_args()
    options.bert4j = options.bert4j.absolute()
    return options


# ---------------------------------------------------------------- runs


def run_all(options):
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    if options.table:
        return seeds
    check_same_comparison(options)
    if not (options.model / "config.json").is_file():
        if options.model != HOME / "models" / "minilm":
            fail(f"{options.model} has no config.json; give the directory of a BERT.")
        subprocess.run([options.bert4j, "models", "pull", "minilm"], check=True)
    for seed in seeds:
        for side in SIDES:
            if options.only in (None, side):
                run_one(options, side, seed)
    return seeds


def check_same_comparison(options):
    """Results of other options must not be mixed into the table."""
    options.output.mkdir(parents=True, exist_ok=True)
    names = "train dev model limit epochs learning_rate batch_size max_length window_overlap"
    names += " threads peer_options bert4j_options"
    now = {name: getattr(options, name) for name in names.split()}
    now |= {name: str(Path(now[name]).resolve()) for name in ("train", "dev", "model")}
    now["learning_rate"] = float(now["learning_rate"])
    path = options.output / "options.json"
    if not path.is_file():
        write_json(path, now)
    before = json.loads(path.read_text(encoding="utf-8"))
    for name, value in now.items():
        if before.get(name) != value:
            fail(
                f"{path} says {name} = {before.get(name)}, this call says {value}; "
                "use the same options or another --output."
            )


def run_one(options, side, seed):
    result_file = options.output / f"{side}-seed{seed}.json"
    if result_file.is_file():
        log(f"{side} seed {seed}: present")
        return
    log(f"{side} seed {seed}: running, log in {result_file.with_suffix('.log')}")
    began = time.time()
    result = run_peer(options, seed) if side == "peer" else run_bert4j(options, seed)
    result |= {"side": side, "seed": seed, "startedAtEpochSeconds": round(began)}
    write_json(result_file, result)
    log(f"{side} seed {seed}: f1 {result['f1']:.2f} in {result['seconds']:.0f} s")


def run_peer(options, seed):
    raw = options.output / f"peer-seed{seed}.raw.json"
    command = [options.python, HERE / "qa_huggingface.py"]
    command += ["--model", options.model, "--train", options.train, "--dev", options.dev]
    command += common_options(options, seed) + ["--output", raw]
    command += ["--threads", options.threads] if options.threads else []
    command += shlex.split(options.peer_options)
    measured = measure(command, options, options.output / f"peer-seed{seed}.log", "w")
    result = json.loads(raw.read_text(encoding="utf-8"))
    raw.unlink()
    return {**measured, "exact": result["exact"], "f1": result["f1"], "details": result}


def run_bert4j(options, seed):
    """--dev is given so that no training paragraph is held out; the last weights are scored."""
    directory = options.output / f"bert4j-seed{seed}"
    logfile = options.output / f"bert4j-seed{seed}.log"
    shutil.rmtree(directory, ignore_errors=True)  # of an interrupted run
    command = [options.bert4j, "finetune", "qa", "--model", options.model]
    command += ["--train", options.train, "--dev", options.dev, "--output", directory]
    command += common_options(options, seed) + shlex.split(options.bert4j_options)
    measured = measure(command, options, logfile, "w")
    model = directory / "last" if (directory / "last").is_dir() else directory
    command = [options.bert4j, "evaluate", "qa", "--model", model, "--data", options.dev]
    command += ["--metric", "squad", "--json"]
    figures = options.output / f"bert4j-seed{seed}.stdout"
    evaluation = measure(command, options, logfile, "a", figures)
    result = json.loads(figures.read_text(encoding="utf-8"))
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


def common_options(options, seed):
    names = ("limit", "epochs", "learning_rate", "batch_size", "max_length", "window_overlap")
    pairs = [(f"--{name.replace('_', '-')}", getattr(options, name)) for name in names]
    return [part for pair in pairs for part in pair] + ["--seed", seed]


def measure(command, options, logfile, mode, stdout=None):
    """Runs a command to its end; wall seconds, CPU seconds and peak memory of its processes."""
    command = [str(part) for part in command]
    environment = dict(os.environ)
    if options.threads:
        environment["OMP_NUM_THREADS"] = str(options.threads)
    with open(logfile, mode, encoding="utf-8") as log_stream:
        log_stream.write(f"$ {shlex.join(command)}\n")
        log_stream.flush()
        out_stream = open(stdout, "w", encoding="utf-8") if stdout else log_stream
        began = time.monotonic()
        try:
            process = subprocess.Popen(
                command, stdout=out_stream, stderr=log_stream, env=environment
            )
        except OSError as error:
            fail(f"{command[0]} does not start ({error.strerror}); check --python and --bert4j.")
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            process.wait()  # it got the Ctrl-C too
            fail("interrupted; the same command goes on from here.", 130)
        seconds = time.monotonic() - began
    if status != 0:
        code = os.waitstatus_to_exitcode(status)
        tail = Path(logfile).read_text(encoding="utf-8", errors="replace")[-2000:]
        fail(f"{tail}\n{shlex.join(command)} ended with {code}; its log is {logfile}.", 1)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return {
        "seconds": round(seconds, 2),
        "cpuSeconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peakRssMiB": round(usage.ru_maxrss / unit),
    }


# ---------------------------------------------------------------- table


def table(options, seeds):
    """Markdown lines, and whether the means agree (None: not enough runs)."""
    runs = {side: {} for side in SIDES}
    for side in SIDES:
        for seed in seeds:
            path = options.output / f"{side}-seed{seed}.json"
            if path.is_file():
                runs[side][seed] = json.loads(path.read_text(encoding="utf-8"))
    lines = [
        "| seed | F1 HF | F1 bert4j | EM HF | EM bert4j | s HF | s bert4j | HF / bert4j |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for seed in seeds:
        peer, ours = runs["peer"].get(seed), runs["bert4j"].get(seed)
        if peer or ours:
            lines.append(row(str(seed), [cells(peer), cells(ours)]))
    both = [seed for seed in seeds if seed in runs["peer"] and seed in runs["bert4j"]]
    if not both:
        return lines, None
    sides = [[cells(runs[side][seed]) for seed in both] for side in SIDES]
    means = [[statistics.mean(column) for column in zip(*side)] for side in sides]
    lines.append(row("mean", means))
    if len(both) < 2:
        return lines, None
    errors = [[standard_error(column) for column in zip(*side)] for side in sides]
    lines.append(row("standard error", errors, with_ratio=False))
    difference = means[1][0] - means[0][0]
    two_errors = 2 * math.hypot(errors[0][0], errors[1][0])
    agree = abs(difference) <= min(two_errors, MAX_POINTS)
    lines += [
        "",
        f"Mean F1 over {len(both)} seeds: bert4j {difference:+.2f} points against Hugging Face; "
        f"two standard errors of the difference are {two_errors:.2f}, the limit is "
        f"{MAX_POINTS} points: {'agree' if agree else 'DIFFER'}.",
    ]
    peaks = [max(runs[side][seed]["peakRssMiB"] for seed in both) for side in SIDES]
    lines.append(f"Peak memory: Hugging Face {peaks[0]} MiB, bert4j {peaks[1]} MiB.")
    return lines, agree


def cells(run):
    return (run["f1"], run["exact"], run["seconds"]) if run else None


def row(name, sides, with_ratio=True):
    peer, ours = sides

    def cell(side, column, digits):
        return f"{side[column]:.{digits}f}" if side else "-"

    values = [cell(side, column, 2) for column in (0, 1) for side in sides]
    values += [cell(side, 2, 0) for side in sides]
    values.append(f"{peer[2] / ours[2]:.2f}" if peer and ours and with_ratio else "-")
    return f"| {name} | " + " | ".join(values) + " |"


def standard_error(values):
    return statistics.stdev(values) / math.sqrt(len(values))


# ---------------------------------------------------------------- small things


def write_json(path, value):
    """Written beside and renamed: an interrupted run leaves no result."""
    partial = path.with_name(path.name + ".partial")
    partial.write_text(json.dumps(value, indent=2, default=str) + "\n", encoding="utf-8")
    partial.replace(path)


def log(message):
    print(message, file=sys.stderr, flush=True)


def fail(message, code=2):
    log(message)
    sys.exit(code)


def main():
    options = parse_options()
    lines, agree = table(options, run_all(options))
    print("\n".join(lines))
    if not options.table:
        (options.output / "table.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.exit(1 if agree is False else 0)


if __name__ == "__main__":
    main()
