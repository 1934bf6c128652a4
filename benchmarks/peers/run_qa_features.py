"""Training features of questions, made the way of transformers' run_qa example.

Our own code after the recipe of examples/pytorch/question-answering/run_qa.py: fast tokenizer,
question left-stripped and never cut, context in overlapping windows, first answer only, a window
without the whole answer points at [CLS].
"""

import json

BATCH = 1000  # of datasets.map


def read_questions(path):
    """Dicts of question, context, answers, in file order."""
    with open(path, encoding="utf-8") as file:
        articles = json.load(file)["data"]
    return [
        {"question": qa["question"], "context": paragraph["context"], "answers": qa["answers"]}
        for article in articles
        for paragraph in article["paragraphs"]
        for qa in paragraph["qas"]
    ]


def training_features(tokenizer, questions, max_length, overlap, fixed_padding):
    """Columns of one batch of questions: input_ids and so on, with start_ and end_positions."""
    rows = tokenizer(
        [question["question"].lstrip() for question in questions],
        [question["context"] for question in questions],
        truncation="only_second",
        max_length=max_length,
        stride=overlap,
        padding="max_length" if fixed_padding else False,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
    )
    samples = rows.pop("overflow_to_sample_mapping")
    offsets = rows.pop("offset_mapping")
    places = [
        answer_positions(rows.sequence_ids(i), offsets[i], questions[sample]["answers"])
        for i, sample in enumerate(samples)
    ]
    rows["start_positions"] = [start for start, _ in places]
    rows["end_positions"] = [end for _, end in places]
    return dict(rows)


def answer_positions(sequence_ids, offsets, answers):
    """First and last token of the first answer, or (0, 0) where this window does not hold it."""
    if not answers:
        return 0, 0
    start_char = answers[0]["answer_start"]
    end_char = start_char + len(answers[0]["text"])
    start = sequence_ids.index(1)
    end = len(sequence_ids) - 1
    while sequence_ids[end] != 1:
        end -= 1
    if offsets[start][0] > start_char or offsets[end][1] < end_char:
        return 0, 0
    last = end
    while start <= last and offsets[start][0] <= start_char:
        start += 1
    while offsets[end][1] >= end_char:
        end -= 1
    return start - 1, end + 1
