package org.bert4j.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.Columns;
import org.bert4j.dataset.TableShape;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// Each fault is planted, and found where it was planted.
class PlantedFaultsTest {
    private static final String[] SUBJECTS = {"the film", "her book", "this song", "our trip"};
    private static final String[] GOOD = {"moved me", "was a joy", "shone", "kept me awake"};
    private static final String[] BAD = {"bored me", "was a chore", "dragged on", "let me down"};

    @TempDir private Path directory;

    /// Each text is another one.
    private static List<String> rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        i ->
                                "%s %s on evening number %d\t%s"
                                        .formatted(
                                                SUBJECTS[i % 4],
                                                (i % 2 == 0 ? GOOD : BAD)[i / 4 % 4],
                                                i,
                                                i % 2 == 0 ? "good" : "bad"))
                .toList();
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(directory.resolve(name), lines);
    }

    private static Specimens table(Path train, Path... dev) {
        return new Specimens(
                List.of(train),
                List.of(dev),
                new Specimens.Kind.Table(Columns.DETECT, TableShape.LABELLED_TEXT_OR_PAIR));
    }

    private static Examination examine(Specimens data) {
        return DataDoctor.examine(data, Optional.empty(), 128);
    }

    private static Finding only(Examination examination, String check) {
        List<Finding> found =
                examination.findings().stream()
                        .filter(finding -> finding.check().equals(check))
                        .toList();
        assertEquals(1, found.size(), check + " in " + examination.findings());
        return found.getFirst();
    }

    private static Set<Integer> firstRows(Finding finding) {
        Set<Integer> rows = new HashSet<>();
        finding.cases().forEach(each -> rows.add(each[0]));
        return rows;
    }

    @Test
    void cleanDataHaveNoFinding() throws IOException {
        Path train = write("train.tsv", rows(0, 400));
        Path dev = write("dev.tsv", rows(400, 500));
        Examination examination = examine(table(train, dev));
        assertEquals(List.of(), examination.findings());
        assertEquals(400, examination.train());
        assertEquals(100, examination.dev());
    }

    @Test
    void fiftyLeakedRowsAreAllFound() throws IOException {
        List<String> train = new ArrayList<>(rows(0, 1000));
        List<String> dev = rows(1000, 1200);
        Random random = new Random(5);
        Set<String> leaked = new HashSet<>();
        while (leaked.size() < 50) {
            leaked.add(dev.get(random.nextInt(dev.size())));
        }
        leaked.forEach(row -> train.add(random.nextInt(train.size()), row));
        Finding leak = only(examine(table(write("t.tsv", train), write("d.tsv", dev))), "leak");
        assertTrue(leak.serious());
        assertEquals(50, leak.cases().size());
        for (int[] rows : leak.cases()) {
            assertTrue(leaked.contains(train.get(rows[0])));
            assertEquals(train.get(rows[0]), dev.get(rows[1] - train.size()));
        }
    }

    @Test
    void duplicatesAndContradictionsAreTwoThings() throws IOException {
        List<String> train = new ArrayList<>(rows(0, 300));
        train.add(train.get(17));
        train.add(train.get(20).replace("\tgood", "\tbad"));
        Examination examination = examine(table(write("t.tsv", train)));
        assertEquals(Set.of(300), firstRows(only(examination, "duplicate")));
        Finding contradiction = only(examination, "contradiction");
        assertTrue(contradiction.serious());
        assertEquals(
                List.of(301, 20),
                List.of(contradiction.cases().getFirst()[0], contradiction.cases().getFirst()[1]));
    }

    @Test
    void almostTheSameTextIsFound() throws IOException {
        String text =
                "it was a bright cold day in the north and the clocks of the old town were striking"
                        + " thirteen while the wind swept dust along the empty streets";
        List<String> train = new ArrayList<>(rows(0, 300));
        train.add(text + "\tgood");
        Path dev =
                write(
                        "d.tsv",
                        List.of(
                                text.replace("It", "it") + ", again!\tgood",
                                "nothing like it\tbad"));
        Finding leak = only(examine(table(write("t.tsv", train), dev)), "near-leak");
        assertEquals(Set.of(300), firstRows(leak));
    }

    @Test
    void swappedCellsAreFound() throws IOException {
        List<String> train = new ArrayList<>(rows(0, 300));
        train.set(42, "good\tthe film moved me on that one evening");
        Finding swapped = only(examine(table(write("t.tsv", train))), "swapped-columns");
        assertEquals(Set.of(42), firstRows(swapped));
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "GBK"})
    void mojibakeIsFoundAndForeignTextIsNot(String wrong) throws IOException {
        List<String> train = new ArrayList<>(rows(0, 200));
        train.add("le café était fermé, dit-elle\tbad");
        train.add("北京是中国的首都，也是一座古老的城市\tgood");
        train.add("naïve façade “quoted” – dash… €5\tgood");
        train.add("Ошибка, привет! ΑΒΓ 日本語のテキスト\tgood");
        assertTrue(examine(table(write("t.tsv", train))).findings().isEmpty());
        String right = wrong.equals("GBK") ? "北京大学的图书馆" : "café";
        String spoilt = new String(right.getBytes(StandardCharsets.UTF_8), Charset.forName(wrong));
        train.set(7, "we went to %s then\tgood".formatted(spoilt));
        Finding found = only(examine(table(write("t.tsv", train))), "mojibake");
        assertEquals(Set.of(7), firstRows(found));
    }

    @Test
    void otherSpoiltTextsAreFound() throws IOException {
        List<String> train = new ArrayList<>(rows(0, 200));
        train.set(3, "a fine film <br /> indeed &amp; more\tgood");
        train.set(5, "what\u200b a film\tbad");
        train.set(8, "?!...\tgood");
        train.set(9, "the na\ufffdve one\tbad");
        Examination examination = examine(table(write("t.tsv", train)));
        assertEquals(Set.of(3), firstRows(only(examination, "markup")));
        assertEquals(Set.of(5), firstRows(only(examination, "control-characters")));
        assertEquals(Set.of(8), firstRows(only(examination, "no-letters")));
        assertEquals(Set.of(9), firstRows(only(examination, "lost-characters")));
    }

    @Test
    void labelsAreWeighed() throws IOException {
        List<String> train = new ArrayList<>(rows(0, 400));
        train.removeIf(row -> row.endsWith("\tbad") && row.hashCode() % 12 != 0);
        train.add("something else entirely\todd");
        Path dev = write("d.tsv", List.of("a new thing\tnovel", "an old thing\tgood"));
        Examination examination = examine(table(write("t.tsv", train), dev));
        assertTrue(only(examination, "balance").cost().contains("\"good\""));
        assertEquals(Set.of(train.size() - 1), firstRows(only(examination, "rare-labels")));
        assertEquals(Set.of(train.size()), firstRows(only(examination, "unseen-labels")));
    }

    @Test
    void lengthsAndUnknownWordsAreMeasured() throws IOException {
        BertTokenizer tokenizer =
                BertTokenizer.of(
                        Vocabulary.of(
                                List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b")),
                        TokenizerOptions.UNCASED);
        List<String> train = new ArrayList<>();
        for (int i = 0; i < 98; i++) {
            train.add("a b\t" + (i % 2 == 0 ? "x" : "y"));
        }
        train.add("a b a b a b a b a b a b\tx");
        train.add("a 龘 b b\ty");
        Examination examination =
                DataDoctor.examine(table(write("t.tsv", train)), Optional.of(tokenizer), 8);
        Finding cut = only(examination, "cut");
        assertEquals(Set.of(98), firstRows(cut));
        assertFalse(cut.serious());
        Finding unknown = only(examination, "unknown");
        assertTrue(unknown.what().contains("龘 (1)"), unknown.what());
        assertEquals(Set.of(99), firstRows(unknown));
        assertEquals(4, examination.facts().get("median_length"));
    }

    @Test
    void tagsAgainstTheRulesAreFound() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            lines.addAll(List.of("Ada B-PER", "Lovelace I-PER", "slept O", ""));
        }
        lines.set(4 * 11, "Ada O"); // an I after O
        Specimens data =
                new Specimens(
                        List.of(write("t.conll", lines)), List.of(), new Specimens.Kind.Tags());
        Finding tags = only(examine(data), "tags");
        assertEquals(Set.of(11), firstRows(tags));
        assertTrue(tags.what().contains("t.conll:46"), tags.what());
    }

    @Test
    void answersThatAreNotThereAreFound() throws IOException {
        String question =
                "{\"id\": \"q%d\", \"question\": \"Which river, %d?\", \"answers\": [{\"text\":"
                        + " \"%s\", \"answer_start\": %d}]}";
        String context = "The river Spree flows through Berlin.";
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            questions.add(question.formatted(i, i, "Spree", 10));
        }
        questions.set(4, question.formatted(4, 4, "Havel", 10));
        questions.set(9, question.formatted(9, 9, "Spree", 12));
        Path file =
                write(
                        "q.json",
                        List.of(
                                "{\"data\": [{\"title\": \"t\", \"paragraphs\": [{\"context\": \"%s\", \"qas\": [%s]}]}]}"
                                        .formatted(context, String.join(", ", questions))));
        Specimens data = new Specimens(List.of(file), List.of(), new Specimens.Kind.Questions());
        Examination examination = examine(data);
        assertEquals(Set.of(4), firstRows(only(examination, "answer-not-in-context")));
        assertEquals(Set.of(9), firstRows(only(examination, "answer-start")));
        assertEquals(
                "q4", DataDoctor.shown(examination, data).getFirst().getFirst().getFirst().place());
    }

    @Test
    void contextsOfBothPartsAreFound() throws IOException {
        Path train = write("train.json", List.of(questions("The Spree is in Berlin.", "a")));
        Path dev = write("dev.json", List.of(questions("The Spree is in Berlin.", "b")));
        Path other = write("other.json", List.of(questions("The Seine is in Paris.", "c")));
        Specimens.Kind kind = new Specimens.Kind.Questions();
        Examination examination = examine(new Specimens(List.of(train), List.of(dev), kind));
        assertEquals(1, only(examination, "shared-context").cases().size());
        assertEquals(
                List.of(), examine(new Specimens(List.of(train), List.of(other), kind)).findings());
    }

    private static String questions(String context, String id) {
        return "{\"data\": [{\"paragraphs\": [{\"context\": \"%s\", \"qas\": [{\"id\": \"%s\", \"question\": \"Where, %s?\", \"answers\": [{\"text\": \"in\", \"answer_start\": 13}]}]}]}]}"
                .formatted(context, id, id);
    }

    /// Vectors of two clouds stand for an encoder here; what a real one finds is measured elsewhere.
    @Test
    void flippedLabelsAreDoubtedFirst() {
        Random random = new Random(3);
        int count = 2000;
        List<LabelDoubts.Encoded> texts = new ArrayList<>();
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            float[] vector = new float[16];
            for (int k = 0; k < vector.length; k++) {
                vector[k] = (float) (random.nextGaussian() + (k < 6 ? labels[i] - 0.5 : 0));
            }
            texts.add(new LabelDoubts.Encoded(vector, new int[] {random.nextInt(50)}));
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(order, random);
        Set<Integer> flipped = new HashSet<>(order.subList(0, count / 20));
        flipped.forEach(row -> labels[row] = 1 - labels[row]);
        LabelDoubts.Ranking ranking = LabelDoubts.rank(texts, labels, 2);
        Finding finding = LabelDoubts.finding(ranking);
        assertTrue(finding.cases().size() <= 0.08 * count);
        long hits = firstRows(finding).stream().filter(flipped::contains).count();
        assertTrue(hits >= flipped.size() / 2, hits + " of " + flipped.size());
    }
}
