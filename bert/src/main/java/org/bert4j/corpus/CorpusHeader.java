package org.bert4j.corpus;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// `corpus.json` beside the shards: what they hold.
///
/// @param format        what the directory is, and the version of its layout
/// @param hash          of all that the corpus follows from
/// @param bytesPerToken 2 or 4
/// @param shardBytes    of each file but the last of its kind
/// @param report        the counts
record CorpusHeader(
        String format, String hash, int bytesPerToken, long shardBytes, CorpusReport report) {
    static final String FORMAT = "bert4j token corpus 1";
    static final String FILE = "corpus.json";

    private static final JsonMapper MAPPER = new JsonMapper();

    /// That of a directory, unless it has none.
    static Optional<CorpusHeader> read(Path directory) throws IOException {
        try {
            byte[] json = Files.readAllBytes(directory.resolve(FILE));
            return Optional.of(MAPPER.readValue(json, CorpusHeader.class))
                    .filter(header -> FORMAT.equals(header.format));
        } catch (NoSuchFileException | JacksonException _) {
            return Optional.empty();
        }
    }

    void write(Path directory) throws IOException {
        byte[] json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        try (FileChannel channel =
                FileChannel.open(
                        directory.resolve(FILE),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(json));
            channel.force(true);
        }
    }
}
