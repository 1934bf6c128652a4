package org.bert4j.tune.study;

import org.bert4j.tune.sampler.GridSampler;
import org.bert4j.tune.sampler.RandomSampler;
import org.bert4j.tune.sampler.Sampler;
import org.bert4j.tune.sampler.SobolSampler;
import org.bert4j.tune.sampler.TpeSampler;
import org.bert4j.tune.scheduler.Halving;
import org.bert4j.tune.scheduler.MedianStopping;
import org.bert4j.tune.scheduler.Scheduler;
import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.space.SearchText;
import org.bert4j.tune.trial.Report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a study is about: all that a worker on another machine needs to know.
///
/// @param task       as in `finetune TASK`
/// @param arguments  of `finetune TASK` that all trials share
/// @param search     what is searched, as [SearchText] reads it
/// @param objectives figures of the evaluation; the first one decides
/// @param directory  where the trials are trained; of several machines, on a disk that they share
public record StudyDefinition(
        String task,
        List<String> arguments,
        List<String> search,
        SamplerName sampler,
        SchedulerName scheduler,
        List<Objective> objectives,
        long seed,
        String directory) {
    /// How configurations are chosen.
    public enum SamplerName {
        TPE,
        RANDOM,
        SOBOL,
        GRID
    }

    /// Which trials end early.
    public enum SchedulerName {
        NONE,
        MEDIAN,
        ASHA,
        HYPERBAND;

        /// What the name stands for.
        public Scheduler scheduler() {
            return switch (this) {
                case NONE -> Scheduler.NONE;
                case MEDIAN -> MedianStopping.DEFAULT;
                case ASHA -> Halving.ASHA;
                case HYPERBAND -> Halving.HYPERBAND;
            };
        }
    }

    public StudyDefinition {
        arguments = List.copyOf(arguments);
        search = List.copyOf(search);
        objectives = List.copyOf(objectives);
    }

    public SearchSpace space() {
        return new SearchSpace(search.stream().map(SearchText::parse).toList());
    }

    /// What a report says of each objective, as the figures are and not as they are compared.
    public Map<String, Double> values(Report report) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < objectives.size(); i++) {
            Objective objective = objectives.get(i);
            values.put(objective.figure(), objective.value(report.scores().get(i)));
        }
        return values;
    }

    Sampler newSampler() {
        return switch (sampler) {
            case TPE -> new TpeSampler(seed);
            case RANDOM -> new RandomSampler(seed);
            case SOBOL -> new SobolSampler(seed);
            case GRID -> GridSampler.DEFAULT;
        };
    }
}
