package org.bert4j.task;

import org.bert4j.tokenizer.BadInputException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How much an example of each class counts in the loss.
public sealed interface ClassWeights {
    /// All alike.
    ClassWeights NONE = new None();

    /// All alike.
    record None() implements ClassWeights {
        @Override
        public String toString() {
            return "none";
        }
    }

    /// A class counts the more the rarer it is: `examples / (classes * examples of the class)`, as scikit-learn's
    /// "balanced".
    record Balanced() implements ClassWeights {
        @Override
        public String toString() {
            return "balanced";
        }
    }

    /// As given; classes that are not named count 1.
    record Given(Map<String, Double> byLabel) implements ClassWeights {
        public Given {
            byLabel = Map.copyOf(byLabel);
        }

        @Override
        public String toString() {
            return new TreeMap<>(byLabel).toString();
        }
    }

    /// What the command line says: `none`, `balanced`, or `spam=3,ham=1`.
    ///
    /// @throws IllegalArgumentException if it is none of these
    static ClassWeights named(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        if (text.equals("balanced")) {
            return new Balanced();
        }
        Map<String, Double> weights = new TreeMap<>();
        for (String part : text.split(",")) {
            int equals = part.lastIndexOf('=');
            String number = part.substring(equals + 1);
            if (equals < 1
                    || !number.matches("\\d+(\\.\\d+)?")
                    || Double.parseDouble(number) == 0) {
                throw new IllegalArgumentException(
                        "'%s' is no class weight above 0; write balanced, or spam=3,ham=1"
                                .formatted(part));
            }
            weights.put(part.substring(0, equals), Double.valueOf(number));
        }
        return new Given(weights);
    }

    /// The weight of each class.
    ///
    /// @param labels by id
    /// @param counts training examples of each
    /// @throws BadInputException if a weight is given for a class that is not there
    default float[] of(List<String> labels, long[] counts) {
        float[] weights = new float[labels.size()];
        long total = Arrays.stream(counts).sum();
        for (int id = 0; id < weights.length; id++) {
            weights[id] =
                    switch (this) {
                        case None _ -> 1;
                        case Balanced _ ->
                                (float) total / (weights.length * Math.max(1, counts[id]));
                        case Given(var byLabel) ->
                                byLabel.getOrDefault(labels.get(id), 1.0).floatValue();
                    };
        }
        if (this instanceof Given(var byLabel)
                && !Set.copyOf(labels).containsAll(byLabel.keySet())) {
            throw new BadInputException(
                    "classWeights name %s, and the labels are %s; name only those."
                            .formatted(byLabel.keySet(), labels));
        }
        return weights;
    }
}
