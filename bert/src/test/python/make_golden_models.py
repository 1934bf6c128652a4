#!/usr/bin/env python3
"""Writes the golden models and optimizer facts of the tests into ../resources/org/bert4j.

Needs transformers 4.57 and torch (CPU). Run it without arguments:
    python make_golden_models.py
Same versions, same bytes. What is written:
    checkpoint/tiny            BertModel, saved by save_pretrained, with golden.json
    checkpoint/tiny-qa         BertForQuestionAnswering with losses and gradient norms
    checkpoint/tiny-old        the encoder of tiny in the old format: pytorch_model.bin, gamma/beta
    checkpoint/tiny-sharded    tiny again, in several safetensors files
    checkpoint/torch-files     small torch.save files of every kind a reader may meet
    trainer/optimizer.json     optimizer steps, clipping, learning-rate schedules
"""

import collections
import json
import math
import os
import pickle
import shutil
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import torch
import transformers
from transformers import (
    BertConfig,
    BertForPreTraining,
    BertForQuestionAnswering,
    BertModel,
    BertTokenizerFast,
)

RESOURCES = Path(__file__).resolve().parent.parent / "resources" / "org" / "bert4j"
CHECKPOINT = RESOURCES / "checkpoint"
ORIGIN = (
    f"bert/src/test/python/make_golden_models.py; transformers {transformers.__version__}, "
    f"torch {torch.__version__.split('+')[0]} (CPU), numpy {np.__version__}, "
    f"Python {sys.version.split()[0]}"
)
CONFIG = dict(
    vocab_size=120,
    hidden_size=16,
    num_hidden_layers=2,
    num_attention_heads=4,
    intermediate_size=32,
    max_position_embeddings=48,
    attn_implementation="eager",
)


# ---------------------------------------------------------------- vocabulary and inputs


def vocabulary():
    """120 tokens: specials, letters, ##letters, punctuation, words, Chinese characters."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokens += list(letters) + ["##" + letter for letter in letters] + list(".,?!-'0123456789")
    tokens += "the of is and in to on by was what who where she he".split()
    tokens += "capital city born ##er ##ed ##ing".split()
    tokens += "china beijing france paris new york river".split()
    tokens += list("中国的首都是北京法巴黎什么城市在哪里人大")
    assert len(set(tokens)) == len(tokens) == 120, len(tokens)
    return tokens


def write_tokenizer(directory):
    """The four tokenizer files as transformers writes them."""
    directory.mkdir(parents=True)
    vocab = directory / "vocab.txt"
    vocab.write_text("\n".join(vocabulary()) + "\n", encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab_file=str(vocab), do_lower_case=True, model_max_length=48)
    tokenizer.save_pretrained(directory)
    return tokenizer


TEXTS = [
    ["What is the capital of China?", "The capital of China is Beijing."],
    ["Where was she born?", "In Paris, France."],
    ["中国的首都在哪里", "北京是中国的首都"],
]


def batch(tokenizer):
    encoded = tokenizer(
        [pair[0] for pair in TEXTS],
        [pair[1] for pair in TEXTS],
        padding="longest",
        return_tensors="pt",
    )
    lengths = encoded["attention_mask"].sum(dim=1).tolist()
    assert len(set(lengths)) == len(TEXTS), lengths
    return encoded


def batch_json(encoded):
    return {
        "texts": TEXTS,
        "inputIds": encoded["input_ids"].tolist(),
        "tokenTypeIds": encoded["token_type_ids"].tolist(),
        "attentionMask": encoded["attention_mask"].tolist(),
    }


# ---------------------------------------------------------------- models


def fill(model, seed):
    """Weights far larger than BERT's 0.02, so that attention, GELU and every bias matter."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in sorted(model.named_parameters()):
            noise = torch.randn(parameter.shape, generator=generator)
            if "LayerNorm.weight" in name:
                parameter.copy_(1 + 0.2 * noise)
            elif parameter.dim() == 1:
                parameter.copy_(0.2 * noise)
            else:
                parameter.copy_(0.35 * noise)
    return model.eval()


def tiny():
    directory = CHECKPOINT / "tiny"
    encoded = batch(write_tokenizer(directory))
    model = fill(BertModel(BertConfig(**CONFIG)), seed=1)
    model.save_pretrained(directory)
    with torch.no_grad():
        output = model(**encoded, output_hidden_states=True)
    write_json(
        directory / "golden.json",
        {
            "origin": ORIGIN,
            "note": "BertModel, eval mode, float32, eager attention; hiddenStates: after the "
            "embeddings and after each layer, [batch, seq, hidden]; padded positions included",
            **batch_json(encoded),
            "hiddenStates": [state.tolist() for state in output.hidden_states],
            "lastHiddenState": output.last_hidden_state.tolist(),
            "poolerOutput": output.pooler_output.tolist(),
        },
    )
    return model, encoded


