#!/usr/bin/env python3
"""How fast transformers' Trainer trains: steps of real fine-tuning, in examples and real tokens.

  --settings default   TrainingArguments as they are: float32, AdamW; every row padded to
                       --max-length, as run_qa and run_glue pad
  --settings best      bf16 autocast, rows padded to the longest of their batch, group_by_length,
                       fused AdamW
The task mlm trains on the lines of a text as run_mlm does: put together and cut into rows of
--max-length, of which 15 % of the tokens are masked anew in every batch.
--attention sdpa or eager chooses the attention, otherwise transformers does. Steps are timed from
the end of one to the end of the next. Real tokens are those without padding.

Example:
  python train_huggingface.py --task qa --size base --model DIR --data train.json --settings best
"""

import os
import random
import statistics
import tempfile
import time

import peer_measuring
import run_qa_features
import task_data

os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch  # noqa: E402
import transformers  # noqa: E402

WINDOW_OVERLAP = 128
EXAMPLES = 2000  # drawn from the data: more than are ever trained on
WIDTHS = {"tiny": (2, 128), "mini": (4, 256), "small": (4, 512), "base": (12, 768)}


def parse_options():
    parser = peer_measuring.parser(__doc__)
    parser.add_argument("--task", choices=["qa", "classify", "mlm"], default="qa")
    parser.add_argument("--model", required=True, help="directory of a BERT with its tokenizer")
    parser.add_argument("--size", choices=list(WIDTHS), help="new weights of this size instead")
    parser.add_argument("--data", required=True, help="SQuAD-shaped, texts with labels, or text")
    parser.add_argument("--settings", choices=["default", "best"], default="default")
    parser.add_argument("--attention", choices=["sdpa", "eager"])
    parser.add_argument("--batch-size", type=int, default=8)
    parser.add_argument("--max-length", type=int, default=384)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--threads", type=int, help="threads of torch (default: torch's choice)")
    return parser.parse_args()


# ---------------------------------------------------------------- data and model


def features(options, tokenizer):
    """Rows as dicts; padded here if the settings are the default ones."""
    fixed = options.settings == "default"
    draw = random.Random(options.seed)
    if options.task == "qa":
        questions = run_qa_features.read_questions(options.data)
        questions = draw.sample(questions, min(EXAMPLES, len(questions)))
        columns = run_qa_features.training_features(
            tokenizer, questions, options.max_length, WINDOW_OVERLAP, fixed
        )
    elif options.task == "mlm":
        columns = {"input_ids": chunks(options, tokenizer)}
        columns["attention_mask"] = [[1] * len(row) for row in columns["input_ids"]]
    else:
        rows = task_data.read("classify", options.data)
        rows = draw.sample(rows, min(EXAMPLES, len(rows)))
        columns = tokenizer(
            [text for text, _ in rows],
            truncation=True,
            max_length=options.max_length,
            padding="max_length" if fixed else False,
        )
        names = sorted({label for _, label in rows})
        columns["labels"] = [names.index(label) for _, label in rows]
    return [dict(zip(columns, values)) for values in zip(*columns.values())]


def chunks(options, tokenizer):
    with open(options.data, encoding="utf-8") as file:
        lines = [line for line in file.read().split("\n") if line.strip()]
    ids = [number for row in tokenizer(lines)["input_ids"] for number in row]
    width = options.max_length
    return [ids[i : i + width] for i in range(0, len(ids) - width + 1, width)]


def new_model(options, vocabulary):
    kind = {
        "qa": transformers.AutoModelForQuestionAnswering,
        "classify": transformers.AutoModelForSequenceClassification,
        "mlm": transformers.AutoModelForMaskedLM,
    }[options.task]
    chosen = {"attn_implementation": options.attention} if options.attention else {}
    if not options.size:
        return kind.from_pretrained(options.model, **chosen)
    layers, width = WIDTHS[options.size]
    config = transformers.BertConfig(
        vocab_size=vocabulary,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=width // 64,
        intermediate_size=4 * width,
    )
    return kind.from_config(config, **chosen)


# ---------------------------------------------------------------- training


class BatchesInRandomOrder(torch.utils.data.Sampler):
    def __init__(self, sampler, arguments):
        self.sampler = sampler
        self.size = arguments.per_device_train_batch_size
        self.draw = random.Random(arguments.seed)

    def __len__(self):
        return len(self.sampler)

    def __iter__(self):
        order = list(self.sampler)
        batches = [order[i : i + self.size] for i in range(0, len(order), self.size)]
        whole = [batch for batch in batches if len(batch) == self.size]
        self.draw.shuffle(whole)
        return iter([row for batch in whole + batches[len(whole) :] for row in batch])


class CountingTrainer(transformers.Trainer):
    """Counts the rows and the real tokens of the steps."""

    rows = tokens = 0

    def _get_train_sampler(self, dataset=None):
        """group_by_length begins with the longest rows: a few steps would be no fair sample.

        The batches stay as they are and come in random order."""
        sampler = super()._get_train_sampler(dataset)
        return BatchesInRandomOrder(sampler, self.args) if self.args.group_by_length else sampler

    def training_step(self, model, inputs, *more):
        self.rows += inputs["input_ids"].shape[0]
        self.tokens += int(inputs["attention_mask"].sum())
        return super().training_step(model, inputs, *more)


class Clock(transformers.TrainerCallback):
    """Times the steps after the warm-up, and stops the training when there are enough."""

    def __init__(self, options):
        self.options = options
        self.trainer = None
        self.seconds = []
        self.began = self.last = None
        self.warm = False
        self.before = (0, 0)

    def on_train_begin(self, *_, **__):
        self.began = self.last = time.perf_counter()

    def on_step_end(self, arguments, state, control, **_):
        now = time.perf_counter()
        if self.warm:
            self.seconds.append(now - self.last)
            enough = peer_measuring.is_enough(self.options, len(self.seconds), now - self.began)
            control.should_training_stop = enough
        elif now - self.began >= self.options.warm_up:
            self.warm, self.began = True, now
            self.before = (self.trainer.rows, self.trainer.tokens)
        self.last = time.perf_counter()


def arguments(options, scratch):
    best = {"bf16": True, "group_by_length": True, "optim": "adamw_torch_fused"}
    return transformers.TrainingArguments(
        output_dir=scratch,
        per_device_train_batch_size=options.batch_size,
        num_train_epochs=100_000,
        seed=options.seed,
        use_cpu=True,
        save_strategy="no",
        logging_strategy="no",
        report_to="none",
        disable_tqdm=True,
        **(best if options.settings == "best" else {}),
    )


def collator(options, tokenizer):
    if options.task == "mlm":
        return transformers.DataCollatorForLanguageModeling(tokenizer, mlm_probability=0.15)
    return transformers.DataCollatorWithPadding(tokenizer)


def main():
    options = parse_options()
    transformers.logging.set_verbosity_error()
    if options.threads:
        torch.set_num_threads(options.threads)
    tokenizer = transformers.AutoTokenizer.from_pretrained(options.model, use_fast=True)
    transformers.set_seed(options.seed)
    model = new_model(options, len(tokenizer))
    clock = Clock(options)
    with tempfile.TemporaryDirectory() as scratch:
        trainer = CountingTrainer(
            model=model,
            args=arguments(options, scratch),
            train_dataset=features(options, tokenizer),
            data_collator=collator(options, tokenizer),
            callbacks=[clock],
        )
        clock.trainer = trainer
        trainer.remove_callback(transformers.PrinterCallback)
        trainer.train()
    total = sum(clock.seconds)
    rows = trainer.rows - clock.before[0]
    tokens = trainer.tokens - clock.before[1]
    figures = {
        "step": peer_measuring.figure("s", clock.seconds),
        "examples": peer_measuring.figure("examples/s", [rows / total]),
        "real_tokens": peer_measuring.figure("tokens/s", [tokens / total]),
    }
    subject = {
        "peer": f"transformers {transformers.__version__}, torch {torch.__version__}",
        "settings": options.settings,
        "attention": model.config._attn_implementation,
        "optimizer": trainer.args.optim,
        "threads": torch.get_num_threads(),
        "meanTokens": round(tokens / rows, 1),
        "medianStep": round(statistics.median(clock.seconds), 4),
    }
    peer_measuring.report("train", subject, figures)


if __name__ == "__main__":
    main()
