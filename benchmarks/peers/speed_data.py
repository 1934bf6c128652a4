"""The files that both sides of a speed comparison get, made of the data given.

  texts.txt       for the tokenizers: the lines of text files, and each paragraph of the questions
  mixed.txt       for inference: as many questions as paragraphs, drawn at random
  questions.json  for features: as many questions and paragraphs as SQuAD 2.0's training set has,
                  made of the real ones by renaming, so that no paragraph comes twice
"""

import itertools
import json
import random
import re

SQUAD_QUESTIONS, SQUAD_PARAGRAPHS = 130_319, 19_035
NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")


def paragraphs(paths):
    """All paragraphs of SQuAD-shaped files: dicts of context and qas."""
    return [
        paragraph
        for path in paths
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]
        for paragraph in article["paragraphs"]
    ]


def write_texts(target, texts, squad):
    lines = [line for path in texts for line in path.read_text(encoding="utf-8").split("\n")]
    lines += dict.fromkeys(one_line(paragraph["context"]) for paragraph in paragraphs(squad))
    write(target, "".join(line + "\n" for line in lines if line.strip()))


def write_mixed(target, squad, count, seed=1):
    draw = random.Random(seed)
    found = draw.sample(paragraphs(squad), count // 2)
    lines = [one_line(paragraph["context"]) for paragraph in found]
    lines += [one_line(paragraph["qas"][0]["question"]) for paragraph in found]
    draw.shuffle(lines)
    write(target, "".join(line + "\n" for line in lines))


def one_line(text):
    return " ".join(text.split("\n"))


def write_questions(target, squad, questions=SQUAD_QUESTIONS, wanted=SQUAD_PARAGRAPHS):
    real = [paragraph for paragraph in paragraphs(squad) if paragraph["qas"]]
    names = sorted({name for paragraph in real for name in NAME.findall(paragraph["context"])})
    places = {name: place for place, name in enumerate(names)}
    made, used = [], 0  # copies of all paragraphs, one after the other
    for number, (copy, paragraph) in enumerate(
        itertools.islice(((k, p) for k in itertools.count() for p in real), wanted)
    ):
        due = round((number + 1) * questions / wanted) + questions // 500  # some have too few
        left_for_later = wanted - number - 1
        share = min(due, questions - left_for_later) - used
        renamed = rename_paragraph(paragraph, other_names(names, places, copy), share, number)
        used += len(renamed["qas"])
        made.append(renamed)
    distinct = len({paragraph["context"] for paragraph in made})
    if distinct < len(made):
        raise SystemExit(f"only {distinct} of {len(made)} paragraphs differ; give more questions.")
    articles = [{"title": "renamed", "paragraphs": made}]
    write(target, json.dumps({"version": "v2.0", "data": articles}, ensure_ascii=False))
    return used


def other_names(names, places, copy):
    """Of each name another one, a different one for every copy; the first copy keeps them all."""

    def other(match):
        place = places.get(match[0])
        return match[0] if place is None else names[(place + 7919 * copy) % len(names)]

    return other


def rename_paragraph(paragraph, other, share, number):
    """The paragraph with other names, and the first questions of it."""
    context, starts, ends = renamed(paragraph["context"], other)
    questions = []
    for index, qa in enumerate(paragraph["qas"][: max(1, share)]):
        answers = []
        for answer in qa["answers"]:
            start = starts[answer["answer_start"]]
            end = ends[answer["answer_start"] + len(answer["text"])]
            answers.append({"text": context[start:end], "answer_start": start})
        questions.append(
            {
                "id": f"{number}-{index}",
                "question": NAME.sub(other, qa["question"]),
                "answers": answers,
                "is_impossible": qa.get("is_impossible", False),
            }
        )
    return {"context": context, "qas": questions}


def renamed(text, other):
    """The new text, and where each place of the old one is in it: as a beginning and as an end."""
    parts, length, last = [], 0, 0
    starts, ends = [0] * (len(text) + 1), [0] * (len(text) + 1)

    def keep(to):
        nonlocal length, last
        for place in range(last, to + 1):
            starts[place] = ends[place] = length + place - last
        parts.append(text[last:to])
        length += to - last
        last = to

    for match in NAME.finditer(text):
        keep(match.start())
        name = other(match)
        for place in range(match.start() + 1, match.end() + 1):
            starts[place], ends[place] = length, length + len(name)
        parts.append(name)
        length += len(name)
        last = match.end()
        starts[last] = ends[last] = length
    keep(len(text))
    return "".join(parts), starts, ends


def write(target, text):
    """Written beside and renamed: an interrupted run leaves no half file."""
    partial = target.with_name(target.name + ".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(target)
