#!/usr/bin/env python3
"""Writes golden facts of question answering features into ../resources/org/bert4j/feature.

    python make_qa_features.py sample             # sample-vocab.txt and sample-*.json from sample.json
    python make_qa_features.py files DATA [NAME]  # adds counts and checksums of public files to files.json

Needs transformers 4.57 and torch (CPU). DATA is a folder with the data sets and vocabularies.

Two references make the features:
    google   squad_convert_examples_to_features of transformers (a port of google-research/bert
             run_squad.py) with BertTokenizer, doc_stride as a step
    run_qa   prepare_train_features and prepare_validation_features as examples/pytorch/
             question-answering/run_qa.py defines them, rewritten here from their description, with
             BertTokenizerFast, doc_stride as an overlap

Two things are not the references' own. Offsets are mended first, as every trainer must: a reference
that does not stand at its offset is looked for nearby, one that is not in the context is dropped, and
a question left with none is not trained on. And where run_qa lets a start label run past the window
(or gives up an answer whose blanks reach beyond the tokens), the label is put right; how often is
counted in "mended_labels".
"""

import argparse
import functools
import hashlib
import json
import os
import struct
import sys
import unicodedata
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import transformers
from transformers import BertTokenizer, BertTokenizerFast
from transformers.data.processors import squad as legacy

HERE = Path(__file__).resolve().parent
RESOURCES = HERE.parent / "resources" / "org" / "bert4j" / "feature"
ORIGIN = "transformers " + transformers.__version__ + ", make_qa_features.py"
FILES = {  # name: (path, vocabulary)
    "squad-train": ("squad/train-v1.1.part.json", "bert-base-uncased"),
    "squad-dev": ("squad/dev-v2.0.part-a.json", "bert-base-uncased"),
    "xquad-en": ("xquad/xquad.en.part-a.json", "bert-base-uncased"),
    "covid-qa": ("covid-qa/200423_covidQA.json", "bert-base-uncased"),
    "xquad-zh": ("xquad/xquad.zh.part-a.json", "bert-base-chinese"),
    "cmrc-dev": ("cmrc2018/cmrc2018_dev.part-a.json", "bert-base-chinese"),
    "cmrc-trial": ("cmrc2018/cmrc2018_trial.json", "bert-base-chinese"),
    "drcd-dev": ("drcd/DRCD_dev.json", "bert-base-chinese"),
}


# --- Reading -----------------------------------------------------------------------------------


def occurrences(text, part):
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def mended_start(context, text, start):
    """The start of the answer in code points, or None if it is not there."""
    if text == "" or start < 0:
        return None
    if context[start : start + len(text)] == text:
        return start
    found = list(occurrences(context, text))
    if not found:
        return None
    nearest = min(found, key=lambda at: (abs(at - start), at))
    return nearest if len(found) == 1 or abs(nearest - start) <= 100 else None


