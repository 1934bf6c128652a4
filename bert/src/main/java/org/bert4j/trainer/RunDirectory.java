package org.bert4j.trainer;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.checkpoint.GrowingFile;
import org.bert4j.checkpoint.JsonFiles;
import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.bert4j.tokenizer.BadInputException;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// What a training run leaves on disk: `run.json` (how it was made), `best/` and `last/` (models any program can open;
/// `last/` also holds the state to go on from).
public final class RunDirectory {
    static final String RUN = "run.json";
    static final String METRICS = "metrics.jsonl";
    static final String PREDICTIONS = "predictions.jsonl";

    /// Everything as a page.
    public static final String REPORT = "report.html";

    private static final String UNFINISHED_RUN =
            RUN + GrowingFile.UNFINISHED; // all that is left if a run dies as it begins
    private static final String STATE = "trainer_state.json";
    private static final String MOMENTS = "optimizer.safetensors";

    private final Path root;

    /// True while the directory holds another run, which goes when this one begins.
    private boolean holdsOldRun;

    private RunDirectory(Path root, boolean holdsOldRun) {
        this.root = root;
        this.holdsOldRun = holdsOldRun;
    }

    /// A place for a new run.
    ///
    /// @throws BadInputException if the directory holds anything already, or cannot be written
    public static RunDirectory create(Path root) {
        requireWritable(root);
        if (Files.exists(root) && !isEmpty(root)) {
            throw new BadInputException(
                    "%s is not empty; continue its run with --resume, replace it with --overwrite, or choose another directory."
                            .formatted(root));
        }
        return new RunDirectory(root, false);
    }

    /// A place for a new run; what a run left there before goes once the new one begins, so that bad data or options
    /// cost nothing.
    ///
    /// @throws BadInputException if the directory holds something that is not a run
    public static RunDirectory overwrite(Path root) {
        requireWritable(root);
        boolean holdsSomething = Files.exists(root) && !isEmpty(root);
        if (holdsSomething && !holdsRun(root)) {
            throw new BadInputException(
                    "%s is not empty and holds no run (no %s), so nothing is deleted there; choose another directory."
                            .formatted(root, RUN));
        }
        return new RunDirectory(root, holdsSomething);
    }

    /// The place of a run that was begun.
    ///
    /// @throws BadInputException if there is none
    public static RunDirectory resume(Path root) {
        if (!holdsRun(root)) {
            throw new BadInputException(
                    "%s holds no run to resume (no %s); start one without --resume."
                            .formatted(root, RUN));
        }
        RunDirectory run = new RunDirectory(root, false);
        DirectoryWriter.recover(run.best());
        DirectoryWriter.recover(run.last());
        return run;
    }

    /// Whether a run was begun there.
    public static boolean holdsRun(Path root) {
        return Files.exists(root.resolve(RUN));
    }

    /// Found out before anything is read or computed.
    private static void requireWritable(Path root) {
        Path place = root.toAbsolutePath();
        while (!Files.exists(place)) {
            place = place.getParent();
        }
        if (!Files.isDirectory(place) || !Files.isWritable(place)) {
            throw new BadInputException(
                    "Cannot write %s: %s is not a directory that you may write to; choose another place."
                            .formatted(root, place));
        }
    }

    private static boolean isEmpty(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.allMatch(entry -> entry.endsWith(UNFINISHED_RUN));
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(directory, e);
        }
    }

    public Path root() {
        return root;
    }

    /// The best model so far, as evaluated.
    public Path best() {
        return root.resolve("best");
    }

    /// The model after the last save.
    public Path last() {
        return root.resolve("last");
    }

    /// One JSON object a line, for each step and evaluation.
    public Path metrics() {
        return root.resolve(METRICS);
    }

    /// How the best model has answered the development examples: a JSON object a line, with `texts`, `truth` and the
    /// answer. Pre-training has none.
    public Path predictions() {
        return root.resolve(PREDICTIONS);
    }

    /// The same for TensorBoard.
    public Path events() {
        return root.resolve("events");
    }

    /// Begins the run: writes how it is made.
    public void describe(Object run) {
        try {
            deleteOldRun();
            JsonFiles.write(root.resolve(RUN), run);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(root.resolve(RUN), e);
        }
    }

    /// Its [#RUN] stays until the new one takes its place, so that the directory is that of a run all the time.
    private void deleteOldRun() throws IOException {
        if (holdsOldRun) {
            DirectoryWriter.recover(last()); // else a later resume would find what is left of it
            DirectoryWriter.recover(best());
            DirectoryWriter.delete(last());
            DirectoryWriter.delete(best());
            DirectoryWriter.delete(events());
            Files.deleteIfExists(metrics());
            Files.deleteIfExists(predictions());
            Files.deleteIfExists(root.resolve(REPORT));
            holdsOldRun = false;
        }
    }

    /// True once [#describe] was called.
    public boolean isDescribed() {
        return !holdsOldRun && holdsRun(root);
    }

    /// How the run was made, as [#describe] wrote it.
    public JsonNode description() {
        return JsonFiles.readObject(descriptionFile());
    }

    /// Every option that changes the result, by name; none before [#describe].
    Map<String, Object> options() {
        return isDescribed() ? JsonFiles.toMap(description().withObject("options")) : Map.of();
    }

    Path descriptionFile() {
        return root.resolve(RUN);
    }

    void saveBest(Consumer<Path> model) {
        DirectoryWriter.replace(best(), model);
    }

    /// @param state of the optimizer and of whatever else goes on, by name
    void saveLast(Consumer<Path> model, Map<String, Tensor> state, Progress progress) {
        DirectoryWriter.replace(
                last(),
                directory -> {
                    model.accept(directory);
                    SafeTensors.write(directory.resolve(MOMENTS), state);
                    JsonFiles.write(directory.resolve(STATE), progress);
                });
    }

    /// True once a state to go on from was saved.
    public boolean hasSavedState() {
        return !holdsOldRun && Files.exists(last().resolve(STATE));
    }

    /// Fills the optimizer with the saved moments and says how far the run had come.
    ///
    /// @param more what else was saved with them, to be filled
    /// @throws BadInputException if a file is damaged or belongs to another model
    Progress restore(AdamW optimizer, Map<String, Tensor> more) {
        Path state = last().resolve(STATE);
        Progress progress = JsonFiles.convert(state, JsonFiles.readObject(state), Progress.class);
        try (SafeTensors file = SafeTensors.open(last().resolve(MOMENTS));
                var _ = TensorScope.open()) {
            optimizer.state().forEach((name, moment) -> requireSameShape(file, name, moment));
            more.forEach((name, tensor) -> requireSameShape(file, name, tensor));
            Map<String, Tensor> moments = new LinkedHashMap<>();
            file.names().forEach(name -> moments.put(name, Tensor.of(file.get(name))));
            optimizer.restore(moments, progress.step());
            more.forEach((name, tensor) -> tensor.copyFrom(moments.get(name)));
        }
        return progress;
    }

    private void requireSameShape(SafeTensors file, String name, Tensor moment) {
        long[] saved = file.get(name).shape();
        if (!Arrays.equals(saved, moment.shape())) {
            throw new BadInputException(
                    "%s: \"%s\" has the shape %s where the model asks for %s; the file belongs to another run, so start anew with --overwrite."
                            .formatted(
                                    last().resolve(MOMENTS),
                                    name,
                                    Arrays.toString(saved),
                                    Arrays.toString(moment.shape())));
        }
    }
}
