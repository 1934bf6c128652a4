package org.bert4j.corpus;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenBuffer;
import org.bert4j.tokenizer.Vocabulary;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Tokenizes paragraphs and cuts their tokens into sentences. Safe for several threads.
final class PartEncoder {
    private static final String CONTINUATION = "##";
    private static final BitSet NOWHERE = new BitSet(0);

    private final BertTokenizer tokenizer;
    private final Optional<WordSegmenter> segmenter;
    private final TokenForm form;
    private final int unknownId;
    private final boolean[] isPieceBehindTheFirst; // by id
    private final ThreadLocal<TokenBuffer> buffers = ThreadLocal.withInitial(TokenBuffer::new);

    PartEncoder(BertTokenizer tokenizer, Optional<WordSegmenter> segmenter) {
        this.tokenizer = tokenizer;
        this.segmenter = segmenter;
        Vocabulary vocabulary = tokenizer.vocabulary();
        this.form = TokenForm.of(vocabulary.size());
        this.unknownId = tokenizer.unkId();
        this.isPieceBehindTheFirst = new boolean[vocabulary.size()];
        for (int id = 0; id < vocabulary.size(); id++) {
            isPieceBehindTheFirst[id] = vocabulary.token(id).startsWith(CONTINUATION);
        }
    }

    TokenForm form() {
        return form;
    }

    List<EncodedPart> encode(List<DocumentPart> batch) {
        return batch.stream().map(this::encode).toList();
    }

    EncodedPart encode(DocumentPart part) {
        PartTokens tokens = new PartTokens(part.document());
        for (String paragraph : part.paragraphs()) {
            TokenBuffer buffer = buffers.get();
            buffer.clear();
            tokenizer.tokenize(paragraph, buffer);
            BitSet insideWords =
                    segmenter.map(words -> words.insideWords(paragraph)).orElse(NOWHERE);
            if (part.isRunning()) {
                addSentences(paragraph, buffer, insideWords, tokens);
            } else {
                tokens.add(buffer, 0, buffer.size(), insideWords);
            }
        }
        return tokens.toPart();
    }

    /// Words never reach from one sentence into the next, so the tokens of a paragraph are those of its sentences.
    private static void addSentences(
            String paragraph, TokenBuffer buffer, BitSet insideWords, PartTokens tokens) {
        Sentences sentences = new Sentences(paragraph);
        int[] starts = buffer.starts();
        int from = 0;
        while (sentences.next()) {
            int to = from;
            while (to < buffer.size() && starts[to] < sentences.end()) {
                to++;
            }
            tokens.add(buffer, from, to, insideWords);
            from = to;
        }
    }

    private final class PartTokens {
        private final int document;
        private ByteBuffer tokens = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        private int size;
        private int[] sentenceEnds = new int[8];
        private int sentences;
        private int unknown;

        PartTokens(int document) {
            this.document = document;
        }

        /// Adds a sentence, unless it is empty.
        void add(TokenBuffer buffer, int from, int to, BitSet insideWords) {
            if (from == to) {
                return;
            }
            requireRoom(to - from);
            int[] ids = buffer.ids();
            int[] starts = buffer.starts();
            for (int i = from; i < to; i++) {
                boolean continues = isPieceBehindTheFirst[ids[i]];
                continues |= i > from && insideWords.get(starts[i]);
                form.put(tokens, ids[i], continues);
                unknown += ids[i] == unknownId ? 1 : 0;
            }
            size += to - from;
            sentenceEnds[sentences++] = size;
        }

        private void requireRoom(int count) {
            if (tokens.remaining() < count * form.bytes()) {
                int capacity =
                        Math.max(2 * tokens.capacity(), tokens.position() + count * form.bytes());
                byte[] larger = Arrays.copyOf(tokens.array(), capacity);
                tokens =
                        ByteBuffer.wrap(larger)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .position(tokens.position());
            }
            if (sentences == sentenceEnds.length) {
                sentenceEnds = Arrays.copyOf(sentenceEnds, 2 * sentences);
            }
        }

        EncodedPart toPart() {
            return new EncodedPart(
                    document,
                    Arrays.copyOf(tokens.array(), tokens.position()),
                    Arrays.copyOf(sentenceEnds, sentences),
                    unknown);
        }
    }
}
