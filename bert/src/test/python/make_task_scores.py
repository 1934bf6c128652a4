#!/usr/bin/env python3
"""Writes golden figures of the task metrics into ../resources/org/bert4j/metric/task_scores.json.

    python make_task_scores.py DATA

DATA is a folder with the public data sets. Needs scikit-learn, scipy and seqeval. The section "real"
holds predictions of small linear models trained here on some of those sets; the truth stays in DATA,
and the test reads it from there.
"""

import csv
import json
import random
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import scipy
import scipy.stats
import seqeval.metrics as entities
import sklearn
import sklearn.metrics as scores
from seqeval.metrics.sequence_labeling import get_entities, precision_recall_fscore_support
from seqeval.scheme import IOB2
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline

OUTPUT = Path(__file__).resolve().parent.parent / "resources/org/bert4j/metric/task_scores.json"
BIO = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-creative-work", "I-creative-work"]
IOBES = BIO[:5] + ["E-PER", "S-PER", "E-LOC", "S-LOC"]
IOE = ["O", "I-PER", "E-PER", "I-LOC", "E-LOC"]
STEPS = 128  # probabilities and thresholds are multiples of 1/128, exact in binary

warnings.filterwarnings("ignore")


# --- Figures by the reference libraries ----------------------------------------------------------


def table(names, truth, predicted, **options):
    columns = scores.precision_recall_fscore_support(truth, predicted, zero_division=0, **options)
    rows = zip(*[column.tolist() for column in columns])
    return {n: dict(zip(["precision", "recall", "f1", "support"], r)) for n, r in zip(names, rows)}


def classification(labels, truth, predicted):
    macro = {"average": "macro", "zero_division": 0}
    figures = {
        "accuracy": scores.accuracy_score(truth, predicted),
        "f1_macro": scores.f1_score(truth, predicted, **macro),
        "f1_micro": scores.f1_score(truth, predicted, average="micro"),
        "precision_macro": scores.precision_score(truth, predicted, **macro),
        "recall_macro": scores.recall_score(truth, predicted, **macro),
        "matthews": scores.matthews_corrcoef(truth, predicted),
        "total": len(truth),
    }
    if len(labels) == 2:
        for name in ["precision", "recall", "f1"]:
            function = getattr(scores, name + "_score")
            figures[name] = function(truth, predicted, zero_division=0)
    ids = list(range(len(labels)))
    figures["per_class"] = table(labels, truth, predicted, labels=ids)
    figures["confusion"] = scores.confusion_matrix(truth, predicted, labels=ids).tolist()
    return figures


def multilabel(labels, truth, predicted):
    truth, predicted = np.array(truth), np.array(predicted).astype(int)

    def score(name, average):
        function = getattr(scores, name + "_score")
        return function(truth, predicted, average=average, zero_division=0)

    return {
        "f1_micro": score("f1", "micro"),
        "f1_macro": score("f1", "macro"),
        "f1_samples": score("f1", "samples"),
        "precision_micro": score("precision", "micro"),
        "recall_micro": score("recall", "micro"),
        "subset_accuracy": scores.accuracy_score(truth, predicted),
        "hamming_loss": scores.hamming_loss(truth, predicted),
        "total": len(truth),
        "per_class": table(labels, truth, predicted, average=None),
    }


def correlation(truth, predicted):
    return {
        "pearson": scipy.stats.pearsonr(truth, predicted).statistic,
        "spearman": scipy.stats.spearmanr(truth, predicted).statistic,
        "mse": scores.mean_squared_error(truth, predicted),
        "mae": scores.mean_absolute_error(truth, predicted),
        "total": len(truth),
    }


def entity(truth, predicted, strict=True):
    """Figures of seqeval; its strict mode under IOB2 refuses tags with E and S."""
    names = ["precision", "recall", "f1"]
    figures = {n: getattr(entities, n + "_score")(truth, predicted) for n in names}
    types = sorted({t for s in truth + predicted for t, _, _ in get_entities(s)})
    if types:
        figures["f1_macro"] = entities.f1_score(truth, predicted, average="macro")
    if strict:
        mode = {"mode": "strict", "scheme": IOB2}
        for n in names:
            figures[n + "_strict"] = getattr(entities, n + "_score")(truth, predicted, **mode)
    if any(truth):
        figures["accuracy"] = entities.accuracy_score(truth, predicted)
    figures["per_type"] = {}
    if types:
        columns = precision_recall_fscore_support(truth, predicted, average=None)
        rows = zip(types, *[c.tolist() for c in columns])
        figures["per_type"] = {t: dict(zip(names + ["support"], row)) for t, *row in rows}
    figures["total"] = sum(row["support"] for row in figures["per_type"].values())
    return figures


