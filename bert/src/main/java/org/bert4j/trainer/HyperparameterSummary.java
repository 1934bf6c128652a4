package org.bert4j.trainer;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;

import java.io.IOException;
import java.util.Map;

/// The options of a run as TensorBoard's HParams tab reads them: the value of a summary
/// (tensorboard/plugins/hparams/plugin_data.proto).
final class HyperparameterSummary {
    private static final String TAG_OF_START = "_hparams_/session_start_info";
    private static final String PLUGIN = "hparams";

    // Field numbers of Summary.Value, SummaryMetadata and its PluginData.
    private static final int TAG = 1;
    private static final int TENSOR = 8;
    private static final int METADATA = 9;
    private static final int PLUGIN_DATA = 1;
    private static final int PLUGIN_NAME = 1;
    private static final int CONTENT = 2;

    // Of HParamsPluginData and SessionStartInfo, whose options are a map: entries of key and
    // google.protobuf.Value.
    private static final int SESSION_START = 3;
    private static final int OPTIONS = 1;
    private static final int START_SECONDS = 5;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int NUMBER = 2;
    private static final int TEXT = 3;
    private static final int TRUTH = 4;

    // Of TensorProto: readers ask for one, and nobody looks into it.
    private static final int TYPE = 1;
    private static final int SHAPE = 2;
    private static final int DIMENSION = 2;
    private static final int SIZE = 1;
    private static final int FLOATS = 5;
    private static final int FLOAT = 1;

    private HyperparameterSummary() {}

    /// @param options by name: numbers, truth values, and texts of everything else
    /// @param seconds when the run began, since 1970
    static ByteString of(Map<String, Object> options, double seconds) throws IOException {
        ByteString content =
                EventFile.message(
                        data ->
                                data.writeBytes(
                                        SESSION_START,
                                        EventFile.message(
                                                start -> start(start, options, seconds))));
        ByteString metadata =
                EventFile.message(
                        out ->
                                out.writeBytes(
                                        PLUGIN_DATA,
                                        EventFile.message(
                                                plugin -> {
                                                    plugin.writeString(PLUGIN_NAME, PLUGIN);
                                                    plugin.writeBytes(CONTENT, content);
                                                })));
        return EventFile.message(
                value -> {
                    value.writeString(TAG, TAG_OF_START);
                    value.writeBytes(TENSOR, emptyTensor());
                    value.writeBytes(METADATA, metadata);
                });
    }

    private static void start(CodedOutputStream out, Map<String, Object> options, double seconds)
            throws IOException {
        for (var option : options.entrySet()) {
            ByteString value = EventFile.message(fields -> write(fields, option.getValue()));
            out.writeBytes(
                    OPTIONS,
                    EventFile.message(
                            entry -> {
                                entry.writeString(KEY, option.getKey());
                                entry.writeBytes(VALUE, value);
                            }));
        }
        out.writeDouble(START_SECONDS, seconds);
    }

    private static void write(CodedOutputStream out, Object value) throws IOException {
        switch (value) {
            case Number number -> out.writeDouble(NUMBER, number.doubleValue());
            case Boolean truth -> out.writeBool(TRUTH, truth);
            default -> out.writeString(TEXT, String.valueOf(value));
        }
    }

    private static ByteString emptyTensor() throws IOException {
        ByteString one = EventFile.message(dimension -> dimension.writeInt64(SIZE, 1));
        ByteString shape = EventFile.message(out -> out.writeBytes(DIMENSION, one));
        return EventFile.message(
                tensor -> {
                    tensor.writeEnum(TYPE, FLOAT);
                    tensor.writeBytes(SHAPE, shape);
                    tensor.writeFloat(FLOATS, 0);
                });
    }
}
