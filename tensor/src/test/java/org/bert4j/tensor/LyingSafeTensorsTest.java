package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/// Headers that are broken or lie, and the sentence each of them gets.
class LyingSafeTensorsTest {
    private static final String ADVICE =
            "; the file is damaged or no safetensors file: download it again.";

    @TempDir private Path directory;

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    # header                                                     | bytes | sentence
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}       | 7 | is truncated: tensor "a" ends at byte 8 of the data, of which there are 7
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}       | 9 | has 1 bytes that belong to no tensor, after tensor "a"
                    {}                                                           | 4 | has 4 bytes that belong to no tensor, after the header
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}       | 4 | has 4 bytes for tensor "a", whose shape [2] in F32 takes 8
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}       | 8 | has data_offsets [8, 0] for tensor "a", not a begin and an end
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}         | 8 | has data_offsets [0] for tensor "a", not a begin and an end
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}      | 8 | has data_offsets [-8,0] for tensor "a"
                    {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}      | 8 | has shape [-2] for tensor "a"
                    {"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,6]}}     | 6 | has shape [1.5] for tensor "a"
                    {"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}         | 8 | has no array "shape" for tensor "a"
                    {"a":{"dtype":"F32","data_offsets":[0,8]}}                   | 8 | has no array "shape" for tensor "a"
                    {"a":{"dtype":"F32","shape":[2]}}                            | 8 | has no array "data_offsets" for tensor "a"
                    {"a":7}                                                      | 0 | has no "dtype" for tensor "a"
                    {"a":{"dtype":"F32","shape":[9223372036854775807,2],"data_offsets":[0,8]}} | 8 | has tensor "a" with the impossible shape [9223372036854775807, 2]
                    {"a":{"dtype":"F32","shape":[99223372036854775807],"data_offsets":[0,8]}}  | 8 | has shape [99223372036854775807] for tensor "a"
                    {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}} | 6 | has tensor "b" beginning at byte 2, inside tensor "a", which ends at 4
                    {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}} | 4 | has tensor "b" beginning at byte 0, inside tensor "a", which ends at 4
                    {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[6,10]}} | 10 | has a hole of 2 bytes between tensor "a" and tensor "b"
                    {"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}        | 8 | has a hole of 4 bytes between the header and tensor "a"
                    {"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}} | 2 | has a header that is not proper JSON (Duplicate property "a")
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]         | 4 | has a header that is not proper JSON (Unexpected end-of-input)
                    {} {}                                                        | 0 | has a header that is not proper JSON (Trailing token)
                    [1]                                                          | 0 | has no JSON object as its header
                    {"__metadata__":{"format":1}}                                | 0 | has metadata "format" that is not a string: 1
                    {"__metadata__":"pt"}                                        | 0 | has a "__metadata__" that is no map of strings
                    """)
    void isOneSentence(String header, int dataBytes, String sentence) throws IOException {
        assertSentence(
                TensorFileTestData.safetensors(directory, header, dataBytes), sentence + ADVICE);
    }

    @Test
    void anUnknownTypeIsNotADamage() throws IOException {
        Path file =
                TensorFileTestData.safetensors(
                        directory,
                        "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                        1);
        var error = assertThrows(TensorFileException.class, () -> SafeTensors.open(file));
        assertEquals(
                file
                        + ": tensor \"a\" has dtype \"F8_E4M3\", which is not one of [BOOL, U8, I8,"
                        + " I16, F16, BF16, I32, F32, F64, I64]; convert it, for instance to F32.",
                error.getMessage());
    }

    @Test
    void aHeaderLengthBeyondTheFile() throws IOException {
        Path file = TensorFileTestData.safetensors(directory, 1_000, new byte[] {'{', '}'}, 0);
        assertSentence(file, "says its header takes 1000 bytes, but only 2 follow" + ADVICE);
    }

    @Test
    void aHeaderLengthOfAnotherFormat() throws IOException {
        Path file = directory.resolve("model.safetensors");
        Files.writeString(file, "<!DOCTYPE html><html>not found</html>");
        assertSentence(
                file,
                "says its header takes 5789751444030890300 bytes, but only 29 follow" + ADVICE);
    }

    @Test
    void aHeaderLengthAboveAllLongs() throws IOException {
        Path file = TensorFileTestData.safetensors(directory, -1, new byte[] {'{', '}'}, 0);
        assertSentence(
                file,
                "says its header takes 18446744073709551615 bytes, but only 2 follow" + ADVICE);
    }

    @Test
    void aHeaderAboveTheLimitOfTheFormat() throws IOException {
        Path file = TensorFileTestData.safetensors(directory, 100_000_001, new byte[] {'{'}, 0);
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200_000_000);
        }
        assertSentence(
                file,
                "says its header takes 100000001 bytes, the format allows 100000000" + ADVICE);
    }

    @Test
    void aFileTooShortForALength() throws IOException {
        Path file = Files.write(directory.resolve("model.safetensors"), new byte[7]);
        assertSentence(file, "has 7 bytes where a safetensors file has at least 8" + ADVICE);
    }

    @Test
    void anEmptyFile() throws IOException {
        Path file = Files.createFile(directory.resolve("model.safetensors"));
        assertSentence(file, "is empty; download it again.");
    }

    @Test
    void aDirectory() {
        assertSentence(directory, "is a directory; name the file of tensors inside.");
    }

    @Test
    void aPointerInPlaceOfTheFile() throws IOException {
        Path file = directory.resolve("model.safetensors");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\nsize 90868376\n");
        assertSentence(
                file,
                "is a Git LFS pointer, not the tensors;"
                        + " run git lfs pull beside it or download the file itself.");
    }

    @Test
    void aFileThatIsNotThere() {
        Path file = directory.resolve("model.safetensors");
        var error = assertThrows(TensorFileException.class, () -> SafeTensors.open(file));
        assertEquals(
                "Cannot read "
                        + file
                        + ": there is no such file or directory; check the path and its"
                        + " permissions.",
                error.getMessage());
    }

    private static void assertSentence(Path file, String sentence) {
        var error = assertThrows(TensorFileException.class, () -> SafeTensors.open(file));
        assertEquals(file + " " + sentence, error.getMessage());
        assertFalse(error.getMessage().contains("\n"));
        assertTrue(error.getMessage().endsWith("."));
    }
}
