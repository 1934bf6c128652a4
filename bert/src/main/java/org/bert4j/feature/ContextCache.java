package org.bert4j.feature;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Tokens;

import java.util.LinkedHashMap;
import java.util.Map;

/// Tokenises contexts and remembers the latest, so that many questions about one context cost one
/// tokenisation even if they come one by one. Safe for several threads, bounded in memory.
final class ContextCache {
    private static final int CONTEXTS = 32;

    private final BertTokenizer tokenizer;
    private final Map<String, Tokens> latest =
            new LinkedHashMap<>(2 * CONTEXTS, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Tokens> eldest) {
                    return size() > CONTEXTS;
                }
            };

    ContextCache(BertTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    Tokens tokenize(String context) {
        synchronized (latest) {
            Tokens known = latest.get(context);
            if (known != null) {
                return known;
            }
        }
        Tokens tokens = tokenizer.tokenize(context); // outside the lock: other contexts go on
        synchronized (latest) {
            latest.put(context, tokens);
        }
        return tokens;
    }
}
