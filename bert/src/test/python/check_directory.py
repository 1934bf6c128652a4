#!/usr/bin/env python3
"""Opens a directory written by bert4j with transformers and compares logits.

    python check_directory.py DIR REFERENCE.json [--tolerance 1e-5]

REFERENCE.json holds what Java computed with the same directory (dropout off, float32):
    {"inputIds": [[...]], "tokenTypeIds": [[...]], "attentionMask": [[...]],   [batch, seq]
     "startLogits": [[...]], "endLogits": [[...]]}                             [batch, seq]
or, for a bare encoder, "lastHiddenState" [batch, seq, hidden] and/or "poolerOutput"
[batch, hidden] instead of the two logits; or, for the class that config.json names, one of
    "sequenceLogits" [batch, labels]       BertForSequenceClassification
    "tokenLogits" [batch, seq, labels]     BertForTokenClassification
    "choiceLogits" [items, choices]        BertForMultipleChoice: batch is items * choices
or, for sentence-transformers, "sentences" and "embeddings" [sentences, hidden] alone, which are
compared at length 1. Optional, to check the tokenizer files too:
    "texts": [["question", "context"], ...], whose ids without padding must equal the rows of
    inputIds where attentionMask is 1.
Padded positions are not compared. Exit code 0: equal; 1: something differs; 2: usage.
"""

import argparse
import json
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
import transformers
from transformers import (
    AutoModel,
    AutoModelForMultipleChoice,
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    AutoTokenizer,
)

OUTPUTS = {
    "startLogits": "start_logits",
    "endLogits": "end_logits",
    "lastHiddenState": "last_hidden_state",
    "poolerOutput": "pooler_output",
    "sequenceLogits": "logits",
    "tokenLogits": "logits",
    "choiceLogits": "logits",
}
KINDS = {
    "startLogits": AutoModelForQuestionAnswering,
    "sequenceLogits": AutoModelForSequenceClassification,
    "tokenLogits": AutoModelForTokenClassification,
    "choiceLogits": AutoModelForMultipleChoice,
}
WITH_POOLER = {"poolerOutput", "sequenceLogits", "choiceLogits"}
PER_TOKEN = {"startLogits", "endLogits", "lastHiddenState", "tokenLogits"}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directory")
    parser.add_argument("reference")
    parser.add_argument("--tolerance", type=float, default=1e-5)
    options = parser.parse_args()
    with open(options.reference, encoding="utf-8") as file:
        reference = json.load(file)
    names = [name for name in OUTPUTS if name in reference]
    transformers.logging.set_verbosity_error()
    if "embeddings" in reference:
        sys.exit(0 if same_vectors(options.directory, reference, options.tolerance) else 1)
    if not names:
        parser.error(f"{options.reference} has none of {', '.join(OUTPUTS)}, embeddings")

    results = [same_weights(options.directory, reference, names, options.tolerance)]
    if "texts" in reference:
        results.append(same_tokens(options.directory, reference))
    sys.exit(0 if all(results) else 1)


def same_weights(directory, reference, names, tolerance):
    kind = next((KINDS[name] for name in names if name in KINDS), AutoModel)
    model, report = kind.from_pretrained(
        directory, output_loading_info=True, dtype=torch.float32, attn_implementation="eager"
    )
    ok = True
    for what in ("missing_keys", "unexpected_keys", "mismatched_keys"):
        keys = sorted(map(str, report[what]))
        if what == "missing_keys" and not WITH_POOLER & set(names):
            keys = [key for key in keys if "pooler." not in key]
        if keys:
            print(f"{what}: {', '.join(keys)}")
            ok = False
    inputs = {
        "input_ids": torch.tensor(reference["inputIds"]),
        "token_type_ids": torch.tensor(reference["tokenTypeIds"]),
        "attention_mask": torch.tensor(reference["attentionMask"]),
    }
    mask = inputs["attention_mask"]
    if "choiceLogits" in names:
        items = len(reference["choiceLogits"])
        inputs = {key: value.view(items, -1, value.shape[-1]) for key, value in inputs.items()}
    with torch.no_grad():
        output = model.eval()(**inputs)
    for name in names:
        theirs = torch.tensor(reference[name], dtype=torch.float32)
        ours = output[OUTPUTS[name]]
        if ours.shape != theirs.shape:
            print(f"{name}: shape {list(theirs.shape)} in the reference, {list(ours.shape)} here")
            ok = False
            continue
        difference = (ours - theirs).abs()
        if name in PER_TOKEN:
            difference = difference[mask.bool()]
        largest = difference.max().item()
        good = largest <= tolerance  # false for NaN too
        print(f"{name}: largest difference {largest:.3g} ({'ok' if good else 'TOO MUCH'})")
        ok &= good
    return ok


def same_vectors(directory, reference, tolerance):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(directory, device="cpu")
    ours = torch.tensor(model.encode(reference["sentences"]))
    theirs = torch.nn.functional.normalize(torch.tensor(reference["embeddings"]), dim=1)
    largest = (ours - theirs).abs().max().item()
    good = largest <= tolerance
    print(f"embeddings: largest difference {largest:.3g} ({'ok' if good else 'TOO MUCH'})")
    return good


def same_tokens(directory, reference):
    tokenizer = AutoTokenizer.from_pretrained(directory, use_fast=True)
    ok = True
    rows = zip(reference["texts"], reference["inputIds"], reference["attentionMask"])
    for i, (text, ids, mask) in enumerate(rows):
        wanted = [token for token, attended in zip(ids, mask) if attended]
        found = tokenizer(*([text] if isinstance(text, str) else text))["input_ids"]
        if found != wanted:
            print(f"texts[{i}]: {found} here, {wanted} in the reference")
            ok = False
    print(f"texts: {'ok' if ok else 'DIFFERENT'}")
    return ok


if __name__ == "__main__":
    main()
