package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.Labels;
import org.bert4j.tokenizer.BadInputException;

import java.util.List;

/// What a checkpoint with a classifier says it was trained for: `architectures` and `problem_type` in `config.json`. A
/// classifier for words fits the shapes of one for sentences, and answers nonsense there.
final class TrainedFor {
    static final String SEQUENCES = "BertForSequenceClassification";
    static final String WORDS = "BertForTokenClassification";
    static final String CHOICES = "BertForMultipleChoice";

    private TrainedFor() {}

    /// @param architecture the class of transformers that opens the models of a task
    /// @throws BadInputException if the checkpoint has a classifier and names another one
    static void require(Checkpoint checkpoint, String architecture) {
        if (checkpoint.has("classifier")
                && checkpoint.config().others().get("architectures") instanceof List<?> named
                && !named.isEmpty()
                && !named.contains(architecture)) {
            throw other(checkpoint, named.getFirst(), architecture);
        }
    }

    /// The same for a classifier of sequences, which has three kinds.
    ///
    /// @param problemType as [LabelNames#config] writes it; older models do not say theirs
    static void requireSequences(Checkpoint checkpoint, String problemType) {
        require(checkpoint, SEQUENCES);
        Object said = checkpoint.config().others().get("problem_type");
        if (checkpoint.has("classifier") && said != null && !said.equals(problemType)) {
            throw other(checkpoint, said, problemType);
        }
    }

    /// @throws BadInputException if the checkpoint has a classifier with several labels
    static void requireScore(Checkpoint checkpoint) {
        requireSequences(checkpoint, "regression");
        if (checkpoint.has("classifier")
                && checkpoint.config().others().get("id2label") != null
                && LabelNames.of(checkpoint).size() != 1) {
            throw other(
                    checkpoint,
                    "the labels " + Labels.shortened(LabelNames.of(checkpoint)),
                    "a single score");
        }
    }

    /// A model with random parameters would answer nonsense without a word.
    ///
    /// @throws BadInputException if the checkpoint had not all of the model's parameters
    static <M extends TaskModel<?, ?>> M requireTrained(M model) {
        List<String> missing = model.report().initialised();
        if (!missing.isEmpty()) {
            model.close();
            throw new BadInputException(
                    "%s has no trained head for this task (new would be %s); fine-tune it first."
                            .formatted(model.report().directory(), missing));
        }
        return model;
    }

    private static BadInputException other(Checkpoint checkpoint, Object said, String wanted) {
        return new BadInputException(
                "%s was trained for %s, and this task is about %s; choose the task it was trained for, or another model."
                        .formatted(checkpoint.directory(), said, wanted));
    }
}
