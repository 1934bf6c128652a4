package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.Columns;
import org.bert4j.feature.LongText;
import org.bert4j.predictor.ChoicePredictor;
import org.bert4j.predictor.Classifier;
import org.bert4j.predictor.Embedder;
import org.bert4j.predictor.EntityRecognizer;
import org.bert4j.predictor.MultiLabelClassifier;
import org.bert4j.predictor.Regressor;
import org.bert4j.predictor.ZeroShotClassifier;
import org.bert4j.task.ChoiceTask;
import org.bert4j.task.Classification;
import org.bert4j.task.ClassifyTask;
import org.bert4j.task.EmbedTask;
import org.bert4j.task.Entities;
import org.bert4j.task.MultiLabelTask;
import org.bert4j.task.NerTask;
import org.bert4j.task.RegressTask;
import org.bert4j.task.Task;
import org.bert4j.task.TextOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A task small enough for a very small BERT: what distinguishes the examples is one word.
enum TinyTask {
    CLASSIFY(
            "tsv",
            "text\tlabel\n",
            i -> "%s in %s\t%s\n".formatted(city(i), filler(i), country(i))) {
        @Override
        Task<?, ?> task() {
            return ClassifyTask.DEFAULT.withText(Text.OPTIONS);
        }

        @Override
        void check(Path run) {
            try (Classifier classifier = Classifier.open(run)) {
                assertEquals("france", classifier.classify("paris in a").best().label());
                var many = classifier.classify(List.of("beijing in a", "york in a"));
                assertEquals("china", many.getFirst().best().label());
                assertEquals("us", many.getLast().best().label());
            }
        }
    },
    NLI(
            "tsv",
            "premise\thypothesis\tlabel\n",
            i -> "is %s\t%s\t%s\n".formatted(filler(i), hypothesis(i), relation(i))) {
        @Override
        Task<?, ?> task() {
            return ClassifyTask.of(ClassifyTask.Kind.NLI).withText(Text.OPTIONS);
        }

        @Override
        void check(Path run) {
            try (Classifier classifier = Classifier.open(run)) {
                for (int i = 0; i < 3; i++) {
                    String label = classifier.classify("is a", hypothesis(i)).best().label();
                    assertEquals(relation(i), label);
                }
            }
            try (ZeroShotClassifier classifier = ZeroShotClassifier.open(run, "in the {}")) {
                Classification found = classifier.classify("is a", List.of("river", "city", "he"));
                assertEquals("city", found.best().label());
            }
        }
    },
    PAIRS(
            "jsonl",
            "",
            i ->
                    "{\"text_a\": \"the %s\", \"text_b\": \"%s\", \"label\": %d}\n"
                            .formatted(filler(i), i % 2 == 0 ? "who is he" : "the river", i % 2)) {
        @Override
        Task<?, ?> task() {
            return ClassifyTask.of(ClassifyTask.Kind.PAIRS).withText(Text.OPTIONS);
        }

        @Override
        void check(Path run) {
            try (Classifier classifier = Classifier.open(run)) {
                assertEquals("1", classifier.classify("the b b", "the river").best().label());
                assertEquals("0", classifier.classify("the a", "who is he").best().label());
            }
        }
    },
    MULTI_LABEL(
            "tsv",
            "text\tlabels\n",
            i -> "%s in %s\t%s\n".formatted(city(i), filler(i), labels(i))) {
        @Override
        Task<?, ?> task() {
            return new MultiLabelTask(MultiLabelTask.DEFAULT.columns(), List.of(), Text.OPTIONS);
        }

        @Override
        void check(Path run) {
            try (MultiLabelClassifier classifier = MultiLabelClassifier.open(run)) {
                for (int i = 0; i < 3; i++) {
                    List<String> found = classifier.classify("%s in a".formatted(city(i))).labels();
                    assertEquals(
                            labels(i), found.stream().sorted().collect(Collectors.joining(",")));
                }
            }
        }
    },
    REGRESS(
            "csv",
            "sentence1,sentence2,score\n",
            i -> "%s,the %s,%d\n".formatted(city(i), filler(i), 1 + i % 3)) {
        @Override
        Task<?, ?> task() {
            return new RegressTask(Columns.DETECT, Text.OPTIONS);
        }

        @Override
        void check(Path run) {
            try (Regressor regressor = Regressor.open(run)) {
                double low = regressor.score("paris", "the a");
                double high = regressor.score("york", "the a");
                assertTrue(high - low > 1, "%s %s".formatted(low, high));
            }
        }
    },
    NER("conll", "", TinyTask::sentence) {
        @Override
        Task<?, ?> task() {
            return NerTask.DEFAULT.withMaxLength(40);
        }

        @Override
        void check(Path run) {
            checkEntities(run);
        }
    },
    NER_CRF("conll", "", TinyTask::sentence) {
        @Override
        Task<?, ?> task() {
            return NerTask.DEFAULT.withMaxLength(40).withDecoding(NerTask.Decoding.CRF);
        }

        @Override
        void check(Path run) {
            checkEntities(run);
        }
    },
    CHOICE(
            "jsonl",
            "",
            i ->
                    "{\"context\": \"where is %s\", \"choices\": %s, \"label\": %d}\n"
                            .formatted(
                                    filler(i),
                                    List.of(
                                                    "[\"in paris\", \"who\"]",
                                                    "[\"who\", \"in paris\"]",
                                                    "[\"the\", \"who\", \"in paris\"]")
                                            .get(i % 3),
                                    i % 3)) {
        @Override
        Task<?, ?> task() {
            return new ChoiceTask(Columns.DETECT, Text.OPTIONS);
        }

        @Override
        void check(Path run) {
            try (ChoicePredictor predictor = ChoicePredictor.open(run)) {
                var chosen =
                        predictor.choose("where is a", List.of("who", "the", "who", "in paris"));
                assertEquals("in paris", chosen.best().label());
                assertEquals(3, chosen.best().id());
            }
        }
    },
    EMBED(
            "tsv",
            "sentence1\tsentence2\tscore\n",
            i ->
                    "paris %s\t%s\t%d\n"
                            .formatted(filler(i), i % 2 == 0 ? "paris" : "river", 5 - i % 2 * 5)) {
        @Override
        Task<?, ?> task() {
            return new EmbedTask(Columns.DETECT, Text.OPTIONS, EmbedTask.Loss.COSINE);
        }

        @Override
        void check(Path run) {
            try (Embedder embedder = Embedder.open(run)) {
                assertTrue(
                        embedder.similarity("paris a", "paris")
                                > embedder.similarity("paris a", "river") + 0.3);
            }
        }
    },
    CONTRASTIVE(
            "tsv",
            "anchor\tpositive\n",
            i -> "the %s\tcity of %s\n".formatted(filler(i), filler(i))) {
        @Override
        Task<?, ?> task() {
            return new EmbedTask(Columns.DETECT, Text.OPTIONS, EmbedTask.Loss.CONTRASTIVE);
        }

        @Override
        void check(Path run) {
            try (Embedder embedder = Embedder.open(run)) {
                assertTrue(
                        embedder.similarity("the a", "city of a")
                                > embedder.similarity("the a", "city of m"));
            }
        }
    };

