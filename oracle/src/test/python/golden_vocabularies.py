"""Golden facts for learning vocabularies: what Hugging Face's trainer learns, and its words.

    python golden_vocabularies.py
    python golden_vocabularies.py SIZE RUNS FILE...

The first is run in the root of the checkout and writes into
tokenizer/src/test/resources/org/bert4j/vocabulary:

    english.txt, chinese.txt      paragraphs of the demo's data (cli), a line each
    vocabularies.golden.json      for each corpus and set of options the vocabulary of one run, and
                                  the tokens that all of RUNS runs have in common
    words.golden.json             the words of tokenizer/.../texts.json after normalizing, before
                                  WordPiece

The trainer gives the ids of its "##c" pieces in the order of a hash map, and ties between pairs
go to smaller ids, so no two runs are alike: hence the tokens in common. It is used as
BertWordPieceTokenizer.train uses it. "odd" are the texts of texts.json that have no word of more
than 100 characters.

With arguments it learns SIZE tokens from the lines of all files RUNS times, and prints a JSON list
of the vocabularies; HuggingFaceTrainerTest asks for that. Last run: tokenizers 0.22.2, CPython 3.11.
"""

import json
import platform
import sys
from pathlib import Path

import tokenizers
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

RUNS = 100
LONGEST_WORD = 100
RESOURCES = Path("tokenizer/src/test/resources/org/bert4j")
TARGET = RESOURCES / "vocabulary"
DEMO = Path("cli/src/main/resources/org/bert4j/cli/demo")
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ORIGIN = (
    f"oracle/src/test/python/golden_vocabularies.py; tokenizers {tokenizers.__version__}, "
    f"CPython {platform.python_version()}, {RUNS} runs"
)

# corpus, lower case, size, min_frequency, limit_alphabet
FACTS = [
    ("english", True, 700, 2, 1000),
    ("english", False, 900, 2, 1000),
    ("english", True, 30000, 5, 1000),
    ("english", True, 300, 2, 25),
    ("chinese", True, 1500, 2, 1000),
    ("chinese", True, 700, 1, 300),
    ("odd", True, 2000, 1, 1000),
    ("odd", False, 1000, 2, 400),
]


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    odd = odd_texts()
    corpora = {
        "english": paragraphs("en"),
        "chinese": paragraphs("zh"),
        "odd": [text for text in odd if not has_long_word(text)],
    }
    for name in ("english", "chinese"):
        text = "".join(line + "\n" for line in corpora[name])
        (TARGET / f"{name}.txt").write_text(text, encoding="utf-8")
    facts = [fact(corpora, *options) for options in FACTS]
    write("vocabularies.golden.json", {"origin": ORIGIN, "odd": corpora["odd"], "facts": facts})
    words = [
        {"lowerCase": lower_case, "words": [words_of(text, lower_case) for text in odd]}
        for lower_case in (True, False)
    ]
    write("words.golden.json", {"origin": ORIGIN, "facts": words})


def paragraphs(language):
    data = json.loads((DEMO / f"train-{language}.json").read_text(encoding="utf-8"))["data"]
    return [p["context"] for article in data for p in article["paragraphs"]][:200]


def odd_texts():
    texts = json.loads((RESOURCES / "tokenizer/texts.json").read_text(encoding="utf-8"))
    return [without_halves(text) for text in texts]


def has_long_word(text):
    """Such words are [UNK] to every BERT; ours does not learn from them."""
    words = words_of(text, False) + words_of(text, True)
    return any(len(word) > LONGEST_WORD for word in words)


def without_halves(text):
    """Half of a surrogate pair is no character."""
    return "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)


def fact(corpora, corpus, lower_case, size, min_frequency, limit_alphabet):
    runs = [
        train(corpora[corpus], lower_case, size, min_frequency, limit_alphabet)
        for _ in range(RUNS)
    ]
    common = set.intersection(*[set(run) for run in runs])
    return {
        "corpus": corpus,
        "lowerCase": lower_case,
        "size": size,
        "minFrequency": min_frequency,
        "limitAlphabet": limit_alphabet,
        "vocabulary": runs[0],
        "common": sorted(common),
    }


def train(texts, lower_case, size, min_frequency, limit_alphabet):
    tokenizer = bert(lower_case)
    tokenizer.train_from_iterator(
        texts,
        trainers.WordPieceTrainer(
            vocab_size=size,
            min_frequency=min_frequency,
            limit_alphabet=limit_alphabet,
            special_tokens=SPECIALS,
            show_progress=False,
        ),
    )
    vocabulary = tokenizer.get_vocab()
    return sorted(vocabulary, key=vocabulary.get)


def bert(lower_case):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lower_case)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def words_of(text, lower_case):
    tokenizer = bert(lower_case)
    normalized = tokenizer.normalizer.normalize_str(text)
    return [word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normalized)]


def write(name, content):
    (TARGET / name).write_text(json.dumps(content) + "\n", encoding="utf-8")


def print_runs(size, runs, *files):
    texts = [line for file in files for line in open(file, encoding="utf-8", newline="\n")]
    vocabularies = [train(texts, True, int(size), 2, 1000) for _ in range(int(runs))]
    json.dump(vocabularies, sys.stdout)


if __name__ == "__main__":
    print_runs(*sys.argv[1:]) if len(sys.argv) > 1 else main()
