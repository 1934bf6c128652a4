package org.bert4j.task;

import org.bert4j.layer.Dropout;
import org.bert4j.pretraining.PretrainingRow;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a pre-trained model makes of masked rows, added up over batches.
public final class PretrainingScores {
    /// The name of the figure that decides which checkpoint is best.
    public static final String DECISIVE = "mlm_accuracy";

    private static final double Z95 = 1.6448536269514722; // one side

    private final PretrainingModel model;
    private final Precision precision;
    private long masked;
    private long maskedRight;
    private double maskedLoss;
    private long pairs;
    private long pairsRight;

    public PretrainingScores(PretrainingModel model, Precision precision) {
        this.model = model;
        this.precision = precision;
    }

    /// @param rows computed at once
    public void add(List<PretrainingRow> rows) {
        try (var _ = TensorScope.open();
                var _ = Gradients.off();
                var _ = precision.open()) {
            var logits = model.forward(rows, PretrainingObjective.places(rows), Dropout.NONE);
            maskedLoss += PretrainingObjective.tokenLoss(logits, rows).item();
            addTokens(logits.tokens().argMax(1).toLongs(), rows);
            logits.sentences().ifPresent(sentences -> addPairs(sentences, rows));
        }
    }

    private void addTokens(long[] best, List<PretrainingRow> rows) {
        int next = 0;
        for (PretrainingRow row : rows) {
            for (int truth : row.maskedIds()) {
                maskedRight += best[next++] == truth ? 1 : 0;
            }
        }
        masked += best.length;
    }

    private void addPairs(Tensor logits, List<PretrainingRow> rows) {
        long[] best = logits.argMax(1).toLongs();
        for (int i = 0; i < best.length; i++) {
            pairsRight += best[i] == rows.get(i).sentenceLabel() ? 1 : 0;
        }
        pairs += best.length;
    }

    /// `loss` is the mean over masked tokens in nats, `perplexity` its exponential, `mlm_accuracy` the share of
    /// masked tokens that come first; `sentence_accuracy` is the share of pairs judged rightly, with the lower end of its
    /// 95 % interval (Wilson 1927, one-sided).
    public Map<String, Object> figures() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(DECISIVE, share(maskedRight, masked));
        all.put("loss", maskedLoss / Math.max(1, masked));
        all.put("perplexity", Math.exp(maskedLoss / Math.max(1, masked)));
        if (pairs > 0) {
            all.put("sentence_accuracy", share(pairsRight, pairs));
            all.put("sentence_accuracy_low", lowerBound(pairsRight, pairs));
            all.put("sentence_pairs", pairs);
        }
        all.put("total", masked);
        return all;
    }

    private static double share(long right, long all) {
        return all == 0 ? 0 : (double) right / all;
    }

    static double lowerBound(long right, long all) {
        double p = (double) right / all;
        double z2 = Z95 * Z95;
        double center = p + z2 / (2 * all);
        double spread = Z95 * Math.sqrt(p * (1 - p) / all + z2 / (4.0 * all * all));
        return (center - spread) / (1 + z2 / all);
    }
}
