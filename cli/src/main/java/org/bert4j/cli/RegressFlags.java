package org.bert4j.cli;

import org.bert4j.task.RegressTask;

import java.util.List;
import java.util.Locale;

/// `regress`.
final class RegressFlags implements TextFlags<Double> {
    private final JudgedColumnFlags columns = new JudgedColumnFlags();
    private final LengthFlags length = new LengthFlags();

    @Override
    public String name() {
        return "regress";
    }

    @Override
    public String description() {
        return "A number for a text or a pair of texts, such as how alike two sentences are.";
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
                                "printf 'A man sings.\\tSomeone is singing.\\t0.9\\n' > train.tsv",
                                "printf 'A man sings.\\tA dog sleeps.\\t0.1\\n' >> train.tsv"),
                        List.of("--text 'A man sings.'", "--pair 'Somebody makes music.'"))
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
    public RegressTask task() {
        return new RegressTask(columns.columns(""), length.options());
    }

    @Override
    public String line(Double answer) {
        return String.format(Locale.ROOT, "%.4f", answer);
    }
}
