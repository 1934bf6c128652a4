"""The table of a speed comparison: a row for each figure and each peer it is held against."""

import os
import statistics
from typing import Callable, NamedTuple

from compare_common import read_json
from speed_runs import RUNS

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
FLAT_MIB, FLAT_SHARE = 32, 0.01  # what memory may grow by from a run's second quarter to its last


def result_file(options, name, round_number):
    return options.output / f"{name.replace('/', '.')}-round{round_number}.json"


class Row(NamedTuple):
    """A figure of bert4j, alone or against peers."""

    work: str
    bert4j: str  # run and figure
    peers: list  # the same
    figure: Callable  # of a dictionary `run figure` -> number, for each round
    goal: tuple  # (">=" or "<=", number), or None where the figure only informs


def faster(work, bert4j, peers, goal=None):
    """How many times as fast as the best of the peers, where more is better."""
    return Row(work, bert4j, peers, lambda v: v[bert4j] / max(v[p] for p in peers), goal)


def sooner(work, bert4j, peers, goal=None):
    """The same where less is better."""
    return Row(work, bert4j, peers, lambda v: min(v[p] for p in peers) / v[bert4j], goal)


def alone(work, bert4j, goal=None):
    return Row(work, bert4j, [], lambda v: v[bert4j], goal)


# ---------------------------------------------------------------- the rows


def rows(threads):
    return [
        *tokenizer_rows(threads),
        alone("questions to features on disk, first pass, s", FEATURES, ("<=", 10)),
        sooner("the same, run_qa's map", FEATURES, ["features/run_qa pass"], (">=", 10)),
        *training_rows("base-qa", "train base, QA 384", (">=", 0.5)),
        *training_rows("minilm-qa", "train minilm, QA 384", (">=", 0.5)),
        *training_rows("base-classify", "train base, classify 128"),
        *training_rows("minilm-classify", "train minilm, classify 128"),
        *training_rows("mini-mlm", "pre-train mini, 128", goals=(None, (">=", 2))),
        *latency_rows(),
        *throughput_rows("32 x 128", "full_batches"),
        *throughput_rows("mixed lengths", "mixed_texts"),
        update_row(),
        sooner("clip and AdamW, 110 M, torch fused", UPDATE, ["adamw/torch clip_and_update_fused"]),
        alone("./bert4j --help, s", "start/help wall", ("<=", 0.3)),
        alone("./bert4j tokenize, one line, s", "start/tokenize wall", ("<=", 0.6)),
        growth_row("training, MiB more memory than flat", "memory/train", ""),
        growth_row("inference, MiB more memory than flat", "memory/infer", "_fp32"),
    ]


FEATURES = "features/bert4j first_pass"
UPDATE = "adamw/bert4j clipAndUpdate"


def tokenizer_rows(threads):
    one = "tokenizer/bert4j text_1_thread"
    many = one if threads == 1 else f"tokenizer/bert4j text_{threads}_threads"
    python = "tokenizer/python-1 text_{}".format
    return [
        faster("tokenize, 1 thread, DJL", one, ["tokenizer/djl text_one_by_one"], (">=", 10)),
        faster("the same, DJL in batches", one, ["tokenizer/djl text_batches"]),
        faster("tokenize, 1 thread, Python in batches", one, [python("batches")], (">=", 5)),
        faster("the same, ids and offsets read", one, [python("batches_read")]),
        faster("the same, one by one", one, [python("one_by_one")]),
        faster("tokenize, all threads, Python in batches", many, ["tokenizer/python text_batches"]),
    ]


def training_rows(name, title, share_goal=None, goals=((">=", 8), (">=", 2.5))):
    """Real tokens a second: over the same data, as many times more examples a second."""

    def tokens(side):
        return f"train-{name}/{side} real_tokens"

    mine, best = tokens("bert4j"), [tokens("best-sdpa"), tokens("best-eager")]
    share = f"train-{name}/bert4j share_of_matrix_rate"
    return [
        faster(f"{title}, Trainer's defaults", mine, [tokens("default")], goals[0]),
        faster(f"{title}, Trainer at its best", mine, best, goals[1]),
        alone(f"{title}, share of the matrix rate", share, share_goal),
    ]


def latency_rows():
    fp32, bf16, int8 = ours("latency")
    onnx, onnx_int8 = "infer/onnx-fp32 latency", "infer/onnx-int8 latency"
    return [
        sooner("latency 1 x 32 fp32, ONNX fp32", fp32, [onnx], (">=", 1)),
        sooner("latency 1 x 32 bf16, ONNX fp32", bf16, [onnx], (">=", 2)),
        sooner("latency 1 x 32 bf16, ONNX int8", bf16, [onnx_int8]),
        sooner("latency 1 x 32 int8, ONNX int8", int8, [onnx_int8]),
    ]


