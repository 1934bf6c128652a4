package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Published files, read without an option. Rows and labels as the publishers count them.
class RealTextFilesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    sst2/train.tsv                | 6920  | 0 3310, 1 3610 | tab separated, no header; text = column 1, label = column 2
                    sst2/dev.tsv                  | 872   | 0 428, 1 444   | tab separated, no header; text = column 1, label = column 2
                    sst5/stsa.fine.train          | 8544  | 0 1092, 1 2218, 2 1624, 3 2322, 4 1288 | a label, a blank and a text a line; text = "text", label = "label"
                    sst5/stsa.fine.dev            | 1101  | 0 139, 1 289, 2 229, 3 279, 4 165 | a label, a blank and a text a line; text = "text", label = "label"
                    imdb/train.tsv.gz             | 8000  | 0 4000, 1 4000 | tab separated, with a header; text = "text", label = "label"; not used: "id", "rating"
                    imdb/test.part-a.tsv.gz       | 2000  | 0 1000, 1 1000 | tab separated, with a header; text = "text", label = "label"; not used: "id", "rating"
                    bbc-news/bbc.part-a.jsonl.gz  | 1781  | business 411, entertainment 300, politics 340, sport 408, tech 322 | JSON objects; text = "article", label = "category"; not used: "id", "title", "summary"
                    chnsenticorp/train.tsv        | 9600  | 0 4801, 1 4799 | tab separated, with a header; text = "text_a", label = "label"
                    chnsenticorp/dev.tsv          | 1200  | 0 607, 1 593   | tab separated, with a header; text = "text_a", label = "label"
                    waimai_10k/waimai_10k.csv     | 11987 | 0 7987, 1 4000 | comma separated, with a header; text = "review", label = "label"
                    nli/snli/dev.csv              | 9831  | contradiction 3275, entailment 3325, neutral 3231 | comma separated, with a header; text = "premise", pair = "hypothesis", label = "label"
                    nli/mnli/dev.part-a.csv       | 15865 | contradiction 5261, entailment 5679, neutral 4925 | comma separated, with a header; text = "premise", pair = "hypothesis", label = "label"
                    nli/sick/train.csv            | 9500  | contradiction 1379, entailment 2709, neutral 5412 | comma separated, with a header; text = "premise", pair = "hypothesis", label = "label"
                    nli/rte/train.csv             | 2490  | entailment 1249, not_entailment 1241 | comma separated, with a header; text = "premise", pair = "hypothesis", label = "label"
                    nli/chinese-snli/dev.txt      | 9314  | contradiction 3099, entailment 3162, neutral 3053 | tab separated, no header; text = column 1, pair = column 2, label = column 3
                    nli/chinese-mnli/dev.part-a.txt | 9827 | contradiction 3238, entailment 3436, neutral 3153 | tab separated, no header; text = column 1, pair = column 2, label = column 3
                    pairs/lcqmc/dev.txt           | 8802  | 0 4400, 1 4402 | tab separated, no header; text = column 1, pair = column 2, label = column 3
                    pairs/afqmc/train.txt         | 34334 | 0 23761, 1 10573 | tab separated, no header; text = column 1, pair = column 2, label = column 3
                    pairs/paws-x-zh/dev_2k.tsv    | 2000  | 0 1147, 1 853  | tab separated, with a header; text = "sentence1", pair = "sentence2", label = "label"; not used: "id"
                    pairs/mrpc/msr_paraphrase_train.txt | 4076 | 0 1323, 1 2753 | tab separated, with a header; text = "#1 String", pair = "#2 String", label = "Quality"; not used: "#1 ID", "#2 ID"
                    """)
    void fileIsUnderstood(String name, int rows, String labels, String description) {
        Path file = SharedData.file(name);
        try (TextFiles examples = open(file, TableShape.LABELLED_TEXT_OR_PAIR)) {
            assertEquals(file + ": " + description, examples.description());
            TreeMap<String, Integer> counts = new TreeMap<>();
            int count = 0;
            for (; examples.hasNext(); count++) {
                counts.merge(examples.next().label(), 1, Integer::sum);
            }
            assertEquals(rows, count);
            assertEquals(
                    "{" + labels.replace(" ", "=").replace(",=", ", ") + "}", counts.toString());
        }
    }

    @Test
    void trecLabelsStayAsWritten() {
        List<TextExample> examples = all("trec/TREC.train", TableShape.LABELLED_TEXT_OR_PAIR);
        assertEquals(5452, examples.size());
        assertEquals("DESC:manner", examples.getFirst().label());
        assertEquals(
                "How did serfdom develop in and then leave Russia ?", examples.getFirst().text());
        long coarse =
                examples.stream().map(e -> e.label().replaceFirst(":.*", "")).distinct().count();
        assertEquals(6, coarse);
        assertEquals(50, Labels.of(examples.iterator()).size());
    }

    @Test
    void rowsWithoutAnAgreedLabelAreSkippedAndCounted() {
        Path file = SharedData.file("nli/ocnli/train.10k.json");
        try (TextFiles examples = open(file, TableShape.INFERENCE_PAIR)) {
            int[] counts =
                    new Labels(List.of("contradiction", "entailment", "neutral")).counts(examples);
            assertEquals(List.of(3242, 3309, 3434), List.of(counts[0], counts[1], counts[2]));
            assertEquals(15, examples.skipped());
            assertTrue(
                    examples.description()
                            .contains(
                                    "JSON objects; text = \"sentence1\", pair = \"sentence2\","
                                            + " label = \"label\""),
                    examples.description());
        }
        assertTrue(
                all("nli/ocnli/train.10k.json", TableShape.LABELLED_PAIR).stream()
                        .anyMatch(example -> example.label().equals("-")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "pairs/stsb/stsb-en-train.csv, 5749",
        "pairs/stsb/stsb-en-dev.csv, 1500",
        "pairs/stsb/stsb-zh-train.csv, 5749",
        "pairs/stsb/stsb-zh-dev.csv, 1500"
    })
    void scoresAreFromZeroToFive(String name, int rows) {
        List<TextExample> examples = all(name, TableShape.SCORED_TEXT_OR_PAIR);
        assertEquals(rows, examples.size());
        assertTrue(examples.stream().allMatch(TextExample::isPair));
        double[] scores = examples.stream().mapToDouble(TextExample::score).sorted().toArray();
        assertEquals(0, scores[0]);
        assertEquals(5, scores[rows - 1]);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"goemotions/train.tsv, 43410, 7102", "goemotions/dev.tsv, 5426, 878"})
    void severalLabelsArePartedByCommas(String name, int rows, int withSeveral) {
        Columns columns = Columns.DETECT.withLabelSeparator(",");
        Path file = SharedData.file(name);
        try (TextFiles examples =
                TextFiles.open(List.of(file), columns, TableShape.MULTI_LABELLED_TEXT_OR_PAIR)) {
            assertTrue(
                    examples.description()
                            .endsWith(
                                    "no header; text = column 1, labels = column 2 parted by \",\";"
                                            + " not used: column 3"),
                    examples.description());
            List<TextExample> all = list(examples);
            assertEquals(rows, all.size());
            assertEquals(withSeveral, all.stream().filter(e -> e.labels().size() > 1).count());
            Labels labels = Labels.of(all.iterator());
            assertEquals(28, labels.size());
            assertEquals("10", labels.name(10));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "imdb/unsup.tsv.gz, 4000, 1",
        "sst2/dev.tsv, 872, 1",
        "rt-polarity/rt-polarity.pos, 5331, 1",
        "pairs/lcqmc/dev.txt, 8802, 2",
        "nli/chinese-snli/dev.txt, 9314, 2"
    })
    void textsAreFoundWhereNoLabelIsWanted(String name, int rows, int texts) {
        List<TextExample> examples = all(name, TableShape.TEXT_OR_PAIR);
        assertEquals(rows, examples.size());
        assertTrue(
                examples.stream().allMatch(e -> e.texts().size() == texts && e.labels().isEmpty()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rt-polarity/rt-polarity.pos | :13 has no tab, and no label before a first blank
                    imdb/unsup.tsv.gz           | :2: a label in "label" is empty
                    trec/TREC.train             | : a row needs 2 texts
                    """)
    void fileOfAnotherKindIsRefused(String name, String message) {
        TableShape shape =
                name.startsWith("trec")
                        ? TableShape.LABELLED_PAIR
                        : TableShape.LABELLED_TEXT_OR_PAIR;
        SharedData.file(name); // skips the test where there is none
        BadInputException fault = assertThrows(BadInputException.class, () -> all(name, shape));
        assertTrue(fault.getMessage().contains(message), fault.getMessage());
    }

    private static List<TextExample> all(String name, TableShape shape) {
        try (TextFiles examples = open(SharedData.file(name), shape)) {
            return list(examples);
        }
    }

    private static List<TextExample> list(TextFiles examples) {
        List<TextExample> all = new ArrayList<>();
        examples.forEachRemaining(all::add);
        return all;
    }

    private static TextFiles open(Path file, TableShape shape) {
        return TextFiles.open(List.of(file), Columns.DETECT, shape);
    }
}
