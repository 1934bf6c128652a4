package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// SHA-256 in hexadecimal digits, of texts and of data files: by them a run, or a file made of other files, knows its
/// data again.
public final class Sha256 {
    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest digest;

    private Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /// Of the text's UTF-8 bytes.
    public static String of(String text) {
        return new Sha256().add(text).hex();
    }

    /// Of all these bytes, one buffer after the other.
    public static String of(Stream<ByteBuffer> bytes) {
        Sha256 hash = new Sha256();
        bytes.forEachOrdered(hash.digest::update);
        return hash.hex();
    }

    /// Of a file; of a directory, the hash of the hashes of its files.
    ///
    /// @throws BadInputException if it cannot be read
    public static String of(Path file) {
        try {
            return Files.isDirectory(file) ? ofAll(file) : ofFile(file);
        } catch (NoSuchFileException e) {
            throw new BadInputException("%s does not exist; check the path.".formatted(file), e);
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot read %s: %s; check the path.".formatted(file, e.getMessage()), e);
        }
    }

    private static String ofFile(Path file) throws IOException {
        Sha256 hash = new Sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.digest.update(buffer, 0, count);
            }
        }
        return hash.hex();
    }

    private static String ofAll(Path directory) throws IOException {
        Sha256 hash = new Sha256();
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                hash.add(ofFile(file));
            }
        }
        return hash.hex();
    }

    private Sha256 add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