def throughput_rows(title, figure):
    fp32, bf16, int8 = ours(figure)
    onnx, onnx_int8 = f"infer/onnx-fp32 {figure}", f"infer/onnx-int8 {figure}"
    return [
        faster(f"{title} fp32, ONNX fp32", fp32, [onnx]),
        faster(f"{title} bf16, ONNX fp32", bf16, [onnx], (">=", 4)),
        faster(f"{title} bf16, ONNX int8", bf16, [onnx_int8], (">=", 2)),
        faster(f"{title} int8, ONNX fp32", int8, [onnx], (">=", 4)),
        faster(f"{title} int8, ONNX int8", int8, [onnx_int8], (">=", 2)),
    ]


def ours(figure):
    return [f"infer/bert4j-{one} {figure}_{one}" for one in ("fp32", "bf16", "int8")]


def update_row():
    """An update moves seven arrays, a copy two."""
    copy = "adamw/bert4j copyOfOneArray"
    work = "clip and AdamW, 110 M, times a pass over 7 arrays"
    return Row(work, UPDATE, [copy], lambda v: v[UPDATE] / (3.5 * v[copy]), ("<=", 2))


def growth_row(work, run, suffix):
    """How much more the last quarter holds than it may: at most 0 is flat."""
    second, last = (f"{run} memory_{part}_quarter{suffix}" for part in ("second", "last"))

    def beyond(values):
        return values[last] - values[second] * (1 + FLAT_SHARE) - FLAT_MIB

    return Row(work, last, [second], beyond, ("<=", 0))


# ---------------------------------------------------------------- the table


def print_table(options):
    rounds, everything = results(options)
    lines = ["| work | bert4j | peer | figure | of the rounds | goal | reached |", "|" + "---|" * 7]
    lines += [line for row in rows(options.threads) if (line := table_line(row, rounds))]
    lines += ["", *footnotes(everything, options)] if everything else []
    print("\n".join(lines))
    if not options.table:
        (options.output / "table.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def results(options):
    """For each round a dictionary `run figure` -> (number, unit); and all results."""
    rounds, everything = [], []
    for round_number in range(1, options.rounds + 1):
        values = {}
        for name in RUNS:
            path = result_file(options, name, round_number)
            if path.is_file():
                everything.append(read_json(path))
                for figure, content in everything[-1]["figures"].items():
                    values[f"{name} {figure}"] = content["value"], content["unit"]
        rounds.append(values)
    return rounds, everything


def result_file(options, name, round_number):
    return options.output / f"{name.replace('/', '.')}-round{round_number}.json"


def table_line(row, rounds):
    """None if no round has all figures that the row needs."""
    needed = [row.bert4j, *row.peers]
    complete = [values for values in rounds if all(name in values for name in needed)]
    if not complete:
        return None
    figures = [row.figure({name: values[name][0] for name in needed}) for values in complete]
    figure = statistics.median(figures)
    cells = [row.work, median_of(row.bert4j, complete)]
    cells.append(" / ".join(median_of(peer, complete) for peer in row.peers) or "-")
    cells += [number(figure), f"{number(min(figures))} to {number(max(figures))} ({len(figures)})"]
    return f"| {' | '.join(cells + verdict(row.goal, figure))} |"


def verdict(goal, figure):
    if not goal:
        return ["-", "-"]
    sign, limit = goal
    reached = figure >= limit if sign == ">=" else figure <= limit
    return [f"{sign} {limit}", "yes" if reached else "no"]


def median_of(name, rounds):
    value = statistics.median(values[name][0] for values in rounds)
    return f"{number(value)} {rounds[0][name][1]}".strip()


def number(value):
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{value:,.{digits}f}"


def footnotes(everything, options):
    machines = {
        f"{machine['processor']}, {machine['cores']} cores"
        for result in everything
        if "processor" in (machine := result.get("machine", {}))
    }
    peers = sorted({result["peer"] for result in everything if "peer" in result})
    loads = [result["load"] for result in everything]
    shares = [result.get("process", {}).get("stolen") for result in everything]
    stolen = [share for share in shares if share is not None]
    notes = [
        f"Machine: {'; '.join(sorted(machines)) or 'not said'}.",
        f"Peers: {'; '.join(peers) or 'none'}.",
        "Ratios are how many times as fast bert4j is, round by round; their median, lowest and "
        f"highest. Load before each process: median {statistics.median(loads):.1f}, highest "
        f"{max(loads):.1f}; well above {CORES}, the machine had other work.",
    ]
    if stolen:
        notes.append(
            "Of the time that programs wanted to compute, the host of this virtual machine kept "
            f"{statistics.median(stolen):.0%} for others, at most {max(stolen):.0%} while a "
            "process ran."
        )
    if options.quick:
        notes.append("All sizes are tiny (--quick): these figures say nothing.")
    return notes
