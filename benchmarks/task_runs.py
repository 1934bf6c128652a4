#!/usr/bin/env python3
"""Fine-tunes a starter for every task on public data and writes the figures as a table.

Each row is one command of bert4j with a fixed seed, timed as a whole process, and one evaluation.
Finished rows leave a JSON file in --output; started again, the script goes on with the rest.
Needs only Python's standard library. --data is a folder with the data sets under the names below;
rows whose files are not there are left out.

Example:
  python3 benchmarks/task_runs.py --data data --output task-runs
"""

import argparse
import json
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "src" / "main" / "resources" / "org" / "bert4j" / "examples"

# name, task, training (file, lines or None for all), development (the same), options, figures
ROWS = [
    ("sst2", "classify", ("sst2/train.tsv", 4000), ("sst2/dev.tsv", None),
     "--epochs 2 --batch-size 16 --learning-rate 1e-4 --warmup 0.1 --max-length 64",
     "accuracy f1_macro matthews"),
    ("chnsenticorp", "classify", ("chnsenticorp/train.tsv", 2400), ("chnsenticorp/dev.tsv", 600),
     "--epochs 1 --batch-size 16 --learning-rate 1e-4 --warmup 0.1 --max-length 128",
     "accuracy f1_macro"),
    ("imdb", "classify", ("imdb/train.tsv.gz", 1200), ("imdb/test.part-a.tsv.gz", 500),
     "--epochs 1 --batch-size 16 --learning-rate 1e-4 --warmup 0.1 --max-length 256"
     " --long-text head-tail", "accuracy f1_macro"),
    ("snli", "nli", ("nli/snli/dev.csv", (0, 6000)), ("nli/snli/dev.csv", (8000, None)),
     "--epochs 1 --batch-size 16 --learning-rate 1e-4 --warmup 0.1 --max-length 64", "accuracy"),
    ("ocnli", "nli", ("nli/ocnli/train.10k.json", (0, 6000)),
     ("nli/ocnli/train.10k.json", (9000, None)),
     "--epochs 2 --batch-size 16 --learning-rate 1e-4 --warmup 0.1 --max-length 64", "accuracy"),
    ("goemotions", "multilabel", ("goemotions/train.tsv", 6000), ("goemotions/dev.tsv", 1000),
     "--epochs 3 --batch-size 16 --learning-rate 3e-4 --head-learning-rate 3e-3 --warmup 0.1"
     " --max-length 48 --label-names {data}/goemotions/emotions.txt", "f1_micro f1_macro subset_accuracy"),
    ("stsb-en", "regress", ("pairs/stsb/stsb-en-train.csv", None),
     ("pairs/stsb/stsb-en-dev.csv", None),
     "--epochs 2 --batch-size 16 --learning-rate 1e-4 --warmup 0.1 --max-length 64",
     "pearson spearman"),
    ("stsb-zh", "regress", ("pairs/stsb/stsb-zh-train.csv", None),
     ("pairs/stsb/stsb-zh-dev.csv", None),
     "--epochs 2 --batch-size 16 --learning-rate 1e-4 --warmup 0.1 --max-length 64",
     "pearson spearman"),
    ("mrpc", "pairs", ("pairs/mrpc/msr_paraphrase_train.txt", (0, 2500)),
     ("pairs/mrpc/msr_paraphrase_train.txt", (3500, None)),
     "--epochs 2 --batch-size 16 --learning-rate 1e-4 --warmup 0.1 --max-length 96",
     "accuracy f1"),
    ("lcqmc", "pairs", ("pairs/lcqmc/dev.txt", (0, 6000)), ("pairs/lcqmc/dev.txt", (7800, None)),
     "--epochs 2 --batch-size 16 --learning-rate 1e-4 --warmup 0.1 --max-length 48",
     "accuracy f1"),
    ("wnut17", "ner", ("wnut17/wnut17train.conll", None), ("wnut17/emerging.dev.conll", None),
     "--epochs 3 --batch-size 16 --learning-rate 2e-4 --warmup 0.1", "f1 precision recall f1_strict"),
    ("resume-ner", "ner", ("resume-ner/train.char.bmes", None), ("resume-ner/dev.char.bmes", None),
     "--epochs 1 --batch-size 16 --learning-rate 2e-4 --warmup 0.1", "f1 precision recall f1_strict"),
    ("choice", "choice", ("{examples}/choice-train.jsonl", None),
     ("{examples}/choice-dev.jsonl", None),
     "--epochs 10 --batch-size 8 --learning-rate 1e-4 --warmup 0.1 --max-length 48", "accuracy"),
    ("stsb-en embeddings", "embed", ("pairs/stsb/stsb-en-train.csv", None),
     ("pairs/stsb/stsb-en-dev.csv", None),
     "--epochs 1 --batch-size 16 --learning-rate 3e-5 --warmup 0.1 --max-length 64",
     "spearman pearson"),
    ("bbc-news", "zero-shot", ("model of snli", None), ("bbc-news/bbc.part-a.jsonl.gz", (0, None, 9)),
     "--text-column article --label-column category", "accuracy f1_macro"),
]
CHINESE = {"chnsenticorp", "ocnli", "stsb-zh", "lcqmc", "resume-ner"}


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--output", required=True, type=Path, help="folder for the results")
    parser.add_argument("--bert4j", type=Path, default=ROOT / "bert4j", help="the launcher")
    parser.add_argument("--only", nargs="*", help="rows to run, by name")
    parser.add_argument("--seed", default="42")
    return parser.parse_args()