def tiny_sharded(model):
    directory = CHECKPOINT / "tiny-sharded"
    write_tokenizer(directory)
    model.save_pretrained(directory, max_shard_size="12KB")
    assert len(list(directory.glob("model-*.safetensors"))) >= 2


def tiny_qa():
    directory = CHECKPOINT / "tiny-qa"
    encoded = batch(write_tokenizer(directory))
    model = fill(BertForQuestionAnswering(BertConfig(**CONFIG)), seed=2)
    model.save_pretrained(directory)
    length = encoded["input_ids"].shape[1]
    with torch.no_grad():
        logits = model(**encoded)
    cases = [
        qa_case(model, encoded, "all inside", [9, 7, 10], [11, 9, 11]),
        qa_case(model, encoded, "no answer: both at [CLS]", [0, 7, 0], [0, 9, 0]),
        qa_case(
            model,
            encoded,
            f"start 99 and end 60 lie beyond length {length} and count for nothing",
            [9, 99, 10],
            [60, 9, 11],
        ),
        qa_case(model, encoded, "a negative position becomes 0", [-5, 7, 10], [11, 9, 11]),
        qa_case(
            model,
            {key: value[2:3] for key, value in encoded.items()},
            "the third row alone, which has no padding",
            [10],
            [11],
        ),
    ]
    write_json(
        directory / "golden.json",
        {
            "origin": ORIGIN,
            "note": "BertForQuestionAnswering, float32, eager attention, dropout off; "
            "gradientNorms: L2 norm of the loss's gradient per parameter",
            **batch_json(encoded),
            "startLogits": logits.start_logits.tolist(),
            "endLogits": logits.end_logits.tolist(),
            "cases": cases,
        },
    )


def qa_case(model, encoded, what, starts, ends):
    model.zero_grad()
    loss = model(
        **encoded, start_positions=torch.tensor(starts), end_positions=torch.tensor(ends)
    ).loss
    loss.backward()
    gradients = {name: parameter.grad for name, parameter in model.named_parameters()}
    return {
        "what": what,
        "startPositions": starts,
        "endPositions": ends,
        "loss": loss.item(),
        "gradientNorms": {name: grad.norm().item() for name, grad in gradients.items()},
        "globalGradientNorm": math.sqrt(sum(g.norm().item() ** 2 for g in gradients.values())),
        "gradientOfQaOutputsBias": gradients["qa_outputs.bias"].tolist(),
    }


def tiny_old(encoder, encoded):
    """As directories of 2018 and 2019 look: no safetensors, no tokenizer.json, gamma and beta."""
    directory = CHECKPOINT / "tiny-old"
    directory.mkdir(parents=True)
    model = fill(BertForPreTraining(BertConfig(**CONFIG)), seed=3)
    model.bert.load_state_dict(encoder.state_dict())
    state = collections.OrderedDict()
    state["bert.embeddings.position_ids"] = torch.arange(48).expand((1, -1))
    for name, tensor in model.state_dict().items():
        name = name.replace("LayerNorm.weight", "LayerNorm.gamma")
        state[name.replace("LayerNorm.bias", "LayerNorm.beta")] = tensor
    words = state["bert.embeddings.word_embeddings.weight"]
    assert state["cls.predictions.decoder.weight"].data_ptr() == words.data_ptr()
    torch.save(state, directory / "pytorch_model.bin")
    write_old_config(directory)
    vocab = "\n".join(vocabulary()) + "\n"
    (directory / "vocab.txt").write_text(vocab, encoding="utf-8")
    reopened, report = BertForPreTraining.from_pretrained(
        directory, output_loading_info=True, attn_implementation="eager"
    )
    assert not report["missing_keys"], report
    with torch.no_grad():
        output = reopened.eval()(**encoded)
        expected = model(**encoded)
        pooled = encoder(**encoded)
    assert torch.equal(output.prediction_logits, expected.prediction_logits)
    write_json(
        directory / "golden.json",
        {
            "origin": ORIGIN,
            "note": "BertForPreTraining opened from this directory by transformers, eval mode, "
            "float32, eager attention; predictionLogits of position 0 only, [batch, vocab]; "
            "the encoder's output equals that of tiny",
            **batch_json(encoded),
            "poolerOutput": pooled.pooler_output.tolist(),
            "predictionLogitsAtCls": output.prediction_logits[:, 0].tolist(),
            "seqRelationshipLogits": output.seq_relationship_logits.tolist(),
        },
    )


