#!/usr/bin/env python3
"""Fine-tunes a Hugging Face BERT on SQuAD 1.1 questions and scores it, as the run_qa example does.

Our own code, following the recipe of examples/pytorch/question-answering/run_qa.py and the
defaults of transformers 4.57's Trainer:
  features      fast tokenizer, question left-stripped and never cut, context in windows that
                overlap by --window-overlap tokens, every feature padded to --max-length
  labels        first answer only; a window without the whole answer points at [CLS]
  optimizer     AdamW (betas 0.9/0.999, eps 1e-8, weight decay 0, fused), learning rate linear to
                0 after --warmup, gradients clipped to global norm 1.0
  batches       --batch-size features in an order drawn from the seed, the last one may be smaller
  answers       20 best starts x 20 best ends of each window, at most 30 tokens, best sum of
                logits over all windows, text cut from the context by character offsets
  metric        SQuAD 1.1 exact match and F1

Example:
  python qa_huggingface.py --model DIR --train train-v1.1.json --dev dev-v1.1.json \\
      --limit 1000 --epochs 2 --output results.json
"""

import argparse
import json
import math
import os
import re
import resource
import string
import sys
import time
from collections import Counter
from pathlib import Path

STARTED = time.monotonic()


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", required=True, help="directory of a BERT with its tokenizer")
    parser.add_argument("--train", required=True, help="SQuAD 1.1 file to train on")
    parser.add_argument("--dev", required=True, help="SQuAD 1.1 file to score on")
    parser.add_argument("--output", required=True, help="where results.json goes")
    parser.add_argument("--save", help="also save the trained model to this directory")
    parser.add_argument("--predictions", help="also write predictions.json (question id -> text)")
    parser.add_argument("--limit", type=int, help="train on the first N questions only")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--learning-rate", type=float, default=3e-5)
    parser.add_argument("--warmup", type=float, default=0.0, help="share of the steps (0.1)")
    parser.add_argument("--batch-size", type=int, default=8)
    parser.add_argument("--max-length", type=int, default=384)
    parser.add_argument("--window-overlap", type=int, default=128)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, help="threads of torch (default: torch's choice)")
    parser.add_argument(
        "--dynamic-padding",
        action="store_true",
        help="pad to the longest of the batch (run_qa: --pad_to_max_length False)",
    )
    parser.add_argument(
        "--bf16", action="store_true", help="bfloat16 autocast (run_qa: --bf16), default float32"
    )
    return parser.parse_args()


OPTIONS = parse_options()  # before the slow imports, so that --help and mistakes answer at once

os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np  # noqa: E402
import tokenizers  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402
from torch.utils.data import DataLoader  # noqa: E402
from transformers import AutoModelForQuestionAnswering, AutoTokenizer  # noqa: E402

N_BEST = 20
MAX_ANSWER_TOKENS = 30
CLIP_NORM = 1.0


# ---------------------------------------------------------------- data


def read_questions(path):
    """All questions of a SQuAD file in file order: dicts of id, question, context, answers."""
    questions = []
    with open(path, encoding="utf-8") as file:
        for article in json.load(file)["data"]:
            for paragraph in article["paragraphs"]:
                for qa in paragraph["qas"]:
                    if not qa["answers"]:
                        sys.exit(f"{path}: question {qa['id']} has no answer; give a 1.1 file.")
                    questions.append(
                        {
                            "id": qa["id"],
                            "question": qa["question"],
                            "context": paragraph["context"],
                            "answers": qa["answers"],
                        }
                    )
    return questions


def tokenize(tokenizer, questions):
    """One row per window: ids, segments, mask, character offsets, number of its question."""
    return tokenizer(
        [question["question"].lstrip() for question in questions],
        [question["context"] for question in questions],
        truncation="only_second",
        max_length=OPTIONS.max_length,
        stride=OPTIONS.window_overlap,
        padding=False if OPTIONS.dynamic_padding else "max_length",
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
    )


