#!/usr/bin/env python3
"""Writes golden losses with their gradients into ../resources/org/bert4j/loss/losses.json.

Needs torch (CPU), sentence-transformers and pytorch-crf. Run it without arguments:
    python make_losses.py
Inputs are float32 numbers; losses and gradients are computed from them in float64.
"""

import importlib.metadata
import json
import random
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from sentence_transformers.sentence_transformer.losses import (
    CosineSimilarityLoss,
    MultipleNegativesRankingLoss,
)
from torchcrf import CRF

OUT = Path(__file__).resolve().parent.parent / "resources" / "org" / "bert4j" / "loss" / "losses.json"
ORIGIN = "bert/src/test/python/make_losses.py; " + ", ".join(
    f"{name} {importlib.metadata.version(name).split('+')[0]}"
    for name in ("torch", "sentence-transformers", "pytorch-crf")
) + f", Python {sys.version.split()[0]}"
SOURCE = random.Random(7)


def numbers(*shape, scale=1.5):
    """Random numbers of few digits, which float32 and JSON hold alike."""
    if not shape:
        return round(SOURCE.gauss(0, scale) * 64) / 64
    return [numbers(*shape[1:], scale=scale) for _ in range(shape[0])]


def labels(count, classes):
    return [SOURCE.randrange(classes) for _ in range(count)]


def leaf(values):
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def facts(loss, **leaves):
    """The loss and its gradients; one that took no part has none, which is 0."""
    loss.backward()
    gradients = {k: torch.zeros_like(v) if v.grad is None else v.grad for k, v in leaves.items()}
    return {"loss": loss.item(), "gradients": {k: v.tolist() for k, v in gradients.items()}}


def cross_entropy(what, rows, weights, smoothing, scale=1.5):
    logits, truth = numbers(rows, 4, scale=scale), labels(rows, 4)
    x = leaf(logits)
    weight = torch.tensor(weights, dtype=torch.float64) if weights else None
    loss = F.cross_entropy(
        x, torch.tensor(truth), weight=weight, label_smoothing=smoothing, reduction="sum"
    )
    return {
        "what": what, "logits": logits, "labels": truth, "weights": weights or [],
        "smoothing": smoothing, **facts(loss, logits=x),
    }


def binary_cross_entropy(what, rows, scale):
    logits = numbers(rows, 3, scale=scale)
    targets = [[float(v) for v in labels(3, 2)] for _ in range(rows)]
    x = leaf(logits)
    mean = F.binary_cross_entropy_with_logits(x, torch.tensor(targets, dtype=torch.float64))
    return {"what": what, "logits": logits, "targets": targets, **facts(mean * rows, logits=x)}


def squared_error():
    predictions, targets = numbers(5), numbers(5)
    x = leaf(predictions)
    loss = F.mse_loss(x, torch.tensor(targets, dtype=torch.float64), reduction="sum")
    return {"what": "five", "predictions": predictions, "targets": targets, **facts(loss, predictions=x)}


class GivenVectors(torch.nn.Module):
    """Stands where sentence-transformers has its model: the vectors are the features."""

    def forward(self, features):
        return {"sentence_embedding": features["vectors"]}


def in_batch_negatives(what, count, hard, scale):
    queries, documents = numbers(count, 6), numbers(count * (1 + hard), 6)
    q, d = leaf(queries), leaf(documents)
    columns = [q] + [d[i * count : (i + 1) * count] for i in range(1 + hard)]
    criterion = MultipleNegativesRankingLoss(GivenVectors(), scale=scale)
    mean = criterion([{"vectors": column} for column in columns], None)
    return {
        "what": what, "queries": queries, "documents": documents, "scale": scale,
        **facts(mean * count, queries=q, documents=d),
    }


def cosine():
    first, second = numbers(4, 6), numbers(4, 6)
    targets = [0.25, -0.5, 1.0, 0.0]
    a, b = leaf(first), leaf(second)
    criterion = CosineSimilarityLoss(GivenVectors())
    mean = criterion([{"vectors": a}, {"vectors": b}], torch.tensor(targets, dtype=torch.float64))
    return {
        "what": "four pairs", "first": first, "second": second, "targets": targets,
        **facts(mean * 4, first=a, second=b),
    }


def crf(what, lengths, tags):
    words = max(lengths)
    emissions = numbers(len(lengths), words, tags)
    truth = [labels(words, tags) for _ in lengths]
    layer = CRF(tags, batch_first=True).double()
    with torch.no_grad():
        layer.transitions.copy_(torch.tensor(numbers(tags, tags)))
        layer.start_transitions.copy_(torch.tensor(numbers(tags)))
        layer.end_transitions.copy_(torch.tensor(numbers(tags)))
    mask = torch.tensor([[word < length for word in range(words)] for length in lengths])
    x = leaf(emissions)
    loss = -layer(x, torch.tensor(truth), mask=mask, reduction="sum")
    parameters = dict(layer.named_parameters())
    given = {name: value.tolist() for name, value in parameters.items()}
    return {
        "what": what, "lengths": lengths, "emissions": emissions, "tags": truth, **given,
        "best": layer.decode(x, mask=mask), **facts(loss, emissions=x, **parameters),
    }


def main():
    golden = {
        "origin": ORIGIN,
        "note": "losses are sums over examples: a mean of the reference times the number of rows",
        "crossEntropy": [
            cross_entropy("plain", 5, None, 0.0),
            cross_entropy("class weights", 5, [0.5, 2.0, 1.0, 0.25], 0.0),
            cross_entropy("label smoothing", 5, None, 0.1),
            cross_entropy("weights and smoothing", 5, [0.5, 2.0, 1.0, 0.25], 0.25),
            cross_entropy("logits in the hundreds", 3, None, 0.0, scale=300),
        ],
        "binaryCrossEntropy": [
            binary_cross_entropy("usual logits", 4, 1.5),
            binary_cross_entropy("logits in the hundreds", 4, 200),
        ],
        "squaredError": [squared_error()],
        "inBatchNegatives": [
            in_batch_negatives("one document each", 4, 0, 20.0),
            in_batch_negatives("and two hard negatives each", 3, 2, 20.0),
            in_batch_negatives("another scale", 4, 0, 5.0),
        ],
        "cosine": [cosine()],
        "crf": [crf("ragged", [3, 5, 1], 4), crf("one word each", [1, 1], 3)],
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(golden).replace('{"what"', '\n{"what"').replace('], "', '],\n"')
    OUT.write_text(text.replace(', "note"', ',\n"note"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
