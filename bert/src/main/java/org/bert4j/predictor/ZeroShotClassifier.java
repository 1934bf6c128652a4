package org.bert4j.predictor;

import org.bert4j.dataset.TextExample;
import org.bert4j.task.Classification;
import org.bert4j.task.ClassifyTask;
import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Classifies texts under labels it was never trained on (Yin et al. 2019): for each label it asks a model of natural
/// language inference whether the text entails "This text is about LABEL."
///
/// ```java
/// try (ZeroShotClassifier classifier = ZeroShotClassifier.open(Path.of("nli-model"))) {
///     System.out.println(classifier.classify("The match ended 2:1.", List.of("sport", "politics")).best().label());
/// }
/// ```
///
/// Safe for many threads.
public final class ZeroShotClassifier implements AutoCloseable {
    /// What is asked; `{}` stands for the label.
    public static final String USUAL_TEMPLATE = "This text is about {}.";

    private static final String ENTAILMENT = "entailment";

    private final TaskPredictor<TextExample, Classification> predictor;
    private final String template;

    private ZeroShotClassifier(
            TaskPredictor<TextExample, Classification> predictor, String template) {
        this.predictor = predictor;
        this.template = template;
    }

    /// Opens a model that was trained for `nli`.
    ///
    /// @throws BadInputException if there is none
    public static ZeroShotClassifier open(Path directory) {
        return open(directory, USUAL_TEMPLATE);
    }

    /// The same with another question.
    ///
    /// @param template holds `{}` where the label goes
    /// @throws IllegalArgumentException if it does not
    public static ZeroShotClassifier open(Path directory, String template) {
        return open(directory, template, Precision.FP32);
    }

    /// The same in another precision: bfloat16 and 8-bit integers are faster on processors that have them, and round.
    public static ZeroShotClassifier open(Path directory, String template, Precision precision) {
        if (!template.contains("{}")) {
            throw new IllegalArgumentException(
                    "The template \"%s\" has no {} where the label goes".formatted(template));
        }
        var predictor =
                TaskPredictor.open(ClassifyTask.of(ClassifyTask.Kind.NLI), directory, precision);
        return new ZeroShotClassifier(predictor, template);
    }

    /// One of the labels: their entailment scores compete.
    public Classification classify(String text, List<String> labels) {
        return classify(List.of(text), labels).getFirst();
    }

    /// Many texts at once, which is faster than one by one.
    public List<Classification> classify(List<String> texts, List<String> labels) {
        List<TextExample> pairs = new ArrayList<>();
        for (String text : texts) {
            for (String label : labels) {
                List<String> pair = List.of(text, template.replace("{}", label));
                pairs.add(TextExample.unlabelled("text", pair));
            }
        }
        List<Classification> answers = predictor.predict(pairs);
        List<Classification> results = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int from = i * labels.size();
            double[] logits =
                    answers.subList(from, from + labels.size()).stream()
                            .mapToDouble(ZeroShotClassifier::entailment)
                            .toArray();
            results.add(Classification.ofLogits(labels, logits));
        }
        return results;
    }

    private static double entailment(Classification answer) {
        return answer.scores().stream()
                .filter(scored -> scored.label().equalsIgnoreCase(ENTAILMENT))
                .mapToDouble(Classification.Scored::logit)
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadInputException(
                                        "The model has no label \"%s\"; give one that was trained for nli."
                                                .formatted(ENTAILMENT)));
    }

    @Override
    public void close() {
        predictor.close();
    }
}
