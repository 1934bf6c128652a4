#!/usr/bin/env python3
"""Searches options of a text classifier with Hugging Face's Trainer.hyperparameter_search (Optuna).

Our own code, after the page "Hyperparameter search" of transformers' documentation and the recipe
of run_glue: AutoModelForSequenceClassification, fast tokenizer, padding to the longest of a batch,
an evaluation after each epoch, and Optuna as the Trainer creates it: TPE, and trials that are worse
than the median end early. The space is the one that study_compare.py gives to bert4j.

Example:
  python study_huggingface.py --model DIR --train train.tsv --dev dev.tsv --trials 20 \\
      --output results.json
"""

import argparse
import json
import os
import tempfile
import time

import task_data


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("--model", "--train", "--dev", "--output"):
        parser.add_argument(name, required=True)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--max-length", type=int, default=64)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--bf16", action="store_true", help="bfloat16 autocast")
    return parser.parse_args()


OPTIONS = parse_options()  # before the slow imports
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import numpy as np  # noqa: E402
import optuna  # noqa: E402
import torch  # noqa: E402
from transformers import (  # noqa: E402
    AutoModelForSequenceClassification,
    AutoTokenizer,
    Trainer,
    TrainingArguments,
)

TOKENIZER = AutoTokenizer.from_pretrained(OPTIONS.model)


class Examples(torch.utils.data.Dataset):
    def __init__(self, path, names):
        texts, labels = zip(*task_data.read("classify", path))
        self.rows = TOKENIZER(list(texts), truncation=True, max_length=OPTIONS.max_length)
        self.labels = [names.index(label) for label in labels]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        row = {name: cells[i] for name, cells in self.rows.items()}
        return row | {"labels": self.labels[i]}


def space(trial):
    return {
        "learning_rate": trial.suggest_float("learning_rate", 1e-5, 1e-3, log=True),
        "per_device_train_batch_size": trial.suggest_categorical(
            "per_device_train_batch_size", [8, 16, 32]
        ),
        "num_train_epochs": trial.suggest_int("num_train_epochs", 2, 4),
        "warmup_ratio": trial.suggest_float("warmup_ratio", 0.0, 0.2),
    }


def accuracy(predicted):
    return {"accuracy": float(np.mean(predicted.predictions.argmax(-1) == predicted.label_ids))}


def main():
    names = sorted({label for _, label in task_data.read("classify", OPTIONS.train)})
    train, dev = Examples(OPTIONS.train, names), Examples(OPTIONS.dev, names)
    with tempfile.TemporaryDirectory() as scratch:
        arguments = TrainingArguments(
            output_dir=scratch,
            eval_strategy="epoch",
            save_strategy="no",
            per_device_eval_batch_size=64,
            bf16=OPTIONS.bf16,
            seed=OPTIONS.seed,
            report_to=[],
            disable_tqdm=True,
            use_cpu=True,
        )
        trainer = Trainer(
            args=arguments,
            train_dataset=train,
            eval_dataset=dev,
            processing_class=TOKENIZER,
            compute_metrics=accuracy,
            model_init=lambda: AutoModelForSequenceClassification.from_pretrained(
                OPTIONS.model, num_labels=len(names)
            ),
        )
        began = time.monotonic()
        best = trainer.hyperparameter_search(
            hp_space=space,
            n_trials=OPTIONS.trials,
            direction="maximize",
            backend="optuna",
            compute_objective=lambda figures: figures["eval_accuracy"],
            sampler=optuna.samplers.TPESampler(seed=OPTIONS.seed),
        )
    result = {
        "accuracy": best.objective,
        "options": best.hyperparameters,
        "searchSeconds": time.monotonic() - began,
    }
    with open(OPTIONS.output, "w", encoding="utf-8") as file:
        json.dump(result, file, indent=2)


if __name__ == "__main__":
    main()
