package org.bert4j.feature;

import org.bert4j.dataset.ProgramHash;
import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.Sha256;
import org.bert4j.dataset.TokenizerHash;
import org.bert4j.tokenizer.BertTokenizer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// All that features follow from: equal origins, equal features.
///
/// @param data SHA-256 of what says which questions they are
/// @param tokenizer SHA-256 of vocabulary and options
/// @param options lengths and windows
/// @param program the code that makes them
record QaFeatureOrigin(String data, String tokenizer, String options, String program) {
    private static final String PROGRAM =
            ProgramHash.of(BertTokenizer.class, QaExample.class, QaFeatures.class);

    static QaFeatureOrigin of(String data, BertTokenizer tokenizer, QaFeatureOptions options) {
        return new QaFeatureOrigin(
                Sha256.of(data), TokenizerHash.of(tokenizer), options.toString(), PROGRAM);
    }

    /// A name for a file.
    String key() {
        return Sha256.of(toString()).substring(0, 32);
    }

    static QaFeatureOrigin read(DataInput in) throws IOException {
        return new QaFeatureOrigin(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(data);
        out.writeUTF(tokenizer);
        out.writeUTF(options);
        out.writeUTF(program);
    }
}
