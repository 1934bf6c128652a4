package org.bert4j.evaluate;

import org.bert4j.pretraining.PretrainingRow;
import org.bert4j.pretraining.PretrainingRows;
import org.bert4j.task.PretrainingModel;
import org.bert4j.task.PretrainingScores;
import org.bert4j.tensor.Precision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Scores a model on rows of held-out text, always with the same masks.
public record PretrainingEvaluation(PretrainingModel model, PretrainingRows rows)
        implements Evaluator {
    private static final int TOKENS_PER_BATCH = 6144;

    @Override
    public Evaluation evaluate(Precision precision, Consumer<Map<String, Object>> answers) {
        PretrainingScores scores = new PretrainingScores(model, precision);
        List<PretrainingRow> batch = new ArrayList<>();
        int tokens = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (tokens + rows.length(row) > TOKENS_PER_BATCH && !batch.isEmpty()) {
                scores.add(batch);
                batch.clear();
                tokens = 0;
            }
            batch.add(rows.row(row, 0));
            tokens += rows.length(row);
        }
        if (!batch.isEmpty()) {
            scores.add(batch);
        }
        return Evaluation.of(scores.figures(), PretrainingScores.DECISIVE);
    }
}
