package org.bert4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Whoever copies Java code from a README copies what this build has compiled.
class ReadmeCodeTest {
    private static final Path ROOT = Path.of(System.getProperty("bert4j.root"));
    private static final Path SOURCES = ROOT.resolve("examples/src/main/java/org/bert4j/examples");
    private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void javaBlocksStandInTheExamplesWordForWord(String readme) throws IOException {
        String predict = Files.readString(SOURCES.resolve("PredictExample.java"));
        String train = Files.readString(SOURCES.resolve("TrainExample.java"));
        List<String> blocks = javaBlocks(ROOT.resolve(readme));
        assertEquals(2, blocks.size());
        assertTrue(predict.endsWith(blocks.get(0)), blocks.get(0));
        assertTrue(train.endsWith(blocks.get(1)), blocks.get(1));
    }

    private static List<String> javaBlocks(Path readme) throws IOException {
        return JAVA_BLOCK
                .matcher(Files.readString(readme))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
