#!/usr/bin/env python3
"""Measures the speed of bert4j and of its peers in turn, on one machine, and prints the ratios.

Every figure is a process of its own, short, and the processes of one kind of work follow each other
(bert4j, peer, peer, ...), for as many rounds as wanted: so what else the machine does hits all
alike. Each process leaves a JSON file in --output; started again, the script skips what is there.
Needs only Python's standard library; the peers run in the Python given by --python, and in the Java
class path of the module benchmarks (mvn -B -pl benchmarks -am -DskipTests package).

Example:
  python3 speed_compare.py --python venv/bin/python --output speed \\
      --squad train-v1.1.json dev-v2.0.json --text wiki.valid.txt --classify sst2/train.tsv
"""

import argparse
import json
import os
import statistics
import sys
from pathlib import Path

from compare_common import (
    HOME,
    ROOT,
    check_same_comparison,
    fail,
    log,
    measure,
    read_json,
    write_json,
)
from speed_runs import RUNS, class_path, jmh_file
from speed_table import CORES, print_table, result_file

STARTS = 7  # of a command, to find how long it takes to start


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--output", required=True, type=Path, help="folder for the results")
    parser.add_argument("--squad", nargs="+", type=Path, help="SQuAD files; one trains")
    parser.add_argument("--text", nargs="+", type=Path, help="text files for the tokenizers")
    parser.add_argument("--classify", type=Path, help="texts and labels, tab separated (SST-2)")
    parser.add_argument(
        "--model",
        type=Path,
        default=HOME / "models" / "minilm",
        help="the starter minilm's directory (default: in the cache)",
    )
    parser.add_argument("--python", default=sys.executable, help="Python with requirements.txt")
    parser.add_argument("--bert4j", type=Path, default=ROOT / "bert4j", help="the launcher")
    parser.add_argument("--java", default=java(), help="a Java 25 (default: JAVA_HOME's, or java)")
    parser.add_argument("--class-path", help="of the peers in Java (default: the built module's)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", default="", help="only runs that begin so, comma separated")
    parser.add_argument("--seconds", type=float, default=8, help="measured in a process, about")
    parser.add_argument("--threads", type=int, default=CORES, help="of each side")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, once: does it all run?")
    parser.add_argument("--table", action="store_true", help="run nothing, print the table")
    parser.add_argument("--list", action="store_true", help="print the names of the runs")
    options = parser.parse_args()
    options.bert4j = options.bert4j.absolute()
    return options


def java():
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else "java"


# ---------------------------------------------------------------- the runs


def wanted(options):
    starts = tuple(options.rows.split(","))
    names = [name for name in RUNS if name.startswith(starts)]
    if not names:
        fail(f"--rows {options.rows} names no run; --list shows them.")
    return names


def requirements(options, names):
    """The data files that these runs need."""
    both = ("train-base", "train-minilm")
    needed = {
        "squad": ("tokenizer", "features", "infer", "memory/infer", *(f"{one}-qa" for one in both)),
        "text": ("tokenizer", "train-mini-mlm"),
        "classify": ("memory/train", *(f"{one}-classify" for one in both)),
    }
    for option, starts in needed.items():
        if getattr(options, option) is None and any(name.startswith(starts) for name in names):
            fail(f"--{option} is missing: {', '.join(starts)} need it; or choose others by --rows.")


def run_all(options, names):
    check_same_comparison(options.output, same_options(options))
    if not (options.model / "config.json").is_file():
        fail(f"{options.model} has no config.json; {options.bert4j} models pull minilm")
    for round_number in range(1, (1 if options.quick else options.rounds) + 1):
        for name in names:
            if RUNS[name].once and round_number > 1:
                continue
            target = result_file(options, name, round_number)
            log(f"{name} round {round_number}: {'present' if target.is_file() else 'running'}")
            if not target.is_file():
                write_json(target, run(options, name, round_number))


def same_options(options):
    names = "squad text classify model seconds threads quick".split()
    return {name: json.loads(json.dumps(getattr(options, name), default=str)) for name in names}


def run(options, name, round_number):
    """One process, or a few starts of one: its figures, its cost, and the load before it."""
    chosen = RUNS[name]
    command = chosen.command(options, round_number)
    environment = dict(chosen.environment)
    if str(command[0]) == options.java:
        environment["CLASSPATH"] = class_path(options)
    logfile = options.output / f"{name.replace('/', '.')}.log"
    stdout = options.output / "stdout"
    load = os.getloadavg()[0]
    if chosen.kind == "start":
        return starts(command, options, logfile) | {"load": load}
    measured = measure(command, options, logfile, "a", stdout, environment)
    if chosen.kind == "jmh":
        result = {"figures": jmh_figures(read_json(jmh_file(options)))}
    else:
        result = last_object(stdout)
    return {**result, "process": measured, "load": load}


def last_object(stdout):
    lines = stdout.read_text(encoding="utf-8").splitlines()
    return json.loads(next(line for line in reversed(lines) if line.startswith("{")))


def jmh_figures(benchmarks):
    """`clipAndUpdate` and so on."""
    return {
        one["benchmark"].rsplit(".", 1)[1]: {
            "value": one["primaryMetric"]["score"],
            "unit": one["primaryMetric"]["scoreUnit"].removesuffix("/op"),
        }
        for one in benchmarks
    }


def starts(command, options, logfile):
    """The first start warms the disk cache up and does not count."""
    count = 2 if options.quick else STARTS
    seconds = [measure(command, options, logfile, "a")["seconds"] for _ in range(count + 1)][1:]
    median = statistics.median(seconds)
    return {"figures": {"wall": {"value": median, "unit": "s", "values": seconds}}}


def main():
    options = parse_options()
    if options.list:
        print("\n".join(RUNS))
        return
    if not options.table:
        names = wanted(options)
        requirements(options, names)
        run_all(options, names)
    print_table(options)


if __name__ == "__main__":
    main()
