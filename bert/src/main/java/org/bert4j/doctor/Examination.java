package org.bert4j.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What is to be said about some data.
///
/// @param train    examples to train on
/// @param dev      examples to evaluate on
/// @param facts    by name
/// @param findings the serious ones first
public record Examination(int train, int dev, Map<String, Object> facts, List<Finding> findings) {
    public Examination {
        findings = findings.stream().sorted(Comparator.comparing(each -> !each.serious())).toList();
    }

    /// The same with one finding more.
    public Examination with(Finding finding) {
        List<Finding> more = new ArrayList<>(findings);
        more.add(finding);
        return new Examination(train, dev, facts, more);
    }
}
