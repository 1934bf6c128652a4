package org.bert4j.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A little labelled data for a task, and what its commands are to print.
///
/// @param file    its name tells the format
/// @param figures some that `evaluate --json` must have
/// @param input   two lines of stdin for `predict`
/// @param answer  what a line of `predict` for people looks like
/// @param fields  of `predict --json`
record TaskSample(
        String task,
        String file,
        String data,
        Set<String> figures,
        String input,
        String answer,
        Set<String> fields) {
    private static final String CLASS = "\\w+\t\\d\\.\\d{4}";
    private static final String LABEL = "\\w+ \\d\\.\\d{4}";
    private static final String NUMBER = "-?\\d+\\.\\d{4}";

    static Stream<TaskSample> all() {
        return Stream.of(
                new TaskSample(
                        "classify",
                        "classify.tsv",
                        repeat("in china\tland\nin paris\tcity\nto france\tland\nnew york\tcity\n"),
                        Set.of("accuracy", "f1_macro", "f1_micro", "matthews", "per_class"),
                        "beijing\nthe capital of france\n",
                        CLASS,
                        Set.of("label", "probability", "scores")),
                new TaskSample(
                        "nli",
                        "nli.csv",
                        "premise,hypothesis,label\n"
                                + repeat(
                                        """
                                        he is in paris,he is in france,entailment
                                        he is in paris,he is in china,contradiction
                                        he is in paris,she is in york,neutral
                                        """),
                        Set.of("accuracy", "f1_macro"),
                        "he is in paris\the is in beijing\nshe was born\tshe is in york\n",
                        CLASS,
                        Set.of("label", "probability", "scores")),
                new TaskSample(
                        "pairs",
                        "pairs.jsonl",
                        repeat(
                                """
                                {"text1": "who is he", "text2": "who was he", "label": 1}
                                {"text1": "who is he", "text2": "where is she", "label": 0}
                                """),
                        Set.of("accuracy", "f1"),
                        "{\"text\": \"who?\", \"pair\": \"he?\"}\n"
                                + "{\"text\": \"a\", \"pair\": \"b\"}\n",
                        CLASS,
                        Set.of("label", "probability", "scores")),
                new TaskSample(
                        "multilabel",
                        "multilabel.tsv",
                        repeat(
                                "in china\tland,east\n"
                                        + "in paris\tcity\n"
                                        + "new york\tcity,west\n"
                                        + "who\twest\n"),
                        Set.of("f1_micro", "f1_macro"),
                        "beijing\nparis\n",
                        "(%s(\t%s)*)?".formatted(LABEL, LABEL),
                        Set.of("labels", "scores")),
                new TaskSample(
                        "regress",
                        "regress.tsv",
                        repeat("he is in paris\the is in france\t4.5\nhe\tchina\t0.5\na\tb\t1\n"),
                        Set.of("pearson", "spearman"),
                        "he\tshe\nparis\tfrance\n",
                        NUMBER,
                        Set.of("score")),
                new TaskSample(
                        "ner",
                        "ner.conll",
                        repeat(
                                """
                                he O
                                is O
                                in O
                                new B-LOC
                                york I-LOC

                                中 B-LOC
                                国 I-LOC
                                人 O

                                """),
                        Set.of("precision", "recall", "f1"),
                        "she was born in new york\n在北京\n",
                        "(LOC\t\\S.*)?",
                        Set.of("entities", "tags")),
                new TaskSample(
                        "choice",
                        "choice.jsonl",
                        repeat(
                                """
                                {"text": "he is", "choices": ["in paris", "of"], "label": 0}
                                {"text": "who", "choices": ["to", "is he", "by"], "label": 1}
                                """),
                        Set.of("accuracy"),
                        """
                        {"text": "she is", "choices": ["in china", "on", "to"]}
                        {"text": "where", "choices": ["of", "is she"]}
                        """,
                        ".*\\d\\.\\d{4}",
                        Set.of("choice", "label", "probability", "scores")),
                new TaskSample(
                        "embed",
                        "embed.tsv",
                        repeat("he is in paris\the is in france\t4.5\nhe\tchina\t0.5\na\tb\t1\n"),
                        Set.of("pearson", "spearman"),
                        "he\tshe\nparis\tfrance\n",
                        NUMBER,
                        Set.of("cosine", "vectors")));
    }

    static TaskSample of(String task) {
        return all().filter(sample -> sample.task.equals(task)).findFirst().orElseThrow();
    }

    /// Twice four times the same rows: enough to hold some out.
    private static String repeat(String rows) {
        return rows.repeat(4);
    }

    /// The command that trains on it; `@` is a workspace with a model in `tiny/`.
    String finetune() {
        return "finetune %s --model @/tiny --train @/%s --dev @/%s --output @/%s"
                        .formatted(task, file, file, task)
                + " --epochs 1 --batch-size 4 --max-length 24 --precision fp32";
    }

    String evaluate() {
        return "evaluate %s --model @/%s --data @/%s".formatted(task, task, file);
    }

    String predict() {
        return "predict %s --model @/%s".formatted(task, task);
    }

    List<String> inputLines() {
        return input.lines().toList();
    }

    @Override
    public String toString() {
        return task;
    }
}