def write_old_config(directory):
    """Keys as in published files of that time; pooler_* and directionality mean nothing today."""
    write_json(
        directory / "config.json",
        {
            "architectures": ["BertForPreTraining"],
            "attention_probs_dropout_prob": 0.1,
            "directionality": "bidi",
            "hidden_act": "gelu",
            "hidden_dropout_prob": 0.1,
            "hidden_size": 16,
            "initializer_range": 0.02,
            "intermediate_size": 32,
            "max_position_embeddings": 48,
            "model_type": "bert",
            "num_attention_heads": 4,
            "num_hidden_layers": 2,
            "pooler_fc_size": 768,
            "pooler_num_attention_heads": 12,
            "pooler_type": "first_token_transform",
            "type_vocab_size": 2,
            "vocab_size": 120,
        },
    )


# ---------------------------------------------------------------- torch.save files


class Printing:
    """Unpickling this would call print: a reader must refuse it."""

    def __reduce__(self):
        return print, ("this file ran code",)


def torch_files():
    directory = CHECKPOINT / "torch-files"
    directory.mkdir(parents=True)
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6) / 8
    tensors = collections.OrderedDict(
        float32=base,
        shared=base,
        slice_with_offset=base[1:3],
        transposed=base.t(),
        expanded=torch.tensor([[1.5], [2.5]]).expand(2, 3),
        strided_columns=base[:, ::2],
        float64=torch.tensor([0.1, -1e300], dtype=torch.float64),
        float16=torch.tensor([0.5, -2.25, 65504.0, 6e-8], dtype=torch.float16),
        bfloat16=torch.tensor([0.5, -2.25, 3e38, 1e-40], dtype=torch.bfloat16),
        int64=torch.tensor([1, -(2**40)]),
        int32=torch.tensor([7, -8], dtype=torch.int32),
        uint8=torch.tensor([0, 255], dtype=torch.uint8),
        bool=torch.tensor([True, False]),
        scalar=torch.tensor(2.5),
        empty=torch.zeros(0, 3),
        parameter=torch.nn.Parameter(torch.tensor([1.0, 2.0])),
    )
    torch.save(tensors, directory / "tensors.bin")
    torch.save(dict(tensors), directory / "plain-dict.bin")
    torch.save({"epoch": 3, "model": tensors}, directory / "nested.bin")
    torch.save({"weight": base, "note": Printing()}, directory / "runs-code.bin")
    old_opening = [torch.serialization.MAGIC_NUMBER, torch.serialization.PROTOCOL_VERSION]
    (directory / "before-zip.bin").write_bytes(
        b"".join(pickle.dumps(value, protocol=2) for value in old_opening)
    )
    write_json(
        directory / "golden.json",
        {
            "origin": ORIGIN,
            "note": "tensors.bin is an OrderedDict and plain-dict.bin a dict of the tensors below; "
            "nested.bin hides them under a key; runs-code.bin would call print, before-zip.bin is "
            "the opening of a file in the format before torch 1.6: both are to be refused",
            "tensors": {
                name: {
                    "dtype": str(tensor.dtype).removeprefix("torch."),
                    "shape": list(tensor.shape),
                    "values": tensor.detach().flatten().tolist(),
                }
                for name, tensor in tensors.items()
            },
        },
    )


# ---------------------------------------------------------------- optimizer facts

PARAMETERS = [0.5, -1.25, 2.0, 0.0, -0.003, 1e-4]
GRADIENTS = [
    [0.1, -0.2, 0.0, 1e-6, 3.0, -1e-9],
    [-0.05, -0.4, 0.25, -1e-6, 2.5, 1e-9],
    [0.3, 0.1, -0.125, 0.0, -4.0, 1e-3],
]
RATE, BETA1, BETA2 = 1e-3, 0.9, 0.999


def torch_adamw(dtype, decay):
    parameter = torch.nn.Parameter(torch.tensor(PARAMETERS, dtype=dtype))
    optimizer = torch.optim.AdamW(
        [parameter], lr=RATE, betas=(BETA1, BETA2), eps=1e-8, weight_decay=decay, foreach=False
    )
    after = []
    for gradient in GRADIENTS:
        parameter.grad = torch.tensor(gradient, dtype=dtype)
        optimizer.step()
        after.append(parameter.tolist())
    return after


def google_adam(dtype, decay):
    """AdamWeightDecayOptimizer of BERT: no bias correction, decay inside the update."""
    parameter = np.array(PARAMETERS, dtype=dtype)
    m = np.zeros_like(parameter)
    v = np.zeros_like(parameter)
    after = []
    for gradient in np.array(GRADIENTS, dtype=dtype):
        m = dtype(BETA1) * m + dtype(1 - BETA1) * gradient
        v = dtype(BETA2) * v + dtype(1 - BETA2) * gradient * gradient
        update = m / (np.sqrt(v) + dtype(1e-6)) + dtype(decay) * parameter
        parameter = parameter - dtype(RATE) * update
        after.append(parameter.tolist())
    return after