def retrieval(queries, documents):
    """Mean reciprocal rank with ties counted against the right document, as scikit-learn has it."""
    near = scores.pairwise.cosine_similarity(queries, documents)
    truth = np.eye(len(near), dtype=int)
    figures = {"mrr": scores.label_ranking_average_precision_score(truth, near), "total": len(near)}
    if all(len(set(row)) == len(row) for row in near.tolist()):
        for k in [1, 5, 10]:
            figures["recall_at_%d" % k] = scores.top_k_accuracy_score(np.arange(len(near)), near, k=k)
    return figures


# --- Generated cases -----------------------------------------------------------------------------


def noisy(rng, truth, choices, rate):
    return [rng.choice(choices) if rng.random() < rate else t for t in truth]


def classification_cases(rng):
    four = [rng.choice([0, 1, 1, 2, 3]) for _ in range(150)]
    two = [rng.choice([0, 0, 1]) for _ in range(100)]
    cases = [
        ["four labels", "abcd", four, noisy(rng, four, range(4), 0.4)],
        ["two labels", ["no", "yes"], two, noisy(rng, two, [0, 1], 0.3)],
        ["two labels, worse than chance", "ab", two, [1 - t for t in two]],
        ["a label that never occurs", "abcde", four, noisy(rng, four, range(4), 0.3)],
        ["a label never predicted", "abcd", four, noisy(rng, [min(t, 2) for t in four], range(3), 0.2)],
        ["a label only predicted", "abc", [t % 2 for t in four], noisy(rng, [t % 2 for t in four], [2], 0.2)],
        ["truth of a single label", "abc", [1] * 30, noisy(rng, [1] * 30, range(3), 0.5)],
        ["prediction of a single label", "ab", two, [0] * len(two)],
        ["all of one label and right", "ab", [1] * 5, [1] * 5],
        ["no example of the positive label", "ab", [0] * 5, [0] * 5],
        ["a single label", "a", [0] * 3, [0] * 3],
    ]
    return [
        {"name": n, "labels": list(l), "truth": t, "predicted": p, "figures": classification(list(l), t, p)}
        for n, l, t, p in cases
    ]


def multilabel_cases(rng):
    cases = []
    for name, rates, thresholds in [
        ("common and rare labels", [0.6, 0.3, 0.05], [64, 64, 64]),
        ("own thresholds", [0.5, 0.2, 0.2, 0.1], [32, 64, 80, 127]),
        ("a label that never occurs", [0.4, 0, 0.2], [64, 128, 64]),
        ("no label at all", [0, 0], [128, 128]),
    ]:
        truth = [[int(rng.random() < r) for r in rates] for _ in range(50)]
        chance = [[min(STEPS - 1, max(0, int(rng.gauss(40 + 45 * t, 25)))) for t in row] for row in truth]
        predicted = np.array(chance) >= np.array(thresholds)
        labels = ["l%d" % i for i in range(len(rates))]
        cases.append({
            "name": name, "labels": labels, "thresholds": thresholds, "truth": truth,
            "probabilities": chance, "figures": multilabel(labels, truth, predicted),
            "best_f1": best_f1(np.array(truth), np.array(chance)),
        })
    return cases


def best_f1(truth, chance):
    """The best F1 a threshold above 0 gives, per label, found by trying all."""
    return [
        max(scores.f1_score(truth[:, l], chance[:, l] >= t, zero_division=0) for t in range(1, STEPS))
        for l in range(truth.shape[1])
    ]


