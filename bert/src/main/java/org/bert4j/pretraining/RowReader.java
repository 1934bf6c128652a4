package org.bert4j.pretraining;

import org.bert4j.corpus.TokenCorpus;

import java.util.Arrays;

/// Fetches from the corpus what a plan names.
record RowReader(TokenCorpus corpus, SpecialIds special) {
    PlainRow read(RowPlan plan) {
        Tokens tokens = new Tokens(plan.length());
        tokens.add(special.cls());
        read(plan.first(), tokens);
        tokens.add(special.sep());

        int[] tokenTypeIds = new int[plan.length()];
        if (plan.isPair()) {
            Arrays.fill(tokenTypeIds, tokens.count, plan.length(), 1);
            read(plan.second(), tokens);
            tokens.add(special.sep());
        }
        return new PlainRow(tokens.ids, tokenTypeIds, tokens.continues, plan.label());
    }

    private void read(Span span, Tokens into) {
        int end = into.count + span.length();
        int document = span.document();
        int sentence = span.sentence();
        int skip = span.skip();
        while (into.count < end) {
            if (sentence == corpus.sentences(document)) {
                into.add(special.sep());
                document++;
                sentence = 0;
            }
            int[] ids = corpus.ids(document, sentence);
            if (skip < ids.length) {
                int to = Math.min(ids.length, skip + end - into.count);
                into.add(ids, corpus.continues(document, sentence), skip, to);
            }
            skip = Math.max(0, skip - ids.length);
            sentence++;
        }
    }

    private static final class Tokens {
        private final int[] ids;
        private final boolean[] continues;
        private int count;

        Tokens(int length) {
            ids = new int[length];
            continues = new boolean[length];
        }

        void add(int id) {
            ids[count++] = id;
        }

        void add(int[] some, boolean[] flags, int from, int to) {
            System.arraycopy(some, from, ids, count, to - from);
            System.arraycopy(flags, from, continues, count, to - from);
            count += to - from;
        }
    }
}
