package org.bert4j.cli;

import org.bert4j.dataset.Labels;
import org.bert4j.task.LabelSet;
import org.bert4j.task.MultiLabelTask;
import org.bert4j.tokenizer.BadInputException;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// `multilabel`.
final class MultiLabelFlags implements TextFlags<LabelSet> {
    private final JudgedColumnFlags columns = new JudgedColumnFlags();
    private final LengthFlags length = new LengthFlags();
    private final LabelFlags labels = new LabelFlags();

    private static final class LabelFlags {
        @Option(
                names = "--label-separator",
                paramLabel = "S",
                description = "What parts the labels of one cell (default '${DEFAULT-VALUE}').")
        private String separator = ",";

        @Option(
                names = "--label-names",
                paramLabel = "FILE",
                description =
                        "Names for labels that the data write as numbers: one a line, from 0.")
        private Path names;
    }

    @Override
    public String name() {
        return "multilabel";
    }

    @Override
    public String description() {
        return "Any number of labels for a text; thresholds are fitted and saved.";
    }

    @Override
    public String data() {
        return TextInput.TABLES;
    }

    @Override
    public List<String> example() {
        return new HelpExample(
                        name(),
                        "train.tsv",
                        List.of(
                                "printf 'great and cheap\\tquality,price\\n"
                                        + "too dear\\tprice\\n"
                                        + "' > train.tsv",
                                "printf 'well made\\tquality\\nnice\\tquality\\n' >> train.tsv"),
                        List.of("--text 'cheap'"))
                .lines();
    }

    @Override
    public List<Object> dataOptions() {
        return List.of(columns, labels);
    }

    @Override
    public List<Object> trainingOptions() {
        return List.of(length);
    }

    @Override
    public MultiLabelTask task() {
        return new MultiLabelTask(columns.columns(labels.separator), names(), length.options());
    }

    private List<String> names() {
        if (labels.names == null) {
            return List.of();
        }
        List<String> names = read(labels.names);
        if (names.isEmpty() || names.contains("") || new HashSet<>(names).size() < names.size()) {
            throw new BadInputException(
                    "%s must hold one name a line, each once, and no blank line; it holds %s."
                            .formatted(labels.names, Labels.shortened(names)));
        }
        return names;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream().map(String::strip).toList();
        } catch (IOException e) {
            throw new BadInputException(
                    "%s does not exist or is no UTF-8 text; give --label-names a file with a name a line."
                            .formatted(file),
                    e);
        }
    }

    @Override
    public String line(LabelSet answer) {
        return answer.scores().stream()
                .filter(LabelSet.Scored::chosen)
                .map(s -> String.format(Locale.ROOT, "%s %.4f", s.label(), s.probability()))
                .reduce((one, two) -> one + "\t" + two)
                .orElse("");
    }
}
