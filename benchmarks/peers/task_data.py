"""The files of the tasks, read for the peer and cut into slices for both sides.

  classify  a tab separated text and label a line, no header (SST-2)
  nli       CSV with the header premise,hypothesis,label (SNLI)
  regress   CSV of two texts and a score, no header (STS-B)
  ner       a word, blanks or a tab, and its BIO tag a line; blank lines part sentences (WNUT 2017)
"""

import csv
import re
import sys

SUFFIX = {"classify": ".tsv", "nli": ".csv", "regress": ".csv", "ner": ".conll"}
HEADER = {"nli": ["premise", "hypothesis", "label"]}
BYTE_ORDER_MARK = "\ufeff"


def read(task, path):
    """The examples in file order: lists of cells; of ner, a list of (word, tag) each."""
    with open(path, encoding="utf-8", newline="") as file:
        if task == "ner":
            return sentences(path, lines(file))
        if task == "classify":
            rows = [line.split("\t") for line in lines(file) if line]
        else:
            rows = [row for row in csv.reader(file) if row]
    header = HEADER.get(task)
    if header and rows[0] != header:
        sys.exit(f"{path} has the columns {rows[0]}; it must begin with {','.join(header)}.")
    rows = rows[1:] if header else rows
    width = 2 if task == "classify" else 3
    for row in rows:
        if len(row) != width:
            sys.exit(f"{path}: the row {row} has {len(row)} cells, not {width}; mend it.")
    return rows


def lines(file):
    """Split at LF only: texts may hold other ends of lines."""
    return [line.removesuffix("\r") for line in file.read().split("\n")]


def sentences(path, all_lines):
    """As bert4j reads columns: a document's head or a lone byte order mark is a blank line."""
    found = [[]]
    for line in all_lines:
        if line.startswith("-DOCSTART-") or not line.replace(BYTE_ORDER_MARK, "").strip():
            found.append([])
            continue
        cells = re.split(" *\t[ \t]*" if "\t" in line else " +", line.strip(" \t"))
        if len(cells) < 2:
            sys.exit(f'{path}: the word "{cells[0]}" has no tag; write one beside it.')
        found[-1].append((cells[0], cells[-1]))
    return [sentence for sentence in found if sentence]


def write(task, path, examples):
    """A file that both sides read alike."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        if task == "ner":
            for sentence in examples:
                file.writelines(f"{word}\t{tag}\n" for word, tag in sentence)
                file.write("\n")
        elif task == "classify":
            file.writelines("\t".join(row) + "\n" for row in examples)
        else:
            rows = ([HEADER[task]] if task in HEADER else []) + examples
            csv.writer(file, lineterminator="\n").writerows(rows)
