package org.bert4j.cli;

import org.bert4j.dataset.FileLines;
import org.bert4j.dataset.TableShape;
import org.bert4j.doctor.Specimens.Kind;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What the data of `doctor data` are for.
enum DataKind {
    CLASSIFY(TableShape.LABELLED_TEXT_OR_PAIR),
    NLI(TableShape.INFERENCE_PAIR),
    PAIRS(TableShape.LABELLED_PAIR),
    MULTILABEL(TableShape.MULTI_LABELLED_TEXT_OR_PAIR),
    REGRESS(TableShape.SCORED_TEXT_OR_PAIR),
    NER(null),
    QA(null);

    private static final int LINES_LOOKED_AT = 200;
    private static final double MOST = 0.9;
    private static final Pattern TAG = Pattern.compile("O|[BIESM]-\\S+");

    private final TableShape shape; // null: no table

    DataKind(TableShape shape) {
        this.shape = shape;
    }

    /// As the file looks.
    static DataKind of(Path file) {
        if (!Files.isRegularFile(file)) {
            return CLASSIFY;
        }
        int lines = 0;
        int tagged = 0;
        try (FileLines all = FileLines.open(file)) {
            String line = all.next();
            for (; line != null && lines < LINES_LOOKED_AT; line = all.next()) {
                if (lines == 0 && line.startsWith("{")) {
                    return ofJson(line);
                }
                String[] cells = line.strip().split("\\s+");
                if (cells.length > 1 || !cells[0].isEmpty()) {
                    lines++;
                    tagged += TAG.matcher(cells[cells.length - 1]).matches() ? 1 : 0;
                }
            }
        }
        return lines > 0 && tagged > MOST * lines ? NER : CLASSIFY;
    }

    /// A document of questions, or lines of examples.
    private static DataKind ofJson(String line) {
        boolean isDocument = line.contains("\"paragraphs\"") || !line.strip().endsWith("}");
        boolean hasSpans = line.contains("\"label\": {") || line.contains("\"label\":{");
        return isDocument ? QA : hasSpans ? NER : CLASSIFY;
    }

    Kind of(ColumnFlags columns) {
        return switch (this) {
            case NER -> new Kind.Tags();
            case QA -> new Kind.Questions();
            case MULTILABEL -> new Kind.Table(columns.columns(","), shape);
            case CLASSIFY, NLI, PAIRS, REGRESS -> new Kind.Table(columns.columns(""), shape);
        };
    }

    /// Whether each example has one of few labels.
    boolean isClassified() {
        return switch (this) {
            case CLASSIFY, NLI, PAIRS -> true;
            case MULTILABEL, REGRESS, NER, QA -> false;
        };
    }
}
