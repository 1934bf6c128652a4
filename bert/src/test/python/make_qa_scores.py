#!/usr/bin/env python3
"""Writes golden figures of the question answering metrics into ../resources/org/bert4j/metric.

    python make_qa_scores.py SQUAD_SCRIPT CMRC_SCRIPT [DATA]

SQUAD_SCRIPT is evaluate-v2.0.py of rajpurkar/SQuAD-explorer, CMRC_SCRIPT baseline/cmrc2018_evaluate.py
of ymcui/cmrc2018; neither is part of this project. DATA is a folder with the public data sets; with it
the figures of some of them are written too. Needs nltk (3.10 was used) and a Python before 3.12, whose
sum() adds floats one by one.

NLTK's sentence splitter comes without its trained data: an untrained one is put in its place.
"""

import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import nltk
from nltk.tokenize import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktSentenceTokenizer

RESOURCES = Path(__file__).resolve().parent.parent / "resources" / "org" / "bert4j" / "metric"
PYTHON = "Python %d.%d" % sys.version_info[:2]
WORDS = (
    "the a an The river ran north, past (old) mills; 1,250 people's boats -- café CAFÉ "
    "U.S. U.K. don't can't ½ ² naïve e\u0301te a\u0301 \u0130zmir \u03a3\u03a3 ΟΔΟΣ A\u00a0B x\u2028y $5.00 50% "
    "“quoted” ‘single’ «deux» state-of-the-art and/or \U0001f600 _under_ the-end a.b an' _a_ 3rd"
).split(" ")
CHINESE = list("南京长江大桥在江苏省，是一座。红旗：《》、“”！？") + [
    "iphone 4s", "U.S. army", "don't", "1968年", "3.5%", "Mr. Li's", "can not", "cannot", "——", "……",
    "a-b", "c++", "12:30", "GDP", " ", "(2018)", "\"ok\"", "·", "’", "x.y.", "「", "ÀÉ", "gonna",
]


