package org.bert4j.cli;

import org.bert4j.checkpoint.Bert4jHome;
import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.QaFiles;
import org.bert4j.feature.QaFeatureOptions;
import org.bert4j.metric.SquadText;
import org.bert4j.predictor.QaPredictor;
import org.bert4j.starters.Starters;
import org.bert4j.task.QaOptions;
import org.bert4j.tokenizer.WindowStride;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.TrainingOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `bert4j demo`: what every BERT tutorial promises, in one command.
@Command(
        name = "demo",
        description = {
            "See a pre-trained BERT learn to answer questions: nonsense before, right after.",
            "Fine-tunes on a few hundred questions that come with bert4j, and asks others.",
            "Takes two or three minutes on two cores."
        },
        footer = {"", "Example:  ./bert4j demo", "Chinese:  ./bert4j demo --language zh"})
final class DemoCommand implements Callable<Integer> {
    /// Languages of the demo, with the starter of each.
    enum Language {
        EN("minilm"),
        ZH("bge-small-zh");

        private final String starter;

        Language(String starter) {
            this.starter = starter;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--language",
            paramLabel = "L",
            defaultValue = "EN",
            description = "en (default) or zh.")
    private Language language;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Directory for the run (default: demo/LANGUAGE in bert4j's home).")
    private Path output;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the new head, shuffling and dropout (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--offline", description = "Never open a connection.")
    private boolean offline;

    @Override
    public Integer call() {
        Path model = Starters.resolve(language.starter, new PullDisplay(), offline);
        Path directory =
                output == null
                        ? Bert4jHome.directory().resolve("demo").resolve(language.code())
                        : output;
        deleteOwnCopies(directory);
        RunDirectory run = RunDirectory.overwrite(directory);
        Path train = copy("train", directory);
        Path unseen = copy("unseen", directory);
        List<QaExample> questions = questions(unseen);
        QaExample promise = questions.getFirst();

        System.out.println("question: " + promise.question());
        System.out.println("context: " + promise.context());
        String before = answers(model, List.of(promise)).getFirst();
        System.out.println("before: " + SquadText.normalize(before));

        List<Double> losses = train(model, train, run);
        if (losses.isEmpty()) {
            return Interrupt.EXIT_CODE;
        }
        System.out.println(LossPlot.draw(losses));
        List<String> after = answers(directory, questions);
        System.out.println("after: " + SquadText.normalize(after.getFirst()));
        showOthers(questions, after);
        showNextSteps(directory);
        return 0;
    }

    /// The losses of all steps; none if the user has stopped it.
    private List<Double> train(Path model, Path train, RunDirectory run) {
        try (TrainingDisplay display = new TrainingDisplay();
                Interrupt interrupt = new Interrupt()) {
            recipe(model, train).run(run, display, interrupt.stop());
            display.finish();
            return interrupt.stop().isWanted() ? List.of() : display.losses();
        }
    }

    private FineTuning recipe(Path model, Path train) {
        TrainingOptions training =
                TrainingOptions.QUESTION_ANSWERING
                        .withEpochs(4)
                        .withBatchSize(16)
                        .withLearningRate(4e-4)
                        .withSeed(seed);
        QaOptions options =
                QaOptions.DEFAULT.withFeatures(
                        new QaFeatureOptions(128, new WindowStride.Step(64), 32));
        return FineTuning.of(options, model, train).withTraining(training);
    }

    /// The data of a demo that was stopped before its run began; anything else there would be the user's.
    private void deleteOwnCopies(Path directory) {
        for (String name : List.of("train", "unseen")) {
            Path file = directory.resolve(name + ".json");
            try {
                if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), data(name))) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw DirectoryWriter.unwritable(file, e);
            }
        }
    }

    private Path copy(String name, Path directory) {
        Path file = directory.resolve(name + ".json");
        try {
            Files.createDirectories(directory);
            Files.write(file, data(name));
            return file;
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(file, e);
        }
    }

    private byte[] data(String name) throws IOException {
        String resource = "demo/%s-%s.json".formatted(name, language.code());
        try (InputStream in = DemoCommand.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }

    private static List<QaExample> questions(Path file) {
        List<QaExample> questions = new ArrayList<>();
        QaFiles.open(List.of(file))
                .forEachRemaining(paragraph -> questions.addAll(paragraph.examples()));
        return questions;
    }

    private List<String> answers(Path model, List<QaExample> questions) {
        List<String> answers = new ArrayList<>();
        try (QaPredictor predictor = QaPredictor.open(model, seed)) {
            for (QaExample question : questions) {
                String text = predictor.answer(question.question(), question.context()).text();
                answers.add(text);
            }
        }
        return answers;
    }

    private static void showOthers(List<QaExample> questions, List<String> after) {
        System.out.println();
        System.out.println("More questions it has never seen:");
        for (int i = 1; i < questions.size(); i++) {
            System.out.println("  " + questions.get(i).context());
            System.out.println("    " + questions.get(i).question() + "  ->  " + after.get(i));
        }
    }

    private void showNextSteps(Path directory) {
        String question = language == Language.EN ? "Who wrote Hamlet?" : "谁写了《红楼梦》？";
        String context =
                language == Language.EN
                        ? "Hamlet was written by William Shakespeare around 1600."
                        : "《红楼梦》是清代作家曹雪芹写的。";
        System.out.println();
        System.out.println("The model lies in " + directory.resolve("best"));
        System.out.println("Try next:");
        System.out.printf(
                "  ./bert4j predict qa --model %s --question '%s' --context '%s'%n",
                directory, question, context);
        System.out.printf(
                "  ./bert4j evaluate qa --model %s --data %s%n",
                directory, directory.resolve("unseen.json"));
        System.out.printf(
                "  ./bert4j finetune qa --model %s --train %s --output my-model --epochs 3"
                        + " --learning-rate 3e-4%n",
                language.starter, directory.resolve("train.json"));
    }
}
