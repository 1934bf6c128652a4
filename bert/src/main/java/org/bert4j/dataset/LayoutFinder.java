package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds out which columns hold the texts and the labels: what the user named first, then known
/// names, then what the values look like. Where two answers are possible it asks.
///
/// A label column has few, short values; a column of ids has short words, each of them once. A
/// column with another name or content is taken for a text.
final class LayoutFinder {
    /// Of two columns that may be the label, one with this many times fewer values is.
    private static final int FEWER = 5;

    private final Sample sample;
    private final Columns wanted;
    private final TableShape shape;

    LayoutFinder(Sample sample, Columns wanted, TableShape shape) {
        this.sample = sample;
        this.wanted = wanted;
        this.shape = shape;
    }

    /// @throws BadInputException with the columns that are there, if the wanted ones are not or
    ///   cannot be told from others
    Layout find() {
        List<Column> texts = wanted.texts().stream().map(this::resolve).toList();
        List<Column> labels =
                shape.isLabelled()
                        ? wanted.labels().stream().map(this::resolve).toList()
                        : List.of();
        if (shape.choices()) {
            return choices(texts, labels);
        }
        if (texts.isEmpty()) {
            texts = knownTexts(labels);
        }
        labels = labelsBeside(texts, labels);
        if (texts.isEmpty()) {
            texts = textsByValues(labels);
        }
        if (texts.size() < shape.minTexts() || texts.size() > shape.maxTexts()) {
            throw wrongTexts(texts);
        }
        return layout(texts, List.of(), labels, areFlags(labels));
    }

    private Layout layout(
            List<Column> texts, List<Column> lead, List<Column> labels, boolean flags) {
        return new Layout(
                texts, lead, labels, flags, wanted.kept().stream().map(this::resolve).toList());
    }

    private Column resolve(String name) {
        return sample.columns().stream()
                .filter(column -> column.isNamed(name))
                .findFirst()
                .or(
                        () ->
                                sample.columns().stream()
                                        .filter(c -> name.equals(Integer.toString(c.position())))
                                        .findFirst())
                .orElseThrow(() -> missing(name));
    }

    private BadInputException missing(String name) {
        return new BadInputException(
                "%s has no column \"%s\"; choose from %s."
                        .formatted(sample.file(), name, sample.listColumns()));
    }

    private List<Column> knownTexts(List<Column> labels) {
        List<Column> columns = without(labels);
        List<Column> family = ColumnNames.family(columns, shape);
        if (!family.isEmpty() || shape.minTexts() > 1) {
            return family;
        }
        return ColumnNames.text(sample.file(), columns);
    }

    private Column findLabel(List<Column> texts) {
        List<Column> known =
                ColumnNames.one(sample.file(), "label", without(texts), ColumnNames.labels(shape));
        return known.isEmpty() ? labelByValues(without(texts)) : known.getFirst();
    }

    private Column labelByValues(List<Column> columns) {
        List<ColumnProfile> candidates =
                profiles(columns, labelSeparator()).stream().filter(this::mayBeLabel).toList();
        List<ColumnProfile> found = prefer(candidates, profile -> profile.distinct() > 1);
        if (found.size() > 1) {
            found = prefer(found, profile -> !profile.looksLikeId());
        }
        if (found.size() > 1) {
            found = prefer(found, ColumnProfile::bare);
        }
        if (found.size() > 1) {
            found = clearlyFewest(found);
        }
        if (found.size() != 1) {
            throw unclearLabel(found);
        }
        return found.getFirst().column();
    }

    private boolean mayBeLabel(ColumnProfile profile) {
        return switch (shape.label()) {
            case SCORE -> profile.numeric();
            case ONE, SEVERAL, NONE -> profile.looksLikeLabel();
        };
    }

    private String labelSeparator() {
        return shape.label() == TableShape.Label.SEVERAL ? wanted.labelSeparator() : "";
    }

    private static List<ColumnProfile> prefer(
            List<ColumnProfile> all, Predicate<ColumnProfile> better) {
        List<ColumnProfile> preferred = all.stream().filter(better).toList();
        return preferred.isEmpty() ? all : preferred;
    }

