"""What both fine-tunings with Hugging Face share: options, the Trainer's loop, measurement, files.

torch and transformers are imported where they are needed: they are slow, and --help and mistakes
should answer at once.
"""

import argparse
import json
import math
import os
import resource
import sys
import time
from pathlib import Path

STARTED = time.monotonic()
CLIP_NORM = 1.0
STEPS_BETWEEN_LINES = 50


def option_parser(description, epochs, learning_rate, max_length):
    """The options of every fine-tuning; the caller adds its own."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", required=True, help="directory of a BERT with its tokenizer")
    parser.add_argument("--train", required=True, help="file to train on")
    parser.add_argument("--dev", required=True, help="file to score on")
    parser.add_argument("--output", required=True, help="where results.json goes")
    parser.add_argument("--limit", type=int, help="train on the first N examples only")
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--learning-rate", type=float, default=learning_rate)
    parser.add_argument("--warmup", type=float, default=0.0, help="share of the steps (0.1)")
    parser.add_argument("--batch-size", type=int, default=8)
    parser.add_argument("--max-length", type=int, default=max_length)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, help="threads of torch (default: torch's choice)")
    parser.add_argument(
        "--dynamic-padding",
        action="store_true",
        help="pad to the longest of the batch (the examples: --pad_to_max_length False)",
    )
    parser.add_argument(
        "--bf16", action="store_true", help="bfloat16 autocast (Trainer: --bf16), default float32"
    )
    return parser


def settle(options):
    """Whatever must be said before anything is computed."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import torch
    import transformers

    transformers.logging.set_verbosity_error()
    if options.threads:
        torch.set_num_threads(options.threads)


# ---------------------------------------------------------------- training


def stack(rows, name, filler=0):
    """One value of all rows as a tensor [batch, seq], padded to the longest."""
    import torch

    length = max(len(row["input_ids"]) for row in rows)
    return torch.tensor([row[name] + [filler] * (length - len(row[name])) for row in rows])


def inputs(rows):
    """What every model takes of some rows: tensors [batch, seq]."""
    names = ("input_ids", "token_type_ids", "attention_mask")
    return {name: stack(rows, name) for name in names}


def precision(options):
    """Float32, or the Trainer's bf16: autocast around the forward pass."""
    import torch

    return torch.autocast("cpu", torch.bfloat16, enabled=options.bf16)


def train(model, rows, collate, options):
    """The Trainer's loop. Returns (steps, mean loss of the last tenth of the steps).

    collate: some rows -> the arguments of the model, labels included
    """
    import torch
    import transformers

    loader = torch.utils.data.DataLoader(
        rows,
        batch_size=options.batch_size,
        shuffle=True,
        collate_fn=collate,
        generator=torch.Generator().manual_seed(options.seed),
    )
    steps = len(loader) * options.epochs
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=options.learning_rate, weight_decay=0.0, fused=True
    )
    schedule = transformers.get_linear_schedule_with_warmup(
        optimizer, math.ceil(options.warmup * steps), steps
    )
    losses = []
    model.train()
    began = time.monotonic()
    for _ in range(options.epochs):
        for batch in loader:
            with precision(options):
                loss = model(**batch).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP_NORM)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            if len(losses) % STEPS_BETWEEN_LINES == 0 or len(losses) == steps:
                rate = len(losses) / (time.monotonic() - began)
                latest = mean(losses[-STEPS_BETWEEN_LINES:])
                log(f"step {len(losses)}/{steps}  loss {latest:.3f}  {rate:.2f} steps/s")
    return steps, mean(losses[-max(1, steps // 10) :])


# ---------------------------------------------------------------- measurement


def mean(values):
    return sum(values) / len(values)


def log(message):
    print(message, file=sys.stderr, flush=True)


def seconds_of(action, *arguments):
    began = time.monotonic()
    result = action(*arguments)
    return result, round(time.monotonic() - began, 2)


def peak_rss_mib():
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(kib / (1024 * 1024 if sys.platform == "darwin" else 1024))


def measured(options, rows, train_seconds, not_options, **versions):
    """What every results.json says of a run: time, memory, options, versions.

    rows: how many the model was trained on in an epoch
    """
    import torch
    import transformers

    options = vars(options)
    return {
        "trainSeconds": train_seconds,
        "wallSeconds": round(time.monotonic() - STARTED, 2),
        "cpuSeconds": round(time.process_time(), 2),
        "examplesPerSecond": round(rows * options["epochs"] / train_seconds, 2),
        "peakRssMiB": peak_rss_mib(),
        "threads": torch.get_num_threads(),
        "options": {key: value for key, value in options.items() if key not in not_options},
        "versions": {
            "python": sys.version.split()[0],
            "torch": torch.__version__,
            "transformers": transformers.__version__,
            **versions,
        },
    }


# ---------------------------------------------------------------- files


def write(path, text):
    """Written beside and renamed, so that a half-written file is never taken for a result."""
    partial = Path(f"{path}.partial")
    partial.parent.mkdir(parents=True, exist_ok=True)
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def write_json(path, value):
    write(path, json.dumps(value, indent=2, ensure_ascii=False) + "\n")
