package org.bert4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// The program of each task trains on the data beside it and answers, here with a very small model that learns next to
/// nothing: what the answers look like is tested, not whether they are right.
class TaskExamplesTest {
    @TempDir Path temporary;

    private Path model;

    @BeforeEach
    void writeModel() {
        model = TinyModel.write(temporary.resolve("pretrained"));
    }

    @ParameterizedTest
    @CsvSource({"reviews.tsv, The room was dirty., bad, good", "reviews-zh.tsv, 味道很好。, 差评, 好评"})
    void classifyGivesEveryLabelAProbability(
            String data, String text, String first, String second) {
        List<String> lines = run(ClassifyExample::main, data, text);
        assertEquals(Set.of(first, second), Set.copyOf(firstWords(lines)));
        assertEquals(1, probabilities(lines).sum(), 0.011);
    }

    @Test
    void pairsSaysWhetherTwoQuestionsAskTheSame() {
        List<String> lines = run(PairsExample::main, "questions-zh.tsv", "怎么退款？", "如何退款？");
        assertEquals(1, lines.size());
        assertTrue(
                lines.getFirst().matches("(the same|different) [01][.]\\d\\d"), lines.getFirst());
    }

    @Test
    void aModelOfInferenceClassifiesUnderLabelsItWasNotTrainedOn() {
        List<String> judged =
                run(NliExample::main, "inference.jsonl", "A man sleeps.", "A man is awake.");
        assertEquals(1, judged.size());
        assertTrue(
                Set.of("entailment", "neutral", "contradiction")
                        .contains(firstWords(judged).getFirst()));

        String[] question = {output().toString(), "The match ended 2:1.", "sport", "politics"};
        List<String> lines = Output.lines(() -> ZeroShotExample.main(question));
        assertEquals(Set.of("sport", "politics"), Set.copyOf(firstWords(lines)));
        assertEquals(1, probabilities(lines).sum(), 0.011);
    }

    @Test
    void multiLabelSaysYesOrNoToEachLabel() {
        List<String> lines = run(MultiLabelExample::main, "topics.jsonl", "Cheap and well made.");
        assertEquals(4, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.matches("(yes|no ) \\w+ [01][.]\\d\\d")));
    }

    @Test
    void regressGivesANumberNearTheScoresOfTheData() {
        List<String> lines =
                run(RegressExample::main, "similarity.csv", "It snows.", "Snow is falling.");
        double score = Double.parseDouble(lines.getFirst());
        assertTrue(score > -1 && score < 6, lines.getFirst());
    }

    @ParameterizedTest
    @CsvSource({"entities.conll, Ada Lovelace was born in London.", "entities-zh.jsonl, 王小梅出生在北京。"})
    void nerFindsStretchesOfTheText(String data, String text) {
        Pattern entity = Pattern.compile("(PER|LOC|ORG|人名|地名|机构) (.+) \\(from (\\d+) to (\\d+)\\)");
        List<String> lines = run(NerExample::main, data, text); // so small a model may find none
        for (String line : lines) {
            Matcher parts = entity.matcher(line);
            assertTrue(parts.matches(), line);
            int start = Integer.parseInt(parts.group(3));
            int end = Integer.parseInt(parts.group(4));
            assertEquals(parts.group(2), text.substring(start, end));
        }
    }

    @Test
    void choiceChoosesOneOfTheChoices() {
        List<String> choices = List.of("slept.", "opened her umbrella.", "sang.");
        List<String> lines =
                run(ChoiceExample::main, "choice-dev.jsonl", "It rained, so she", choices);
        assertEquals(1, lines.size());
        assertTrue(choices.contains(lines.getFirst().replaceFirst(" [01][.]\\d\\d$", "")));
    }

    @Test
    void embedComparesATextWithOthers() {
        List<String> texts = List.of("A man makes music.", "A man makes music.", "It snows.");
        List<String> lines = run(EmbedExample::main, "similarity.csv", "A man makes music.", texts);
        assertEquals(3, lines.size());
        assertEquals("1.00 A man makes music.", lines.getFirst());
        assertEquals(lines.get(0), lines.get(1));
        assertTrue(lines.get(2).matches("-?[01][.]\\d\\d It snows[.]"), lines.get(2));
    }

    private List<String> run(Consumer<String[]> program, String data, String... texts) {
        Stream<String> usual = Stream.of(model, resource(data), output()).map(Path::toString);
        String[] arguments = Stream.concat(usual, Arrays.stream(texts)).toArray(String[]::new);
        return Output.lines(() -> program.accept(arguments));
    }

    private List<String> run(
            Consumer<String[]> program, String data, String text, List<String> others) {
        Stream<String> all = Stream.concat(Stream.of(text), others.stream());
        return run(program, data, all.toArray(String[]::new));
    }

    private Path output() {
        return temporary.resolve("my-model");
    }

    private static Path resource(String name) {
        try {
            return Path.of(ClassifyExample.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> firstWords(List<String> lines) {
        return lines.stream().map(line -> line.substring(0, line.lastIndexOf(' '))).toList();
    }

    private static DoubleStream probabilities(List<String> lines) {
        return lines.stream()
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
    }
}
