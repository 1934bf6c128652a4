package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;

import org.bert4j.evaluate.Evaluation;
import org.bert4j.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// Read back by the published format.
class EventFileTest {
    @TempDir private Path directory;

    @Test
    void everyValueIsReadBackAtItsStep() throws IOException {
        EventFile file =
                new EventFile(
                        directory, Map.of("learning_rate", 3e-5, "freeze", "nothing"), Map.of());
        file.started(0, 10);
        file.step(new TrainingListener.Step(1, 0.1, 2.5, 0.75, 1e-4, 8, 640, 0.5));
        file.evaluated(1, Evaluation.of(Map.of("mlm_accuracy", 0.25), "mlm_accuracy"), true);

        List<UnknownFieldSet> events = events(onlyFile());
        assertEquals("brain.Event:2", text(events.getFirst().getField(3)));
        assertEquals(
                Map.of(
                        "train/loss",
                        2.5f,
                        "train/learning_rate",
                        1e-4f,
                        "train/gradient_norm",
                        0.75f,
                        "train/tokens_per_second",
                        1280f),
                values(events.get(2)));
        assertEquals(1, events.get(2).getField(2).getVarintList().getFirst());
        assertEquals(Map.of("evaluation/mlm_accuracy", 0.25f), values(events.get(3)));
        double time =
                Double.longBitsToDouble(events.get(2).getField(1).getFixed64List().getFirst());
        assertTrue(Math.abs(time - System.currentTimeMillis() / 1e3) < 600);
    }

    @Test
    void aResumedRunMakesReadersForgetTheStepsItDoesAgain() throws IOException {
        EventFile file =
                new EventFile(
                        directory, Map.of("learning_rate", 3e-5, "freeze", "nothing"), Map.of());
        file.started(7, 10);
        UnknownFieldSet restart = events(onlyFile()).get(2);
        assertEquals(8, restart.getField(2).getVarintList().getFirst());
        UnknownFieldSet log =
                UnknownFieldSet.parseFrom(restart.getField(7).getLengthDelimitedList().getFirst());
        assertEquals(1, log.getField(1).getVarintList().getFirst());
    }

    /// Field numbers of tensorboard/plugins/hparams/plugin_data.proto.
    @Test
    void theOptionsStandWhereTheHparamsTabLooksForThem() throws IOException {
        EventFile file =
                new EventFile(
                        directory, Map.of("learning_rate", 3e-5, "freeze", "nothing"), Map.of());
        file.started(0, 10);
        UnknownFieldSet value = inside(inside(events(onlyFile()).get(1), 5), 1);
        assertEquals("_hparams_/session_start_info", text(value.getField(1)));
        UnknownFieldSet plugin = inside(inside(value, 9), 1);
        assertEquals("hparams", text(plugin.getField(1)));
        UnknownFieldSet start = inside(inside(plugin, 2), 3);
        Map<String, Object> options = new HashMap<>();
        for (var entry : start.getField(1).getLengthDelimitedList()) {
            UnknownFieldSet option = UnknownFieldSet.parseFrom(entry);
            UnknownFieldSet written = inside(option, 2);
            options.put(
                    text(option.getField(1)),
                    written.hasField(2)
                            ? Double.longBitsToDouble(
                                    written.getField(2).getFixed64List().getFirst())
                            : text(written.getField(3)));
        }
        assertEquals(Map.of("learning_rate", 3e-5, "freeze", "nothing"), options);
    }

    /// Field numbers of tensorboard/compat/proto/histogram.proto.
    @Test
    void theSpreadOfParametersIsReadBack() throws IOException {
        Tensor parameter = Tensor.of(new float[] {-1, 0.5f, 0.5f, 2}, 2, 2);
        EventFile file = new EventFile(directory, Map.of(), Map.of("pooler", parameter));
        file.started(0, 10);
        file.evaluated(1, Evaluation.of(Map.of("accuracy", 0.25), "accuracy"), true);
        parameter.free();

        UnknownFieldSet value = inside(inside(events(onlyFile()).get(3), 5), 1);
        assertEquals("weights/pooler", text(value.getField(1)));
        UnknownFieldSet histogram = inside(value, 5);
        double[] moments = new double[5];
        Arrays.setAll(
                moments,
                i ->
                        Double.longBitsToDouble(
                                histogram.getField(i + 1).getFixed64List().getFirst()));
        assertArrayEquals(new double[] {-1, 2, 4, 2, 5.5}, moments);
        double[] limits = doubles(histogram.getField(6));
        double[] counts = doubles(histogram.getField(7));
        assertEquals(4, Arrays.stream(counts).sum());
        for (double expected : new double[] {-1, 0.5, 2}) {
            int bucket = 0;
            while (limits[bucket] < expected - 1e-9) {
                bucket++;
            }
            double around = counts[bucket] + counts[Math.min(bucket + 1, counts.length - 1)];
            assertTrue(around >= 1, "no value near " + expected);
        }
    }

    private static double[] doubles(Field packed) {
        ByteBuffer bytes =
                packed.getLengthDelimitedList()
                        .getFirst()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    private static UnknownFieldSet inside(UnknownFieldSet message, int field) throws IOException {
        return UnknownFieldSet.parseFrom(
                message.getField(field).getLengthDelimitedList().getFirst());
    }

    private Path onlyFile() throws IOException {
        try (var files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size());
            assertTrue(all.getFirst().getFileName().toString().contains(".tfevents."));
            return all.getFirst();
        }
    }

    private static List<UnknownFieldSet> events(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<UnknownFieldSet> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[Long.BYTES];
            bytes.get(length);
            assertEquals(unmasked(bytes.getInt()), checksum(length));
            byte[] data =
                    new byte
                            [(int)
                                    ByteBuffer.wrap(length)
                                            .order(ByteOrder.LITTLE_ENDIAN)
                                            .getLong()];
            bytes.get(data);
            assertEquals(unmasked(bytes.getInt()), checksum(data));
            events.add(UnknownFieldSet.parseFrom(data));
        }
        return events;
    }

    private static int unmasked(int masked) {
        return Integer.rotateLeft(masked - 0xa282ead8, 15);
    }

    private static int checksum(byte[] data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data);
        return (int) checksum.getValue();
    }

    private static Map<String, Float> values(UnknownFieldSet event) throws IOException {
        Map<String, Float> values = new HashMap<>();
        for (var summary : event.getField(5).getLengthDelimitedList()) {
            for (var bytes :
                    UnknownFieldSet.parseFrom(summary).getField(1).getLengthDelimitedList()) {
                UnknownFieldSet value = UnknownFieldSet.parseFrom(bytes);
                int bits = value.getField(2).getFixed32List().getFirst();
                values.put(text(value.getField(1)), Float.intBitsToFloat(bits));
            }
        }
        return values;
    }

    private static String text(Field field) {
        return field.getLengthDelimitedList().getFirst().toStringUtf8();
    }
}