def correlation_cases(rng):
    plain = [round(rng.gauss(0, 1), 4) for _ in range(50)]
    stars = [float(rng.randint(0, 5)) for _ in range(80)]
    cases = [
        ["no ties", plain, [round(0.7 * x + rng.gauss(0, 0.5), 4) for x in plain]],
        ["many ties in both", stars, [float(min(5, max(0, s + rng.randint(-2, 2)))) for s in stars]],
        ["ties in truth", stars, [round(s + rng.gauss(0, 1), 4) for s in stars]],
        ["opposite order", plain, [-x**3 for x in plain]],
        ["large mean, small spread", [1e6 + x for x in plain], [1e6 - 2 * x + 0.5 * s for x, s in zip(plain, stars)]],
        ["zero with both signs", [0.0, 1.0, 2.0, -0.0, 0.5], [-0.0, 0.0, 1.0, -0.0, 3.0]],
        ["two examples", [1.0, 2.0], [3.0, 2.5]],
    ]
    return [{"name": n, "truth": t, "predicted": p, "figures": correlation(t, p)} for n, t, p in cases]


def entity_cases(rng):
    cases = []
    for name, tags, rate in [("random BIO tags", BIO, 1), ("BIO tags with errors", BIO, 0.2),
                             ("random IOBES tags", IOBES, 0.5), ("random IOE tags", IOE, 0.5)]:
        truth = [[rng.choice(tags + ["O"]) for _ in range(rng.randint(0, 9))] for _ in range(45)]
        cases.append([name, truth, [noisy(rng, s, tags, rate) for s in truth]])
    fixed = {
        "I after O": ["O I-PER I-PER O", "O B-PER I-PER O"],
        "type changes inside": ["B-PER I-LOC I-LOC O", "B-PER I-PER I-LOC O"],
        "B begins the next of the same type": ["B-PER B-PER I-PER", "B-PER I-PER I-PER"],
        "E and S": ["B-PER E-PER S-PER I-LOC E-LOC", "B-PER I-PER S-PER E-LOC E-LOC"],
        "tags without types": ["B I O B", "B I I O"],
        "empty sentences": ["", ""],
        "nothing but O": ["O O O", "O O O"],
        "nothing true": ["O O O", "O B-PER O"],
        "nothing predicted": ["O B-PER O", "O O O"],
    }
    cases += [[n, [t.split(), []], [p.split(), []]] for n, (t, p) in fixed.items()]
    rows = []
    for name, truth, predicted in cases:
        strict = not any(t[0] in "ES" for s in truth + predicted for t in s)
        row = {"name": name, "figures": entity(truth, predicted, strict)}
        row |= {k: [" ".join(s) for s in v] for k, v in [("truth", truth), ("predicted", predicted)]}
        rows.append(row)
    return rows


def retrieval_cases(rng):
    documents = [[rng.randint(-9, 9) for _ in range(5)] for _ in range(40)]
    queries = [[x + rng.randint(-6, 6) for x in d] for d in documents]
    signs = [[rng.choice([-1, 1]) for _ in range(4)] for _ in range(24)]  # many equal cosines
    cases = [["noisy copies", queries, documents], ["ties", signs[::-1], signs]]
    return [
        {"name": n, "queries": q, "documents": d, "figures": retrieval(q, d)} for n, q, d in cases
    ]


# --- Predictions of linear models ----------------------------------------------------------------


def text_model():
    return make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=10, max_iter=300))


def lines(data, name):
    return (data / name).read_text(encoding="utf-8").removesuffix("\n").split("\n")


def sst2(data):
    train, dev = [[l.rsplit("\t", 1) for l in lines(data, "sst2/%s.tsv" % n)] for n in ["train", "dev"]]
    model = text_model().fit([r[0] for r in train], [int(r[1]) for r in train])
    predicted = model.predict([r[0] for r in dev]).tolist()
    return {
        "labels": ["0", "1"],
        "predicted": "".join(map(str, predicted)),
        "figures": classification(["0", "1"], [int(r[1]) for r in dev], predicted),
    }


def trec(data):
    """Trained on the first 4,500 questions, tried on the others."""
    rows = [l.split(":", 1) for l in lines(data, "trec/TREC.train")]
    labels = sorted({r[0] for r in rows})
    ids = [labels.index(r[0]) for r in rows]
    texts = [r[1].split(" ", 1)[1] for r in rows]
    predicted = text_model().fit(texts[:4500], ids[:4500]).predict(texts[4500:]).tolist()
    return {
        "labels": labels,
        "predicted": "".join(map(str, predicted)),
        "figures": classification(labels, ids[4500:], predicted),
    }


