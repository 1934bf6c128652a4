#!/usr/bin/env python3
"""How fast Hugging Face's tokenizers turns texts into ids and offsets, called from Python.

  text_batches         encode_batch over 1,000 texts at a time; what comes back stays in Rust
  text_batches_read    the same, and its ids and offsets are read as Python lists
  text_one_by_one      encode, text by text
Batches use RAYON_NUM_THREADS threads, else all cores.

Example:
  python tokenizer_huggingface.py --model DIR --text FILE
"""

import os
from pathlib import Path

import peer_measuring

BATCH = 1000


def main():
    parser = peer_measuring.parser(__doc__)
    parser.add_argument("--model", type=Path, required=True, help="directory with tokenizer.json")
    parser.add_argument("--text", type=Path, required=True, nargs="+", help="texts, one a line")
    options = parser.parse_args()
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(str(options.model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = [line for path in options.text for line in lines(path)]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    batches = [texts[i : i + BATCH] for i in range(0, len(texts), BATCH)]

    def in_batches():
        for batch in batches:
            tokenizer.encode_batch(batch, add_special_tokens=False)

    def read():
        for batch in batches:
            for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
                encoding.ids, encoding.offsets

    def one_by_one():
        for text in texts:
            tokenizer.encode(text, add_special_tokens=False)

    works = {"text_batches": in_batches, "text_batches_read": read, "text_one_by_one": one_by_one}
    figures = {
        name: peer_measuring.figure(
            "MB/s", [megabytes / second for second in peer_measuring.times(options, work)]
        )
        for name, work in works.items()
    }
    subject = {
        "peer": f"tokenizers {tokenizers.__version__} from Python",
        "threads": os.environ.get("RAYON_NUM_THREADS", "all"),
        "texts": len(texts),
        "bytes": round(megabytes * 1e6),
    }
    peer_measuring.report("tokenizer", subject, figures)


def lines(path):
    """Split at LF only; blank lines are no texts."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


if __name__ == "__main__":
    main()