def features(tokenizer, questions):
    """Windows as dicts; `first` and `last` are the first and last token of the context part."""
    rows = tokenize(tokenizer, questions)
    windows = []
    for i, question_index in enumerate(rows["overflow_to_sample_mapping"]):
        context_positions = [p for p, s in enumerate(rows.sequence_ids(i)) if s == 1]
        window = {
            "question": question_index,
            "input_ids": rows["input_ids"][i],
            "token_type_ids": rows["token_type_ids"][i],
            "attention_mask": rows["attention_mask"][i],
            "offsets": rows["offset_mapping"][i],
            "first": context_positions[0],
            "last": context_positions[-1],
        }
        window["start"], window["end"] = answer_positions(window, questions[question_index])
        windows.append(window)
    return windows


def answer_positions(window, question):
    """First and last token of the first answer, or (0, 0) where the window does not hold it all."""
    answer = question["answers"][0]
    start_char = answer["answer_start"]
    end_char = start_char + len(answer["text"])
    offsets, first, last = window["offsets"], window["first"], window["last"]
    if offsets[first][0] > start_char or offsets[last][1] < end_char:
        return 0, 0
    start, end = first, last
    while start + 1 <= last and offsets[start + 1][0] <= start_char:
        start += 1
    while end - 1 >= first and offsets[end - 1][1] >= end_char:
        end -= 1
    return start, end


def collate(windows):
    """Windows -> tensors [batch, seq]; rows are padded to the longest with zeros."""
    length = max(len(window["input_ids"]) for window in windows)

    def stack(name):
        return torch.tensor(
            [window[name] + [0] * (length - len(window[name])) for window in windows]
        )

    inputs = {name: stack(name) for name in ("input_ids", "token_type_ids", "attention_mask")}
    return inputs, torch.tensor([[window["start"], window["end"]] for window in windows])


# ---------------------------------------------------------------- training


