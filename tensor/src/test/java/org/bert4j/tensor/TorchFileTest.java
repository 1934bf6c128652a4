package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class TorchFileTest {
    @TempDir private Path directory;

    @Test
    void keepsTheOrderOfTheStateDictionary() {
        try (TorchFile file = open("state.bin")) {
            assertEquals(
                    List.of(
                            "f32",
                            "f16",
                            "bf16",
                            "f64",
                            "i64",
                            "i32",
                            "i16",
                            "i8",
                            "u8",
                            "bool",
                            "scalar",
                            "empty",
                            "matrix",
                            "transposed",
                            "column",
                            "tail",
                            "parameter",
                            "position_ids"),
                    file.names());
        }
    }

    /// Both files were made of the same tensors.
    @ParameterizedTest
    @ValueSource(strings = {"state.bin", "state-protocol-4.bin"})
    void readsTheSameTensorsAsSafeTensors(String name) {
        try (TorchFile torch = open(name);
                SafeTensors safe =
                        SafeTensors.open(TensorFileTestData.golden("python.safetensors"))) {
            for (String tensor : torch.names().subList(0, 12)) {
                StoredTensor expected = safe.get(tensor);
                StoredTensor actual = torch.get(tensor);
                assertEquals(expected.type(), actual.type(), tensor);
                assertArrayEquals(expected.shape(), actual.shape(), tensor);
                assertEquals(-1, expected.data().mismatch(actual.data()), tensor);
            }
        }
    }

    @Test
    void makesRowsOfStridedViews() {
        try (TorchFile file = open("state.bin")) {
            assertFloats(file.get("matrix"), "3x4", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            assertFloats(file.get("transposed"), "4x3", 0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
            assertFloats(file.get("column"), "3", 1, 5, 9);
            assertFloats(file.get("tail"), "4", 8, 9, 10, 11);
            assertFloats(file.get("parameter"), "2", 7, 8);
        }
    }

    @Test
    void readsIntegers() {
        try (TorchFile file = open("state.bin")) {
            StoredTensor positions = file.get("position_ids");
            assertEquals(ElementType.I64, positions.type());
            assertArrayEquals(new long[] {1, 4}, positions.shape());
            assertArrayEquals(
                    new long[] {0, 1, 2, 3},
                    positions.data().toArray(ValueLayout.JAVA_LONG_UNALIGNED));
        }
    }

    @Test
    void swapsTheBytesOfABigEndianMachine() {
        try (TorchFile little = open("floats.bin");
                TorchFile big = open("floats-big-endian.bin")) {
            assertFloats(little.get("floats"), "3", 1, -2.5f, 0.1f);
            assertFloats(big.get("floats"), "3", 1, -2.5f, 0.1f);
        }
    }

    @Test
    void aTensorOutlivesItsFile() {
        StoredTensor tensor;
        try (TorchFile file = open("floats.bin")) {
            tensor = file.get("floats");
        }
        assertFloats(tensor, "3", 1, -2.5f, 0.1f);
    }

    @Test
    void theNameDecidesTheFormat() {
        try (TensorFile torch = TensorFile.open(TensorFileTestData.golden("floats.bin"));
                TensorFile safe =
                        TensorFile.open(TensorFileTestData.golden("python.safetensors"))) {
            assertInstanceOf(TorchFile.class, torch);
            assertInstanceOf(SafeTensors.class, safe);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    evil-os-system.bin       | asks for "posix.system", which no dictionary of tensors needs
                    evil-eval-protocol-4.bin | asks for "builtins.eval", which no dictionary of tensors needs
                    evil-codec.bin           | asks for "__builtin__.getattr", which no dictionary of tensors needs
                    evil-inst.bin            | contains the pickle instruction 0x69, which no dictionary of tensors needs
                    """)
    void runsNothing(String name, String sentence) {
        Path file = TensorFileTestData.golden(name);
        assertSentence(
                file,
                sentence
                        + "; nothing was run, but do not trust this file: get the model as"
                        + " model.safetensors, or save only its state_dict().");
        assertFalse(Files.exists(Path.of("executed")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    legacy.bin               | is in the format of torch before 1.6, which is a bare pickle; re-save it in Python: torch.save(torch.load(path, weights_only=True), path).
                    training-checkpoint.bin  | holds something else under "model" where a dictionary of tensors is needed; save the model's state_dict().
                    list.bin                 | holds a single object where a dictionary of tensors is needed; save the model's state_dict().
                    floats-broken-pickle.bin | is damaged (its dictionary cannot be read); download it again.
                    huge-string.bin          | is damaged (its dictionary cannot be read); download it again.
                    python.safetensors       | was not written by torch.save: it is no zip archive; download it again.
                    """)
    void isRefusedInOneSentence(String name, String sentence) {
        assertSentence(TensorFileTestData.golden(name), sentence);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    floats-no-storage.bin    | floats | is damaged (tensor "floats" has no storage 0); download it again.
                    floats-short-storage.bin | floats | is damaged (tensor "floats" of shape [3] reaches beyond its storage of 2 elements); download it again.
                    stretched.bin            | a      | is damaged (tensor "a" of shape [1000] reaches beyond its storage of 1 elements); download it again.
                    """)
    void isRefusedWhenTheTensorIsRead(String name, String tensor, String sentence) {
        Path path = TensorFileTestData.golden(name);
        try (TorchFile file = TorchFile.open(path)) {
            var error = assertThrows(TensorFileException.class, () -> file.get(tensor));
            assertEquals(path + " " + sentence, error.getMessage());
        }
    }

    /// The directory of a zip archive is its end: whatever is cut off is noticed.
    @Test
    void anyTruncationIsNoticed() throws IOException {
        byte[] whole = Files.readAllBytes(TensorFileTestData.golden("state.bin"));
        for (int length = 1; length < whole.length; length += 97) {
            Path cut = directory.resolve("cut.bin");
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThrows(TensorFileException.class, () -> TorchFile.open(cut), "at " + length);
        }
    }

    /// Whatever a damaged dictionary says, the answer is a TensorFileException.
    @Test
    void anyWrongByteIsASentenceOrHarmless() throws IOException {
        byte[] whole = Files.readAllBytes(TensorFileTestData.golden("state.bin"));
        for (int position = 0; position < 1_600; position++) {
            byte[] damaged = whole.clone();
            damaged[position] ^= (byte) 0xA5;
            Path file = Files.write(directory.resolve("damaged.bin"), damaged);
            try (TorchFile torch = TorchFile.open(file)) {
                torch.names().forEach(torch::get);
            } catch (TensorFileException e) {
                assertFalse(e.getMessage().contains("\n"));
            }
        }
    }

    private static void assertSentence(Path file, String sentence) {
        var error = assertThrows(TensorFileException.class, () -> TorchFile.open(file));
        assertEquals(file + " " + sentence, error.getMessage());
    }

    private static void assertFloats(StoredTensor tensor, String shape, float... values) {
        String actual =
                String.join("x", Arrays.stream(tensor.shape()).mapToObj(Long::toString).toList());
        assertEquals(shape, actual);
        assertArrayEquals(values, tensor.toFloats());
    }

    private static TorchFile open(String name) {
        return TorchFile.open(TensorFileTestData.golden(name));
    }
}
