package org.bert4j.vocabulary;

/// A word and how often it occurs.
public record WordCount(String word, long count) {}
