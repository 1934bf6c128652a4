package org.bert4j.task;

import org.bert4j.feature.TextRow;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Encoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What a pre-trained model expects at the masked places of a text; float32.
public record MaskedTokens(PretrainingModel model) {
    private static final int TOKENS_PER_BATCH = 2048;

    /// A token that may stand at a place.
    public record Candidate(String token, double probability) {}

    /// @param count candidates for each `[MASK]`
    /// @throws BadInputException if the text has none, or is too long
    public List<List<Candidate>> fill(String text, int count) {
        int[] ids = ids(text);
        int mask = model.bert().tokenizer().maskId();
        int[] places = IntStream.range(0, ids.length).filter(i -> ids[i] == mask).toArray();
        if (places.length == 0) {
            throw new BadInputException(
                    "The text \"%s\" has no %s; write one where a token is to be found."
                            .formatted(
                                    text,
                                    model.bert().tokenizer().options().specialTokens().mask()));
        }
        try (var _ = TensorScope.open();
                var _ = Gradients.off()) {
            Tensor logits = logits(List.of(ids), List.of(places));
            float[] all = logits.softmax(-1).toFloats();
            int width = all.length / places.length;
            return IntStream.range(0, places.length)
                    .mapToObj(i -> Arrays.copyOfRange(all, i * width, (i + 1) * width))
                    .map(probabilities -> candidates(probabilities, count))
                    .toList();
        }
    }

    private List<Candidate> candidates(float[] probabilities, int count) {
        return Arrays.stream(LargestIndexes.of(probabilities, probabilities.length, count))
                .mapToObj(id -> new Candidate(token(id), probabilities[id]))
                .toList();
    }

    /// The vocabulary may be shorter than the table.
    private String token(int id) {
        var vocabulary = model.bert().tokenizer().vocabulary();
        return id < vocabulary.size() ? vocabulary.token(id) : "[" + id + "]";
    }

    /// @throws BadInputException if the text has no token, or is too long
    public double pseudoPerplexity(String text) {
        int[] ids = ids(text);
        if (ids.length == 2) {
            throw new BadInputException("The text \"%s\" has no token.".formatted(text));
        }
        int rows = Math.max(1, TOKENS_PER_BATCH / ids.length);
        double surprise = 0;
        for (int from = 1; from < ids.length - 1; from += rows) {
            surprise += surprise(ids, from, Math.min(from + rows, ids.length - 1));
        }
        return Math.exp(surprise / (ids.length - 2));
    }

    /// The sum of `-log p` of some tokens, each masked alone.
    private double surprise(int[] ids, int from, int to) {
        List<int[]> masked = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        for (int place = from; place < to; place++) {
            int[] copy = ids.clone();
            copy[place] = model.bert().tokenizer().maskId();
            masked.add(copy);
            places.add(new int[] {place});
        }
        try (var _ = TensorScope.open();
                var _ = Gradients.off()) {
            Tensor truth =
                    Tensor.of(Arrays.stream(ids, from, to).asLongStream().toArray(), to - from);
            return -logits(masked, places).logSoftmax(-1).pick(truth).sum().item();
        }
    }

    private Tensor logits(List<int[]> rows, List<int[]> places) {
        return model.forward(
                        rows.stream().map(ids -> new TextRow(ids, new int[ids.length])).toList(),
                        places,
                        Dropout.NONE)
                .tokens();
    }

    private int[] ids(String text) {
        BertTokenizer tokenizer = model.bert().tokenizer();
        Encoding encoding = tokenizer.encode(text);
        int[] ids = encoding.inputIds();
        int most = model.bert().config().maxPositions();
        if (ids.length > most) {
            throw new BadInputException(
                    "The text has %d tokens, the model %d positions; give a shorter one."
                            .formatted(ids.length, most));
        }
        return ids;
    }
}
