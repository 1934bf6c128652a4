package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// The files of a tokenizer as JSON, and the vocabulary that is cut out of one of them.
class JsonTreeTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode read(String json) {
        return JsonTree.read(bytes(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " \"\\u4e2d\\\"\\n😀\" ",
                "{\"a\": {\"b\": [1, -2, [true, false, null]]}, \"a2\": \"\", \"a\": 7}",
                "[2147483647, 2147483648, 1000000000000000019884624838656, 1e30, 0.25]"
            })
    void theTreeIsThatOfTheMapper(String json) {
        assertEquals(new JsonMapper().readTree(json), read(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\": }", "{\"a\": 1} 2", "[1, 2", "{\"a\": {\"b\": 1"})
    void whatIsNotJsonIsRefused(String json) {
        assertThrows(JacksonException.class, () -> read(json));
    }

    @Test
    void anEmptyTextIsNoNode() {
        assertTrue(read(" \n").isMissingNode());
    }

    /// `'` stands for a quote.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'a': 1, 'b' :22 , '##c':3}          | {##c=3, a=1, b=22}       | { '##c':3}
                    {}                                   | {}                       | {}
                    {'\\'': 1, '\\\\': 2, '中': 3, '😀': 4} | {'=1, \\=2, 中=3, 😀=4}   | { '😀': 4}
                    {'a': 1, '\\u4e2d': 2, 'b': 3}       | {a=1}                    | {'a': 1, '\\u4e2d': 2, 'b': 3}
                    {'a': 1, 'b': -1, 'c': 2}            | {a=1}                    | {'a': 1, 'b': -1, 'c': 2}
                    {'a': 1, 'b': 007, 'c': 2}           | {a=1}                    | {'a': 1, 'b': 007, 'c': 2}
                    {'a': 1, 'b': 2.5, 'c': 2}           | {a=1, b=2}               | { 'b': 2.5, 'c': 2}
                    {'a': 1, 'b': 2,}                    | {a=1, b=2}               | { 'b': 2,}
                    {'a': 1, 'b': 99999999999, 'c': 2}   | {a=1}                    | {'a': 1, 'b': 99999999999, 'c': 2}
                    {'a': 1, 'b                          | {a=1}                    | {'a': 1, 'b
                    {'a\\                                | {}                       | {'a\\
                    {'vocab': 1, 'a': 2}                 | {}                       | {'vocab': 1, 'a': 2}
                    ['a']                                | {}                       | ['a']
                    """)
    void entriesAreCutOutAsFarAsTheyArePlain(String vocabulary, String entries, String rest) {
        String before = "{'model': {'vocab' : ".replace('\'', '"');
        Map<String, Integer> found = new TreeMap<>();
        byte[] cut = VocabularyCut.cut(bytes(before + vocabulary.replace('\'', '"')), found::put);
        assertEquals(entries.replace('\'', '"'), found.toString());
        assertEquals(before + rest.replace('\'', '"'), new String(cut, StandardCharsets.UTF_8));
    }
}
