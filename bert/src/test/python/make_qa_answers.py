#!/usr/bin/env python3
"""Writes golden answers, read off invented logits, into ../resources/org/bert4j/task/answers.json.

    python make_qa_answers.py UTILS_QA

The features are those of the sample of make_qa_features.py. Two references read answers off them:
    google   compute_predictions_logits of transformers (write_predictions of google-research/bert)
    run_qa   postprocess_qa_predictions of transformers examples/pytorch/question-answering/utils_qa.py,
             the file UTILS_QA, which is not part of this project
"""

import importlib.util
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
from transformers import BertTokenizer, BertTokenizerFast
from transformers.data.metrics.squad_metrics import compute_predictions_logits
from transformers.data.processors import squad as legacy

import make_qa_features as features

TARGET = features.RESOURCES.parent / "task" / "answers.json"
LONGEST, BEST = 8, 20
FILES = ["predictions.json", "nbest_predictions.json", "null_odds.json"]


def logit(window, position, which):
    """A number that looks random, is the same in Java, and is exact in 32 bits."""
    x = (window * 1000003 + position * 8191 + which * 131071 + 12345) & 0xFFFFFFFF
    x = (x * 2654435761) & 0xFFFFFFFF
    x ^= x >> 15
    x = (x * 2246822519) & 0xFFFFFFFF
    x ^= x >> 13
    return (x & 0xFFFFF) / 65536.0 - 8.0


def logits(window, length, which):
    return [logit(window, position, which) for position in range(length)]


def collect(folder, predictions, version_2):
    nbest = json.loads((folder / FILES[1]).read_text())
    odds = json.loads((folder / FILES[2]).read_text()) if version_2 else {}
    return [
        {
            "id": id,
            "best": text,
            "null_odds": odds.get(id),
            "nbest": [n["text"] for n in nbest[id]],
        }
        for id, text in predictions.items()
    ]


def google(examples, version_2):
    tokenizer = BertTokenizer(str(features.RESOURCES / "sample-vocab.txt"))
    legacy.squad_convert_example_to_features_init(tokenizer)
    converted, windows, results = [], [], []
    for e in examples:
        example = legacy.SquadExample(
            e["id"], e["question"], e["context"], None, None, "", [], e["impossible"]
        )
        made = legacy.squad_convert_example_to_features(
            example, 48, 16, 10, "do_not_pad", False
        )
        for window in made:
            window.example_index = len(converted)
            window.unique_id = len(windows)
            length = len(window.input_ids)
            results.append(
                legacy.SquadResult(
                    len(windows), logits(len(windows), length, 0), logits(len(windows), length, 1)
                )
            )
            windows.append(window)
        if made:
            converted.append(example)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [str(folder / f) for f in FILES]
        predictions = compute_predictions_logits(
            converted, windows, results, BEST, LONGEST, True, *paths, False, version_2, 0.0, tokenizer
        )
        return collect(folder, predictions, version_2)


def run_qa(examples, postprocess, version_2):
    tokenizer = BertTokenizerFast(str(features.RESOURCES / "sample-vocab.txt"))
    examples = [e for e in examples if e["id"] != "light-2"]  # fails, see make_qa_features.py
    windows, starts, ends = [], [], []
    for e in examples:
        encoded = tokenizer(
            e["question"].lstrip(),
            e["context"],
            truncation="only_second",
            max_length=48,
            stride=12,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        for w, offsets in enumerate(encoded["offset_mapping"]):
            sequence = encoded.sequence_ids(w)
            starts.append(np.array(logits(len(windows), len(offsets), 0)))
            ends.append(np.array(logits(len(windows), len(offsets), 1)))
            inside = [o if sequence[k] == 1 else None for k, o in enumerate(offsets)]
            windows.append({"example_id": e["id"], "offset_mapping": inside})
    columns = Columns(examples)
    with tempfile.TemporaryDirectory() as name:
        predictions = postprocess(
            columns, windows, (starts, ends), version_2, BEST, LONGEST, 0.0, name
        )
        return collect(Path(name), predictions, version_2)


class Columns(list):
    """Rows that can also be asked for a column, as a data set of the datasets library."""

    def __getitem__(self, key):
        if isinstance(key, str):
            return [row[key] for row in self]
        return list.__getitem__(self, key)


def main():
    spec = importlib.util.spec_from_file_location("utils_qa", sys.argv[1])
    utils_qa = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(utils_qa)
    examples = features.read(features.RESOURCES / "sample.json")
    facts = {
        "origin": features.ORIGIN.replace("features.py", "answers.py"),
        "max_answer_length": LONGEST,
        "n_best_size": BEST,
    }
    for version_2 in (False, True):
        name = "squad_2" if version_2 else "squad_1"
        facts["google_" + name] = google(examples, version_2)
        facts["run_qa_" + name] = run_qa(
            examples, utils_qa.postprocess_qa_predictions, version_2
        )
    text = json.dumps(facts, ensure_ascii=False).replace('}, {', '},\n{').replace('[{', '[\n{')
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
