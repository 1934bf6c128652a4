package org.bert4j.tensor;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes one safetensors file, byte for byte as the Python library would.
final class SafeTensorsWriter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int HEADER_ALIGNMENT = 8;
    private static final int CHUNK_BYTES = 8 << 20;

    private final Map<String, String> metadata;
    private final List<StoredTensor> tensors;

    SafeTensorsWriter(Map<String, String> metadata, List<StoredTensor> tensors) {
        this.metadata = new TreeMap<>(metadata);
        this.tensors = new ArrayList<>(tensors);
        // The strictest alignment first: then every tensor is aligned without holes.
        this.tensors.sort(
                Comparator.comparing(StoredTensor::type)
                        .reversed()
                        .thenComparing(SafeTensorsWriter::utf8, Arrays::compareUnsigned));
    }

    void write(Path file) {
        byte[] header = header();
        Path beside = beside(file);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeAll(channel, prefix(header.length));
                writeAll(channel, ByteBuffer.wrap(header));
                for (StoredTensor tensor : tensors) {
                    writeData(channel, tensor.data());
                }
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw FileProblem.unwritable(file, e);
        } finally {
            deleteQuietly(beside);
        }
    }

    private byte[] header() {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = root.putObject("__metadata__");
            metadata.forEach(node::put);
        }
        long offset = 0;
        for (StoredTensor tensor : tensors) {
            if (root.has(tensor.name())) {
                throw new IllegalArgumentException(
                        "Two tensors are called \"%s\"".formatted(tensor.name()));
            }
            ObjectNode node = root.putObject(tensor.name());
            node.put("dtype", tensor.type().name());
            var shape = node.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            long end = offset + tensor.data().byteSize();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        return padded(JSON.writeValueAsBytes(root));
    }

    private static byte[] padded(byte[] json) {
        int length = Math.ceilDiv(json.length, HEADER_ALIGNMENT) * HEADER_ALIGNMENT;
        byte[] header = Arrays.copyOf(json, length);
        Arrays.fill(header, json.length, length, (byte) ' ');
        return header;
    }

    private static ByteBuffer prefix(int headerLength) {
        ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return prefix.putLong(headerLength).flip();
    }

    /// Native memory goes straight to the file; the heap through one buffer, since a channel would
    /// take a native copy as long as the tensor.
    private static void writeData(FileChannel channel, MemorySegment data) throws IOException {
        ByteBuffer chunk = data.isNative() ? null : ByteBuffer.allocateDirect(CHUNK_BYTES);
        for (long offset = 0; offset < data.byteSize(); offset += CHUNK_BYTES) {
            MemorySegment part =
                    data.asSlice(offset, Math.min(CHUNK_BYTES, data.byteSize() - offset));
            if (chunk == null) {
                writeAll(channel, part.asByteBuffer());
            } else {
                MemorySegment.ofBuffer(chunk.clear()).copyFrom(part);
                writeAll(channel, chunk.limit((int) part.byteSize()));
            }
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static byte[] utf8(StoredTensor tensor) {
        return tensor.name().getBytes(StandardCharsets.UTF_8);
    }

    private static Path beside(Path file) {
        String name =
                ".%s.%d.%x.tmp"
                        .formatted(
                                file.getFileName(),
                                ProcessHandle.current().pid(),
                                System.nanoTime());
        return file.resolveSibling(name);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // What went wrong before is what the caller must hear.
        }
    }
}