    static final int EXAMPLES = 24;

    /// Enum constants cannot see fields of their own enum while they are made.
    private static final class Text {
        static final TextOptions OPTIONS = new TextOptions(40, LongText.HEAD);
    }

    private final String suffix;
    private final String header;
    private final IntFunction<String> row;

    TinyTask(String suffix, String header, IntFunction<String> row) {
        this.suffix = suffix;
        this.header = header;
        this.row = row;
    }

    abstract Task<?, ?> task();

    /// Opens the trained model with its own predictor and asks about what it has learned.
    abstract void check(Path run);

    Path write(Path directory) throws IOException {
        String rows = IntStream.range(0, EXAMPLES).mapToObj(row).collect(Collectors.joining());
        return Files.writeString(directory.resolve("train." + suffix), header + rows);
    }

    private static String city(int i) {
        return List.of("paris", "beijing", "york").get(i % 3);
    }

    private static String country(int i) {
        return List.of("france", "china", "us").get(i % 3);
    }

    private static String labels(int i) {
        return List.of("city,europe", "asia,city", "america").get(i % 3);
    }

    private static String hypothesis(int i) {
        return List.of("in the city", "by the river", "who is he").get(i % 3);
    }

    private static String relation(int i) {
        return List.of("entailment", "contradiction", "neutral").get(i % 3);
    }

    /// Another letter in each example, in some of them several times.
    private static String filler(int i) {
        String letter = String.valueOf((char) ('a' + i));
        return letter + (" " + letter).repeat(i % 4);
    }

    private static String sentence(int i) {
        String place = i % 2 == 0 ? "new B-LOC\nyork I-LOC\n" : "beijing B-LOC\n";
        String words = filler(i).replace(" ", " O\n") + " O\nin O\n";
        return words + place + (i % 3 == 0 ? "he B-PER\n" : ". O\n") + "\n";
    }

    private static void checkEntities(Path run) {
        try (EntityRecognizer recognizer = EntityRecognizer.open(run)) {
            String text = "b b in new york .";
            List<Entities.Entity> found = recognizer.find(text).entities();
            assertEquals(1, found.size(), found.toString());
            assertEquals("LOC", found.getFirst().type());
            assertEquals("new york", found.getFirst().text());
            assertEquals(text.indexOf("new"), found.getFirst().start());
        }
    }
}
