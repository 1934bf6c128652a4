package org.bert4j.evaluate;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.QaExampleFeatures;
import org.bert4j.feature.QaFeature;
import org.bert4j.head.SpanHead;
import org.bert4j.layer.Dropout;
import org.bert4j.task.AnswerOptions;
import org.bert4j.task.QaModel;
import org.bert4j.task.QaPrediction;
import org.bert4j.task.SpanDecoder;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.TensorScope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Runs windows of questions through a model, those of like length together, and reads the answers off.
public final class QaAnswering {
    private final QaModel model;
    private final SpanDecoder decoder;
    private final Precision precision;

    /// @param precision of matrix products
    public QaAnswering(QaModel model, AnswerOptions options, Precision precision) {
        this.model = model;
        this.decoder = new SpanDecoder(options);
        this.precision = precision;
    }

    private record Logits(float[] start, float[] end) {}

    /// Answers in the order of the questions. All are in memory at once: give a few hundred at a time.
    public List<QaPrediction> answer(List<QaExampleFeatures> questions) {
        List<QaFeature> windows =
                questions.stream()
                        .flatMap(question -> question.features().stream())
                        .sorted(Comparator.comparingInt(QaFeature::length).reversed())
                        .toList();
        Map<QaFeature, Logits> logits = new IdentityHashMap<>();
        int from = 0;
        while (from < windows.size()) {
            int rows = Math.max(1, TokensAtOnce.most() / windows.get(from).length());
            int to = Math.min(windows.size(), from + rows);
            compute(windows.subList(from, to), logits);
            from = to;
        }
        return questions.stream().map(question -> decode(question, logits)).toList();
    }

    private void compute(List<QaFeature> windows, Map<QaFeature, Logits> logits) {
        try (var _ = TensorScope.open();
                var _ = Gradients.off();
                var _ = precision.open()) {
            TokenBatch batch = model.bert().batch(windows);
            SpanHead.Logits output = model.forward(batch, Dropout.NONE);
            int columns = batch.tokens();
            float[] start = output.start().toFloats();
            float[] end = output.end().toFloats();
            for (int row = 0; row < windows.size(); row++) {
                logits.put(
                        windows.get(row),
                        new Logits(row(start, row, columns), row(end, row, columns)));
            }
        }
    }

    private static float[] row(float[] values, int row, int columns) {
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    private QaPrediction decode(QaExampleFeatures question, Map<QaFeature, Logits> logits) {
        List<float[]> starts = new ArrayList<>();
        List<float[]> ends = new ArrayList<>();
        for (QaFeature window : question.features()) {
            starts.add(logits.get(window).start());
            ends.add(logits.get(window).end());
        }
        return decoder.decode(question.example(), question.features(), starts, ends);
    }
}
