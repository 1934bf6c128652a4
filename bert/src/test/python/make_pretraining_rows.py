#!/usr/bin/env python3
"""Writes golden facts of pre-training rows into ../resources/org/bert4j/pretraining/rows.json.

    python make_pretraining_rows.py BERT ALBERT
    python make_pretraining_rows.py BERT ALBERT VOCABULARY TEXT...  # only measures, beside RowsSpeed.java

BERT and ALBERT are checkouts of google-research/bert and google-research/albert; of both,
create_pretraining_data.py runs as it is, and of the first tokenization.py. Needs numpy. TensorFlow and
six are replaced by the little that is used of them, and `random.Random` by a subclass that writes down
what it draws. Its fractions have four digits only, which keeps the file small and changes nothing else.

The documents are the contexts of ../resources/org/bert4j/feature/sample.json, a sentence each time a
full stop, a semicolon or the like is followed by a blank.

Two draws of ALBERT come from elsewhere: numpy's choice of the length of a run is made, as numpy makes
it, from a fraction of the same generator; and the second shuffle of candidates, whose result is used
for the permutation of tokens only, is not written down.
"""

import importlib.util
import json
import random
import re
import subprocess
import sys
import time
import types
from pathlib import Path

import numpy

HERE = Path(__file__).resolve().parent
RESOURCES = HERE.parent / "resources" / "org" / "bert4j"
VOCABULARY = RESOURCES / "feature" / "sample-vocab.txt"


class Recording(random.Random):
    """Every number drawn, in order: fractions and numbers below a bound."""

    def __init__(self, seed, shuffles):
        super().__init__(seed)
        self.draws = []
        self.keeps_shuffle = shuffles  # which of the shuffles of a row, in turn
        self.shuffled = 0
        self.keeps = True

    def random(self):
        value = min(0.9999, round(super().random(), 4))
        self.draws.append(value)
        return value

    def _randbelow(self, bound):
        value = self._randbelow_with_getrandbits(bound)
        if self.keeps:
            self.draws.append(value)
        return value

    def shuffle(self, items):
        self.keeps = self.keeps_shuffle[self.shuffled % len(self.keeps_shuffle)]
        self.shuffled += 1
        super().shuffle(items)
        self.keeps = True


# --- The references ----------------------------------------------------------------------------


class Flags(types.SimpleNamespace):
    pass