    private static List<ColumnProfile> clearlyFewest(List<ColumnProfile> profiles) {
        List<ColumnProfile> sorted =
                profiles.stream().sorted(Comparator.comparingInt(ColumnProfile::distinct)).toList();
        boolean clear = sorted.get(0).distinct() * FEWER <= sorted.get(1).distinct();
        return clear ? sorted.subList(0, 1) : profiles;
    }

    private BadInputException unclearLabel(List<ColumnProfile> found) {
        String what =
                found.isEmpty()
                        ? "no column looks like a " + labelWord()
                        : "the %s may be %s"
                                .formatted(
                                        labelWord(),
                                        ColumnNames.join(
                                                found.stream().map(ColumnProfile::column).toList(),
                                                " or "));
        return new BadInputException(
                "%s: %s; name the column of the %s, out of %s."
                        .formatted(sample.file(), what, labelWord(), sample.listColumns()));
    }

    private String labelWord() {
        return shape.label() == TableShape.Label.SCORE ? "score" : "label";
    }

    private List<Column> textsByValues(List<Column> labels) {
        List<ColumnProfile> candidates =
                profiles(without(labels), "").stream()
                        .filter(ColumnProfile::looksLikeText)
                        .toList();
        if (candidates.size() > shape.minTexts()) {
            candidates = prefer(candidates, profile -> !profile.looksLikeId());
        }
        if (candidates.size() > shape.minTexts()) {
            candidates = prefer(candidates, profile -> !profile.isPlainlyLabel());
        }
        return candidates.stream().map(ColumnProfile::column).toList();
    }

    private BadInputException wrongTexts(List<Column> found) {
        String what = found.isEmpty() ? "none" : ColumnNames.join(found, ", ");
        return new BadInputException(
                "%s: a row needs %s, and the columns of texts seem to be %s; name them, out of %s."
                        .formatted(sample.file(), shape.textCount(), what, sample.listColumns()));
    }

    /// Several label columns of nothing but 0 and 1 are one label each.
    private boolean areFlags(List<Column> labels) {
        return shape.label() == TableShape.Label.SEVERAL
                && labels.size() > 1
                && sample.hasNames()
                && sample.rows().stream()
                        .flatMap(
                                row -> labels.stream().flatMap(column -> row.cell(column).stream()))
                        .allMatch(value -> value.strip().matches("[01]"));
    }

    private Layout choices(List<Column> texts, List<Column> labels) {
        if (!texts.isEmpty()) {
            return layout(texts, List.of(), labelsBeside(texts, labels), false);
        }
        List<Column> columns = without(labels);
        List<Column> prompt =
                ColumnNames.one(sample.file(), "prompt", columns, ColumnNames.PROMPTS);
        List<Column> options = columns.stream().filter(ColumnNames::isChoice).toList();
        if (prompt.isEmpty() || options.isEmpty()) {
            throw wrongTexts(Stream.concat(prompt.stream(), options.stream()).toList());
        }
        List<Column> lead =
                ColumnNames.one(sample.file(), "question", columns, ColumnNames.LEADS).stream()
                        .filter(column -> !prompt.contains(column))
                        .toList();
        List<Column> found = join(prompt, options);
        return layout(found, lead, labelsBeside(join(found, lead), labels), false);
    }

    /// Those that are given, else one that is found.
    private List<Column> labelsBeside(List<Column> texts, List<Column> given) {
        return given.isEmpty() && shape.isLabelled() ? List.of(findLabel(texts)) : given;
    }

    private static List<Column> join(List<Column> first, List<Column> second) {
        List<Column> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private List<Column> without(List<Column> columns) {
        return sample.columns().stream()
                .filter(column -> !columns.contains(column))
                .filter(column -> wanted.kept().stream().noneMatch(column::isNamed))
                .filter(column -> wanted.language().isEmpty() || !ColumnNames.isLanguage(column))
                .toList();
    }

    private List<ColumnProfile> profiles(List<Column> columns, String separator) {
        return columns.stream()
                .map(column -> ColumnProfile.of(column, sample.rows(), separator))
                .toList();
    }
}
