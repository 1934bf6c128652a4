package org.bert4j.cli;

import org.bert4j.trainer.Forecast;
import org.bert4j.trainer.TrainingListener;

import picocli.CommandLine;
import picocli.CommandLine.Option;

import java.util.Optional;
import java.util.OptionalDouble;

/// `bert4j doctor plan finetune TASK`: what that training would take, with its very options. Nothing is kept of it.
final class DoctorPlanTaskCommand extends FinetuneTaskCommand {
    @Option(names = "--json", description = "Print the forecast as JSON.")
    private boolean json;

    DoctorPlanTaskCommand(TrainedTask task) {
        super(task);
    }

    /// Changes the help of `finetune TASK` into that of its forecast.
    static void describe(CommandLine line) {
        describe(
                line,
                "Here its training is forecast: time, memory and disk, nothing is written.",
                "doctor plan finetune",
                "");
    }

    @Override
    public Integer call() {
        DoctorPlan plan = plan().orElse(null);
        if (plan == null) {
            return Interrupt.EXIT_CODE;
        }
        System.out.println(json ? Json.indented(plan.toMap()) : plan.text());
        return 0;
    }

    private Optional<DoctorPlan> plan() {
        TrainingListener notices =
                new TrainingListener() {
                    @Override
                    public void notice(String message) {
                        System.err.println(message);
                    }
                };
        DoctorMemory memory = DoctorMemory.read();
        OptionalDouble others = DoctorLoad.others();
        DoctorDisk disk = DoctorDisk.of("the run", output());
        try (Interrupt interrupt = new Interrupt()) {
            Optional<DoctorTicks> before = DoctorTicks.now();
            Optional<Forecast> forecast = firstRecipe().forecast(notices, interrupt.stop());
            OptionalDouble stolen = DoctorTicks.stolenSince(before);
            return forecast.map(
                    found -> new DoctorPlan(found, trainings(), memory, others, stolen, disk));
        }
    }
}
