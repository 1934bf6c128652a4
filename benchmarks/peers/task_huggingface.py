#!/usr/bin/env python3
"""Fine-tunes a Hugging Face BERT for one task and scores it, as run_glue and run_ner do.

Our own code, following the recipes of examples/pytorch/text-classification/run_glue.py and
examples/pytorch/token-classification/run_ner.py and the defaults of transformers 4.57's Trainer:
  classify      one text; AutoModelForSequenceClassification, cross entropy; accuracy
  nli           a pair of texts; the same
  regress       a pair of texts; the same with one output, squared error; Pearson, Spearman (scipy)
  ner           words; AutoModelForTokenClassification; the first token of a word has its tag, the
                others -100; cross entropy, mean over the labelled tokens; best tag of each word for
                itself; precision, recall and F1 of entities (seqeval). A word without a token, or
                behind --max-length, is O; run_ner leaves such words out of the score
  labels        those of --train, sorted
  features      fast tokenizer, the longer text of a pair cut first, padded to --max-length
  new weights   the head, and the pooler where the directory has none (sentence encoders)
  optimizer     AdamW (betas 0.9/0.999, eps 1e-8, weight decay 0, fused), learning rate linear to
                0 after --warmup, gradients clipped to global norm 1.0
  batches       --batch-size examples in an order drawn from the seed, the last one may be smaller
The files are described in task_data.py.

Example:
  python task_huggingface.py --task classify --model DIR --train train.tsv --dev dev.tsv \\
      --limit 1000 --epochs 2 --output results.json
"""

import json
from importlib import metadata

import huggingface_common as common
import task_data


def parse_options():
    parser = common.option_parser(__doc__, epochs=3, learning_rate=5e-5, max_length=128)
    parser.add_argument("--task", required=True, choices=list(task_data.SUFFIX))
    parser.add_argument(
        "--predictions",
        help="also write the answers to --dev, a JSON object a line: label, score or tags",
    )
    return parser.parse_args()


OPTIONS = parse_options()  # before the slow imports, so that --help and mistakes answer at once
common.settle(OPTIONS)

import numpy as np  # noqa: E402
import scipy  # noqa: E402
import seqeval.metrics  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402
from scipy.stats import pearsonr, spearmanr  # noqa: E402
from transformers import (  # noqa: E402
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    AutoTokenizer,
)

OUTSIDE = "O"
NOT_LABELLED = -100
IS_NER = OPTIONS.task == "ner"
IS_REGRESS = OPTIONS.task == "regress"


# ---------------------------------------------------------------- data


def truth(example):
    """A label, a score, or a list of tags."""
    if IS_NER:
        return [tag for _, tag in example]
    return float(example[-1]) if IS_REGRESS else example[-1]


def label_names(examples):
    """Sorted, as both scripts do; none where the answer is a number."""
    if IS_REGRESS:
        return []
    truths = [truth(example) for example in examples]
    return sorted({tag for tags in truths for tag in tags} if IS_NER else set(truths))


def features(tokenizer, examples):
    """One row per example: ids, segments, mask; of ner, the words of the tokens as well."""
    if IS_NER:
        texts = [[[word for word, _ in example] for example in examples]]
    else:
        texts = [list(column) for column in zip(*(example[:-1] for example in examples))]
    rows = tokenizer(
        *texts,
        is_split_into_words=IS_NER,
        truncation=True,
        max_length=OPTIONS.max_length,
        padding=False if OPTIONS.dynamic_padding else "max_length",
    )
    names = ("input_ids", "token_type_ids", "attention_mask")
    found = [{name: rows[name][i] for name in names} for i in range(len(examples))]
    if IS_NER:
        for i, row in enumerate(found):
            row["first_tokens"] = first_tokens(rows.word_ids(i))
    return found


def first_tokens(word_ids):
    """Word number -> position of its first token."""
    places = {}
    for position, word in enumerate(word_ids):
        if word is not None:
            places.setdefault(word, position)
    return places


def add_labels(rows, examples, names):
    ids = {name: i for i, name in enumerate(names)}
    for row, example in zip(rows, examples):
        answer = truth(example)
        if IS_NER:
            row["labels"] = [NOT_LABELLED] * len(row["input_ids"])
            for word, position in row["first_tokens"].items():
                row["labels"][position] = ids[answer[word]]
        else:
            row["labels"] = answer if IS_REGRESS else ids[answer]


