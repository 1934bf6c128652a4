"""Opens a saved tokenizer with transformers and compares its tokens with golden facts.

    python saved_tokenizer.py DIRECTORY FACTS LOWER_CASE

FACTS is tokens.golden.jsonl of the tokenizer module, LOWER_CASE true or false. Exits with 1 at the
first difference. SavedTokenizerTest runs it where BERT4J_ORACLE_PYTHON names a Python that has
transformers. Last run: transformers 4.57.6, tokenizers 0.22.2.
"""

import json
import sys

from transformers import AutoTokenizer

PAIR = ("What is the capital?", "The capital of China is Beijing.")


def main(directory, facts_file, lower_case):
    fast = AutoTokenizer.from_pretrained(directory)
    slow = AutoTokenizer.from_pretrained(directory, use_fast=False)
    check("class", type(fast).__name__, "BertTokenizerFast")
    check("class", type(slow).__name__, "BertTokenizer")
    with open(facts_file, encoding="utf-8") as lines:
        facts = [json.loads(line) for line in lines][1:]
    for fact in facts:
        if fact["lowerCase"] != (lower_case == "true"):
            continue
        text = "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in fact["text"])
        check(text, " ".join(fast.tokenize(text)), fact["hf-fast"])
        check(text, " ".join(slow.tokenize(text)), fact["hf-slow"])
    check("pair", fast(*PAIR).data, slow(*PAIR).data)
    print(f"{len(facts)} facts, transformers agrees")


def check(what, actual, expected):
    if actual != expected:
        sys.exit(f"{what!r}: {actual!r}, expected {expected!r}")


if __name__ == "__main__":
    main(*sys.argv[1:])
