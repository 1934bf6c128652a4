package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Names that published data sets give their columns.
final class ColumnNames {
    /// Texts that stand together, the longest families first.
    private static final List<List<String>> FAMILIES =
            List.of(
                    List.of("anchor", "positive", "negative"),
                    List.of("query", "positive", "negative"),
                    List.of("text1", "text2", "text3"),
                    List.of("sentence1", "sentence2", "sentence3"),
                    List.of("sentence1", "sentence2"),
                    List.of("sentence_1", "sentence_2"),
                    List.of("sentence_a", "sentence_b"),
                    List.of("text_a", "text_b"),
                    List.of("text1", "text2"),
                    List.of("text", "pair"),
                    List.of("text", "text_pair"),
                    List.of("sentence", "pair"),
                    List.of("premise", "hypothesis"),
                    List.of("premise", "hypo"),
                    List.of("question1", "question2"),
                    List.of("question", "sentence"),
                    List.of("question", "passage"),
                    List.of("query", "passage"),
                    List.of("query", "document"),
                    List.of("anchor", "positive"),
                    List.of("query", "positive"),
                    List.of("#1 string", "#2 string"),
                    List.of("句子1", "句子2"));

    /// Single texts; a name of a later line is used only if there is none of an earlier one.
    private static final List<Set<String>> TEXTS =
            List.of(
                    Set.of("text", "text_a", "sentence", "sentence1", "review", "article", "文本"),
                    Set.of(
                            "content",
                            "comment",
                            "tweet",
                            "document",
                            "body",
                            "message",
                            "utterance",
                            "内容",
                            "评论",
                            "句子"),
                    Set.of("question", "query", "premise", "prompt"),
                    Set.of("title", "headline", "description", "summary", "标题"));

    private static final List<Set<String>> NAMES =
            List.of(
                    Set.of("gold_label"),
                    Set.of("label", "labels", "标签"),
                    Set.of(
                            "category",
                            "categories",
                            "class",
                            "classes",
                            "sentiment",
                            "emotion",
                            "emotions",
                            "intent",
                            "topic",
                            "polarity",
                            "quality",
                            "is_duplicate",
                            "target",
                            "entailment_judgment",
                            "类别",
                            "分类",
                            "情感"));

    private static final List<Set<String>> SCORES =
            List.of(
                    Set.of("score", "similarity", "similarity_score", "relatedness_score", "分数"),
                    Set.of("rating", "stars"));

    static final List<Set<String>> PROMPTS =
            List.of(
                    Set.of("context", "passage", "prompt", "sent1", "ctx", "article", "premise"),
                    Set.of("text", "question"));

    /// What stands between the prompt and each choice: SWAG's beginning of the ending, a question.
    static final List<Set<String>> LEADS = List.of(Set.of("sent2", "question"));

    /// Arrays of choices, or columns that differ in a last digit: `ending0` to `ending3`.
    static final Set<String> CHOICES =
            Set.of("choices", "options", "endings", "choice", "option", "ending");

    static final List<Set<String>> ANSWERS =
            List.of(Set.of("label", "answer"), Set.of("gold_label"));

    /// What names a row and is no text; shows that the first row is a header.
    private static final Set<String> IDS = Set.of("id", "idx", "index", "guid");

    /// What says the language of a row.
    private static final Set<String> LANGUAGES = Set.of("language", "lang");

    private static final Set<String> KNOWN =
            Stream.of(
                            FAMILIES.stream().flatMap(List::stream),
                            flat(TEXTS),
                            flat(NAMES),
                            flat(SCORES),
                            flat(PROMPTS),
                            flat(LEADS),
                            flat(ANSWERS),
                            IDS.stream())
                    .flatMap(names -> names)
                    .collect(Collectors.toSet());

    private ColumnNames() {}

    static boolean isKnown(String cell) {
        return KNOWN.contains(normal(cell)) || CHOICES.contains(withoutDigits(cell));
    }

    static boolean isChoice(Column column) {
        return CHOICES.contains(withoutDigits(column.name()));
    }

    static boolean isLanguage(Column column) {
        return LANGUAGES.contains(normal(column.name()));
    }

    /// Where labels of this kind are looked for, the likeliest names first.
    static List<Set<String>> labels(TableShape shape) {
        if (shape.choices()) {
            return ANSWERS;
        }
        boolean score = shape.label() == TableShape.Label.SCORE;
        return Stream.concat((score ? SCORES : NAMES).stream(), (score ? NAMES : SCORES).stream())
                .toList();
    }

    /// The columns of the first family that has at least two texts, is complete, and fits; or none. A pair is found
    /// also where one text is wanted, so that the other is not lost in silence.
    static List<Column> family(List<Column> columns, TableShape shape) {
        int most = Math.max(2, shape.maxTexts());
        for (List<String> family : FAMILIES) {
            if (family.size() >= shape.minTexts() && family.size() <= most) {
                List<Column> found =
                        family.stream().flatMap(name -> named(columns, Set.of(name))).toList();
                if (found.size() == family.size()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    /// The column of a single text, or none.
    static List<Column> text(String file, List<Column> columns) {
        return one(file, "text", columns, TEXTS);
    }

    /// The column whose name stands in the first of these sets that has any; or none.
    ///
    /// @param what for the message: what is looked for
    /// @throws BadInputException if a set has several
    static List<Column> one(
            String file, String what, List<Column> columns, List<Set<String>> ranks) {
        for (Set<String> names : ranks) {
            List<Column> found = named(columns, names).toList();
            if (found.size() > 1) {
                throw new BadInputException(
                        "%s: the %s may be %s; name the column of the %s."
                                .formatted(file, what, join(found, " or "), what));
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    static String join(List<Column> columns, String separator) {
        return columns.stream().map(Column::toString).collect(Collectors.joining(separator));
    }

    private static Stream<Column> named(List<Column> columns, Set<String> names) {
        return columns.stream().filter(column -> names.contains(normal(column.name())));
    }

    private static Stream<String> flat(List<Set<String>> ranks) {
        return ranks.stream().flatMap(Set::stream);
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static String withoutDigits(String name) {
        return normal(name).replaceAll("_?[0-9]+$", "");
    }
}
