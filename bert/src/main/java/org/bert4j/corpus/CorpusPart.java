package org.bert4j.corpus;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/// Some documents of a corpus.
public final class CorpusPart implements TokenCorpus {
    private final TokenCorpus whole;
    private final int[] documents;
    private final String name;

    private CorpusPart(TokenCorpus whole, int[] documents, String name) {
        this.whole = whole;
        this.documents = documents;
        this.name = name;
    }

    /// Every `step`th document, which is held out.
    public static CorpusPart heldOut(TokenCorpus whole, int step) {
        return new CorpusPart(whole, numbers(whole, step, true), "1 of " + step);
    }

    /// All but these.
    public static CorpusPart rest(TokenCorpus whole, int step) {
        return new CorpusPart(whole, numbers(whole, step, false), "all but 1 of " + step);
    }

    private static int[] numbers(TokenCorpus whole, int step, boolean held) {
        return IntStream.range(0, whole.documents())
                .filter(document -> (document % step == step - 1) == held)
                .toArray();
    }

    private long count(int document) {
        return IntStream.range(0, whole.sentences(document))
                .mapToLong(sentence -> whole.ids(document, sentence).length)
                .sum();
    }

    @Override
    public int documents() {
        return documents.length;
    }

    @Override
    public int sentences(int document) {
        return whole.sentences(documents[document]);
    }

    @Override
    public int[] ids(int document, int sentence) {
        return whole.ids(documents[document], sentence);
    }

    @Override
    public boolean[] continues(int document, int sentence) {
        return whole.continues(documents[document], sentence);
    }

    @Override
    public long tokens() {
        return Arrays.stream(documents).mapToLong(this::count).sum();
    }

    @Override
    public String hash() {
        try {
            byte[] both = (whole.hash() + name).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
