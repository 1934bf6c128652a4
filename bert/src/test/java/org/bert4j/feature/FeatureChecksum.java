package org.bert4j.feature;

import org.bert4j.tokenizer.WindowStride;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The checksum of make_qa_features.py: SHA-256 over 32-bit numbers, for each feature the number of
/// tokens, ids, types, start, end, then two numbers per context token.
final class FeatureChecksum {
    private final WindowStride stride;
    private final MessageDigest digest = sha256();
    private final Words words = new Words();
    private ByteBuffer numbers;
    private int features;

    FeatureChecksum(WindowStride stride) {
        this.stride = stride;
    }

    void add(QaFeature feature) {
        features++;
        numbers = ByteBuffer.allocate(4 * (3 + 4 * feature.length()));
        add(feature.length());
        for (int id : feature.inputIds()) {
            add(id);
        }
        for (int type : feature.tokenTypeIds()) {
            add(type);
        }
        add(feature.startPosition());
        add(feature.endPosition());
        int[] wordNumbers = stride instanceof WindowStride.Step ? words.of(feature) : new int[0];
        int first = feature.firstContextPosition();
        for (int i = first; feature.isContext(i); i++) {
            switch (stride) {
                case WindowStride.Step _ -> {
                    add(wordNumbers[i - first]);
                    add(feature.isMaxContext(i) ? 1 : 0);
                }
                case WindowStride.Overlap _ -> {
                    add(feature.sourceStart(i));
                    add(feature.sourceEnd(i));
                }
            }
        }
        digest.update(numbers.flip());
    }

    int features() {
        return features;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(int number) {
        numbers.putInt(number);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
