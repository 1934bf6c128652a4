"""What the comparisons share: runs that may be interrupted, their measurement, and the table.

Every finished run is a file SIDE-seedN.json in the output folder, with its figures in points.
Needs only Python's standard library.
"""

import json
import math
import os
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOME = Path(os.environ.get("BERT4J_HOME", Path.home() / ".bert4j"))
SIDES = ("peer", "bert4j")
MAX_POINTS = 1.5  # allowed difference of the means, besides two standard errors


def add_arguments(parser):
    """The options of every comparison, whatever it trains."""
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
    parser.add_argument("--threads", type=int, help="OMP_NUM_THREADS of both")
    parser.add_argument(
        "--peer-options",
        default="--dynamic-padding --bf16",
        help="more for the peer; write --peer-options=... (default: %(default)s)",
    )
    parser.add_argument("--keep-models", action="store_true", help="keep bert4j's run directories")
    parser.add_argument("--only", choices=SIDES, help="run this side only")
    parser.add_argument("--table", action="store_true", help="run nothing, print the table")


# ---------------------------------------------------------------- runs


def run_all(options, same, runners, figure):
    """Runs what is missing, seed by seed, the sides in turn. Returns the seeds.

    same:    the options that all runs of a folder must have in common, by name
    runners: side -> function of (options, seed) that returns the result
    figure:  (title, key) of the one to log
    """
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    if options.table:
        return seeds
    check_same_comparison(options.output, same)
    if not (options.model / "config.json").is_file():
        if options.model != HOME / "models" / "minilm":
            fail(f"{options.model} has no config.json; give the directory of a BERT.")
        subprocess.run([options.bert4j, "models", "pull", "minilm"], check=True)
    for seed in seeds:
        for side in SIDES:
            if options.only in (None, side):
                run_one(options, side, seed, runners[side], figure)
    return seeds


def check_same_comparison(output, now):
    """Results of other options must not be mixed into the table."""
    output.mkdir(parents=True, exist_ok=True)
    path = output / "options.json"
    if not path.is_file():
        write_json(path, now)
    before = read_json(path)
    for name, value in now.items():
        if before.get(name) != value:
            fail(
                f"{path} says {name} = {before.get(name)}, this call says {value}; "
                "use the same options or another --output."
            )


def run_one(options, side, seed, runner, figure):
    result_file = options.output / f"{side}-seed{seed}.json"
    if result_file.is_file():
        log(f"{side} seed {seed}: present")
        return
    log(f"{side} seed {seed}: running, log in {result_file.with_suffix('.log')}")
    began = time.time()
    result = runner(options, seed)
    result |= {"side": side, "seed": seed, "startedAtEpochSeconds": round(began)}
    write_json(result_file, result)
    _, key = figure
    log(f"{side} seed {seed}: {key} {result[key]:.2f} in {result['seconds']:.0f} s")


def measure(command, options, logfile, mode, stdout=None, environment=None):
    """Runs a command to its end; wall seconds, CPU seconds and peak memory of its processes.

    environment: variables besides those of this process
    """
    command = [str(part) for part in command]
    environment = os.environ | (environment or {})
    if options.threads:
        environment["OMP_NUM_THREADS"] = str(options.threads)
    with open(logfile, mode, encoding="utf-8") as log_stream:
        log_stream.write(f"$ {shlex.join(command)}\n")
        log_stream.flush()
        out_stream = open(stdout, "w", encoding="utf-8") if stdout else log_stream
        began, ticks = time.monotonic(), processor_ticks()
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
        stolen = stolen_share(ticks, processor_ticks())
    if status != 0:
        code = os.waitstatus_to_exitcode(status)
        tail = Path(logfile).read_text(encoding="utf-8", errors="replace")[-2000:]
        fail(f"{tail}\n{shlex.join(command)} ended with {code}; its log is {logfile}.", 1)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return {
        "seconds": round(seconds, 2),
        "cpuSeconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peakRssMiB": round(usage.ru_maxrss / unit),
        "stolen": stolen,
    }


