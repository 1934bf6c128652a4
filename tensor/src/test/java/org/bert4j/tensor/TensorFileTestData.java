package org.bert4j.tensor;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The golden files that `src/test/python/tensor_files.py` made (torch 2.15.0, safetensors 0.8.0),
/// and files that lie.
final class TensorFileTestData {
    private TensorFileTestData() {}

    static Path golden(String name) {
        try {
            return Path.of(TensorFileTestData.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /// A safetensors file of the given header and so many bytes of data.
    static Path safetensors(Path directory, String header, int dataBytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return safetensors(directory, json.length, json, dataBytes);
    }

    /// The same with a header length that need not be true.
    static Path safetensors(Path directory, long headerLength, byte[] header, int dataBytes)
            throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + header.length + dataBytes)
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(headerLength).put(header);
        return Files.write(directory.resolve("model.safetensors"), bytes.array());
    }
}
