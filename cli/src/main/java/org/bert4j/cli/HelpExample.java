package org.bert4j.cli;

import java.util.ArrayList;
import java.util.List;

/// The example in the help of a task: lines that work when pasted. None is longer than a narrow terminal, where help
/// would break it.
///
/// @param task     as in `finetune NAME`
/// @param file     what the data lines write
/// @param data     lines of the shell that write it
/// @param question words of `predict` after the model
record HelpExample(String task, String file, List<String> data, List<String> question) {
    List<String> lines() {
        List<String> lines = new ArrayList<>(data);
        lines.add("./bert4j finetune %s --model minilm --train %s \\".formatted(task, file));
        lines.add("    --dev %s --output my-%s --epochs 20".formatted(file, task));
        lines.add("./bert4j evaluate %s --model my-%s --data %s".formatted(task, task, file));
        lines.add("./bert4j predict %s --model my-%s \\".formatted(task, task));
        lines.add("    " + String.join(" ", question));
        return List.copyOf(lines);
    }
}
