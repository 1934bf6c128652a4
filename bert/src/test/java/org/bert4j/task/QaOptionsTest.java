package org.bert4j.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.Golden;
import org.bert4j.encoder.BertConfig;
import org.bert4j.predictor.QaPredictor;
import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Windows and the positions of a model; the golden model has 48.
class QaOptionsTest {
    private static final Path MODEL = Golden.named("tiny-qa").directory();

    @TempDir Path directory;

    @Test
    void theUsualWindowsFitAModelOfTheUsualSize() {
        assertSame(QaOptions.DEFAULT, QaOptions.DEFAULT.within(BertConfig.BASE));
    }

    @Test
    void aModelOfOtherOriginGetsWindowsThatFit() {
        try (Checkpoint checkpoint = Checkpoint.open(MODEL)) {
            var features = QaOptions.of(checkpoint).features();
            assertEquals(48, features.maxLength());
            assertEquals(24, features.maxQuestionLength());
        }
    }

    /// In one window the context would have more tokens than the model has positions.
    @Test
    void aLongContextIsAnsweredFromByAModelWithFewPositions() {
        String context = "the river is in paris and ".repeat(40) + "beijing";
        try (QaPredictor predictor = QaPredictor.open(MODEL)) {
            var answer = predictor.answer("where is the river?", context);
            assertEquals(answer.text(), context.substring(answer.start(), answer.end()));
        }
    }

    @Test
    void savedWindowsThatDoNotFitAreRefused() throws IOException {
        try (var files = Files.list(MODEL)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        QaOptions.DEFAULT.save(directory);
        var fault = assertThrows(BadInputException.class, () -> QaPredictor.open(directory));
        assertTrue(
                fault.getMessage().contains("maxLength is 384 and the model has 48 positions"),
                fault.getMessage());
    }
}