def main():
    options = parse_options()
    options.output.mkdir(parents=True, exist_ok=True)
    for row in ROWS:
        if not options.only or row[0] in options.only:
            run(options, row)
    print(table(options))


def run(options, row):
    name, task, train, dev, extra, figures = row
    result = options.output / f"{name.replace(' ', '-')}.json"
    if result.is_file():
        return
    model = options.output / f"{name.replace(' ', '-')}-model"
    extra = extra.format(data=options.data).split()
    if task == "zero-shot":
        model = options.output / "snli-model"
        if not model.is_dir() or not (options.data / dev[0]).is_file():
            return
        command, seconds = None, 0.0
    else:
        if not source(options, train[0]).is_file():
            return
        shutil.rmtree(model, ignore_errors=True)
        starter = "bge-small-zh" if name in CHINESE else "minilm"
        command = [options.bert4j, "finetune", task, "--model", starter]
        command += ["--train", part(options, name, "train", train)]
        command += ["--dev", part(options, name, "dev", dev), *extra]
        command += ["--seed", options.seed, "--output", model]
        began = time.monotonic()
        call(command)
        seconds = time.monotonic() - began
    score = [options.bert4j, "evaluate", task, "--model", model, "--json"]
    score += ["--data", part(options, name, "dev", dev)]
    score += extra if task == "zero-shot" else [x for x in label_names(extra)]
    began = time.monotonic()
    values = json.loads(call(score))
    content = {
        "name": name,
        "task": task,
        "command": shown(options, command or score),
        "seconds": round(seconds or time.monotonic() - began, 1),
        "figures": {key: values[key] for key in figures.split()},
        "total": values["total"],
    }
    result.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{name}: {content['figures']} in {content['seconds']} s", file=sys.stderr, flush=True)


def shown(options, command):
    """The command without the folders of this machine; NAME-train and -dev are rows of a file."""
    text = shlex.join(map(str, command)).replace(str(options.bert4j), "./bert4j")
    for folder in (options.output, options.data, EXAMPLES.parent, ROOT):
        text = text.replace(f"{folder}/", "")
    return text


def label_names(extra):
    return extra[extra.index("--label-names"):][:2] if "--label-names" in extra else []


def source(options, file):
    return Path(file.format(examples=EXAMPLES)) if "{" in file else options.data / file


def part(options, name, side, what):
    """The file itself, or a copy of some rows: the first ones, or (first, behind the last, step)."""
    file, rows = what
    path = source(options, file)
    if rows is None:
        return path
    chosen = slice(rows) if isinstance(rows, int) else slice(*rows)
    text = subprocess.run(
        ["zcat", path] if path.suffix == ".gz" else ["cat", path], capture_output=True, check=True
    ).stdout.decode("utf-8-sig")
    lines = text.split("\n")
    lines = lines[:-1] if lines and not lines[-1] else lines
    has_header = path.suffix != ".gz" and path.name in HEADERS or ".tsv.gz" in path.name
    header = lines[:1] if has_header else []
    body = lines[len(header):]
    copy = options.output / f"{name.replace(' ', '-')}-{side}{suffix(path)}"
    copy.write_text("\n".join(header + body[chosen]) + "\n", encoding="utf-8")
    return copy


HEADERS = {"dev.csv", "msr_paraphrase_train.txt"}


def suffix(path):
    return "".join(s for s in path.suffixes if s in (".tsv", ".csv", ".jsonl", ".json", ".txt"))


def call(command):
    print("$ " + shlex.join(map(str, command)), file=sys.stderr, flush=True)
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"{shlex.join(map(str, command))} ended with {done.returncode}")
    return done.stdout.decode("utf-8")


def table(options):
    lines = ["| data | task | figures | evaluated on | seconds | command |", "|---|---|---|---|---|---|"]
    for row in ROWS:
        path = options.output / f"{row[0].replace(' ', '-')}.json"
        if path.is_file():
            run = json.loads(path.read_text(encoding="utf-8"))
            figures = ", ".join(f"{key} {value:.4f}" for key, value in run["figures"].items())
            lines.append(
                f"| {run['name']} | {run['task']} | {figures} | {run['total']}"
                f" | {run['seconds']:.0f} | `{run['command']}` |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
