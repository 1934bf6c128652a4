package org.bert4j.corpus;

import org.bert4j.dataset.BoundedDirectory;
import org.bert4j.dataset.ProgramHash;
import org.bert4j.dataset.Sha256;
import org.bert4j.dataset.TokenizerHash;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/// Makes a corpus once, and finds it again as long as text, tokenizer, options and code stay the same.
final class CorpusCache {
    /// Bytes of all corpora together; the newest is kept even if it is larger.
    private static final long LARGEST = 50L << 30;

    private static final String PROGRAM =
            ProgramHash.of(BertTokenizer.class, MappedTokenCorpus.class);

    private final Path directory;
    private final int threads;
    private final CorpusListener listener;

    CorpusCache(Path directory, int threads, CorpusListener listener) {
        this.directory = directory;
        this.threads = threads;
        this.listener = listener;
    }

    MappedTokenCorpus corpus(CorpusPreparation preparation) {
        CorpusFiles files = CorpusFiles.of(preparation.inputs(), preparation.encoding());
        String hash = hash(preparation, files);
        Path place = directory.resolve("corpus-" + hash.substring(0, 32));
        try {
            Optional<MappedTokenCorpus> found = MappedTokenCorpus.open(place, hash);
            if (found.isPresent()) {
                BoundedDirectory.markUsed(place);
                return found.get();
            }
            make(place, hash, new CorpusMaker(preparation, files, threads, listener));
            return MappedTokenCorpus.open(place, hash)
                    .orElseThrow(() -> new IOException("it was deleted at once"));
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot write the cache %s (%s); make room or set BERT4J_HOME to another place."
                            .formatted(place, e.getMessage()),
                    e);
        }
    }

    private String hash(CorpusPreparation preparation, CorpusFiles files) {
        StringBuilder origin = new StringBuilder(PROGRAM);
        long done = 0;
        for (CorpusFile file : files.files()) {
            boolean isMarkdown = file.isMarkdown();
            origin.append('\n').append(Sha256.of(file.path())).append(' ').append(isMarkdown);
            done += file.bytes();
            listener.progress(CorpusListener.Step.HASHING, done, files.bytes());
        }
        origin.append('\n').append(files.files().getFirst().encoding());
        origin.append('\n').append(preparation.layout());
        origin.append('\n').append(preparation.segmenter().map(WordSegmenter::name));
        origin.append('\n').append(preparation.nearDuplicates());
        origin.append('\n').append(TokenizerHash.of(preparation.tokenizer()));
        return Sha256.of(origin.toString());
    }

    private void make(Path place, String hash, CorpusMaker maker) throws IOException {
        Path part =
                place.resolveSibling(
                        place.getFileName()
                                + "-"
                                + UUID.randomUUID()
                                + BoundedDirectory.UNFINISHED);
        try {
            Files.createDirectories(part);
            maker.write(part, hash);
            replace(part, place, hash);
        } finally {
            BoundedDirectory.delete(part); // it is still there only if something went wrong
        }
        new BoundedDirectory(directory, LARGEST).trim(place);
    }

    /// Another process may have been faster; what is damaged goes.
    private static void replace(Path part, Path place, String hash) throws IOException {
        try {
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(place)) {
                throw e;
            }
            if (MappedTokenCorpus.open(place, hash).isEmpty()) {
                BoundedDirectory.delete(place);
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