def train(model, windows):
    """The Trainer's loop. Returns (steps, mean loss of the last tenth of the steps)."""
    loader = DataLoader(
        windows,
        batch_size=OPTIONS.batch_size,
        shuffle=True,
        collate_fn=collate,
        generator=torch.Generator().manual_seed(OPTIONS.seed),
    )
    steps = len(loader) * OPTIONS.epochs
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=OPTIONS.learning_rate, weight_decay=0.0, fused=True
    )
    schedule = transformers.get_linear_schedule_with_warmup(
        optimizer, math.ceil(OPTIONS.warmup * steps), steps
    )
    losses = []
    model.train()
    began = time.monotonic()
    for _ in range(OPTIONS.epochs):
        for inputs, positions in loader:
            with precision():
                loss = model(
                    **inputs, start_positions=positions[:, 0], end_positions=positions[:, 1]
                ).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP_NORM)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            if len(losses) % 20 == 0 or len(losses) == steps:
                rate = len(losses) / (time.monotonic() - began)
                mean = sum(losses[-20:]) / len(losses[-20:])
                log(f"step {len(losses)}/{steps}  loss {mean:.3f}  {rate:.2f} steps/s")
    tail = losses[-max(1, steps // 10) :]
    return steps, sum(tail) / len(tail)


def precision():
    """Float32, or the Trainer's bf16: autocast around the forward pass."""
    return torch.autocast("cpu", torch.bfloat16, enabled=OPTIONS.bf16)


# ---------------------------------------------------------------- answers


def predict(model, windows, questions):
    """Question id -> best answer text."""
    candidates = {question["id"]: [] for question in questions}
    model.eval()
    with torch.inference_mode():
        for begin in range(0, len(windows), OPTIONS.batch_size):
            batch = windows[begin : begin + OPTIONS.batch_size]
            with precision():
                output = model(**collate(batch)[0])
            starts, ends = output.start_logits.float().numpy(), output.end_logits.float().numpy()
            for window, start_logits, end_logits in zip(batch, starts, ends):
                question = questions[window["question"]]
                candidates[question["id"]] += spans(window, start_logits, end_logits)
    return {q["id"]: best_text(candidates[q["id"]], q["context"]) for q in questions}


def spans(window, start_logits, end_logits):
    """The allowed answers of one window: (score, first char, end char)."""
    found = []
    for start in best(start_logits):
        for end in best(end_logits):
            inside = window["first"] <= start and end <= window["last"]
            if inside and start <= end < start + MAX_ANSWER_TOKENS:
                score = float(start_logits[start]) + float(end_logits[end])
                offsets = window["offsets"]
                found.append((score, offsets[start][0], offsets[end][1]))
    return found


def best(logits):
    return np.argsort(logits)[: -N_BEST - 1 : -1].tolist()


def best_text(candidates, context):
    if not candidates:
        return "empty"
    _, start, end = max(candidates, key=lambda candidate: candidate[0])
    return context[start:end]


# ---------------------------------------------------------------- metric


def normalize(text):
    """SQuAD: lower case, no ASCII punctuation, no articles, single blanks."""
    text = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def f1(prediction, answer):
    predicted, wanted = normalize(prediction).split(), normalize(answer).split()
    common = sum((Counter(predicted) & Counter(wanted)).values())
    return 2 * common / (len(predicted) + len(wanted)) if common else 0.0


def score(predictions, questions):
    """Exact match and F1 in percent, the best over the references of each question."""
    exact_sum = f1_sum = 0.0
    for question in questions:
        prediction = predictions[question["id"]]
        answers = [answer["text"] for answer in question["answers"]]
        exact_sum += max(normalize(prediction) == normalize(answer) for answer in answers)
        f1_sum += max(f1(prediction, answer) for answer in answers)
    return 100 * exact_sum / len(questions), 100 * f1_sum / len(questions)


# ---------------------------------------------------------------- the run


def log(message):
    print(message, file=sys.stderr, flush=True)


def peak_rss_mib():
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(kib / (1024 * 1024 if sys.platform == "darwin" else 1024))


def write_json(path, value):
    """Written beside and renamed, so that a half-written file is never taken for a result."""
    partial = Path(f"{path}.partial")
    partial.parent.mkdir(parents=True, exist_ok=True)
    partial.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    partial.replace(path)


def seconds_of(action, *arguments):
    began = time.monotonic()
    result = action(*arguments)
    return result, round(time.monotonic() - began, 2)


def main():
    transformers.logging.set_verbosity_error()
    if OPTIONS.threads:
        torch.set_num_threads(OPTIONS.threads)
    train_questions = read_questions(OPTIONS.train)[: OPTIONS.limit]
    dev_questions = read_questions(OPTIONS.dev)
    tokenizer = AutoTokenizer.from_pretrained(OPTIONS.model, use_fast=True)
    transformers.set_seed(OPTIONS.seed)  # before the new head is drawn, as run_qa does
    model = AutoModelForQuestionAnswering.from_pretrained(OPTIONS.model)
    train_windows, feature_seconds = seconds_of(features, tokenizer, train_questions)
    dev_windows = features(tokenizer, dev_questions)
    log(f"{len(train_questions)} questions to train on, {len(train_windows)} windows")
    (steps, last_loss), train_seconds = seconds_of(train, model, train_windows)
    predictions, dev_seconds = seconds_of(predict, model, dev_windows, dev_questions)
    exact, f1_mean = score(predictions, dev_questions)
    log(f"exact {exact:.2f}  f1 {f1_mean:.2f}  trained in {train_seconds:.0f} s")
    if OPTIONS.save:
        model.save_pretrained(OPTIONS.save)
        tokenizer.save_pretrained(OPTIONS.save)
    if OPTIONS.predictions:
        write_json(OPTIONS.predictions, predictions)
    write_json(
        OPTIONS.output,
        {
            "exact": exact,
            "f1": f1_mean,
            "total": len(dev_questions),
            "trainQuestions": len(train_questions),
            "trainWindows": len(train_windows),
            "devWindows": len(dev_windows),
            "steps": steps,
            "lastLoss": round(last_loss, 4),
            "featureSeconds": feature_seconds,
            "trainSeconds": train_seconds,
            "devSeconds": dev_seconds,
            "wallSeconds": round(time.monotonic() - STARTED, 2),
            "cpuSeconds": round(time.process_time(), 2),
            "examplesPerSecond": round(len(train_windows) * OPTIONS.epochs / train_seconds, 2),
            "peakRssMiB": peak_rss_mib(),
            "threads": torch.get_num_threads(),
            "options": {k: v for k, v in vars(OPTIONS).items() if k not in ("output", "save")},
            "versions": {
                "python": sys.version.split()[0],
                "torch": torch.__version__,
                "transformers": transformers.__version__,
                "tokenizers": tokenizers.__version__,
                "numpy": np.__version__,
            },
        },
    )


if __name__ == "__main__":
    main()