def load(path):
    spec = importlib.util.spec_from_file_location(Path(path).stem.replace("-", "_"), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def split_untrained(text):
    words = NLTKWordTokenizer()
    return [w for s in PunktSentenceTokenizer().tokenize(text) for w in words.tokenize(s)]


def as_dataset(rows):
    qas = [{"id": r[0], "answers": [{"text": t} for t in r[1]]} for r in rows]
    return [{"paragraphs": [{"context": "", "qas": qas}]}]


# --- SQuAD -------------------------------------------------------------------------------------


def squad_rows(rng, count, impossible):
    """[id, references, prediction or null, null odds]"""
    rows = []
    for n in range(count):
        references = [
            " ".join(rng.choices(WORDS, k=rng.randint(1, 6))) for _ in range(rng.randint(1, 3))
        ]
        if rng.random() < 0.03:
            references = [rng.choice(["the", ".", "a an", "--"])]
        if rng.random() < impossible:
            references = []
        kind = rng.random()
        if kind < 0.3 and references:
            prediction = rng.choice(references)
        elif kind < 0.45:
            prediction = ""
        elif kind < 0.8 and references:
            words = rng.choice(references).split(" ")
            prediction = " ".join(rng.sample(words, rng.randint(1, len(words))))
            prediction += rng.choice(["", ".", " the", "  ", "!", "\u00a0x"])
        else:
            prediction = " ".join(rng.choices(WORDS, k=rng.randint(1, 4)))
        rows.append(["q%d" % n, references, prediction, round(rng.gauss(-1, 3), rng.choice([1, 6]))])
    return rows


def squad_by_script(script, rows):
    """Runs the official script itself; every question must have a prediction."""
    with tempfile.TemporaryDirectory() as folder:
        names = ["data.json", "predictions.json", "null_odds.json"]
        data, predictions, odds = [Path(folder) / n for n in names]
        data.write_text(json.dumps({"data": as_dataset(rows)}))
        predictions.write_text(json.dumps({r[0]: r[2] for r in rows}))
        odds.write_text(json.dumps({r[0]: r[3] for r in rows}))
        command = [sys.executable, script, data, predictions, "-n", odds, "-t", "1000000"]
        return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def squad_with_missing(module, rows):
    """The official functions where some predictions are missing; as a whole the script fails then."""
    dataset = as_dataset(rows)
    predictions = {r[0]: r[2] for r in rows if r[2] is not None}
    odds = {r[0]: r[3] for r in rows if r[2] is not None}
    has_answer = module.make_qid_to_has_ans(dataset)
    exact, f1 = module.get_raw_scores(dataset, predictions)
    figures = dict(module.make_eval_dict(exact, f1))
    if all(has_answer.values()):  # SQuAD 1.1 divides by all questions
        figures = {
            "exact": 100.0 * sum(exact.values()) / len(rows),
            "f1": 100.0 * sum(f1.values()) / len(rows),
            "total": len(rows),
        }
    module.find_all_best_thresh(figures, predictions, exact, f1, odds, has_answer)
    return figures


def drop_some(rng, rows):
    return [[r[0], r[1], None if rng.random() < 0.1 else r[2], r[3]] for r in rows]


# --- CMRC --------------------------------------------------------------------------------------


def cmrc_rows(rng, count):
    rows = []
    for n in range(count):
        base = rng.choices(CHINESE, k=rng.randint(1, 10))
        references = ["".join(base), "".join(rng.sample(base, len(base))), "".join(base[1:]) or "红"]
        if rng.random() < 0.5:
            prediction = rng.choice(["", "是", " "]) + "".join(base[: rng.randint(1, len(base))])
        else:
            prediction = "".join(rng.choices(CHINESE, k=rng.randint(0, 6)))
        prediction = None if rng.random() < 0.1 else prediction
        rows.append(["c%d" % n, references, prediction, 0.0])
    return rows


def cmrc(module, rows):
    predictions = {r[0]: r[2] for r in rows if r[2] is not None}
    f1, em, total, skip = module.evaluate({"data": as_dataset(rows)}, predictions)
    return {"average": (em + f1) * 0.5, "f1": f1, "em": em, "total": total, "skip": skip}


def nltk_cases():
    texts = [
        "iphone 4s. it was", "it was 5. then", "1. 2. 3.", "a. b. then c.", "wait... what? ok! yes.",
        "end.\" next one", "x.) y", "no. (why)", "ok.no", "don't can't cannot gonna", "'tis the 90's",
        "$3.88 50% r&d #1 @home", "3,500 people, or 4", "[a] {b} <c>", "\"quoted\" 'single' ''two''",
        "«deux» ‘un", "they'll we've i'm he'd o'neil", "wanna go", "more'n d'ye lemme gimme gotta",
        "ends,", "pages 3–5 — all", "a;b", "rock 'n' roll", ".5 -1.5 5.", "  blanks\t and\nlines ", "",
    ]
    return [[t, split_untrained(t)] for t in texts]


# --- Public files ------------------------------------------------------------------------------


def rule_rows(path):
    """A prediction for each question by a rule that the test repeats."""
    rows = []
    for article in json.loads(Path(path).read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            words = paragraph["context"].split()
            for qa in paragraph["qas"]:
                n = len(rows)
                answers = [a["text"] for a in qa["answers"]]
                first = answers[0] if answers else words[0]
                prediction = [
                    first,
                    "",
                    " ".join(words[n % len(words) :][:3]),
                    first + " " + words[0],
                    answers[-1][1:] if answers else "",
                ][n % 5]
                rows.append([str(qa["id"]), answers, prediction, n * 7919 % 1000 / 100 - 5])
    return rows


def main():
    squad_script, cmrc_script, *data = sys.argv[1:]
    squad, official_cmrc = load(squad_script), load(cmrc_script)
    nltk.word_tokenize = split_untrained
    rng = random.Random(2018)
    mixed = squad_rows(rng, 300, 0.4)
    mixed_missing = drop_some(rng, squad_rows(rng, 120, 0.4))
    answerable = drop_some(rng, squad_rows(rng, 120, 0))
    chinese = cmrc_rows(rng, 200)
    facts = {
        "origin": "make_qa_scores.py with evaluate-v2.0.py of rajpurkar/SQuAD-explorer and "
        "cmrc2018_evaluate.py of ymcui/cmrc2018, %s, nltk %s" % (PYTHON, nltk.__version__),
        "row": "id, references, prediction or null, null odds",
        "squad": {"figures": squad_by_script(squad_script, mixed), "rows": mixed},
        "squad_missing": {"figures": squad_with_missing(squad, mixed_missing), "rows": mixed_missing},
        "squad_1": {"figures": squad_with_missing(squad, answerable), "rows": answerable},
        "cmrc": {"figures": cmrc(official_cmrc, chinese), "rows": chinese},
        "nltk": nltk_cases(),
    }
    if data:
        folder = Path(data[0])
        facts["files"] = {
            "squad/dev-v2.0.part-a.json": {},
            "squad/train-v1.1.part.json": {},
            "xquad/xquad.zh.part-a.json": {},
            "cmrc2018/cmrc2018_dev.part-a.json": {},
        }
        for name, figures in facts["files"].items():
            rows = rule_rows(folder / name)
            figures["squad"] = squad_by_script(squad_script, rows)
            if all(r[1] for r in rows):
                figures["cmrc"] = cmrc(official_cmrc, rows)
    text = json.dumps(facts, ensure_ascii=False)
    text = text.replace('], ["', '],\n["').replace('"rows": [', '"rows": [\n').replace('}, "', '},\n"')
    (RESOURCES / "scores.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
