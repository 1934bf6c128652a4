package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class SafeTensorsTest {
    @TempDir private Path directory;

    @Test
    void readsWhatPythonWrote() {
        try (SafeTensors file = SafeTensors.open(golden())) {
            assertEquals(Map.of("format", "pt"), file.metadata());
            assertEquals(13, file.names().size());

            StoredTensor f32 = file.get("f32");
            assertEquals(ElementType.F32, f32.type());
            assertArrayEquals(new long[] {2, 3}, f32.shape());
            assertArrayEquals(new float[] {0, 0.25f, 0.5f, 0.75f, 1, 1.25f}, f32.toFloats());

            assertArrayEquals(new float[] {0.5f}, file.get("scalar").toFloats());
            assertArrayEquals(new long[0], file.get("scalar").shape());
            assertEquals(0, file.get("empty").elementCount());
            assertArrayEquals(new float[] {1, 2}, file.get("embeddings.\"word\".重み\\1").toFloats());
        }
    }

    @Test
    void widensAllFloatingPointFormats() {
        try (SafeTensors file = SafeTensors.open(golden())) {
            // 6e-8 in float16 is the smallest number above zero, 2^-24
            assertArrayEquals(new float[] {1, -2.5f, 65504, 0x1p-24f}, file.get("f16").toFloats());
            // float(torch.tensor(3e38, dtype=torch.bfloat16)).hex()
            assertArrayEquals(new float[] {1, -2.5f, 0x1.c4p127f}, file.get("bf16").toFloats());
            assertArrayEquals(new float[] {1, 0.1f}, file.get("f64").toFloats());
        }
    }

    @Test
    void integersAreNoFloats() {
        try (SafeTensors file = SafeTensors.open(golden())) {
            StoredTensor ids = file.get("i64");
            var error = assertThrows(TensorFileException.class, ids::toFloats);
            assertTrue(error.getMessage().startsWith("Tensor \"i64\" holds I64"));
        }
    }

    @Test
    void namesComeInTheOrderOfTheBytes() {
        try (SafeTensors file = SafeTensors.open(golden())) {
            assertEquals(List.of("i64", "f64"), file.names().subList(0, 2));
            assertEquals("bool", file.names().getLast());
        }
    }

    @Test
    void writesTheSameBytesAsPython() throws IOException {
        Path copy = directory.resolve("copy.safetensors");
        try (SafeTensors file = SafeTensors.open(golden())) {
            List<StoredTensor> tensors = file.names().reversed().stream().map(file::get).toList();
            SafeTensors.write(copy, tensors);
        }
        assertArrayEquals(Files.readAllBytes(golden()), Files.readAllBytes(copy));
    }

    @Test
    void writesNoMetadataWhereThereIsNone() throws IOException {
        Path copy = directory.resolve("copy.safetensors");
        StoredTensor tensor = StoredTensor.ofFloats("a", new long[] {1}, new float[] {1});
        SafeTensors.write(copy, Map.of(), List.of(tensor));
        assertArrayEquals(
                Files.readAllBytes(
                        TensorFileTestData.golden("python-without-metadata.safetensors")),
                Files.readAllBytes(copy));
    }

    @Test
    void writesNativeMemoryOfSeveralChunksAndReadsItBack() {
        Path file = directory.resolve("large.safetensors");
        try (Arena arena = Arena.ofConfined()) {
            long bytes = (20L << 20) + 4;
            MemorySegment data = arena.allocate(bytes);
            for (long i = 0; i < bytes / Float.BYTES; i++) {
                data.set(StoredTensor.FLOAT, i * Float.BYTES, i);
            }
            long[] shape = {bytes / Float.BYTES};
            StoredTensor inNative = new StoredTensor("native", ElementType.F32, shape, data);
            StoredTensor onHeap = StoredTensor.ofFloats("heap", shape, inNative.toFloats());
            SafeTensors.write(file, List.of(inNative, onHeap));
            try (SafeTensors read = SafeTensors.open(file)) {
                assertEquals(-1, read.get("native").data().mismatch(data));
                assertEquals(-1, read.get("heap").data().mismatch(data));
            }
        }
    }

    @Test
    void replacesAFileAsAWhole() throws IOException {
        Path file = directory.resolve("model.safetensors");
        SafeTensors.write(file, List.of(one("before")));
        SafeTensors.write(file, List.of(one("after")));
        try (SafeTensors read = SafeTensors.open(file)) {
            assertEquals(List.of("after"), read.names());
        }
        assertOnlyFile("model.safetensors");
    }

    @Test
    void othersMayReadTheFile() throws IOException {
        Path file = directory.resolve("model.safetensors");
        SafeTensors.write(file, List.of(one("a")));
        Path plain = Files.createFile(directory.resolve("plain"));
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            var expected = Files.getPosixFilePermissions(plain);
            assertEquals(expected, Files.getPosixFilePermissions(file));
            assertTrue(expected.contains(PosixFilePermission.OWNER_READ));
        }
    }

    @Test
    void leavesNothingBehindWhenWritingFails() throws IOException {
        Path occupied = Files.createDirectory(directory.resolve("model.safetensors"));
        Files.createFile(occupied.resolve("inside"));
        var error =
                assertThrows(
                        TensorFileException.class,
                        () -> SafeTensors.write(occupied, List.of(one("a"))));
        assertTrue(error.getMessage().startsWith("Cannot write " + occupied), error::getMessage);
        assertOnlyFile("model.safetensors");
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        Path file = directory.resolve("missing").resolve("model.safetensors");
        var error =
                assertThrows(
                        TensorFileException.class,
                        () -> SafeTensors.write(file, List.of(one("a"))));
        assertEquals(
                "Cannot write "
                        + file
                        + ": there is no such file or directory;"
                        + " make room, check permissions or choose another directory.",
                error.getMessage());
    }

    @Test
    void refusesTwoTensorsOfOneName() {
        Path file = directory.resolve("model.safetensors");
        assertThrows(
                IllegalArgumentException.class,
                () -> SafeTensors.write(file, List.of(one("a"), one("a"))));
        assertFalse(Files.exists(file));
    }

    @Test
    void aMissingTensorIsNamed() {
        try (SafeTensors file = SafeTensors.open(golden())) {
            assertFalse(file.contains("pooler.dense.weight"));
            var error =
                    assertThrows(TensorFileException.class, () -> file.get("pooler.dense.weight"));
            assertTrue(
                    error.getMessage()
                            .endsWith(
                                    "has no tensor \"pooler.dense.weight\" (13 others);"
                                            + " is it a checkpoint of another model?"),
                    error::getMessage);
        }
    }

    @Test
    void aTensorDiesWithItsFile() {
        StoredTensor tensor;
        try (SafeTensors file = SafeTensors.open(golden())) {
            tensor = file.get("f32");
        }
        assertThrows(IllegalStateException.class, tensor::toFloats);
    }

    private static StoredTensor one(String name) {
        return StoredTensor.ofFloats(name, new long[] {1}, new float[] {1});
    }

    private static Path golden() {
        return TensorFileTestData.golden("python.safetensors");
    }

    private void assertOnlyFile(String name) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(directory.resolve(name)), files.toList());
        }
    }
}
