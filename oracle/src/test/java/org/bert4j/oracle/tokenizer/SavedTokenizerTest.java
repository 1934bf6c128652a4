package org.bert4j.oracle.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Python's transformers opens what we save. Runs where BERT4J_ORACLE_PYTHON names a Python that has
/// transformers 4.57.
@EnabledIfEnvironmentVariable(named = "BERT4J_ORACLE_PYTHON", matches = ".+")
class SavedTokenizerTest {
    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(names = {"SMALL_UNCASED", "SMALL_CASED"})
    void transformersReadsWhatIsSaved(Models model) throws IOException, InterruptedException {
        model.tokenizer().save(directory);
        Path script = SharedData.checkout().resolve("oracle/src/test/python/saved_tokenizer.py");
        Process python =
                new ProcessBuilder(
                                System.getenv("BERT4J_ORACLE_PYTHON"),
                                script.toString(),
                                directory.toString(),
                                Models.testFile("tokens.golden.jsonl").toString(),
                                Boolean.toString(model == Models.SMALL_UNCASED))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), output);
    }
}
