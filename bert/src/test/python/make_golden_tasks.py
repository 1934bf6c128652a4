#!/usr/bin/env python3
"""Writes the golden models of the tasks into ../resources/org/bert4j/checkpoint.

Needs transformers 4.57, sentence-transformers 5.7 and torch (CPU). Run it without arguments:
    python make_golden_tasks.py
Same versions, same bytes. Each directory holds a very small random model with what transformers
made of a padded batch (golden.json): ids, logits, loss, and the gradients of some parameters.
    tiny-classify     BertForSequenceClassification, three labels
    tiny-one-segment  the same of a model with type_vocab_size 1, whose tokenizer gives no types
    tiny-regress      BertForSequenceClassification, one number
    tiny-multilabel   BertForSequenceClassification, four labels, any number of them at once
    tiny-ner          BertForTokenClassification, five BIO tags
    tiny-choice       BertForMultipleChoice, three choices
    tiny-pretraining  BertForPreTraining: masked tokens and next sentences
    tiny-embed        BertModel with the vectors of sentence-transformers
"""

import shutil
import tempfile
from pathlib import Path

import sentence_transformers
import torch
import transformers
from sentence_transformers import SentenceTransformer, models
from transformers import (
    BertConfig,
    BertForMultipleChoice,
    BertForPreTraining,
    BertForSequenceClassification,
    BertForTokenClassification,
    BertModel,
    BertTokenizerFast,
)

from make_golden_models import CHECKPOINT, CONFIG, ORIGIN, fill, vocabulary, write_json

SMALL = {
    **CONFIG,
    "hidden_size": 8,
    "num_attention_heads": 2,
    "intermediate_size": 12,
    "hidden_dropout_prob": 0.0,
    "attention_probs_dropout_prob": 0.0,
}
OUR_ORIGIN = ORIGIN.replace("make_golden_models.py", "make_golden_tasks.py")
GRADIENTS = [
    "classifier.weight",
    "classifier.bias",
    "bert.pooler.dense.bias",
    "bert.encoder.layer.1.output.dense.bias",
    "bert.encoder.layer.0.attention.self.query.bias",
    "bert.embeddings.LayerNorm.weight",
]
PRETRAINING_GRADIENTS = GRADIENTS + [
    "bert.embeddings.word_embeddings.weight",
    "cls.predictions.bias",
    "cls.predictions.transform.dense.bias",
    "cls.predictions.transform.LayerNorm.weight",
    "cls.seq_relationship.weight",
]


INPUTS = ["input_ids", "token_type_ids", "attention_mask"]


def names(labels):
    return {
        "id2label": dict(enumerate(labels)),
        "label2id": {label: i for i, label in enumerate(labels)},
    }


def small(name, kind, seed, inputs=INPUTS, **head):
    """A model of this class and its tokenizer; the directory gets no more than it needs."""
    directory = CHECKPOINT / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    vocab = directory / "vocab.txt"
    vocab.write_text("\n".join(vocabulary()) + "\n", encoding="utf-8")
    model = fill(kind(BertConfig(**{**SMALL, **head})), seed)
    model.save_pretrained(directory)
    tokenizer = BertTokenizerFast(
        vocab_file=str(vocab), do_lower_case=True, model_input_names=inputs
    )
    return model, tokenizer


def padded(tokenizer, rows):
    return tokenizer.pad([tokenizer(*row) for row in rows], return_tensors="pt")


def batch_json(encoded):
    return {
        "inputIds": encoded["input_ids"].tolist(),
        "tokenTypeIds": encoded.get(
            "token_type_ids", torch.zeros_like(encoded["input_ids"])
        ).tolist(),
        "attentionMask": encoded["attention_mask"].tolist(),
    }


def answers(model, encoded, labels):
    output = model(**encoded, labels=labels)
    output.loss.backward()
    gradients = {name: p.grad.tolist() for name, p in model.named_parameters() if name in GRADIENTS}
    return {"logits": output.logits.tolist(), "loss": output.loss.item(), "gradients": gradients}


def write(name, note, **facts):
    note = f"{note}; eval mode, float32, eager attention, mean loss over the batch"
    golden = {"origin": OUR_ORIGIN, "note": note, **facts}
    write_json(CHECKPOINT / name / "golden.json", golden)


TEXTS = [
    ["The capital of China is Beijing."],
    ["Where was she born?", "In Paris, France."],
    ["中国的首都在哪里", "北京是中国的首都"],
    ["who?"],
]


def sequences(name, kind, seed, truth, labels, **head):
    model, tokenizer = small(name, kind, seed, **head)
    encoded = padded(tokenizer, TEXTS)
    write(
        name,
        f"{kind.__name__}, {head['problem_type']}",
        texts=TEXTS,
        labels=labels,
        **batch_json(encoded),
        **answers(model, encoded, truth),
    )


def classify():
    cities = ["city", "none", "person"]
    sequences(
        "tiny-classify",
        BertForSequenceClassification,
        11,
        torch.tensor([0, 2, 0, 1]),
        [["city"], ["person"], ["city"], ["none"]],
        problem_type="single_label_classification",
        **names(cities),
    )


def one_segment():
    sequences(
        "tiny-one-segment",
        BertForSequenceClassification,
        17,
        torch.tensor([0, 2, 0, 1]),
        [["city"], ["person"], ["city"], ["none"]],
        inputs=["input_ids", "attention_mask"],
        type_vocab_size=1,
        problem_type="single_label_classification",
        **names(["city", "none", "person"]),
    )