def read(path):
    examples = []
    for article in json.loads(Path(path).read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            for qa in paragraph["qas"]:
                impossible = qa.get("is_impossible", False) or not qa["answers"]
                starts = [
                    (mended_start(context, a["text"], a["answer_start"]), a["text"])
                    for a in qa["answers"]
                ]
                examples.append(
                    {
                        "id": str(qa["id"]),
                        "question": qa["question"],
                        "context": context,
                        "impossible": impossible,
                        "answers": [(s, t) for s, t in starts if s is not None],
                    }
                )
    return examples


def trainable(examples):
    return [e for e in examples if e["impossible"] or e["answers"]]


# --- Google's way ------------------------------------------------------------------------------


def improve_answer_span(doc_tokens, first, last, tokenizer, text):
    """legacy._improve_answer_span without its hopeless comparisons: only spans of as many tokens as
    the answer has can be equal to it. In Chinese a paragraph is one word, and the original compares
    every span of it."""
    answer = tokenizer.tokenize(text)
    for start in range(first, last + 1):
        end = start + len(answer) - 1
        if start <= end <= last and doc_tokens[start : end + 1] == answer:
            return start, end
    return first, last


class SlowTokenizer(BertTokenizer):
    """BertTokenizer that takes a question without tokens, as google-research/bert does and one public
    file needs."""

    def encode_plus(self, text, text_pair=None, padding=False, **options):
        if text != []:
            return super().encode_plus(text, text_pair, padding=padding, **options)
        pair = [t if isinstance(t, int) else self.convert_tokens_to_ids(t) for t in text_pair]
        return self.prepare_for_model([], pair, padding=padding, **options)


class MaxContext:
    """legacy._new_check_is_max_context, which looks at every window for every token, without the
    windows that do not hold the token."""

    def __init__(self):
        self.spans = None

    def __call__(self, spans, index, position):
        if spans is not self.spans:
            self.spans = spans
            self.ranges = [(s["start"], s["start"] + s["length"] - 1) for s in spans]
        best_score, best = None, None
        for i, (start, end) in enumerate(self.ranges):
            if start > position:
                break
            if end < position:
                continue
            score = min(position - start, end - position) + 0.01 * (end - start + 1)
            if best_score is None or score > best_score:
                best_score, best = score, i
        return best == index


def google(examples, tokenizer, max_length, step, max_question, training):
    legacy.squad_convert_example_to_features_init(tokenizer)
    for e in trainable(examples) if training else examples:
        start, text = e["answers"][0] if training and not e["impossible"] else (None, None)
        example = legacy.SquadExample(
            e["id"], e["question"], e["context"], text, start, "", [], e["impossible"]
        )
        for f in legacy.squad_convert_example_to_features(
            example, max_length, step, max_question, "do_not_pad", training
        ):
            first = f.input_ids.index(tokenizer.sep_token_id) + 1
            places = range(first, first + f.paragraph_len)
            yield {
                "id": example.qas_id,
                "ids": f.input_ids,
                "types": f.token_type_ids,
                "start": f.start_position,
                "end": f.end_position,
                "words": [f.token_to_orig_map[i] for i in places],
                "max": [int(f.token_is_max_context[i]) for i in places],
            }


# --- run_qa's way ------------------------------------------------------------------------------


def utf16(text):
    """For each code point offset of the text, the offset in UTF-16 units."""
    offsets = [0]
    for c in text:
        offsets.append(offsets[-1] + (2 if ord(c) > 0xFFFF else 1))
    return offsets


def labels(offsets, first, last, answer, mended):
    """Positions of the answer (start, end) in characters; (0, 0) if this window lacks it."""
    start_char, end_char = answer
    if not (offsets[first][0] <= start_char and offsets[last][1] >= end_char):
        return 0, 0
    start = first
    while start <= last and offsets[start][0] <= start_char:
        start += 1
    if start > last:  # the reference goes on over the (0, 0) of [SEP] and padding
        mended.append("start")
    end = last
    while offsets[end][1] >= end_char:
        end -= 1
    start, end = start - 1, end + 1
    if start > end:  # pieces of one character share their offsets
        mended.append("reversed")
    return min(start, end), max(start, end)


def run_qa(examples, tokenizer, max_length, overlap, training, mended):
    for e in trainable(examples) if training else examples:
        encoded = tokenizer(
            e["question"].lstrip(),
            e["context"],
            truncation="only_second",
            max_length=max_length,
            stride=overlap,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_token_type_ids=True,
        )
        units = utf16(e["context"])
        context_places = [
            [i for i, s in enumerate(encoded.sequence_ids(w)) if s == 1]
            for w in range(len(encoded["input_ids"]))
        ]
        answer = None
        if training and not e["impossible"]:
            start, text = e["answers"][0]
            answer = (start, start + len(text))
            first_offset = encoded["offset_mapping"][0][context_places[0][0]][0]
            last_offset = encoded["offset_mapping"][-1][context_places[-1][-1]][1]
            if answer[0] < first_offset or answer[1] > last_offset:
                mended.append("clipped")
            answer = (max(answer[0], first_offset), min(answer[1], last_offset))
        for w, ids in enumerate(encoded["input_ids"]):
            places = context_places[w]
            offsets = encoded["offset_mapping"][w]
            start, end = (
                labels(offsets, places[0], places[-1], answer, mended) if answer else (0, 0)
            )
            yield {
                "id": e["id"],
                "ids": ids,
                "types": encoded["token_type_ids"][w],
                "start": start,
                "end": end,
                "from": [units[offsets[i][0]] for i in places],
                "to": [units[offsets[i][1]] for i in places],
            }


# --- Writing -----------------------------------------------------------------------------------


def checksum(features):
    """SHA-256 over 32-bit big-endian numbers: for each feature the number of tokens, ids, types,
    start, end, then per context token its two columns (words and max, or from and to)."""
    digest = hashlib.sha256()
    count = 0
    for f in features:
        numbers = [len(f["ids"]), *f["ids"], *f["types"], f["start"], f["end"]]
        columns = ("words", "max") if "words" in f else ("from", "to")
        for a, b in zip(f[columns[0]], f[columns[1]]):
            numbers += (a, b)
        digest.update(struct.pack(">%di" % len(numbers), *numbers))
        count += 1
    return {"features": count, "sha256": digest.hexdigest()}


def sample_vocabulary(examples):
    """A small vocabulary: all characters but "z", every second long word whole, the others in two."""
    words = set()
    for e in examples:
        for text in (e["question"], e["context"]):
            plain = "".join(
                c
                for c in unicodedata.normalize("NFD", text.lower())
                if unicodedata.category(c) != "Mn"
            )
            words.update(
                "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in plain).split()
            )
    characters = sorted({c for w in words for c in w} - {"z"})
    latin = sorted(w for w in words if len(w) > 3 and max(w) < "\u3000" and "z" not in w)
    pieces = []
    for i, word in enumerate(latin):
        pieces += [word] if i % 2 else [word[:3], "##" + word[3:]]
    punctuation = list("!$(),-.:;?[]'") + ["\uff0c", "\u3002", "\uff1f", "\u3001"]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *punctuation, *characters]
    tokens += ["##" + c for c in characters] + pieces
    return list(dict.fromkeys(tokens))


