package org.bert4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The README's programs do what the README says, here with a very small model.
class ExamplesTest {
    private static final String CONTEXT = "The lighthouse was built by Anna Berg in 1903.";

    @TempDir Path temporary;

    @Test
    void aTrainedModelAnswersWithAStretchOfTheContext() throws URISyntaxException {
        Path model = TinyModel.write(temporary.resolve("pretrained"));
        Path train = Path.of(getClass().getResource("harbour.json").toURI());
        Path run = temporary.resolve("my-model");

        String[] toTrain = {model.toString(), train.toString(), run.toString()};
        List<String> training = Output.lines(() -> TrainExample.main(toTrain));
        assertTrue(training.getFirst().startsWith("step 1, loss "), training.getFirst());
        assertTrue(training.getLast().startsWith("Best F1 "), training.getLast());
        assertTrue(Files.exists(run.resolve("best").resolve("model.safetensors")));

        String[] toPredict = {run.toString(), "Who built the lighthouse?", CONTEXT};
        List<String> answer = Output.lines(() -> PredictExample.main(toPredict));
        assertEquals(1, answer.size());
        assertEquals(stretch(answer.getFirst()), CONTEXT);
    }

    /// The context with the printed answer put where it is said to stand.
    private static String stretch(String line) {
        var parts = Pattern.compile("(.+) \\(from (\\d+) to (\\d+)\\)").matcher(line);
        assertTrue(parts.matches(), line);
        int start = Integer.parseInt(parts.group(2));
        int end = Integer.parseInt(parts.group(3));
        return CONTEXT.substring(0, start) + parts.group(1) + CONTEXT.substring(end);
    }
}
