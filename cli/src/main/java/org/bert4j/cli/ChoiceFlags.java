package org.bert4j.cli;

import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TextExample;
import org.bert4j.task.ChoiceTask;
import org.bert4j.task.Classification;

import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/// `choice`.
final class ChoiceFlags implements TaskFlags<TextExample, Classification> {
    private final JudgedColumnFlags columns = new JudgedColumnFlags();
    private final LengthFlags length = new LengthFlags();

    @Override
    public String name() {
        return "choice";
    }

    @Override
    public String description() {
        return "Which of some texts goes best with a prompt (SWAG, C3).";
    }

    @Override
    public String data() {
        return "Data: JSON lines, CSV, TSV, or documents with their questions as C3 is published.";
    }

    @Override
    public List<String> example() {
        return new HelpExample(
                        name(),
                        "train.jsonl",
                        List.of(
                                "printf '{\"text\": \"It rained.\", \"choices\": [\"We got wet.\","
                                        + " ' > train.jsonl",
                                "printf '\"It sang.\"], \"label\": 0}\\n' >> train.jsonl"),
                        List.of("--text 'It rained.'", "--pair 'We got wet.|It sang.'"))
                .lines();
    }

    @Override
    public List<Object> dataOptions() {
        return List.of(columns);
    }

    @Override
    public List<Object> trainingOptions() {
        return List.of(length);
    }

    @Override
    public ChoiceTask task() {
        return new ChoiceTask(columns.columns(""), length.options());
    }

    @Override
    public InputLines<TextExample> lines(InputStream stdin) {
        return TextInput.lines(stdin, TableShape.CHOICES.unlabelled());
    }

    /// @param pair the choices, parted by `|`
    @Override
    public TextExample example(String text, String pair) {
        if (pair == null || !pair.contains("|")) {
            throw new IllegalArgumentException(
                    "--pair must hold the choices, parted by |, such as 'She slept.|She flew.'");
        }
        List<String> texts = Stream.concat(Stream.of(text), Stream.of(pair.split("\\|"))).toList();
        return new TextExample("--text", texts, List.of());
    }

    @Override
    public String line(Classification answer) {
        return Answers.scored(answer);
    }
}
