package org.bert4j.doctor;

import org.bert4j.dataset.ExampleStream;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at data before a model learns from them.
///
/// ```java
/// Specimens data = new Specimens(List.of(train), List.of(dev), new Specimens.Kind.Tags());
/// Examination examination = DataDoctor.examine(data, Optional.of(tokenizer), 128);
/// examination.findings().forEach(finding -> System.out.println(finding.what()));
/// ```
public final class DataDoctor {
    private static final int CASES_SHOWN = 3;

    private DataDoctor() {}

    /// @param tokenizer of the model that is to be trained; empty: nothing is said about tokens
    /// @param maxLength of a row in tokens, special ones included
    /// @throws BadInputException if the data cannot be read, or there are none
    public static Examination examine(
            Specimens data, Optional<BertTokenizer> tokenizer, int maxLength) {
        int[] counts = new int[2]; // train, dev
        List<Finding> findings = new ArrayList<>(data.faults());
        Map<String, Object> facts = new LinkedHashMap<>();
        try (SimilarCheck similar = new SimilarCheck();
                ExampleStream<Specimen> specimens = data.open()) {
            List<Check> checks = new ArrayList<>(List.of(new DuplicateCheck(), new OddTextCheck()));
            checks.add(data.hasContexts() ? new ContextCheck() : similar);
            if (data.hasClasses()) {
                checks.add(new LabelCheck());
            }
            tokenizer.ifPresent(
                    tokens ->
                            checks.add(new TokenCheck(tokens, maxLength, data.isReadInWindows())));
            for (int row = 0; specimens.hasNext(); row++) {
                Specimen specimen = specimens.next();
                counts[specimen.isDev() ? 1 : 0]++;
                for (Check check : checks) {
                    check.add(row, specimen);
                }
            }
            if (counts[0] == 0) {
                throw new BadInputException(
                        "%s holds no example to train on; give a file with some."
                                .formatted(data.train()));
            }
            checks.forEach(check -> findings.addAll(check.findings()));
            checks.forEach(check -> facts.putAll(check.facts()));
        }
        return new Examination(counts[0], counts[1], facts, findings);
    }

    /// For each finding the examples of its first cases, in another pass over the same data.
    public static List<List<List<Specimen>>> shown(Examination examination, Specimens data) {
        List<Finding> findings = examination.findings();
        Map<Integer, Specimen> wanted = new HashMap<>();
        for (Finding finding : findings) {
            finding.cases().stream()
                    .limit(CASES_SHOWN)
                    .forEach(rows -> Arrays.stream(rows).forEach(row -> wanted.put(row, null)));
        }
        fetch(wanted, data);
        return findings.stream()
                .map(
                        finding ->
                                finding.cases().stream()
                                        .limit(CASES_SHOWN)
                                        .map(
                                                rows ->
                                                        Arrays.stream(rows)
                                                                .mapToObj(wanted::get)
                                                                .toList())
                                        .toList())
                .toList();
    }

    private static void fetch(Map<Integer, Specimen> wanted, Specimens data) {
        if (wanted.isEmpty()) {
            return;
        }
        try (ExampleStream<Specimen> specimens = data.open()) {
            for (int row = 0; specimens.hasNext(); row++) {
                Specimen specimen = specimens.next();
                if (wanted.containsKey(row)) {
                    wanted.put(row, specimen);
                }
            }
        }
    }
}
