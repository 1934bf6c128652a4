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

import json
import re
import string
import sys
from collections import Counter

import huggingface_common as common


def parse_options():
    parser = common.option_parser(__doc__, epochs=2, learning_rate=3e-5, max_length=384)
    parser.add_argument("--window-overlap", type=int, default=128)
    parser.add_argument("--save", help="also save the trained model to this directory")
    parser.add_argument("--predictions", help="also write predictions.json (question id -> text)")
    return parser.parse_args()


OPTIONS = parse_options()  # before the slow imports, so that --help and mistakes answer at once
common.settle(OPTIONS)

import numpy as np  # noqa: E402
import tokenizers  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402
from transformers import AutoModelForQuestionAnswering, AutoTokenizer  # noqa: E402

N_BEST = 20
MAX_ANSWER_TOKENS = 30


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
    """Windows -> tensors [batch, seq], padded to the longest; the answers' positions [batch]."""
    inputs = common.inputs(windows)
    inputs["start_positions"] = torch.tensor([window["start"] for window in windows])
    inputs["end_positions"] = torch.tensor([window["end"] for window in windows])
    return inputs


# ---------------------------------------------------------------- answers


def predict(model, windows, questions):
    """Question id -> best answer text."""
    candidates = {question["id"]: [] for question in questions}
    model.eval()
    with torch.inference_mode():
        for begin in range(0, len(windows), OPTIONS.batch_size):
            batch = windows[begin : begin + OPTIONS.batch_size]
            with common.precision(OPTIONS):
                output = model(**common.inputs(batch))
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


def main():
    train_questions = read_questions(OPTIONS.train)[: OPTIONS.limit]
    dev_questions = read_questions(OPTIONS.dev)
    tokenizer = AutoTokenizer.from_pretrained(OPTIONS.model, use_fast=True)
    transformers.set_seed(OPTIONS.seed)  # before the new head is drawn, as run_qa does
    model = AutoModelForQuestionAnswering.from_pretrained(OPTIONS.model)
    windows, feature_seconds = common.seconds_of(features, tokenizer, train_questions)
    dev_windows = features(tokenizer, dev_questions)
    common.log(f"{len(train_questions)} questions to train on, {len(windows)} windows")
    (steps, last_loss), train_seconds = common.seconds_of(
        common.train, model, windows, collate, OPTIONS
    )
    predictions, dev_seconds = common.seconds_of(predict, model, dev_windows, dev_questions)
    exact, f1_mean = score(predictions, dev_questions)
    common.log(f"exact {exact:.2f}  f1 {f1_mean:.2f}  trained in {train_seconds:.0f} s")
    if OPTIONS.save:
        model.save_pretrained(OPTIONS.save)
        tokenizer.save_pretrained(OPTIONS.save)
    if OPTIONS.predictions:
        common.write_json(OPTIONS.predictions, predictions)
    measured = common.measured(
        OPTIONS,
        len(windows),
        train_seconds,
        ("output", "save"),
        tokenizers=tokenizers.__version__,
        numpy=np.__version__,
    )
    common.write_json(
        OPTIONS.output,
        {
            "exact": exact,
            "f1": f1_mean,
            "total": len(dev_questions),
            "trainQuestions": len(train_questions),
            "trainWindows": len(windows),
            "devWindows": len(dev_windows),
            "steps": steps,
            "lastLoss": round(last_loss, 4),
            "featureSeconds": feature_seconds,
            "devSeconds": dev_seconds,
            **measured,
        },
    )


if __name__ == "__main__":
    main()
