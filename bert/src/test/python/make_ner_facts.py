#!/usr/bin/env python3
"""Writes facts about public files of named entities into ../resources/org/bert4j/feature/ner-files.json.

    python make_ner_facts.py DATA

DATA is a folder with the public data sets and vocabularies. Entities are those that seqeval finds in the
tags as the files write them; tokens are those of transformers' fast tokenizer for a list of words, as
run_ner.py calls it. Only counts and checksums are written, none of the texts.
"""

import json
import re
import sys
import zlib
from collections import Counter
from pathlib import Path

import seqeval
import transformers
from seqeval.metrics.sequence_labeling import get_entities
from transformers import BertTokenizerFast

RESULT = Path(__file__).resolve().parent.parent / "resources/org/bert4j/feature/ner-files.json"
COLUMNS = {
    "conll2003/eng.train": ["bert-base-cased", "bert-base-uncased"],
    "conll2003/eng.testa": ["bert-base-cased", "bert-base-uncased"],
    "wnut17/wnut17train.conll": ["bert-base-cased", "bert-base-uncased"],
    "wnut17/emerging.dev.conll": ["bert-base-cased", "bert-base-uncased"],
    "resume-ner/train.char.bmes": ["bert-base-chinese"],
    "resume-ner/dev.char.bmes": ["bert-base-chinese"],
    "weibo-ner/weiboNER_2nd_conll.train": ["bert-base-chinese"],
    "weibo-ner/weiboNER_2nd_conll.dev": ["bert-base-chinese"],
}


def read_columns(path):
    numbered = "weibo" in path.name
    words, tags = [], []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip("\ufeff \t") == "" or line.startswith("-DOCSTART-"):
            if words:
                yield words, tags
            words, tags = [], []
            continue
        cells = re.split("[ \t]+", line)
        words.append(re.sub("^(.[^0-9]*)[0-9]+$", r"\1", cells[0]) if numbered else cells[0])
        tags.append(cells[-1])
    if words:
        yield words, tags


def read_rows(path):
    for line in path.read_text(encoding="utf-8").split("\n")[1:]:
        if line:
            words, tags = line.split("\t")
            yield words.split(" "), tags.split(" ")


def checksum(lines):
    return zlib.crc32("".join(line + "\n" for line in lines).encode())


def entity_facts(entities):
    """entities: (sentence, type, start, end exclusive)"""
    lines = ["%d %d %d %s" % (s, a, b, t) for s, t, a, b in entities]
    counts = Counter(t for _, t, _, _ in entities)
    return {"entities": dict(sorted(counts.items())), "entityChecksum": checksum(lines)}


def token_checksum(tokenizer, sentences):
    """Of ids and of the positions of first tokens. Words without a token have none."""
    lines = []
    for words, _ in sentences:
        row = tokenizer(words, is_split_into_words=True)
        ids = row.word_ids()
        first = [i for i in range(len(ids)) if ids[i] is not None and ids[i] != ids[i - 1]]
        lines.append(" ".join(map(str, row["input_ids"])))
        lines.append(" ".join("%d:%d" % (ids[i], i) for i in first))
    return checksum(lines)


def tagged_file(data, name, read, vocabularies):
    sentences = list(read(data / name))
    entities = [
        (n, t, a, b + 1) for n, (_, tags) in enumerate(sentences) for t, a, b in get_entities(tags)
    ]
    facts = {"sentences": len(sentences), "words": sum(len(words) for words, _ in sentences)}
    facts |= entity_facts(entities)
    facts["tokens"] = {}
    for vocabulary in vocabularies:
        lower = not vocabulary.endswith("-cased")
        tokenizer = BertTokenizerFast(str(data / "vocab" / vocabulary / "vocab.txt"), do_lower_case=lower)
        facts["tokens"][vocabulary] = token_checksum(tokenizer, sentences)
    return facts


def span_file(data, name):
    entities = []
    rows = (data / name).read_text(encoding="utf-8").split("\n")
    rows = [json.loads(row) for row in rows if row]
    for n, row in enumerate(rows):
        places = [
            (a, b + 1, t) for t, found in row["label"].items() for p in found.values() for a, b in p
        ]
        entities += [(n, t, a, b) for a, b, t in sorted(places)]
    return {"sentences": len(rows)} | entity_facts(entities)


def main():
    data = Path(sys.argv[1])
    version = getattr(seqeval, "__version__", "1.2.2")
    facts = {"origin": "make_ner_facts.py, seqeval %s, transformers %s" % (version, transformers.__version__)}
    for name, vocabularies in COLUMNS.items():
        facts[name] = tagged_file(data, name, read_columns, vocabularies)
    facts["msra-ner/dev.tsv"] = tagged_file(data, "msra-ner/dev.tsv", read_rows, ["bert-base-chinese"])
    facts["cluener/train.json"] = span_file(data, "cluener/train.json")
    text = json.dumps(facts, ensure_ascii=False).replace('}, "', '},\n"')
    RESULT.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