def clipping(tensors, max_norm):
    """The same gradients clipped torch's way and by tf.clip_by_global_norm's formula."""
    parameters = [torch.nn.Parameter(torch.zeros(len(t))) for t in tensors]
    for parameter, tensor in zip(parameters, tensors):
        parameter.grad = torch.tensor(tensor)
    norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm).item()
    exact = math.sqrt(sum(value * value for tensor in tensors for value in tensor))
    scale = max_norm / max(exact, max_norm)
    return {
        "gradients": tensors,
        "maxNorm": max_norm,
        "norm": norm,
        "torch": [parameter.grad.tolist() for parameter in parameters],
        "google": [[value * scale for value in tensor] for tensor in tensors],
    }


def torch_schedule(make, total, **options):
    """Factor of the learning rate which step 0, 1, ... of the optimizer uses."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = make(optimizer, **options)
    factors = []
    for _ in range(total + 1):
        factors.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return factors


def google_schedule(total, warmup):
    """create_optimizer of BERT: polynomial decay counted from step 0, replaced during warm-up."""
    decay = [1 - min(step, total) / total for step in range(total + 1)]
    return [step / warmup if step < warmup else decay[step] for step in range(total + 1)]


def schedules(total, warmup):
    steps = {"num_warmup_steps": warmup, "num_training_steps": total}
    return {
        "totalSteps": total,
        "warmupSteps": warmup,
        "linear": torch_schedule(transformers.get_linear_schedule_with_warmup, total, **steps),
        "cosine": torch_schedule(transformers.get_cosine_schedule_with_warmup, total, **steps),
        "constant": torch_schedule(
            transformers.get_constant_schedule_with_warmup, total, num_warmup_steps=warmup
        ),
        "googleLinear": google_schedule(total, warmup),
    }


def optimizer_facts():
    adamw = [
        {
            "weightDecay": decay,
            "float32": torch_adamw(torch.float32, decay),
            "float64": torch_adamw(torch.float64, decay),
        }
        for decay in (0.01, 0.0)
    ]
    google = [
        {
            "weightDecay": decay,
            "float32": google_adam(np.float32, decay),
            "float64": google_adam(np.float64, decay),
        }
        for decay in (0.01, 0.0)
    ]
    write_json(
        RESOURCES / "trainer" / "optimizer.json",
        {
            "origin": ORIGIN,
            "note": "float32 and float64: parameters after each step, computed in that type. "
            "torch.optim.AdamW with eps 1e-8; google: AdamWeightDecayOptimizer of "
            "google-research/bert optimization.py written from its formula, eps 1e-6. "
            "Clipping: torch scales by min(1, maxNorm/(norm+1e-6)), google by "
            "maxNorm/max(norm, maxNorm). Schedules: factor of the learning rate for step "
            "0..totalSteps; linear, cosine and constant are transformers' get_*_schedule_with_"
            "warmup, googleLinear is create_optimizer's",
            "learningRate": RATE,
            "beta1": BETA1,
            "beta2": BETA2,
            "parameters": PARAMETERS,
            "gradients": GRADIENTS,
            "torchAdamW": {"epsilon": 1e-8, "cases": adamw},
            "googleAdamWeightDecay": {"epsilon": 1e-6, "cases": google},
            "clipping": [
                clipping([[3.0, 4.0], [12.0]], 1.0),
                clipping([[0.3, -0.4], [0.1, 0.2]], 1.0),
                clipping([[1.0, -2.0, 2.0]], 3.0),
            ],
            "schedules": [schedules(20, 4), schedules(20, 0), schedules(7, 1)],
        },
    )


# ---------------------------------------------------------------- writing


def write_json(path, value):
    """Lists of plain values stay on one line, everything else is indented."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(value, "") + "\n", encoding="utf-8")


def render(value, indent):
    inner = indent + "  "
    if isinstance(value, dict) and value:
        lines = [f"{inner}{json.dumps(k)}: {render(v, inner)}" for k, v in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(item, (list, dict)) for item in value):
        return "[\n" + ",\n".join(inner + render(v, inner) for v in value) + f"\n{indent}]"
    if isinstance(value, list):
        return "[" + ", ".join(render(v, inner) for v in value) + "]"
    return shortest(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)


def shortest(value):
    """The shortest digits that give back a float32 where the value is one."""
    with np.errstate(over="ignore"):
        single = np.float32(value)
    return json.dumps(float(str(single)) if float(single) == value else value)


def main():
    transformers.logging.set_verbosity_error()
    for name in ("tiny", "tiny-qa", "tiny-old", "tiny-sharded", "torch-files"):
        shutil.rmtree(CHECKPOINT / name, ignore_errors=True)
    encoder, encoded = tiny()
    tiny_sharded(encoder)
    tiny_qa()
    tiny_old(encoder, encoded)
    torch_files()
    optimizer_facts()


if __name__ == "__main__":
    main()
