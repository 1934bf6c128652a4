package org.bert4j.oracle.starters;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.bert4j.starters.Starter;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/// A starter's original graph, run by ONNX Runtime: what our encoder must equal.
final class OnnxSentenceEmbeddings implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final Starter starter;
    private final OrtSession session;

    OnnxSentenceEmbeddings(Starter starter) throws IOException, OrtException {
        this.starter = starter;
        String graph = "/" + starter.artifact().graphEntry();
        try (InputStream in = OnnxSentenceEmbeddings.class.getResourceAsStream(graph)) {
            session = environment.createSession(in.readAllBytes());
        }
    }

    /// @param inputIds `[tokens]` with `[CLS]` and `[SEP]`, one text, nothing padded
    /// @return sequenceOutput `[tokens][hidden]`
    float[][] sequenceOutput(int[] inputIds) throws OrtException {
        long[][] ids = new long[1][inputIds.length];
        long[][] ones = new long[1][inputIds.length];
        for (int i = 0; i < inputIds.length; i++) {
            ids[0][i] = inputIds[i];
            ones[0][i] = 1;
        }
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put("input_ids", OnnxTensor.createTensor(environment, ids));
            inputs.put("attention_mask", OnnxTensor.createTensor(environment, ones));
            inputs.put(
                    "token_type_ids",
                    OnnxTensor.createTensor(environment, new long[1][inputIds.length]));
            try (OrtSession.Result result = session.run(inputs)) {
                return ((float[][][]) result.get(0).getValue())[0];
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /// The sentence vector of the starter's makers: mean or `[CLS]`, then length 1.
    float[] embed(int[] inputIds) throws OrtException {
        return pooled(starter, sequenceOutput(inputIds));
    }

    /// @param sequenceOutput `[tokens][hidden]`, nothing padded
    static float[] pooled(Starter starter, float[][] sequenceOutput) {
        double[] vector = new double[starter.hiddenSize()];
        int tokens =
                switch (starter.pooling()) {
                    case CLS -> 1;
                    case MEAN -> sequenceOutput.length;
                };
        for (int token = 0; token < tokens; token++) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] += sequenceOutput[token][i] / tokens;
            }
        }
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        float[] scaled = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            scaled[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return scaled;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
