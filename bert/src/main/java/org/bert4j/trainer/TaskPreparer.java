package org.bert4j.trainer;

import org.bert4j.checkpoint.Bert4jHome;
import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.dataset.FileLines;
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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

    private record Ready<E>(
            TaskModel<E, ?> model,
            Objective objective,
            IntFunction<Evaluator> evaluators,
            Supplier<ExampleStream<E>> development)
            implements Preparation {
        @Override
        public Bert bert() {
            return model.bert();
        }

        @Override
        public Evaluator evaluator() {
            return evaluator(1);
        }

        @Override
        public Evaluator evaluator(int step) {
            return evaluators.apply(step);
        }

        @Override
        public DevelopmentSize developmentSize() {
            try (ExampleStream<E> examples = development.get()) {
                int count = 0;
                for (; examples.hasNext(); examples.next()) {
                    count++;
                }
                return new DevelopmentSize(count, count);
            }
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
        List<E> examples = read(recipe, listener);
        Predicate<E> isHeld = held(recipe, examples, listener);
        TaskModel<E, A> model = definition.create(checkpoint, examples, recipe.training().seed());
        try {
            listener.notice(model.report().summary());
            model.bert().freeze(recipe.freeze());
            List<Item<E>> items = items(model, examples, isHeld, listener);
            requireScorable(model, recipe, items, listener);
            List<E> held = examples.stream().filter(isHeld).toList();
            return new Ready<>(
                    model,
                    new TaskObjective<>(
                            model,
                            items,
                            Bert4jHome.frozenOutputs(),
                            recipe.training().techniques().rDrop()),
                    step -> evaluator(model, recipe, held, step),
                    () -> devExamples(recipe, held));
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private List<E> read(FineTuning recipe, TrainingListener listener) {
        List<E> read = new ArrayList<>();
        int limit = recipe.limit().orElse(Integer.MAX_VALUE);
        Set<String> leftOut = recipe.leaveOut().map(TaskPreparer::places).orElse(Set.of());
        int skipped = 0;
        try (ExampleStream<E> examples = definition.open(recipe.train())) {
            while (read.size() < limit && examples.hasNext()) {
                E example = examples.next();
                if (!leftOut.isEmpty() && leftOut.contains(definition.place(example))) {
                    skipped++;
                } else {
                    read.add(example);
                }
            }
            listener.notice("Training data: " + examples.description());
        }
        if (!leftOut.isEmpty() && skipped == 0 && read.size() < limit) {
            throw new BadInputException(
                    "%s names none of the training examples; give the file that doctor data has written about them with --list."
                            .formatted(recipe.leaveOut().get()));
        }
        if (recipe.leaveOut().isPresent()) {
            listener.notice(
                    "Left out: %d examples that %s names"
                            .formatted(skipped, recipe.leaveOut().get()));
        }
        return read;
    }

    private static Set<String> places(Path file) {
        Set<String> places = new HashSet<>();
        try (FileLines lines = FileLines.open(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                places.add(line.split("\t", 2)[0].strip());
            }
        }
        return places;
    }

    /// Which examples are held out: none if there is a development file.
    private Predicate<E> held(FineTuning recipe, List<E> examples, TrainingListener listener) {
        if (!recipe.dev().isEmpty()) {
            return _ -> false;
        }
        Iterator<String> texts = examples.stream().map(definition::text).iterator();
        Predicate<String> isHeld = recipe.split().held(texts, recipe.training().seed());
        long held = examples.stream().map(definition::text).filter(isHeld).count();
        long left = examples.size() - held;
        listener.notice(
                "No development file: %d examples are held out to evaluate on, %d are left"
                        .formatted(held, left));
        if (held == 0 || left == 0) {
            throw new BadInputException(
                    "Nothing is left to train on or to evaluate on (held out: %s); give more data or a development file."
                            .formatted(recipe.split()));
        }
        return example -> isHeld.test(definition.text(example));
    }

    /// Checks every example in the order of the files, and gives those to train on.
    private List<Item<E>> items(
            TaskModel<E, A> model,
            List<E> examples,
            Predicate<E> isHeld,
            TrainingListener listener) {
        List<Item<E>> items =
                Item.all(examples, example -> item(model, example)).stream()
                        .filter(item -> !isHeld.test(item.example()))
                        .toList();
        listener.notice(count(items));
        return items;
    }

    private static String count(List<? extends Item<?>> items) {
        long tokens = items.stream().mapToLong(Item::tokens).sum();
        int rows = items.stream().mapToInt(item -> item.rows().size()).sum();
        long cut = items.stream().filter(Item::isCut).count();
        return "%d training examples, %s%d tokens%s"
                .formatted(
                        items.size(),
                        rows == items.size() ? "" : rows + " rows, ",
                        tokens,
                        cut == 0 ? "" : "; too long for a row and cut: " + cut);
    }

    private Item<E> item(TaskModel<E, A> model, E example) {
        model.requireTruth(example);
        return new Item<>(example, model.rows(example));
    }

    /// Reads the development files once, before hours are spent on training.
    private void requireScorable(
            TaskModel<E, A> model,
            FineTuning recipe,
            List<Item<E>> train,
            TrainingListener listener) {
        if (recipe.dev().isEmpty()) {
            return;
        }
        TextOverlap overlap =
                new TextOverlap(
                        train.stream().map(item -> definition.text(item.example())).iterator());
        try (ExampleStream<E> dev = definition.open(recipe.dev())) {
            model.requireTelling(
                    dev.map(
                            example -> {
                                model.rows(example);
                                overlap.add(definition.text(example));
                                return example;
                            }));
            listener.notice("Development data: " + dev.description());
        }
        if (overlap.share() > 0) {
            listener.notice(
                    "WARNING: %.1f %% of the development texts are also in the training data, so the scores flatter"
                            .formatted(100 * overlap.share()));
        }
    }

    private Evaluator evaluator(TaskModel<E, A> model, FineTuning recipe, List<E> held, int step) {
        TaskEvaluation<E, A> evaluation = new TaskEvaluation<>(model);
        return (precision, answers) -> {
            try (ExampleStream<E> dev = devExamples(recipe, held)) {
                return evaluation.evaluate(
                        new EveryNth<>(dev, step),
                        model.developmentScorer(),
                        precision,
                        _ -> {},
                        (example, answer) -> answers.accept(definition.line(example, answer)));
            }
        };
    }

    private ExampleStream<E> devExamples(FineTuning recipe, List<E> held) {
        return recipe.dev().isEmpty() ? ExampleStream.of(held) : definition.open(recipe.dev());
    }
}