def processor_ticks():
    """What all cores did so far: user, nice, system, idle, waiting, ..., stolen (man 5 proc)."""
    statistics = Path("/proc/stat")
    return [int(word) for word in statistics.read_text().split()[1:9]] if statistics.exists() else None


def stolen_share(before, after):
    """Of the time that programs wanted to compute, what the host of a virtual machine kept."""
    if before is None:
        return None
    user, nice, system, _, _, *interrupts, stolen = [b - a for a, b in zip(before, after)]
    wanted = user + nice + system + sum(interrupts) + stolen
    return round(stolen / wanted, 3) if wanted else 0.0


def flags(options, names, seed):
    """--learning-rate 3e-4 and so on, and --seed."""
    pairs = [(f"--{name.replace('_', '-')}", getattr(options, name)) for name in names]
    return [part for pair in pairs for part in pair] + ["--seed", seed]


# ---------------------------------------------------------------- table


def table(output, seeds, figures):
    """Markdown lines, and whether the means of the first figure agree (None: not enough runs).

    figures: (title, key) of each column
    """
    runs = {side: results(output, side, seeds) for side in SIDES}
    titles = [f"{title} {side}" for title, _ in figures for side in ("HF", "bert4j")]
    titles = ["seed", *titles, "s HF", "s bert4j", "HF / bert4j"]
    lines = [f"| {' | '.join(titles)} |", "|" + "---|" * len(titles)]
    keys = [key for _, key in figures] + ["seconds"]
    for seed in seeds:
        peer, ours = (cells(runs[side].get(seed), keys) for side in SIDES)
        if peer or ours:
            lines.append(row(str(seed), peer, ours))
    both = [seed for seed in seeds if seed in runs["peer"] and seed in runs["bert4j"]]
    if not both:
        return lines, None
    columns = [list(zip(*(cells(runs[side][seed], keys) for seed in both))) for side in SIDES]
    means = [[statistics.mean(column) for column in side] for side in columns]
    lines.append(row("mean", *means))
    if len(both) < 2:
        return lines, None
    errors = [[standard_error(column) for column in side] for side in columns]
    lines.append(row("standard error", *errors, with_ratio=False))
    difference = means[1][0] - means[0][0]
    two_errors = 2 * math.hypot(errors[0][0], errors[1][0])
    agree = abs(difference) <= min(two_errors, MAX_POINTS)
    lines += [
        "",
        f"Mean {figures[0][0]} over {len(both)} seeds: bert4j {difference:+.2f} points against "
        f"Hugging Face; two standard errors of the difference are {two_errors:.2f}, the limit is "
        f"{MAX_POINTS} points: {'agree' if agree else 'DIFFER'}.",
    ]
    peaks = [max(runs[side][seed]["peakRssMiB"] for seed in both) for side in SIDES]
    lines.append(f"Peak memory: Hugging Face {peaks[0]} MiB, bert4j {peaks[1]} MiB.")
    return lines, agree


def results(output, side, seeds):
    """Seed -> result of the finished runs."""
    paths = {seed: output / f"{side}-seed{seed}.json" for seed in seeds}
    return {seed: read_json(path) for seed, path in paths.items() if path.is_file()}


def cells(run, keys):
    return [run[key] for key in keys] if run else None


def row(name, peer, ours, with_ratio=True):
    """The figures of both sides in turn, their seconds last."""
    width = len(peer or ours)

    def cell(side, column):
        digits = 0 if column == width - 1 else 2
        return f"{side[column]:.{digits}f}" if side else "-"

    values = [cell(side, column) for column in range(width) for side in (peer, ours)]
    values.append(f"{peer[-1] / ours[-1]:.2f}" if peer and ours and with_ratio else "-")
    return f"| {name} | " + " | ".join(values) + " |"


def standard_error(values):
    return statistics.stdev(values) / math.sqrt(len(values))


def finish(options, lines, agree):
    """Prints and saves the table; ends the program with 1 if the means differ."""
    print("\n".join(lines))
    if not options.table:
        (options.output / "table.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.exit(1 if agree is False else 0)


# ---------------------------------------------------------------- small things


def read_json(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


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
