package org.bert4j.corpus;

import org.bert4j.dataset.FileCache;
import org.bert4j.dataset.ProgramHash;
import org.bert4j.dataset.Sha256;
import org.bert4j.dataset.TokenizerHash;
import org.bert4j.tokenizer.BertTokenizer;

import java.nio.file.Files;
import java.nio.file.Path;

/// Makes a corpus once, and finds it again as long as text, tokenizer, options and code stay the same.
final class CorpusCache {
    private static final long LARGEST = 50L << 30; // bytes of all corpora together

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
        CorpusMaker maker = new CorpusMaker(preparation, files, threads, listener);
        return new FileCache(directory, LARGEST)
                .get(
                        "corpus-" + hash.substring(0, 32),
                        place -> MappedTokenCorpus.open(place, hash),
                        place -> {
                            Files.createDirectory(place);
                            maker.write(place, hash);
                        });
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
}
