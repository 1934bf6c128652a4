package org.bert4j.starters;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import com.google.protobuf.CodedInputStream;

import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.StoredTensor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The weights of a BERT encoder inside an ONNX graph that was exported from PyTorch.
///
/// Embeddings, biases and LayerNorms keep their published names in the graph. A dense kernel has
/// lost its own (`onnx::MatMul_787`), but the product that uses it tells it by its path:
/// `/encoder/layer.0/attention/self/query/MatMul`. It lies there as `[in, out]`.
final class OnnxWeights {
    private static final String PRODUCT = "/MatMul";

    private OnnxWeights() {}

    /// Float32 tensors by the names and in the shapes of a checkpoint of `BertModel`.
    ///
    /// @throws IllegalArgumentException if this is no such graph
    static List<StoredTensor> read(byte[] onnx) {
        GraphProto graph = parse(onnx).getGraph();
        Map<String, String> kernelNames = kernelNames(graph);
        List<StoredTensor> weights = new ArrayList<>();
        for (TensorProto initializer : graph.getInitializerList()) {
            String name = initializer.getName();
            if (kernelNames.containsKey(name)) {
                weights.add(transposed(stored(kernelNames.get(name), initializer)));
            } else if (isPublished(name)) {
                weights.add(stored(name, initializer));
            } else if (!name.equals("embeddings.position_ids")) { // 0, 1, 2, ...: no weight
                throw new IllegalArgumentException("initializer \"%s\"".formatted(name));
            }
        }
        return weights;
    }

    private static ModelProto parse(byte[] onnx) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(onnx);
            in.enableAliasing(true); // the tensors stay in this array
            return ModelProto.parseFrom(in);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not an ONNX model: " + e.getMessage(), e);
        }
    }

    /// From `onnx::MatMul_787` to `encoder.layer.0.attention.self.query.weight`. The products of
    /// attention itself have no initializer as their second factor, and are not looked up.
    private static Map<String, String> kernelNames(GraphProto graph) {
        Map<String, String> names = new HashMap<>();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("MatMul") && node.getName().endsWith(PRODUCT)) {
                String path = node.getName();
                String layer = path.substring(1, path.length() - PRODUCT.length());
                names.put(node.getInput(1), layer.replace('/', '.') + ".weight");
            }
        }
        return names;
    }

    private static boolean isPublished(String name) {
        return name.endsWith(".weight") || name.endsWith(".bias");
    }

    private static StoredTensor stored(String name, TensorProto initializer) {
        if (initializer.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
            throw new IllegalArgumentException("\"%s\" is not float32".formatted(name));
        }
        long[] shape = initializer.getDimsList().stream().mapToLong(Long::longValue).toArray();
        // raw_data is little-endian by the format's definition
        MemorySegment data =
                MemorySegment.ofBuffer(initializer.getRawData().asReadOnlyByteBuffer());
        return new StoredTensor(name, ElementType.F32, shape, data);
    }

    private static StoredTensor transposed(StoredTensor kernel) {
        int in = (int) kernel.shape()[0];
        int out = (int) kernel.shape()[1];
        float[] values = kernel.toFloats();
        float[] weight = new float[values.length];
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                weight[o * in + i] = values[i * out + o];
            }
        }
        return StoredTensor.ofFloats(kernel.name(), new long[] {out, in}, weight);
    }
}
