package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.Labels;
import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Labels as `config.json` writes them: `id2label` and `label2id`.
final class LabelNames {
    private LabelNames() {}

    /// @param problemType `single_label_classification`, `multi_label_classification` or `regression`
    static Map<String, Object> config(List<String> names, String problemType) {
        Map<String, Object> id2label = new LinkedHashMap<>();
        Map<String, Object> label2id = new LinkedHashMap<>();
        for (int id = 0; id < names.size(); id++) {
            id2label.put(String.valueOf(id), names.get(id));
            label2id.put(names.get(id), id);
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("id2label", id2label);
        config.put("label2id", label2id);
        if (problemType != null) {
            config.put("problem_type", problemType);
        }
        return config;
    }

    /// The names a checkpoint with a classifier says.
    ///
    /// @throws BadInputException if it says none
    static List<String> of(Checkpoint checkpoint) {
        if (checkpoint.has("classifier")
                && checkpoint.config().others().get("id2label") instanceof Map<?, ?> byId) {
            List<String> names = new ArrayList<>();
            for (int id = 0; byId.get(String.valueOf(id)) != null; id++) {
                names.add(byId.get(String.valueOf(id)).toString());
            }
            return names;
        }
        throw new BadInputException(
                "%s has no trained classifier with labels (\"id2label\" in config.json); fine-tune it first."
                        .formatted(checkpoint.directory()));
    }

    /// The labels to train: those of the data, which must be those of a classifier the checkpoint has already.
    static List<String> toTrain(Checkpoint checkpoint, List<String> ofData) {
        if (!checkpoint.has("classifier")) {
            return ofData;
        }
        List<String> known = of(checkpoint);
        if (!known.containsAll(ofData)) {
            throw new BadInputException(
                    "The training data have the labels %s, and the classifier of %s knows %s; start from a model without a classifier, or mend the labels."
                            .formatted(
                                    Labels.shortened(ofData),
                                    checkpoint.directory(),
                                    Labels.shortened(known)));
        }
        return known;
    }
}
