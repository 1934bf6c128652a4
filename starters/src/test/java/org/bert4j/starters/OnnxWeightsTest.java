package org.bert4j.starters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import com.google.protobuf.ByteString;

import org.bert4j.tensor.StoredTensor;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Graphs in the shape of PyTorch's exporter, as small as can be.
class OnnxWeightsTest {
    private static final String QUERY = "encoder.layer.0.attention.self.query.";

    @Test
    void namesAKernelByThePathOfItsProductAndTransposesIt() {
        byte[] onnx =
                model(
                        GraphProto.newBuilder()
                                .addInitializer(floats("onnx::MatMul_787", List.of(2L, 3L), 6))
                                .addNode(product("/encoder/layer.0/attention/self/query/MatMul")));
        StoredTensor weight = OnnxWeights.read(onnx).getFirst();
        assertEquals(QUERY + "weight", weight.name());
        assertArrayEquals(new long[] {3, 2}, weight.shape());
        assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, weight.toFloats());
    }

    @Test
    void keepsNamesAndShapesOfTheRest() {
        byte[] onnx =
                model(
                        GraphProto.newBuilder()
                                .addInitializer(floats(QUERY + "bias", List.of(3L), 3)));
        StoredTensor bias = OnnxWeights.read(onnx).getFirst();
        assertEquals(QUERY + "bias", bias.name());
        assertArrayEquals(new float[] {0, 1, 2}, bias.toFloats());
    }

    @Test
    void leavesOutThePositionIds() {
        byte[] onnx =
                model(
                        GraphProto.newBuilder()
                                .addInitializer(floats("embeddings.position_ids", List.of(2L), 2)));
        assertEquals(List.of(), OnnxWeights.read(onnx));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        byte[] onnx =
                model(
                        GraphProto.newBuilder()
                                .addInitializer(floats("onnx::MatMul_787", List.of(2L, 3L), 6)));
        var error = assertThrows(IllegalArgumentException.class, () -> OnnxWeights.read(onnx));
        assertEquals("initializer \"onnx::MatMul_787\"", error.getMessage());
    }

    @Test
    void refusesOtherBytes() {
        byte[] text = "<!DOCTYPE html>".getBytes(StandardCharsets.US_ASCII);
        assertThrows(IllegalArgumentException.class, () -> OnnxWeights.read(text));
    }

    private static byte[] model(GraphProto.Builder graph) {
        return ModelProto.newBuilder().setGraph(graph).build().toByteArray();
    }

    private static NodeProto product(String path) {
        return NodeProto.newBuilder()
                .setOpType("MatMul")
                .setName(path)
                .addInput("/embeddings/LayerNorm/Add_1_output_0")
                .addInput("onnx::MatMul_787")
                .build();
    }

    /// 0, 1, 2, ...
    private static TensorProto floats(String name, List<Long> shape, int count) {
        ByteBuffer raw = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            raw.putFloat(i);
        }
        return TensorProto.newBuilder()
                .setName(name)
                .addAllDims(shape)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(raw.flip()))
                .build();
    }
}
