package org.bert4j.trainer;

import org.bert4j.batch.BatchOrder;
import org.bert4j.pretraining.PretrainingRows;
import org.bert4j.task.Objective;
import org.bert4j.trainer.BatchRamp.Part;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The stages of pre-training: phase after phase, and in the first one batch size after batch size.
///
/// @param phases   in their order; their shares make 1
/// @param counted  number of the phase whose rows the batch size of `training` counts; the others take as many tokens,
///                 unless they have a batch size of their own
/// @param ramp     of the first phase
record PretrainingStages(
        List<Phase> phases, int counted, Optional<BatchRamp> ramp, TrainingOptions training) {
    PretrainingStages {
        phases = List.copyOf(phases);
        Phase.requireWhole(phases.stream().map(Phase::share).toList());
        List<Integer> batchSizes = batchSizes(phases, counted, training);
        ramp.ifPresent(growing -> growing.requireFitting(batchSizes.getFirst()));
    }

    PretrainingStages withPhases(List<Phase> value, int counted) {
        return new PretrainingStages(value, counted, ramp, training);
    }

    PretrainingStages withRamp(BatchRamp value) {
        return new PretrainingStages(phases, counted, Optional.of(value), training);
    }

    PretrainingStages withTraining(TrainingOptions value) {
        return new PretrainingStages(phases, counted, ramp, value);
    }

    /// What a run of a single stage has nothing to say of, under the names of the command line.
    Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        if (phases.size() > 1) {
            all.put("phases", phases.stream().map(Phase::toString).toList());
            all.put("batch_size", batchSizes());
        }
        ramp.ifPresent(growing -> all.put("batch_ramp", growing.toString()));
        return all;
    }

    /// Of the rows, by what is trained on.
    Map<String, String> hashes() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Phase phase : phases) {
            String name = all.isEmpty() ? "train" : "train, phase " + (all.size() + 1);
            all.put(name, phase.rows().hash());
        }
        return all;
    }

    /// Rows per update of each phase.
    private List<Integer> batchSizes() {
        return batchSizes(phases, counted, training);
    }

    private static List<Integer> batchSizes(
            List<Phase> phases, int counted, TrainingOptions training) {
        Phase base = phases.get(counted);
        return phases.stream()
                .map(phase -> phase.batchSize().orElse(scaled(training.batchSize(), base, phase)))
                .toList();
    }

    /// @param objectives what rows ask
    List<Stage> of(Function<PretrainingRows, Objective> objectives) {
        List<Stage> stages = new ArrayList<>();
        List<Integer> batchSizes = batchSizes();
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            List<Part> parts = parts(i, batchSizes.get(i));
            stages.addAll(stages(phase, parts, objectives.apply(phase.rows())));
        }
        return stages;
    }

    private List<Part> parts(int phase, int batchSize) {
        return ramp.filter(_ -> phase == 0)
                .map(growing -> growing.parts(batchSize))
                .orElse(List.of(new Part(batchSize, 1)));
    }

    private List<Stage> stages(Phase phase, List<Part> parts, Objective objective) {
        int smallest = parts.getFirst().batchSize();
        BatchOrder order = BatchOrder.placeByPlace(phase.rows().size(), smallest, training.seed());
        return parts.stream()
                .map(
                        part ->
                                new Stage(
                                        name(phase, part),
                                        objective,
                                        order,
                                        part.batchSize() / smallest,
                                        scaled(
                                                training.microBatchSize(),
                                                phases.get(counted),
                                                phase),
                                        phase.share() * part.share()))
                .toList();
    }

    private static String name(Phase phase, Part part) {
        return "rows of %d tokens, %d per update"
                .formatted(phase.rows().maxLength(), part.batchSize());
    }

    /// So many rows of one phase have as many tokens as this many of another.
    private static int scaled(int rows, Phase from, Phase to) {
        double tokens = (double) rows * from.rows().maxLength();
        return (int) Math.max(1, Math.round(tokens / to.rows().maxLength()));
    }
}
