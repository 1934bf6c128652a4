package org.bert4j.task;

import org.bert4j.layer.Dropout;
import org.bert4j.loss.CrossEntropy;
import org.bert4j.pretraining.PretrainingRow;
import org.bert4j.pretraining.PretrainingRows;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Joint pre-training (Devlin et al. 2019, section 3.1): the mean loss of the masked tokens, and, where rows have a label,
/// the mean loss of the pairs of sentences, added up.
public final class PretrainingObjective implements Objective {
    private final PretrainingModel model;
    private final PretrainingRows rows;
    private int epoch;

    public PretrainingObjective(PretrainingModel model, PretrainingRows rows) {
        this.model = model;
        this.rows = rows;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public int tokens(int example) {
        return rows.length(example);
    }

    @Override
    public void epoch(int number) {
        epoch = number;
    }

    /// A part is weighed by the masked tokens and the rows of its whole batch, so an update in pieces is the same update.
    @Override
    public Tensor share(int[] part, int[] batch, Dropout dropout) {
        List<PretrainingRow> all = rows(batch);
        List<PretrainingRow> chosen = part.length == batch.length ? all : rows(part);
        long masked = all.stream().mapToLong(row -> row.maskedIds().length).sum();
        var logits = model.forward(chosen, places(chosen), dropout);
        Tensor loss = tokenLoss(logits, chosen).times(1.0 / Math.max(1, masked));
        return logits.sentences()
                .map(pairs -> loss.plus(sentenceLoss(pairs, chosen).times(1.0 / batch.length)))
                .orElse(loss);
    }

    @Override
    public Tensor loss(int[] examples, Dropout dropout) {
        return share(examples, examples, dropout).times(examples.length);
    }

    static List<int[]> places(List<PretrainingRow> rows) {
        return rows.stream().map(PretrainingRow::maskedPositions).toList();
    }

    /// Summed over all masked tokens.
    static Tensor tokenLoss(PretrainingModel.Logits logits, List<PretrainingRow> rows) {
        long[] truth =
                rows.stream()
                        .flatMapToInt(row -> Arrays.stream(row.maskedIds()))
                        .asLongStream()
                        .toArray();
        return CrossEntropy.sum(logits.tokens(), Tensor.of(truth, truth.length));
    }

    /// Summed over all rows.
    static Tensor sentenceLoss(Tensor logits, List<PretrainingRow> rows) {
        long[] labels = rows.stream().mapToLong(PretrainingRow::sentenceLabel).toArray();
        return CrossEntropy.sum(logits, Tensor.of(labels, labels.length));
    }

    private List<PretrainingRow> rows(int[] examples) {
        return Arrays.stream(examples).mapToObj(example -> rows.row(example, epoch)).toList();
    }

    @Override
    public void save(Path directory) {
        model.save(directory);
    }
}