def stand_ins():
    flags = Flags()
    tensorflow = types.ModuleType("tensorflow")
    define = lambda name, value, text: setattr(flags, name, value)
    tensorflow.flags = types.SimpleNamespace(
        FLAGS=flags, DEFINE_string=define, DEFINE_bool=define, DEFINE_integer=define, DEFINE_float=define
    )
    tensorflow.gfile = types.SimpleNamespace(GFile=lambda path, mode: open(path, mode, encoding="utf-8"))
    six = types.ModuleType("six")
    six.PY3 = True
    six.ensure_str = str
    six.moves = types.ModuleType("six.moves")
    six.moves.range, six.moves.zip = range, zip
    compat = types.ModuleType("tensorflow.compat")
    compat.v1 = tensorflow
    tensorflow.compat = compat
    sys.modules.update(
        {
            "tensorflow": tensorflow,
            "tensorflow.compat": compat,
            "tensorflow.compat.v1": tensorflow,
            "six": six,
            "six.moves": six.moves,
        }
    )


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def version(folder):
    command = ["git", "-C", str(folder), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


# --- Documents ---------------------------------------------------------------------------------


def documents(tokenizer):
    sample = json.loads((RESOURCES / "feature" / "sample.json").read_text(encoding="utf-8"))
    for article in sample["data"]:
        for paragraph in article["paragraphs"]:
            sentences = re.split(r"(?<=[.;:!?])\s+|(?<=[。；！？])", paragraph["context"])
            tokens = [tokenizer.tokenize(sentence) for sentence in sentences]
            tokens = [some for some in tokens if some]
            if tokens:
                yield tokens


# --- Rows --------------------------------------------------------------------------------------


def run(script, name, texts, vocabulary, options):
    rng = Recording(options["seed"], [True, False] if name == "albert" else [True])
    script.FLAGS.do_whole_word_mask = options["whole_words"]
    script.FLAGS.ngram = options["longest_n_gram"]
    numpy.random.choice = lambda numbers, p: chosen(numbers, p, rng)
    rows = []
    for _ in range(options["passes"]):
        for document in range(len(texts)):
            rows += script.create_instances_from_document(
                texts,
                document,
                options["max_length"],
                options["short_probability"],
                0.15,
                options["most_predictions"],
                list(vocabulary),
                rng,
            )
    return {
        "script": name,
        "documents": len(texts),
        **options,
        "draws": rng.draws,
        "rows": [row_facts(row, vocabulary) for row in rows],
    }


def chosen(numbers, p, rng):
    cumulative = numpy.cumsum(p)
    cumulative /= cumulative[-1]
    return numbers[int(numpy.searchsorted(cumulative, rng.random(), side="right"))]


def row_facts(row, vocabulary):
    return {
        "ids": [vocabulary[token] for token in row.tokens],
        "second_from": row.segment_ids.index(1),
        "label": int(row.is_random_next),
        "positions": row.masked_lm_positions,
        "masked": [vocabulary[token] for token in row.masked_lm_labels],
    }


def options(max_length, short, most, words=False, runs=1, passes=1, seed=12345):
    return {
        "max_length": max_length,
        "short_probability": short,
        "most_predictions": most,
        "whole_words": words,
        "longest_n_gram": runs,
        "passes": passes,
        "seed": seed,
    }


def measure(script, tokenization, vocabulary_file, *files):
    """Ten passes over a document a file, rows of 128 tokens; reading and tokenising are not counted."""
    tokenizer = tokenization.FullTokenizer(vocabulary_file, do_lower_case=True)
    texts = []
    for file in files:
        sentences = re.split(r"(?<=[.!?]) ", Path(file).read_text(encoding="utf-8").replace("\n", " "))
        texts.append([tokens for tokens in map(tokenizer.tokenize, sentences) if tokens])
    script.FLAGS.do_whole_word_mask = False
    rng = random.Random(12345)
    words = list(tokenizer.vocab)
    start = time.perf_counter()
    rows = 0
    for _ in range(10):
        for document in range(len(texts)):
            rows += len(script.create_instances_from_document(texts, document, 128, 0.1, 0.15, 20, words, rng))
    seconds = time.perf_counter() - start
    tokens = sum(len(sentence) for text in texts for sentence in text)
    print("%d tokens, %d rows in %.2f s: %.0f rows/s" % (tokens, rows, seconds, rows / seconds))


def main(bert_folder, albert_folder, *texts_to_measure):
    stand_ins()
    tokenization = load("tokenization", Path(bert_folder) / "tokenization.py")
    sys.modules["albert"] = types.SimpleNamespace(tokenization=tokenization)  # not called
    bert = load("bert_rows", Path(bert_folder) / "create_pretraining_data.py")
    albert = load("albert_rows", Path(albert_folder) / "create_pretraining_data.py")
    if texts_to_measure:
        measure(bert, tokenization, *texts_to_measure)
        return
    tokenizer = tokenization.FullTokenizer(str(VOCABULARY), do_lower_case=True)
    vocabulary = tokenizer.vocab
    texts = list(documents(tokenizer))
    facts = {
        "origin": "create_pretraining_data.py of google-research/bert %s and google-research/albert %s, Python %s, numpy %s; make_pretraining_rows.py"
        % (version(bert_folder), version(albert_folder), sys.version.split()[0], numpy.__version__),
        "vocabulary": len(vocabulary),
        "special": [vocabulary[token] for token in ("[CLS]", "[SEP]", "[MASK]")],
        "continuations": [i for token, i in vocabulary.items() if token.startswith("##")],
        "documents": [[[vocabulary[token] for token in sentence] for sentence in text] for text in texts],
        "runs": [
            run(bert, "bert", texts, vocabulary, options(128, 0.1, 20, passes=2)),
            run(bert, "bert", texts, vocabulary, options(32, 0.5, 5)),
            run(bert, "bert", texts, vocabulary, options(64, 0.3, 10, words=True)),
            run(bert, "bert", texts[:1], vocabulary, options(24, 0.1, 20, words=True)),
            run(albert, "albert", texts, vocabulary, options(48, 0.3, 7, words=True, runs=3, passes=3)),
        ],
    }
    write(facts)


def write(facts):
    """A line for each document and each row."""
    text = json.dumps(facts, separators=(",", ":"))
    text = re.sub(r'("documents":\[|"draws":|"rows":\[|"runs":\[|\]\],|\},)', r"\1\n", text)
    target = RESOURCES / "pretraining" / "rows.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text + "\n", encoding="utf-8")
    for made in facts["runs"]:
        print(made["script"], len(made["rows"]), "rows,", len(made["draws"]), "draws")


if __name__ == "__main__":
    main(*sys.argv[1:])
