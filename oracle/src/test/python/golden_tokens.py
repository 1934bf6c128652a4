"""Golden facts for the tokenizer: what each reference makes of each text.

    python golden_tokens.py VOCAB TEXTS > tokens.golden.jsonl

VOCAB is a vocab.txt, TEXTS a JSON list of strings. hf-slow and hf-fast are BertTokenizer and
BertTokenizerFast of transformers; google is written here from the rules of google-research/bert,
tokenization.py, with CPython's own Unicode tables and no code shared with anything else.

Last run: CPython 3.11.7 (Unicode 14.0.0), transformers 4.57.6, tokenizers 0.22.2:

    cd tokenizer/src/test/resources/org/bert4j/tokenizer
    python ../../../../../../../oracle/src/test/python/golden_tokens.py vocab.txt texts.json \
        > tokens.golden.jsonl
"""

import json
import os
import platform
import shutil
import sys
import tempfile
import unicodedata

import tokenizers
import transformers


def main(vocab_file, texts_file):
    with open(texts_file, encoding="utf-8") as file:
        texts = json.load(file)
    origin = (
        f"oracle/src/test/python/golden_tokens.py; CPython {platform.python_version()}, "
        f"Unicode {unicodedata.unidata_version}, transformers {transformers.__version__}, "
        f"tokenizers {tokenizers.__version__}"
    )
    print(json.dumps({"origin": origin}))
    for lower_case in (True, False):
        tokenizers_by_mode = references(vocab_file, lower_case)
        for text in texts:
            fact = {"text": text, "lowerCase": lower_case}
            for mode, tokenize in tokenizers_by_mode.items():
                fact[mode] = " ".join(tokenize(without_halves(text)))
            print(json.dumps(fact))


def references(vocab_file, lower_case):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(vocab_file, os.path.join(folder, "vocab.txt"))
        slow = transformers.BertTokenizer.from_pretrained(folder, do_lower_case=lower_case)
        fast = transformers.BertTokenizerFast.from_pretrained(folder, do_lower_case=lower_case)
    google = Google(vocab_file, lower_case)
    return {"hf-fast": fast.tokenize, "hf-slow": slow.tokenize, "google": google.tokenize}


def without_halves(text):
    """Half of a surrogate pair is no character."""
    return "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)


class Google:
    def __init__(self, vocab_file, lower_case):
        with open(vocab_file, encoding="utf-8", newline="\n") as file:
            self.vocab = {line.strip() for line in file.read().split("\n")}
        self.lower_case = lower_case

    def tokenize(self, text):
        spaced = "".join(f" {c} " if is_ideograph(c) else c for c in self.cleaned(text))
        words = []
        for word in spaced.split():
            if self.lower_case:
                decomposed = unicodedata.normalize("NFD", word.lower())
                word = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
            words += "".join(f" {c} " if is_punctuation(c) else c for c in word).split()
        return [piece for word in words for piece in self.pieces(word)]

    def cleaned(self, text):
        for c in text:
            if c in "\t\n\r" or unicodedata.category(c) == "Zs":
                yield " "
            elif c not in "\0\ufffd" and unicodedata.category(c) not in ("Cc", "Cf"):
                yield c

    def pieces(self, word):
        found, start = [], 0
        while start < len(word) <= 200:
            prefix = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((e for e in ends if prefix + word[start:e] in self.vocab), None)
            if end is None:
                return ["[UNK]"]
            found.append(prefix + word[start:end])
            start = end
        return found or ["[UNK]"]


IDEOGRAPHS = (
    range(0x4E00, 0xA000),
    range(0x3400, 0x4DC0),
    range(0x20000, 0x2A6E0),
    range(0x2A700, 0x2B740),
    range(0x2B740, 0x2B820),
    range(0x2B820, 0x2CEB0),
    range(0xF900, 0xFB00),
    range(0x2F800, 0x2FA20),
)


def is_ideograph(c):
    return any(ord(c) in block for block in IDEOGRAPHS)


def is_punctuation(c):
    ascii_sign = 33 <= ord(c) <= 126 and not c.isalnum()
    return ascii_sign or unicodedata.category(c).startswith("P")


if __name__ == "__main__":
    main(*sys.argv[1:])
