#!/usr/bin/env python3
"""How fast questions in a file become features in files, the way run_qa makes them.

As datasets.map(batched=True, num_proc=N) does it: each process tokenizes batches of 1,000 questions
with the fast tokenizer, labels the windows in Python, and writes its part. Here the parts are numpy
files, which costs less than Arrow's. Every feature is padded to --max-length unless
--dynamic-padding is given. Measured from reading the file to the last part written.

Example:
  python features_huggingface.py --model DIR --data train.json --processes 2
"""

import multiprocessing
import os
import tempfile
import time
from pathlib import Path

import peer_measuring
import run_qa_features

os.environ["TOKENIZERS_PARALLELISM"] = "false"  # the processes are the parallelism
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np  # noqa: E402
import transformers  # noqa: E402


def main():
    parser = peer_measuring.parser(__doc__)
    parser.add_argument("--model", required=True, help="directory with a tokenizer")
    parser.add_argument("--data", required=True, help="SQuAD-shaped")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--max-length", type=int, default=384)
    parser.add_argument("--window-overlap", type=int, default=128)
    parser.add_argument("--dynamic-padding", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        began = time.perf_counter()
        questions, features = convert(options, Path(scratch))
        seconds = time.perf_counter() - began
    figures = {
        "pass": peer_measuring.figure("s", [seconds]),
        "questions": peer_measuring.figure("questions/s", [questions / seconds]),
    }
    subject = {
        "peer": f"transformers {transformers.__version__}, as run_qa",
        "processes": options.processes,
        "questions": questions,
        "features": features,
    }
    peer_measuring.report("features", subject, figures)


def convert(options, scratch):
    """Returns the numbers of questions and features."""
    questions = run_qa_features.read_questions(options.data)
    share = -(-len(questions) // options.processes)
    parts = [
        (options, questions[number * share : (number + 1) * share], scratch / f"part{number}")
        for number in range(options.processes)
    ]
    with multiprocessing.get_context("fork").Pool(options.processes) as pool:
        return len(questions), sum(pool.starmap(write_part, parts))


def write_part(options, questions, path):
    """Returns the number of features."""
    tokenizer = transformers.AutoTokenizer.from_pretrained(options.model, use_fast=True)
    count = 0
    with open(path, "wb") as file:
        for begin in range(0, len(questions), run_qa_features.BATCH):
            columns = run_qa_features.training_features(
                tokenizer,
                questions[begin : begin + run_qa_features.BATCH],
                options.max_length,
                options.window_overlap,
                not options.dynamic_padding,
            )
            for values in columns.values():
                np.save(file, flat(values))
            count += len(columns["start_positions"])
    return count


def flat(values):
    """Rows of unequal length one after the other."""
    if isinstance(values[0], list):
        values = [value for row in values for value in row]
    return np.array(values, dtype=np.int32)


if __name__ == "__main__":
    main()
