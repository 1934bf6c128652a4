package org.bert4j.task;

import org.bert4j.feature.TextRow;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.TensorScope;
import org.bert4j.tokenizer.Encoding;
import org.bert4j.tokenizer.Truncation;

import java.util.List;

/// How a pre-trained model thinks two texts belong together; float32.
///
/// @param model with a head for pairs
public record SentencePairs(PretrainingModel model) {
    private static final int[] NO_PLACES = {};

    /// The probability of label 0. Of texts that are too long together, the longer one is cut first.
    public double probabilityThatFollows(String first, String second) {
        Truncation fitting = new Truncation.LongestFirst(model.bert().config().maxPositions());
        Encoding pair = model.bert().tokenizer().encode(first, second, fitting);
        try (var _ = TensorScope.open();
                var _ = Gradients.off()) {
            var row = new TextRow(pair.inputIds(), pair.tokenTypeIds());
            var logits = model.forward(List.of(row), List.of(NO_PLACES), Dropout.NONE);
            return TensorRows.of(logits.sentences().orElseThrow().softmax(-1)).getFirst()[0];
        }
    }
}
