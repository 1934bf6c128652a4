package org.bert4j.cli;

import org.bert4j.task.ClassifyTask.Kind;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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

    static void addTo(CommandLine root, CommandTree tree) {
        tree.whole(root, "finetune").ifPresent(verb -> addTraining(verb, tree));
        tree.whole(root, "evaluate").ifPresent(verb -> addEvaluation(verb, tree));
        tree.whole(root, "predict").ifPresent(verb -> addPrediction(verb, tree));
        tree.whole(root, "tune").ifPresent(verb -> addSearches(verb, tree));
        tree.whole(root, "runs").ifPresent(verb -> addRuns(verb, tree));
        tree.whole(root, "doctor").ifPresent(verb -> addPlans(verb, tree));
    }

    private static void addTraining(CommandLine verb, CommandTree tree) {
        add(tree, verb, new QaFlags(), FinetuneTaskCommand::new, TrainedTask::trainingOptions);
        for (Supplier<TaskFlags<?, ?>> task : ALL) {
            add(tree, verb, task.get(), FinetuneTaskCommand::new, Tasks::allOptions);
        }
    }

    private static void addEvaluation(CommandLine verb, CommandTree tree) {
        tree.add(verb, QaEvaluateCommand.class);
        for (Supplier<TaskFlags<?, ?>> task : ALL) {
            add(tree, verb, task.get(), EvaluateTaskCommand::new, TaskFlags::dataOptions);
        }
        tree.add(verb, ZeroShotEvaluateCommand.class);
    }

    private static void addPrediction(CommandLine verb, CommandTree tree) {
        tree.add(verb, QaPredictCommand.class);
        for (Supplier<TaskFlags<?, ?>> task : ALL) {
            addPrediction(verb, tree, task.get());
        }
        tree.add(verb, ZeroShotPredictCommand.class);
        tree.add(verb, FillPredictCommand.class);
        tree.add(verb, SentencePairPredictCommand.class);
    }

    /// What is predicted on is no file: the help says nothing of data.
    private static void addPrediction(CommandLine verb, CommandTree tree, TaskFlags<?, ?> task) {
        String about = task.description();
        tree.add(
                verb,
                task.name(),
                new String[] {about},
                () -> line(task, about, new PredictTaskCommand<>(task), List.of()));
    }

    /// `doctor plan finetune TASK` has the options of `finetune TASK`.
    private static void addPlans(CommandLine doctor, CommandTree tree) {
        tree.add(doctor, DoctorPlanCommand.class);
        tree.add(doctor, DoctorDataCommand.class);
        tree.whole(doctor, "plan")
                .ifPresent(
                        plan -> {
                            tree.add(plan, FinetuneCommand.class);
                            tree.whole(plan, "finetune").ifPresent(verb -> addPlanned(verb, tree));
                        });
    }

    private static void addPlanned(CommandLine verb, CommandTree tree) {
        add(tree, verb, new QaFlags(), DoctorPlanTaskCommand::new, TrainedTask::trainingOptions);
        for (Supplier<TaskFlags<?, ?>> task : ALL) {
            add(tree, verb, task.get(), DoctorPlanTaskCommand::new, Tasks::allOptions);
        }
        verb.getSubcommands().values().forEach(DoctorPlanTaskCommand::describe);
    }

    /// `tune TASK` has the options of `finetune TASK`.
    private static void addSearches(CommandLine verb, CommandTree tree) {
        add(tree, verb, new QaFlags(), TuneTaskCommand::new, TrainedTask::trainingOptions);
        for (Supplier<TaskFlags<?, ?>> task : ALL) {
            add(tree, verb, task.get(), TuneTaskCommand::new, Tasks::allOptions);
        }
        verb.getSubcommands().values().forEach(TuneTaskCommand::describe);
        tree.add(verb, TuneShowCommand.class);
        tree.add(verb, TuneBestCommand.class);
        tree.add(verb, TuneWorkerCommand.class);
    }

    private static void addRuns(CommandLine verb, CommandTree tree) {
        tree.add(verb, RunsListCommand.class);
        tree.add(verb, RunsShowCommand.class);
        tree.add(verb, RunsCompareCommand.class);
    }

    private static List<Object> allOptions(TaskFlags<?, ?> task) {
        List<Object> all = new ArrayList<>(task.dataOptions());
        all.addAll(task.trainingOptions());
        return all;
    }

    private static <T extends TrainedTask> void add(
            CommandTree tree,
            CommandLine verb,
            T task,
            Function<T, Object> command,
            Function<T, List<Object>> options) {
        String about = task.description() + " " + task.data();
        tree.add(
                verb,
                task.name(),
                new String[] {about},
                () -> line(task, about, command.apply(task), options.apply(task)));
    }

    private static CommandLine line(
            TrainedTask task, String about, Object command, List<Object> options) {
        CommandLine line = new CommandLine(command);
        CommandSpec spec = line.getCommandSpec();
        for (Object some : options) {
            String name = some.getClass().getSimpleName();
            spec.addMixin(name, CommandSpec.forAnnotatedObject(some));
        }
        task.refused().forEach(option -> hide(spec, option));
        spec.usageMessage().description(about);
        List<String> footer = new ArrayList<>(List.of("", "Example:"));
        task.example().forEach(example -> footer.add("  " + example));
        spec.usageMessage().footer(footer.toArray(String[]::new));
        return line;
    }

    /// An option that is refused stays, so that the refusal says why; the help does not offer it.
    private static void hide(CommandSpec spec, String name) {
        OptionSpec option = spec.findOption(name);
        if (option != null) {
            spec.remove(option);
            spec.addOption(OptionSpec.builder(option).hidden(true).build());
        }
    }
}
