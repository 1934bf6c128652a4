package org.bert4j.trainer;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.encoder.BertConfig;
import org.bert4j.task.QaModel;
import org.bert4j.task.QaObjective;
import org.bert4j.task.QaOptions;
import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The recipe that makes a question answering model of a pre-trained one.
///
/// ```java
/// QaFineTuning recipe = QaFineTuning.of(Path.of("pretrained"), Path.of("train.json"));
/// recipe.run(RunDirectory.create(Path.of("my-model")), new TrainingListener() {}, new Stop());
/// ```
///
/// @param model         directory of the pre-trained model
/// @param train         SQuAD-shaped files
/// @param dev           files to evaluate on; none: a tenth of the training paragraphs is held out
/// @param limit         number of training questions to use, the first ones; empty: all
/// @param options       windows and answers
/// @param training      how to train
/// @param autoPrecision measure which precision is faster and use that one, not the one in `training`
/// @param freezeEncoder train the head only
public record QaFineTuning(
        Path model,
        List<Path> train,
        List<Path> dev,
        OptionalInt limit,
        QaOptions options,
        TrainingOptions training,
        boolean autoPrecision,
        boolean freezeEncoder) {

    /// The usual recipe: all questions of one file, two epochs, the faster precision.
    public static QaFineTuning of(Path model, Path train) {
        return new QaFineTuning(
                model,
                List.of(train),
                List.of(),
                OptionalInt.empty(),
                QaOptions.DEFAULT,
                TrainingOptions.DEFAULT,
                true,
                false);
    }

    public QaFineTuning withModel(Path value) {
        return new QaFineTuning(
                value, train, dev, limit, options, training, autoPrecision, freezeEncoder);
    }

    public QaFineTuning withDev(List<Path> value) {
        return new QaFineTuning(
                model, train, value, limit, options, training, autoPrecision, freezeEncoder);
    }

    public QaFineTuning withOptions(QaOptions value) {
        return new QaFineTuning(
                model, train, dev, limit, value, training, autoPrecision, freezeEncoder);
    }

    public QaFineTuning withTraining(TrainingOptions value) {
        return new QaFineTuning(
                model, train, dev, limit, options, value, autoPrecision, freezeEncoder);
    }

    /// A precision of the user's choice instead of a measured one.
    public QaFineTuning withPrecision(Precision value) {
        return new QaFineTuning(
                model,
                train,
                dev,
                limit,
                options,
                training.withPrecision(value),
                false,
                freezeEncoder);
    }

    public QaFineTuning withFreezeEncoder(boolean value) {
        return new QaFineTuning(model, train, dev, limit, options, training, autoPrecision, value);
    }

    /// Trains to the end or until stopped; goes on where the directory's run was left.
    ///
    /// @return how far it came
    /// @throws BadInputException if data, model or directory cannot be used
    /// @throws NonFiniteException if training diverges
    public Progress run(RunDirectory run, TrainingListener listener, Stop stop) {
        boolean resumed = run.hasSavedState();
        try (QaModel bert = load(resumed ? run.last() : model)) {
            listener.notice(bert.report().summary());
            QaData data = QaData.read(this, bert.tokenizer(), listener);
            Plan plan = RunDescription.settle(run, this, data.files(), () -> plan(bert));
            listener.notice("Precision %s, %s".formatted(plan.precision(), plan.reason()));
            if (plan.differsFrom(Plan.of(plan.precision()))) {
                listener.notice(
                        "This run began on another machine or with other settings: going on works,"
                                + " but not to the same bits");
            }
            return train(bert, data, plan, run, listener, stop);
        }
    }

    private Progress train(
            QaModel bert,
            QaData data,
            Plan plan,
            RunDirectory run,
            TrainingListener listener,
            Stop stop) {
        QaOptions saved =
                options.withAnswers(options.answers().withNoAnswerAllowed(data.hasImpossible()));
        try (Trainer trainer =
                new Trainer(
                        new QaObjective(bert, data.features(), saved),
                        data.evaluator(bert, saved),
                        bert.parameters(),
                        training.withPrecision(plan.precision()),
                        run,
                        new MetricsFile(run.metrics()).and(listener),
                        stop)) {
            return trainer.train();
        }
    }

    private QaModel load(Path directory) {
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            requireFitting(checkpoint.config(), directory);
            QaModel bert = QaModel.load(checkpoint, training.seed());
            if (freezeEncoder) {
                bert.freezeEncoder();
            }
            return bert;
        }
    }

    private void requireFitting(BertConfig config, Path directory) {
        if (options.features().maxLength() > config.maxPositions()) {
            throw new BadInputException(
                    "The maximal length %d is more than the %d positions of %s; lower it to that."
                            .formatted(
                                    options.features().maxLength(),
                                    config.maxPositions(),
                                    directory));
        }
        if (config.typeVocabSize() < 2) {
            throw new BadInputException(
                    "%s knows one segment only, and question answering needs two; choose another model."
                            .formatted(directory));
        }
    }

    private Plan plan(QaModel bert) {
        return autoPrecision
                ? PrecisionProbe.measure(bert.encoder())
                : Plan.of(training.precision());
    }

    /// Every option that changes the result, under the names of the command line.
    Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("model", model.toString());
        all.put("train", train.stream().map(Path::toString).toList());
        all.put("dev", dev.stream().map(Path::toString).toList());
        limit.ifPresent(value -> all.put("limit", value));
        all.put("precision", autoPrecision ? "auto" : training.precision().toString());
        all.put("freeze", freezeEncoder ? "encoder" : "nothing");
        all.putAll(options.toMap());
        all.putAll(training.describe());
        return all;
    }
}
