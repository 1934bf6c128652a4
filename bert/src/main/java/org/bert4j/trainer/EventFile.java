package org.bert4j.trainer;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.tensor.Tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/// Writes the curves of a run as TensorBoard reads them: a file of `Event` messages (tensorflow/core/util/event.proto),
/// each framed as a TFRecord: length, its checksum, the message, its checksum.
///
/// A resumed run begins another file, whose first message tells TensorBoard to forget the steps that are done again.
final class EventFile implements TrainingListener {
    private static final String VERSION = "brain.Event:2";

    // Field numbers of Event, Summary, Summary.Value and SessionLog.
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int STATUS = 1;
    private static final int START = 1;

    private final Path directory;
    private final Map<String, Object> options;
    private final Map<String, Tensor> parameters;
    private Path file;

    /// @param directory  is made if need be
    /// @param options    of the run, by name
    /// @param parameters whose values are shown as histograms, by name
    EventFile(Path directory, Map<String, Object> options, Map<String, Tensor> parameters) {
        this.directory = directory;
        this.options = options;
        this.parameters = parameters;
    }

    /// Part of a message.
    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    @Override
    public void started(long step, long totalSteps) {
        makeDirectory();
        file =
                directory.resolve(
                        String.format(
                                Locale.ROOT,
                                "events.out.tfevents.%010d.bert4j.%d",
                                now() / 1000,
                                step));
        append(0, out -> out.writeString(FILE_VERSION, VERSION));
        append(0, out -> out.writeBytes(SUMMARY, message(this::writeOptions)));
        if (step > 0) {
            append(
                    step + 1,
                    out ->
                            out.writeBytes(
                                    SESSION_LOG, message(log -> log.writeEnum(STATUS, START))));
        }
    }

    private void writeOptions(CodedOutputStream summary) throws IOException {
        summary.writeBytes(VALUE, HyperparameterSummary.of(options, now() / 1e3));
    }

    private void makeDirectory() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(directory, e);
        }
    }

    @Override
    public void step(Step step) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("train/loss", step.loss());
        values.put("train/learning_rate", step.learningRate());
        values.put("train/gradient_norm", step.gradientNorm());
        values.put("train/tokens_per_second", step.tokens() / step.seconds());
        append(step.step(), values);
    }

    @Override
    public void evaluated(long step, Evaluation evaluation, boolean best) {
        Map<String, Double> values = new LinkedHashMap<>();
        evaluation
                .figures()
                .forEach(
                        (name, value) -> {
                            if (value instanceof Number number) {
                                values.put("evaluation/" + name, number.doubleValue());
                            }
                        });
        append(step, values);
        parameters.forEach((name, parameter) -> append(step, name, parameter));
    }

    private void append(long step, String parameter, Tensor values) {
        append(
                step,
                out ->
                        out.writeBytes(
                                SUMMARY,
                                message(
                                        summary ->
                                                summary.writeBytes(
                                                        VALUE,
                                                        HistogramSummary.of(
                                                                "weights/" + parameter,
                                                                values.toFloats())))));
    }

    private void append(long step, Map<String, Double> values) {
        append(step, out -> out.writeBytes(SUMMARY, message(summary -> write(summary, values))));
    }

    private static void write(CodedOutputStream summary, Map<String, Double> values)
            throws IOException {
        for (var value : values.entrySet()) {
            summary.writeBytes(
                    VALUE,
                    message(
                            fields -> {
                                fields.writeString(TAG, value.getKey());
                                fields.writeFloat(SIMPLE_VALUE, value.getValue().floatValue());
                            }));
        }
    }

    private void append(long step, Fields what) {
        try {
            ByteString event =
                    message(
                            out -> {
                                out.writeDouble(WALL_TIME, now() / 1e3);
                                out.writeInt64(STEP, step);
                                what.write(out);
                            });
            Files.write(
                    file,
                    record(event.toByteArray()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(file, e);
        }
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    static ByteString message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private static byte[] record(byte[] data) {
        ByteBuffer length =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length);
        return ByteBuffer.allocate(data.length + Long.BYTES + 2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(length.array())
                .putInt(maskedChecksum(length.array()))
                .put(data)
                .putInt(maskedChecksum(data))
                .array();
    }

    /// CRC-32C, rotated and shifted, as the format has it, so that checksums of data with checksums in it differ.
    private static int maskedChecksum(byte[] data) {
        CRC32C checksum = new CRC32C();
        checksum.update(data);
        return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
    }
}