def regress():
    sequences(
        "tiny-regress",
        BertForSequenceClassification,
        12,
        torch.tensor([4.5, 0.25, 5.0, -1.0]),
        [["4.5"], ["0.25"], ["5.0"], ["-1.0"]],
        problem_type="regression",
        **names(["score"]),
    )


def multilabel():
    labels = [["asia", "city"], ["europe"], ["asia", "city", "question"], []]
    known = ["asia", "city", "europe", "question"]
    sequences(
        "tiny-multilabel",
        BertForSequenceClassification,
        13,
        torch.tensor([[float(name in some) for name in known] for some in labels]),
        labels,
        problem_type="multi_label_classification",
        **names(known),
    )


def pretraining():
    model, tokenizer = small("tiny-pretraining", BertForPreTraining, 18)
    encoded = padded(tokenizer, TEXTS)
    places = [[1, 4, 6], [3], [2, 5], [1]]
    truth = torch.full(encoded["input_ids"].shape, -100)
    for row, masked in enumerate(places):
        for place in masked:
            truth[row, place] = encoded["input_ids"][row, place]
            encoded["input_ids"][row, place] = tokenizer.mask_token_id
    follows = torch.tensor([0, 1, 0, 1])
    output = model(**encoded, labels=truth, next_sentence_label=follows)
    output.loss.backward()
    parameters = dict(model.named_parameters())
    names = [name for name in PRETRAINING_GRADIENTS if name in parameters]
    masked = truth != -100
    write(
        "tiny-pretraining",
        "BertForPreTraining",
        places=places,
        truth=truth[masked].tolist(),
        follows=follows.tolist(),
        **batch_json(encoded),
        tokenLogits=output.prediction_logits[masked].tolist(),
        sentenceLogits=output.seq_relationship_logits.tolist(),
        loss=output.loss.item(),
        gradients={name: parameters[name].grad.tolist() for name in names},
    )


SENTENCES = [
    (["she", "was", "born", "in", "newark", ",", "france"], "O O O O B-LOC O B-LOC"),
    (["Beijing"], "B-LOC"),
    (["who", "is", "Ada", "Lovelace", "?"], "O O B-PER I-PER O"),
]


def ner():
    tags = ["O", "B-LOC", "I-LOC", "B-PER", "I-PER"]
    model, tokenizer = small("tiny-ner", BertForTokenClassification, 14, **names(tags))
    rows = [tokenizer(words, is_split_into_words=True) for words, _ in SENTENCES]
    encoded = tokenizer.pad(rows, return_tensors="pt")
    labels = torch.full(encoded["input_ids"].shape, -100)
    first = []
    for i, (row, (words, truth)) in enumerate(zip(rows, SENTENCES)):
        first.append([row.word_ids().index(word) for word in range(len(words))])
        for position, tag in zip(first[-1], truth.split()):
            labels[i, position] = tags.index(tag)
    facts = answers(model, encoded, labels)
    logits = facts.pop("logits")
    write(
        "tiny-ner",
        "BertForTokenClassification, labels at the first token of each word, -100 elsewhere; "
        "logits of those tokens only; loss: mean over them",
        words=[words for words, _ in SENTENCES],
        tags=[truth.split() for _, truth in SENTENCES],
        **batch_json(encoded),
        logits=[[row[k] for k in places] for row, places in zip(logits, first)],
        **facts,
    )


CHOICES = [
    ("where was she born?", ["in paris", "by the river, on the city", "who"], 0),
    ("what is beijing", ["he", "the capital of china", "france"], 1),
]


def choice():
    model, tokenizer = small("tiny-choice", BertForMultipleChoice, 15)
    encoded = padded(tokenizer, [[prompt, one] for prompt, some, _ in CHOICES for one in some])
    shaped = {key: value.view(len(CHOICES), 3, -1) for key, value in encoded.items()}
    write(
        "tiny-choice",
        "BertForMultipleChoice; a row for each choice",
        texts=[[prompt, *some] for prompt, some, _ in CHOICES],
        labels=[[str(right)] for _, _, right in CHOICES],
        **batch_json(encoded),
        **answers(model, shaped, torch.tensor([right for _, _, right in CHOICES])),
    )


def embed():
    _, tokenizer = small("tiny-embed", BertModel, 16)
    sentences = [text for row in TEXTS for text in row]
    vectors = {}
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "model"
        shutil.copytree(CHECKPOINT / "tiny-embed", copy)
        tokenizer.save_pretrained(copy)
        transformer = models.Transformer(str(copy), max_seq_length=48)
        for mode in ("mean", "cls"):
            pooling = models.Pooling(SMALL["hidden_size"], pooling_mode=mode)
            model = SentenceTransformer(modules=[transformer, pooling], device="cpu")
            vectors[mode] = model.encode(sentences, batch_size=8).tolist()
    write(
        "tiny-embed",
        f"sentence-transformers {sentence_transformers.__version__}, vectors as they are pooled",
        sentences=sentences,
        **batch_json(padded(tokenizer, [[sentence] for sentence in sentences])),
        **vectors,
    )


def main():
    transformers.logging.set_verbosity_error()
    for make in (classify, one_segment, regress, multilabel, pretraining, ner, choice, embed):
        make()


if __name__ == "__main__":
    main()
