package org.bert4j.report;

import org.bert4j.metric.EntityMetric;
import org.bert4j.metric.Judged;
import org.bert4j.metric.Sample;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A tag for each word. The score of a sentence is the F1 of its entities, 1 where there are none and none was found.
final class TagAnswers implements AnswerKind {
    private final Judged<EntityMetric> judged =
            new Judged<>(EntityMetric::new, EntityMetric::figures);

    @Override
    public Verdict judge(JsonNode line) {
        List<String> truth = texts(line.get("truth"));
        List<String> answer = texts(line.get("tags"));
        EntityMetric sentence = new EntityMetric();
        sentence.add(truth, answer);
        judged.add(metric -> metric.add(sentence));
        List<String> trueEntities = entities(line.get("words"), truth);
        Map<String, Integer> left = new HashMap<>();
        trueEntities.forEach(entity -> left.merge(entity, 1, Integer::sum));
        List<Verdict.Belief> beliefs = new ArrayList<>();
        List<String> found = entities(line.get("words"), answer);
        JsonNode entities = line.get("entities");
        double surprise = 0;
        for (int i = 0; i < entities.size(); i++) {
            double probability = entities.get(i).get("probability").asDouble();
            String entity = i < found.size() ? found.get(i) : "";
            boolean right = left.merge(entity, -1, Integer::sum) >= 0;
            beliefs.add(new Verdict.Belief(probability, right ? 1 : 0));
            surprise = right ? surprise : Math.max(surprise, probability);
        }
        boolean all = truth.equals(answer);
        double f1 = (double) sentence.figures().get("f1");
        return new Verdict(
                String.join("; ", trueEntities),
                String.join("; ", found),
                all ? 1 : f1,
                all ? 0 : Math.max(surprise, 1e-9), // missed ones come after wrong ones
                beliefs);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /// Such as `PER: Ada Lovelace @0`, the place being that of the first word.
    private static List<String> entities(JsonNode words, List<String> tags) {
        List<String> entities = new ArrayList<>();
        for (int i = 0; i < tags.size(); i++) {
            String type = type(tags.get(i));
            if (type.isEmpty()) {
                continue;
            }
            int end = i + 1;
            while (end < tags.size() && tags.get(end).equals("I-" + type)) {
                end++;
            }
            StringBuilder text = new StringBuilder();
            for (int word = i; word < end; word++) {
                text.append(text.isEmpty() ? "" : " ").append(words.get(word).asString());
            }
            entities.add("%s: %s @%d".formatted(type, text, i));
            i = end - 1;
        }
        return entities;
    }

    private static String type(String tag) {
        return tag.length() > 2 ? tag.substring(2) : "";
    }

    @Override
    public Sample sample() {
        return judged;
    }
}
