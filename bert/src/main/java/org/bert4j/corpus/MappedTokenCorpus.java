package org.bert4j.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// A corpus in files that are mapped into memory: the heap holds none of it, however large it is.
///
/// A directory holds `corpus.json` ([CorpusHeader]) and three kinds of numbers, little-endian, each in files of at most
/// 1 GiB:
///
/// | files | what |
/// |---|---|
/// | `tokens-000`, ... | ids with their continuation bits, 2 or 4 bytes each ([TokenForm]) |
/// | `sentences-000`, ... | for each sentence where it ends among the tokens of its document, 4 bytes |
/// | `documents-000`, ... | for each document the number of its first sentence and that of its first token, 8 bytes each; and the same behind the last |
///
/// [CorpusPreparation] makes such directories and finds them again. Immutable, and safe for several threads. The files
/// are unmapped when nobody holds the corpus any more.
public final class MappedTokenCorpus implements TokenCorpus {
    static final String TOKENS = "tokens";
    static final String SENTENCES = "sentences";
    static final String DOCUMENTS = "documents";

    private static final int DOCUMENT_BYTES = 2 * Long.BYTES;

    private final Path directory;
    private final CorpusHeader header;
    private final TokenForm form;
    private final Shards tokens;
    private final Shards sentences;
    private final Shards documents;

    private MappedTokenCorpus(Path directory, CorpusHeader header) throws IOException {
        CorpusReport report = header.report();
        this.directory = directory;
        this.header = header;
        this.form = new TokenForm(header.bytesPerToken());
        this.tokens = open(TOKENS, report.tokens() * form.bytes());
        this.sentences = open(SENTENCES, report.sentences() * Integer.BYTES);
        this.documents = open(DOCUMENTS, (report.documents() + 1L) * DOCUMENT_BYTES);
    }

    private Shards open(String name, long bytes) throws IOException {
        return Shards.open(directory, name, bytes, header.shardBytes());
    }

    /// Maps the corpus of a directory, if it is there, whole, and has this hash.
    static Optional<MappedTokenCorpus> open(Path directory, String hash) {
        try {
            Optional<CorpusHeader> header =
                    CorpusHeader.read(directory).filter(found -> found.hash().equals(hash));
            return header.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new MappedTokenCorpus(directory, header.get()));
        } catch (IOException _) {
            return Optional.empty(); // torn or damaged: it is made again
        }
    }

    @Override
    public int documents() {
        return header.report().documents();
    }

    /// @throws IndexOutOfBoundsException if there is no such document
    @Override
    public int sentences(int document) {
        return (int) (firstSentence(document + 1) - firstSentence(check(document)));
    }

    /// @throws IndexOutOfBoundsException if there is no such sentence
    @Override
    public int[] ids(int document, int sentence) {
        long from = firstToken(document, sentence);
        int[] ids = new int[length(document, sentence)];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = TokenForm.id(form.entry(tokens, from + i));
        }
        return ids;
    }

    /// @throws IndexOutOfBoundsException if there is no such sentence
    @Override
    public boolean[] continues(int document, int sentence) {
        long from = firstToken(document, sentence);
        boolean[] continues = new boolean[length(document, sentence)];
        for (int i = 0; i < continues.length; i++) {
            continues[i] = TokenForm.continues(form.entry(tokens, from + i));
        }
        return continues;
    }

    @Override
    public long tokens() {
        return header.report().tokens();
    }

    @Override
    public String hash() {
        return header.hash();
    }

    /// What became of the text, when the corpus was made.
    public CorpusReport report() {
        return header.report();
    }

    /// Where its files lie.
    public Path directory() {
        return directory;
    }

    private long firstToken(int document, int sentence) {
        Objects.checkIndex(sentence, sentences(document));
        long ofDocument = documents.number((long) document * DOCUMENT_BYTES + Long.BYTES);
        return ofDocument + start(document, sentence);
    }

    private int length(int document, int sentence) {
        return end(document, sentence) - start(document, sentence);
    }

    /// Both among the tokens of the document.
    private int start(int document, int sentence) {
        return sentence == 0 ? 0 : end(document, sentence - 1);
    }

    private int end(int document, int sentence) {
        return sentences.integer((firstSentence(document) + sentence) * Integer.BYTES);
    }

    private long firstSentence(int document) {
        return documents.number((long) document * DOCUMENT_BYTES);
    }

    private int check(int document) {
        return Objects.checkIndex(document, documents());
    }
}
