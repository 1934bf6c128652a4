#!/usr/bin/env python3
"""Makes an int8 graph of a float32 one, with ONNX Runtime's dynamic quantization.

Weights become int8, one scale a channel; activations are quantized as they come. Needs the packages
onnx and onnxruntime.

Example:
  python quantize_onnx.py model.onnx model-int8.onnx
"""

import argparse
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    from onnxruntime.quantization import QuantType, quantize_dynamic

    partial = options.target.with_name(options.target.name + ".partial")
    quantize_dynamic(options.graph, partial, weight_type=QuantType.QInt8, per_channel=True)
    partial.replace(options.target)


if __name__ == "__main__":
    main()
