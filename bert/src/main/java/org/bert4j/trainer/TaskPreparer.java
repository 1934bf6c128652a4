package org.bert4j.trainer;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.dataset.TextOverlap;
import org.bert4j.evaluate.Evaluator;
import org.bert4j.evaluate.TaskEvaluation;
import org.bert4j.task.Bert;
import org.bert4j.task.Item;
import org.bert4j.task.Objective;
import org.bert4j.task.Task;
import org.bert4j.task.TaskModel;
import org.bert4j.task.TaskObjective;
import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Makes any [Task] ready: training examples are read into memory, those to evaluate on are streamed from their files or
/// held out.
record TaskPreparer<E, A>(Task<E, A> definition) implements Preparer {
    @Override
    public String task() {
        return definition.name();
    }

    @Override
    public Map<String, Object> options() {
        return definition.options();
    }

    private record Ready<E>(TaskModel<E, ?> model, Objective objective, Evaluator evaluator)
            implements Preparation {
        @Override
        public Bert bert() {
            return model.bert();
        }

        @Override
        public void close() {
            objective.close();
            model.close();
        }
    }

    @Override
    public Preparation prepare(
            Checkpoint checkpoint, FineTuning recipe, RunDirectory run, TrainingListener listener) {
        List<E> train = new ArrayList<>();
        List<E> held = new ArrayList<>();
        read(recipe, train, held, listener);
        TaskModel<E, A> model =
                definition.create(checkpoint, all(train, held), recipe.training().seed());
        try {
            listener.notice(model.report().summary());
            model.bert().freeze(recipe.freeze());
            List<Item<E>> items = items(model, train, listener);
            requireScorable(model, recipe, held);
            Evaluator evaluator = evaluator(model, recipe, held);
            return new Ready<>(
                    model, new TaskObjective<>(model, items, run.frozenOutputs()), evaluator);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void read(FineTuning recipe, List<E> train, List<E> held, TrainingListener listener) {
        int limit = recipe.limit().orElse(Integer.MAX_VALUE);
        try (ExampleStream<E> examples = definition.open(recipe.train())) {
            while (train.size() < limit && examples.hasNext()) {
                train.add(examples.next());
            }
            listener.notice("Training data: " + examples.description());
        }
        if (!recipe.dev().isEmpty()) {
            warnOfOverlap(recipe, train, listener);
            return;
        }
        Predicate<String> isHeld = recipe.split().held(texts(train), recipe.training().seed());
        held.addAll(train.stream().filter(example -> isHeld.test(text(example))).toList());
        train.removeIf(example -> isHeld.test(text(example)));
        listener.notice(
                "No development file: %d examples are held out to evaluate on, %d are left"
                        .formatted(held.size(), train.size()));
        if (held.isEmpty() || train.isEmpty()) {
            throw new BadInputException(
                    "Nothing is left to train on or to evaluate on (held out: %s); give more data or a development file."
                            .formatted(recipe.split()));
        }
    }

    /// Labels are those of all that was given, also of what is held out.
    private static <E> List<E> all(List<E> train, List<E> held) {
        return Stream.concat(train.stream(), held.stream()).toList();
    }

    /// Before hours are spent on training.
    private void requireScorable(TaskModel<E, A> model, FineTuning recipe, List<E> held) {
        held.forEach(example -> requireTokens(model, example));
        held.forEach(model::requireTruth);
        if (!recipe.dev().isEmpty()) {
            try (ExampleStream<E> dev = definition.open(recipe.dev())) {
                model.requireTelling(dev.map(example -> requireTokens(model, example)));
            }
        }
    }

    private E requireTokens(TaskModel<E, A> model, E example) {
        model.rows(example);
        return example;
    }

    private String text(E example) {
        return definition.text(example);
    }

    private Iterator<String> texts(List<E> examples) {
        return examples.stream().map(this::text).iterator();
    }

    private void warnOfOverlap(FineTuning recipe, List<E> train, TrainingListener listener) {
        try (ExampleStream<E> dev = definition.open(recipe.dev())) {
            Iterable<E> once = () -> dev;
            Iterator<String> devTexts =
                    StreamSupport.stream(once.spliterator(), false).map(this::text).iterator();
            double share = TextOverlap.measure(texts(train), devTexts);
            if (share > 0) {
                listener.notice(
                        "WARNING: %.1f %% of the development texts are also in the training data, so the scores flatter"
                                .formatted(100 * share));
            }
        }
    }

    private List<Item<E>> items(
            TaskModel<E, A> model, List<E> examples, TrainingListener listener) {
        List<Item<E>> items =
                examples.parallelStream()
                        .map(
                                example -> {
                                    model.requireTruth(example);
                                    return new Item<>(example, model.rows(example));
                                })
                        .toList();
        long tokens = items.stream().mapToLong(Item::tokens).sum();
        listener.notice("%d training examples, %d tokens".formatted(items.size(), tokens));
        return items;
    }

    private Evaluator evaluator(TaskModel<E, A> model, FineTuning recipe, List<E> held) {
        TaskEvaluation<E, A> evaluation = new TaskEvaluation<>(model);
        return precision -> {
            try (ExampleStream<E> dev = devExamples(recipe, held)) {
                return evaluation.evaluate(
                        dev, model.developmentScorer(), precision, _ -> {}, (_, _) -> {});
            }
        };
    }

    private ExampleStream<E> devExamples(FineTuning recipe, List<E> held) {
        return recipe.dev().isEmpty() ? ExampleStream.of(held) : definition.open(recipe.dev());
    }
}