def wnut17(data):
    """Each token tagged by itself, so the sequences are often invalid; 300 sentences of dev."""

    def sentences(name):
        blocks = [[]]
        for line in lines(data, name):
            if line.strip():
                blocks[-1].append(line.split("\t"))
            elif blocks[-1]:
                blocks.append([])
        return [b for b in blocks if b]

    def features(sentence, i):
        words = ["", *[t[0] for t in sentence], ""]
        before, word, after = words[i : i + 3]
        return {"w=" + word.lower(): 1, "b=" + before.lower(): 1, "a=" + after.lower(): 1,
                "e=" + word[-3:]: 1, "upper": word[:1].isupper(), "bupper": before[:1].isupper()}

    train, dev = sentences("wnut17/wnut17train.conll"), sentences("wnut17/emerging.dev.conll")[:300]
    tokens = [(features(s, i), t[1]) for s in train for i, t in enumerate(s)]
    names = ["O", *sorted({t[1] for t in tokens} - {"O"})]
    model = make_pipeline(DictVectorizer(), LogisticRegression(C=30, max_iter=60, class_weight={"O": 0.3}))
    model.fit([t[0] for t in tokens], [t[1] for t in tokens])
    predicted = [model.predict([features(s, i) for i in range(len(s))]).tolist() for s in dev]
    return {
        "tags": names,
        "predicted": ["".join("%x" % names.index(t) for t in s) for s in predicted],
        "figures": entity([[t[1] for t in s] for s in dev], predicted),
    }


def stsb(data):
    """From the overlap of words; the first 500 pairs of dev."""

    def pairs(name):
        with open(data / name, encoding="utf-8", newline="") as file:
            return [(overlap(r[0], r[1]), float(r[2])) for r in csv.reader(file)]

    def overlap(a, b):
        a, b = set(a.lower().split()), set(b.lower().split())
        return [len(a & b) / len(a | b), len(a & b), abs(len(a) - len(b))]

    train, dev = pairs("pairs/stsb/stsb-en-train.csv"), pairs("pairs/stsb/stsb-en-dev.csv")[:500]
    model = Ridge().fit([p[0] for p in train], [p[1] for p in train])
    predicted = [round(p, 2) for p in model.predict([p[0] for p in dev]).tolist()]
    return {"predicted": predicted, "figures": correlation([p[1] for p in dev], predicted)}


def goemotions(data):
    """The first 120 comments of dev, a letter per label: the probability in 32nds, at most z."""
    names = lines(data, "goemotions/emotions.txt")

    def rows(name, count):
        split = [l.split("\t") for l in lines(data, name)[:count]]
        truth = [[int(str(i) in r[1].split(",")) for i in range(len(names))] for r in split]
        return [r[0] for r in split], np.array(truth)

    texts, truth = rows("goemotions/train.tsv", 8000)
    model = make_pipeline(TfidfVectorizer(min_df=3), OneVsRestClassifier(LogisticRegression(C=10)))
    model.fit(texts, truth)
    texts, truth = rows("goemotions/dev.tsv", 120)
    letters = (model.predict_proba(texts) * 32).astype(int).clip(0, 25)
    return {
        "labels": names,
        "probabilities": ["".join(chr(97 + i) for i in row) for row in letters.tolist()],
        "figures": multilabel(names, truth, letters >= 8),
    }


def main():
    data = Path(sys.argv[1])
    rng = random.Random(2019)
    versions = (sklearn.__version__, scipy.__version__, version("seqeval"))
    facts = {
        "origin": "make_task_scores.py with scikit-learn %s, scipy %s, seqeval %s" % versions,
        "classification": classification_cases(rng),
        "multilabel": multilabel_cases(rng),
        "correlation": correlation_cases(rng),
        "entity": entity_cases(rng),
        "retrieval": retrieval_cases(rng),
        "real": {f.__name__: f(data) for f in [sst2, trec, wnut17, stsb, goemotions]},
    }
    text = json.dumps(facts, separators=(",", ":"), default=lambda number: number.item())
    text = text.replace('{"name"', '\n{"name"').replace('"figures"', '\n"figures"')
    OUTPUT.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
