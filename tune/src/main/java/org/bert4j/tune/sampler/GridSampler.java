package org.bert4j.tune.sampler;

import org.bert4j.tune.space.Parameter;
import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.trial.Trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tries every combination once, the last option changing fastest.
///
/// @param points values of a range that has more
public record GridSampler(int points) implements Sampler {
    /// Five values of each range.
    public static final GridSampler DEFAULT = new GridSampler(5);

    @Override
    public Optional<Map<String, String>> next(SearchSpace space, List<Trial> trials) {
        List<Map<String, String>> all = all(space);
        return trials.size() < all.size() ? Optional.of(all.get(trials.size())) : Optional.empty();
    }

    /// All combinations; an option that does not matter in one adds none.
    public List<Map<String, String>> all(SearchSpace space) {
        List<Map<String, String>> all = List.of(Map.of());
        for (Parameter parameter : space.parameters()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> before : all) {
                if (!parameter.matters(before)) {
                    longer.add(before);
                    continue;
                }
                for (double code : parameter.domain().grid(points)) {
                    Map<String, String> values = new LinkedHashMap<>(before);
                    values.put(parameter.name(), parameter.domain().text(code));
                    longer.add(values);
                }
            }
            all = longer;
        }
        return all;
    }
}