def write_sample(name, options, training, prediction, mended):
    """One feature a line, without the token types, which the checksum of the prediction covers."""
    head = {
        "origin": ORIGIN + " sample",
        "options": options,
        "mended_labels": mended,
        "prediction": checksum(prediction),
    }
    with open(RESOURCES / ("sample-%s.json" % name), "w", encoding="utf-8") as out:
        out.write(json.dumps(head)[:-1] + ',\n"training": [\n')
        lines = [
            json.dumps({k: v for k, v in f.items() if k != "types"}, separators=(",", ":"))
            for f in training
        ]
        out.write(",\n".join(lines) + "\n]}\n")
    print(name, len(training), len(prediction), mended)


def make_sample():
    examples = read(RESOURCES / "sample.json")
    vocabulary = RESOURCES / "sample-vocab.txt"
    vocabulary.write_text("\n".join(sample_vocabulary(examples)) + "\n", encoding="utf-8")
    slow = SlowTokenizer(str(vocabulary))
    fast = BertTokenizerFast(str(vocabulary))
    length, stride, question = 48, 16, 10
    options = {"max_length": length, "step": stride, "max_question": question}
    training = list(google(examples, slow, length, stride, question, True))
    prediction = list(google(examples, slow, length, stride, question, False))
    in_less_time(
        lambda: check_same(training, google(examples, slow, length, stride, question, True))
    )
    write_sample("google", options, training, prediction, [])
    mended, stride = [], 12
    # The reference fails where a question leaves no window longer than the overlap.
    short = [e for e in examples if length - 3 - len(fast.tokenize(e["question"])) > stride]
    assert len(short) == len(examples) - 1
    options = {"max_length": length, "overlap": stride, "max_question": question}
    training = list(run_qa(short, fast, length, stride, True, mended))
    prediction = list(run_qa(short, fast, length, stride, False, mended))
    write_sample("run_qa", options, training, prediction, mended)


def check_same(expected, actual):
    assert expected == list(actual), "the replaced functions differ"


def in_less_time(action):
    """Runs an action with the two slowest functions of the reference replaced by equal ones."""
    originals = legacy._improve_answer_span, legacy._new_check_is_max_context
    legacy._improve_answer_span = improve_answer_span
    legacy._new_check_is_max_context = MaxContext()
    try:
        return action()
    finally:
        legacy._improve_answer_span, legacy._new_check_is_max_context = originals


def file_facts(path, vocabulary):
    examples = read(path)
    slow = SlowTokenizer(str(vocabulary))
    slow.tokenize = functools.lru_cache(None)(slow.tokenize)  # same words again and again
    fast = BertTokenizerFast(str(vocabulary))
    facts = {"questions": len(examples)}
    for training in (True, False):
        name = "training" if training else "prediction"
        facts["google_" + name] = in_less_time(
            lambda: checksum(google(examples, slow, 384, 128, 64, training))
        )
        mended = []
        facts["run_qa_" + name] = checksum(run_qa(examples, fast, 384, 128, training, mended))
        if mended:
            facts["mended_labels"] = {m: mended.count(m) for m in sorted(set(mended))}
    return facts


def make_files(data, names):
    target = RESOURCES / "files.json"
    facts = json.loads(target.read_text()) if target.exists() else {"files": {}}
    facts["origin"] = ORIGIN + " files; checksums as its function checksum defines them"
    for name in names or FILES:
        path, vocabulary = FILES[name]
        found = file_facts(data / path, data / "vocab" / vocabulary / "vocab.txt")
        facts["files"][name] = {"path": path, "vocabulary": vocabulary, **found}
        target.write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n")
        print(name, found, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["sample", "files"])
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    if arguments.what == "sample":
        make_sample()
    else:
        make_files(arguments.data, arguments.names)


if __name__ == "__main__":
    sys.exit(main())
