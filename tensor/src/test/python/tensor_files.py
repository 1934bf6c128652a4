"""Writes the golden files in src/test/resources/org/bert4j/tensor.

Made with Python 3.11, torch 2.15.0, safetensors 0.8.0:
    python src/test/python/tensor_files.py src/test/resources/org/bert4j/tensor
"""

import io
import os
import pickle
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path

import torch
from safetensors.torch import save_file

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)


def every_type():
    """One small tensor of each type, then the odd shapes; values a reader can recompute."""
    return OrderedDict(
        [
            ("f32", torch.arange(6, dtype=torch.float32).reshape(2, 3) / 4),
            ("f16", torch.tensor([1.0, -2.5, 65504.0, 6e-8], dtype=torch.float16)),
            ("bf16", torch.tensor([1.0, -2.5, 3.0e38], dtype=torch.bfloat16)),
            ("f64", torch.tensor([1.0, 0.1], dtype=torch.float64)),
            ("i64", torch.tensor([[1, -2, 2**40]], dtype=torch.int64)),
            ("i32", torch.tensor([1, -2, 2**30], dtype=torch.int32)),
            ("i16", torch.tensor([1, -2], dtype=torch.int16)),
            ("i8", torch.tensor([1, -2, 3], dtype=torch.int8)),
            ("u8", torch.tensor([1, 254], dtype=torch.uint8)),
            ("bool", torch.tensor([True, False, True])),
            ("scalar", torch.tensor(0.5)),
            ("empty", torch.zeros(0, 4)),
        ]
    )


# ---- safetensors

named = every_type()
named['embeddings."word".重み\\1'] = torch.tensor([1.0, 2.0])
save_file(dict(named), out / "python.safetensors", metadata={"format": "pt"})
save_file({"a": torch.tensor([1.0])}, out / "python-without-metadata.safetensors")

# ---- torch.save

state = every_type()
shared = torch.arange(12, dtype=torch.float32)
state["matrix"] = shared.reshape(3, 4)
state["transposed"] = shared.reshape(3, 4).t()
state["column"] = shared.reshape(3, 4)[:, 1]
state["tail"] = shared[8:]
state["parameter"] = torch.nn.Parameter(torch.tensor([7.0, 8.0]))
state["position_ids"] = torch.arange(4).expand((1, -1))
state._metadata = OrderedDict([("", {"version": 1})])  # as Module.state_dict() has it
torch.save(state, out / "state.bin")
torch.save(dict(state), out / "state-protocol-4.bin", pickle_protocol=4)
torch.save({"a": torch.ones(2)}, out / "legacy.bin", _use_new_zipfile_serialization=False)
torch.save({"model": {"a": torch.ones(2)}, "epoch": 3}, out / "training-checkpoint.bin")
torch.save([torch.ones(2)], out / "list.bin")
torch.save({"a": torch.ones(1).expand(1000)}, out / "stretched.bin")


def rewrite(source, target, change):
    """Copies a zip archive, passing each entry's bytes through change(name, bytes)."""
    with zipfile.ZipFile(out / source) as old, zipfile.ZipFile(out / target, "w") as new:
        for entry in old.infolist():
            content = change(entry.filename.split("/", 1)[1], old.read(entry))
            if content is not None:
                new.writestr(zipfile.ZipInfo(entry.filename), content)


def big_endian(name, content):
    """What torch writes on a big-endian machine; every storage of floats.bin has 4-byte elements."""
    if name == "byteorder":
        return b"big"
    if name.startswith("data/"):
        return b"".join(content[i : i + 4][::-1] for i in range(0, len(content), 4))
    return content


torch.save({"floats": torch.tensor([1.0, -2.5, 0.1])}, out / "floats.bin")
rewrite("floats.bin", "floats-big-endian.bin", big_endian)
rewrite("floats.bin", "floats-short-storage.bin", lambda n, c: c[:8] if n == "data/0" else c)
rewrite("floats.bin", "floats-no-storage.bin", lambda n, c: None if n == "data/0" else c)
rewrite("floats.bin", "floats-broken-pickle.bin", lambda n, c: c[:40] if n == "data.pkl" else c)


# ---- files that want to run something


class Call:
    """Pickles as a call of a function with arguments."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def archive(name, pickled):
    with zipfile.ZipFile(out / name, "w") as new:
        new.writestr(zipfile.ZipInfo("archive/data.pkl"), pickled)
        new.writestr(zipfile.ZipInfo("archive/version"), b"3\n")


def dumped(value, protocol=2):
    stream = io.BytesIO()
    pickle.Pickler(stream, protocol).dump(value)
    return stream.getvalue()


archive("evil-os-system.bin", dumped({"a": Call(os.system, "touch executed")}))
archive("evil-eval-protocol-4.bin", dumped({"a": Call(eval, "1 + 1")}, protocol=4))
archive("evil-inst.bin", b"(K\x01ios\nsystem\n.")
archive("evil-codec.bin", dumped({"a": Call(getattr, "", "join")}))
# A string that claims two gigabytes.
archive("huge-string.bin", b"\x80\x02X\xff\xff\xff\x7fabc.")
