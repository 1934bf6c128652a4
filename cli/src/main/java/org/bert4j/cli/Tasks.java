package org.bert4j.cli;

import org.bert4j.task.ClassifyTask.Kind;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// The built-in tasks under the three verbs.
final class Tasks {
    private static final List<Supplier<TaskFlags<?, ?>>> ALL =
            List.of(
                    () -> new ClassifyFlags(Kind.CLASSIFY),
                    () -> new ClassifyFlags(Kind.NLI),
                    () -> new ClassifyFlags(Kind.PAIRS),
                    MultiLabelFlags::new,
                    RegressFlags::new,
                    NerFlags::new,
                    ChoiceFlags::new,
                    EmbedFlags::new);

    private Tasks() {}

    static void addTo(CommandLine root) {
        CommandLine finetune = root.getSubcommands().get("finetune");
        CommandLine evaluate = root.getSubcommands().get("evaluate");
        CommandLine predict = root.getSubcommands().get("predict");
        add(finetune, new QaFlags(), FinetuneTaskCommand::new, TrainedTask::trainingOptions);
        for (Supplier<TaskFlags<?, ?>> task : ALL) {
            add(finetune, task.get(), FinetuneTaskCommand::new, Tasks::allOptions);
            add(evaluate, task.get(), EvaluateTaskCommand::new, TaskFlags::dataOptions);
            add(predict, task.get(), PredictTaskCommand::new, _ -> List.of());
        }
        evaluate.addSubcommand("zero-shot", new ZeroShotEvaluateCommand());
        predict.addSubcommand("zero-shot", new ZeroShotPredictCommand());
    }

    private static List<Object> allOptions(TaskFlags<?, ?> task) {
        List<Object> all = new ArrayList<>(task.dataOptions());
        all.addAll(task.trainingOptions());
        return all;
    }

    private static <T extends TrainedTask> void add(
            CommandLine verb,
            T task,
            Function<T, Object> command,
            Function<T, List<Object>> options) {
        CommandLine line = new CommandLine(command.apply(task));
        CommandSpec spec = line.getCommandSpec();
        for (Object some : options.apply(task)) {
            String name = some.getClass().getSimpleName();
            spec.addMixin(name, CommandSpec.forAnnotatedObject(some));
        }
        spec.usageMessage().description(task.description());
        List<String> footer = new ArrayList<>(List.of("", "Example:"));
        task.example().forEach(example -> footer.add("  " + example));
        spec.usageMessage().footer(footer.toArray(String[]::new));
        verb.addSubcommand(task.name(), line);
    }
}
