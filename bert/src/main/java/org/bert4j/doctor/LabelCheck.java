package org.bert4j.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Looks at how often each label occurs, and whether it looks like one.
final class LabelCheck implements Check {
    private static final int FEW = 5;
    private static final double RARE = 0.1; // of the most frequent one
    private static final double MOSTLY_DIFFERENT = 0.5;
    private static final int WORDS_OF_TEXT = 4;
    private static final int LONGEST_SHOWN = 40;

    private final Map<String, Seen> labels = new TreeMap<>();
    private int train;

    private static final class Seen {
        private final List<Integer> few = new ArrayList<>(); // its first rows to train on
        private final List<Integer> fewDev = new ArrayList<>();
        private String textOfFirst = "";
        private int count;
        private int dev;
    }

    @Override
    public void add(int row, Specimen specimen) {
        train += specimen.isDev() ? 0 : 1;
        for (String label : specimen.labels()) {
            Seen seen = labels.computeIfAbsent(label, _ -> new Seen());
            if (specimen.isDev()) {
                seen.dev++;
                addFew(seen.fewDev, row);
            } else {
                seen.count++;
                addFew(seen.few, row);
            }
            if (seen.count + seen.dev == 1) {
                String text = specimen.texts().getFirst();
                seen.textOfFirst = text.length() <= LONGEST_SHOWN ? text.strip() : "";
            }
        }
    }

    private static void addFew(List<Integer> rows, int row) {
        if (rows.size() < FEW) {
            rows.add(row);
        }
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        labels.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().count))
                .limit(FEW * FEW)
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().count));
        return Map.of("labels", counts);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        addSwapped(findings);
        if (labels.size() > FEW && labels.size() > MOSTLY_DIFFERENT * train) {
            findings.add(
                    Finding.serious(
                            "label-column",
                            "%,d different labels in %,d examples".formatted(labels.size(), train),
                            "no label can be learnt that occurs once",
                            "name the column of the label with --label-column, or train regress"
                                    + " if they are scores",
                            List.of()));
            return findings;
        }
        addBalance(findings);
        addRare(findings);
        addUnseen(findings);
        return findings;
    }

    /// A label that occurs once and is long, beside a text that is a label.
    private void addSwapped(List<Finding> findings) {
        List<int[]> cases =
                labels.entrySet().stream()
                        .filter(entry -> isSwapped(entry.getKey(), entry.getValue()))
                        .map(entry -> firstRow(entry.getValue()))
                        .toList();
        if (!cases.isEmpty()) {
            findings.add(
                    Finding.serious(
                            "swapped-columns",
                            "%,d rows have the text where the label belongs"
                                    .formatted(cases.size()),
                            "each adds a label of its own, which no other row has",
                            "exchange the two cells, or leave the rows out",
                            cases));
        }
    }

    private boolean isSwapped(String label, Seen seen) {
        return seen.count + seen.dev == 1
                && label.split("\\s+").length + countIdeographs(label) / 2 >= WORDS_OF_TEXT
                && labels.containsKey(seen.textOfFirst);
    }

    private static int countIdeographs(String text) {
        return (int) text.codePoints().filter(Character::isIdeographic).count();
    }

    private static int[] firstRow(Seen seen) {
        return new int[] {seen.few.isEmpty() ? seen.fewDev.getFirst() : seen.few.getFirst()};
    }

    private void addBalance(List<Finding> findings) {
        int most = labels.values().stream().mapToInt(seen -> seen.count).max().orElse(0);
        int least =
                labels.values().stream()
                        .mapToInt(seen -> seen.count)
                        .filter(count -> count >= FEW)
                        .min()
                        .orElse(most);
        if (least < RARE * most) {
            String largest =
                    labels.entrySet().stream()
                            .filter(entry -> entry.getValue().count == most)
                            .findFirst()
                            .orElseThrow()
                            .getKey();
            findings.add(
                    Finding.note(
                            "balance",
                            "the most frequent label has %,d examples, the rarest %,d"
                                    .formatted(most, least),
                            String.format(
                                    Locale.ROOT,
                                    "whoever always answers \"%s\" is right in %.1f %%, so"
                                            + " accuracy says little",
                                    largest,
                                    100.0 * most / train),
                            "look at f1_macro, and try --class-weights balanced",
                            List.of()));
        }
    }

    private void addRare(List<Finding> findings) {
        List<Map.Entry<String, Seen>> rare =
                labels.entrySet().stream()
                        .filter(entry -> entry.getValue().count > 0)
                        .filter(entry -> entry.getValue().count < FEW)
                        .filter(entry -> !isSwapped(entry.getKey(), entry.getValue()))
                        .toList();
        if (!rare.isEmpty()) {
            findings.add(
                    Finding.note(
                            "rare-labels",
                            "%,d labels have fewer than %d examples: %s"
                                    .formatted(rare.size(), FEW, names(rare)),
                            "they will hardly ever be answered",
                            "mend misspelt ones, put them together with others, or find more"
                                    + " examples",
                            rare.stream()
                                    .flatMap(entry -> entry.getValue().few.stream())
                                    .map(row -> new int[] {row})
                                    .toList()));
        }
    }

    private void addUnseen(List<Finding> findings) {
        List<Map.Entry<String, Seen>> unseen =
                labels.entrySet().stream()
                        .filter(entry -> entry.getValue().count == 0)
                        .filter(entry -> !isSwapped(entry.getKey(), entry.getValue()))
                        .toList();
        if (!unseen.isEmpty() && train > 0) {
            findings.add(
                    Finding.serious(
                            "unseen-labels",
                            "%,d labels are in the development data only: %s"
                                    .formatted(unseen.size(), names(unseen)),
                            "a model cannot answer them, and evaluation refuses them",
                            "mend them, or move examples of theirs into the training data",
                            unseen.stream()
                                    .flatMap(entry -> entry.getValue().fewDev.stream())
                                    .map(row -> new int[] {row})
                                    .toList()));
        }
    }

    private static String names(List<Map.Entry<String, Seen>> labels) {
        String names =
                labels.stream()
                        .limit(FEW)
                        .map(entry -> "\"" + Texts.shortened(entry.getKey(), LONGEST_SHOWN) + "\"")
                        .collect(Collectors.joining(", "));
        return labels.size() > FEW ? names + ", ..." : names;
    }
}
