package org.bert4j.checkpoint;

import org.bert4j.layer.Lora;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// What a model took from a checkpoint, said loudly: a head that was silently left at random is the oldest trap of
/// fine-tuning.
///
/// @param matched     number of tensors taken from the file
/// @param initialised parameters the file did not have, which start at random
/// @param unused      tensors of the file that this model has no place for
public record LoadReport(
        Path directory, int matched, List<String> initialised, List<String> unused) {
    public LoadReport {
        initialised = List.copyOf(initialised);
        unused = List.copyOf(unused);
    }

    /// A few lines for people.
    public String summary() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("Loaded %d tensors from %s".formatted(matched, directory));
        List<String> random = initialised.stream().filter(name -> !Lora.isPart(name)).toList();
        if (!random.isEmpty()) {
            lines.add("NEW, starting at random: " + String.join(", ", shortened(random)));
        }
        if (random.size() < initialised.size()) {
            lines.add(
                    "NEW, changing nothing at first: %d narrow matrices beside the encoder's"
                            .formatted(initialised.size() - random.size()));
        }
        if (!unused.isEmpty()) {
            lines.add("Not used by this task: " + String.join(", ", shortened(unused)));
        }
        return lines.toString();
    }

    private static List<String> shortened(List<String> names) {
        if (names.size() <= 6) {
            return names;
        }
        List<String> first = new ArrayList<>(names.subList(0, 5));
        first.add("and %d more".formatted(names.size() - 5));
        return first;
    }
}
