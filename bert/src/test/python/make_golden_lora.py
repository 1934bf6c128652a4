#!/usr/bin/env python3
"""Writes the golden adapter into ../resources/org/bert4j/checkpoint/tiny-lora.

Needs peft 0.17, transformers 4.57 and torch (CPU). Run it without arguments, after make_golden_tasks.py:
    python make_golden_lora.py
It is an adapter for tiny-classify, as PEFT saves it, but for the way to its base, which is relative here. golden.json
has what PEFT made of a padded batch: ids, logits, loss, and the gradients of all that an adapter learns.
"""

import json

import peft
import torch
from peft import LoraConfig, get_peft_model
from transformers import BertForSequenceClassification, BertTokenizerFast

from make_golden_models import CHECKPOINT, ORIGIN, write_json
from make_golden_tasks import TEXTS, batch_json, padded

BASE = "tiny-classify"
TRUTH = [0, 2, 0, 1]
LABELS = [["city"], ["person"], ["city"], ["none"]]


def main():
    directory = CHECKPOINT / "tiny-lora"
    base = CHECKPOINT / BASE
    choice = LoraConfig(
        task_type="SEQ_CLS", r=2, lora_alpha=3, target_modules=["query", "value", "output.dense"]
    )
    model = get_peft_model(BertForSequenceClassification.from_pretrained(base), choice)
    generator = torch.Generator().manual_seed(21)
    trained = {name: p for name, p in model.named_parameters() if p.requires_grad}
    for parameter in trained.values():
        parameter.data.normal_(0, 0.4, generator=generator)
    model.save_pretrained(directory)
    (directory / "README.md").unlink()
    config = json.loads((directory / "adapter_config.json").read_text())
    config["base_model_name_or_path"] = f"../{BASE}"
    config["target_modules"] = sorted(config["target_modules"])
    write_json(directory / "adapter_config.json", config)
    model.eval()
    tokenizer = BertTokenizerFast(vocab_file=str(base / "vocab.txt"), do_lower_case=True)
    encoded = padded(tokenizer, TEXTS)
    output = model(**encoded, labels=torch.tensor(TRUTH))
    output.loss.backward()
    gradients = {
        name.removeprefix("base_model.model.")
        .replace(".default", "")
        .replace(".modules_to_save", ""): p.grad.tolist()
        for name, p in trained.items()
    }
    origin = ORIGIN.replace("make_golden_models.py", f"make_golden_lora.py; peft {peft.__version__}")
    golden = {
        "origin": origin,
        "note": "an adapter for tiny-classify; eval mode, float32, mean loss over the batch",
        "texts": TEXTS,
        "labels": LABELS,
        **batch_json(encoded),
        "logits": output.logits.tolist(),
        "loss": output.loss.item(),
        "gradients": gradients,
    }
    write_json(directory / "golden.json", golden)


if __name__ == "__main__":
    main()
