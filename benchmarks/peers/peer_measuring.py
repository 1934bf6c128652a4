"""How the peers written in Python are measured, and what they print: as `bert4j bench` does.

One JSON object on stdout, with figures by name: value (the median), unit, count, lowest, highest.
"""

import argparse
import json
import os
import statistics
import time

LEAST = 3  # repetitions before the seconds count


def parser(description):
    """With the options of `bert4j bench`."""
    options = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--warm-up", type=float, default=2, help="seconds, at least once")
    options.add_argument("--repetitions", type=int, default=20, help="at most")
    options.add_argument("--seconds", type=float, default=6, help="no repetition begins after")
    return options


def is_enough(options, done, elapsed):
    return done >= options.repetitions or (done >= LEAST and elapsed >= options.seconds)


def times(options, work):
    """Seconds of each repetition, after the warm-up."""
    began = time.perf_counter()
    work()
    while time.perf_counter() - began < options.warm_up:
        work()
    return times_warm(options, work)


def times_warm(options, work):
    seconds = []
    began = time.perf_counter()
    while not is_enough(options, len(seconds), time.perf_counter() - began):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds


def figure(unit, values, value=None):
    """A figure and its spread; the median, unless a value is given."""
    values = sorted(values)
    return {
        "value": statistics.median(values) if value is None else value,
        "unit": unit,
        "count": len(values),
        "lowest": values[0],
        "median": statistics.median(values),
        "highest": values[-1],
    }


def report(bench, subject, figures):
    machine = {"cores": len(os.sched_getaffinity(0)), "load": round(os.getloadavg()[0], 2)}
    print(json.dumps({"bench": bench, **subject, "machine": machine, "figures": figures}))
