package org.bert4j.tensor;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The header of a safetensors file, checked against the file's length: an 8-byte little-endian
/// length, then JSON of that length; the tensors' bytes follow (README of huggingface/safetensors).
///
/// What passes here cannot lie any more: the tensors cover the rest of the file exactly.
///
/// @param metadata  the string map `__metadata__`
/// @param entries   the tensors in the order of their bytes
/// @param dataStart where in the file the first tensor begins
record SafeTensorsHeader(Map<String, String> metadata, List<Entry> entries, long dataStart) {
    /// The reference library refuses headers beyond this, and so do we.
    static final int MAX_HEADER_BYTES = 100_000_000;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// @param begin first byte, counted from `dataStart`
    /// @param end   behind the last byte
    record Entry(String name, ElementType type, long[] shape, long begin, long end) {}

    static SafeTensorsHeader read(Path file, FileChannel channel) throws IOException {
        long fileSize = channel.size();
        int length = headerLength(file, channel, fileSize);
        byte[] json = readFully(file, channel, Long.BYTES, length);
        JsonNode root = parse(file, json);
        long dataStart = Long.BYTES + (long) length;

        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : root.properties()) {
            if (property.getKey().equals("__metadata__")) {
                metadata.putAll(metadata(file, property.getValue()));
            } else {
                entries.add(entry(file, property.getKey(), property.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        requireExactCover(file, entries, fileSize - dataStart);
        return new SafeTensorsHeader(metadata, entries, dataStart);
    }

    private static int headerLength(Path file, FileChannel channel, long fileSize)
            throws IOException {
        if (fileSize < Long.BYTES) {
            throw damaged(file, "has %d bytes where a safetensors file has at least 8", fileSize);
        }
        byte[] bytes = readFully(file, channel, 0, Long.BYTES);
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > fileSize - Long.BYTES) {
            throw damaged(
                    file,
                    "says its header takes %s bytes, but only %d follow",
                    Long.toUnsignedString(length),
                    fileSize - Long.BYTES);
        }
        if (length > MAX_HEADER_BYTES) {
            throw damaged(
                    file,
                    "says its header takes %d bytes, the format allows %d",
                    length,
                    MAX_HEADER_BYTES);
        }
        return (int) length;
    }

    private static byte[] readFully(Path file, FileChannel channel, long position, int length)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw damaged(file, "ends after %d bytes", position + buffer.position());
            }
        }
        return buffer.array();
    }

    private static JsonNode parse(Path file, byte[] json) {
        if (json.length == 0 || json[0] != '{') {
            throw damaged(file, "has no JSON object as its header");
        }
        try {
            JsonNode root = JSON.readTree(json);
            if (!root.isObject()) {
                throw damaged(file, "has no JSON object as its header");
            }
            return root;
        } catch (JacksonException e) {
            throw damaged(file, "has a header that is not proper JSON (%s)", reason(e));
        }
    }

    /// Jackson's reason without the advice for programmers that follows it.
    private static String reason(JacksonException error) {
        return error.getOriginalMessage().split("\\s*(\\(|:| for `)", 2)[0];
    }

    private static Map<String, String> metadata(Path file, JsonNode node) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (!node.isObject()) {
            throw damaged(file, "has a \"__metadata__\" that is no map of strings");
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (!property.getValue().isString()) {
                throw damaged(
                        file,
                        "has metadata \"%s\" that is not a string: %s",
                        property.getKey(),
                        property.getValue());
            }
            metadata.put(property.getKey(), property.getValue().stringValue());
        }
        return metadata;
    }

    private static Entry entry(Path file, String name, JsonNode node) {
        if (!node.has("dtype")) {
            throw damaged(file, "has no \"dtype\" for tensor \"%s\"", name);
        }
        ElementType type = type(file, name, node.path("dtype"));
        long[] shape = numbers(file, name, "shape", node.path("shape"));
        long[] offsets = numbers(file, name, "data_offsets", node.path("data_offsets"));
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw damaged(
                    file,
                    "has data_offsets %s for tensor \"%s\", not a begin and an end",
                    StoredTensor.text(offsets),
                    name);
        }
        requireSize(file, new Entry(name, type, shape, offsets[0], offsets[1]));
        return new Entry(name, type, shape, offsets[0], offsets[1]);
    }

    private static ElementType type(Path file, String name, JsonNode node) {
        String text = node.isString() ? node.stringValue() : "";
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new TensorFileException(
                ("%s: tensor \"%s\" has dtype %s, which is not one of %s;"
                                + " convert it, for instance to F32.")
                        .formatted(file, name, node, List.of(ElementType.values())));
    }

    private static long[] numbers(Path file, String name, String key, JsonNode node) {
        if (!node.isArray()) {
            throw damaged(file, "has no array \"%s\" for tensor \"%s\"", key, name);
        }
        long[] numbers = new long[node.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode number = node.get(i);
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
                throw damaged(file, "has %s %s for tensor \"%s\"", key, node, name);
            }
            numbers[i] = number.asLong();
        }
        return numbers;
    }

    private static void requireSize(Path file, Entry entry) {
        long expected;
        try {
            expected =
                    Math.multiplyExact(StoredTensor.elementCount(entry.shape), entry.type.bytes());
        } catch (ArithmeticException e) {
            throw damaged(
                    file,
                    "has tensor \"%s\" with the impossible shape %s",
                    entry.name,
                    StoredTensor.text(entry.shape));
        }
        if (entry.end - entry.begin != expected) {
            throw damaged(
                    file,
                    "has %d bytes for tensor \"%s\", whose shape %s in %s takes %d",
                    entry.end - entry.begin,
                    entry.name,
                    StoredTensor.text(entry.shape),
                    entry.type,
                    expected);
        }
    }

    /// No overlaps, no holes, nothing missing, nothing left over.
    private static void requireExactCover(Path file, List<Entry> entries, long dataSize) {
        long covered = 0;
        String before = "the header";
        for (Entry entry : entries) {
            if (entry.begin < covered) {
                throw damaged(
                        file,
                        "has tensor \"%s\" beginning at byte %d, inside %s, which ends at %d",
                        entry.name,
                        entry.begin,
                        before,
                        covered);
            }
            if (entry.begin > covered) {
                throw damaged(
                        file,
                        "has a hole of %d bytes between %s and tensor \"%s\"",
                        entry.begin - covered,
                        before,
                        entry.name);
            }
            covered = entry.end;
            before = "tensor \"" + entry.name + "\"";
            if (covered > dataSize) {
                throw damaged(
                        file,
                        "is truncated: %s ends at byte %d of the data, of which there are %d",
                        before,
                        covered,
                        dataSize);
            }
        }
        if (covered < dataSize) {
            throw damaged(
                    file,
                    "has %d bytes that belong to no tensor, after %s",
                    dataSize - covered,
                    before);
        }
    }

    private static TensorFileException damaged(Path file, String what, Object... values) {
        return new TensorFileException(
                "%s %s; the file is damaged or no safetensors file: download it again."
                        .formatted(file, what.formatted(values)));
    }
}