def collate(rows):
    """Rows -> tensors [batch, seq], padded to the longest; labels [batch] or [batch, seq]."""
    inputs = common.inputs(rows)
    if "labels" in rows[0]:
        inputs["labels"] = (
            common.stack(rows, "labels", NOT_LABELLED)
            if IS_NER
            else torch.tensor([row["labels"] for row in rows])
        )
    return inputs


# ---------------------------------------------------------------- answers


def new_model(names):
    """The head is drawn here; the class chooses its loss by the number and type of the labels."""
    kind = AutoModelForTokenClassification if IS_NER else AutoModelForSequenceClassification
    return kind.from_pretrained(OPTIONS.model, num_labels=len(names) or 1)


def predict(model, rows, examples, names):
    """One answer per example, of the type of its truth."""
    answers = []
    model.eval()
    with torch.inference_mode():
        for begin in range(0, len(rows), OPTIONS.batch_size):
            end = begin + OPTIONS.batch_size
            with common.precision(OPTIONS):
                logits = model(**collate(rows[begin:end])).logits.float().numpy()
            for row, example, scores in zip(rows[begin:end], examples[begin:end], logits):
                answers.append(answer(row, example, scores, names))
    return answers


def answer(row, example, scores, names):
    if IS_REGRESS:
        return float(scores[0])
    if not IS_NER:
        return names[int(np.argmax(scores))]
    tags = [OUTSIDE] * len(example)
    for word, position in row["first_tokens"].items():
        tags[word] = names[int(np.argmax(scores[position]))]
    return tags


def figures(truths, answers):
    """Fractions, under the names that bert4j evaluate --json gives them."""
    if IS_NER:
        report = seqeval.metrics.classification_report(truths, answers, output_dict=True)
        overall = report["micro avg"]
        return {
            "precision": float(overall["precision"]),
            "recall": float(overall["recall"]),
            "f1": float(overall["f1-score"]),
        }
    if IS_REGRESS:
        return {
            "pearson": float(pearsonr(truths, answers)[0]),
            "spearman": float(spearmanr(truths, answers)[0]),
        }
    return {"accuracy": common.mean([truth == given for truth, given in zip(truths, answers)])}


# ---------------------------------------------------------------- the run


def write_predictions(path, answers):
    key = "tags" if IS_NER else "score" if IS_REGRESS else "label"
    common.write(path, "".join(json.dumps({key: given}, ensure_ascii=False) + "\n" for given in answers))


def main():
    training = task_data.read(OPTIONS.task, OPTIONS.train)[: OPTIONS.limit]
    dev = task_data.read(OPTIONS.task, OPTIONS.dev)
    names = label_names(training)
    tokenizer = AutoTokenizer.from_pretrained(OPTIONS.model, use_fast=True)
    transformers.set_seed(OPTIONS.seed)  # before the new head is drawn, as the examples do
    model = new_model(names)
    rows = features(tokenizer, training)
    add_labels(rows, training, names)
    common.log(f"{len(training)} examples to train on, labels: {' '.join(names) or 'a score'}")
    (steps, last_loss), train_seconds = common.seconds_of(
        common.train, model, rows, collate, OPTIONS
    )
    dev_rows = features(tokenizer, dev)
    answers, dev_seconds = common.seconds_of(predict, model, dev_rows, dev, names)
    found = figures([truth(example) for example in dev], answers)
    common.log("  ".join(f"{name} {100 * value:.2f}" for name, value in found.items()))
    common.log(f"trained in {train_seconds:.0f} s")
    if OPTIONS.predictions:
        write_predictions(OPTIONS.predictions, answers)
    measured = common.measured(
        OPTIONS,
        len(training),
        train_seconds,
        ("output", "predictions"),
        scipy=scipy.__version__,
        seqeval=metadata.version("seqeval"),
    )
    common.write_json(
        OPTIONS.output,
        {
            **found,
            "total": len(dev),
            "trainExamples": len(training),
            "steps": steps,
            "lastLoss": round(last_loss, 4),
            "devSeconds": dev_seconds,
            **measured,
        },
    )


if __name__ == "__main__":
    main()
