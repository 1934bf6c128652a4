package org.bert4j.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class SentencesTest {
    /// `|` stands between sentences.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "It rained. | We stayed in. | Nobody came!",
                "Mr. Smith met Mrs. Jones at St. Paul's. | They talked.",
                "J. R. R. Tolkien wrote it. | He taught at Oxford.",
                "It ended at 5 p.m. | The guests left.",
                "The U.S. Senate met at 10 a.m. on Monday.",
                "He lives in the U.S. | She does not.",
                "See No. 5 and Fig. 3, e.g. The first one. | I said no. | Then I left.",
                "It costs 3.50 dollars at example.com or so. | Cheap.",
                "1. Wash your hands. | 2. Dry them.",
                "\"What is it?\" she asked. | \"Nothing.\" | He left.",
                "“What is it?” she asked. | “Nothing.” | He left.",
                "'There I object,' said Filby. | 'Of course a solid body may exist. | All real"
                        + " things—'",
                "A missing quote\" is no matter. | \"Is it?\" he asked. | \"No.\" | Good.",
                "(It was late.) | We went home.",
                "Wait... what? | Well... | Fine.",
                "He shouted \"Stop!\" and ran. | Then silence.",
                "Really?! | Yes!!",
                "I do not know … but he does. | Ask him …",
                "They fled , becoming \" lobster red \" on cooking . | Mating occurs in the summer"
                        + " .",
                "\" Where ? \" he asked . | \" There . \" | They went .",
                "It weighs 0 @.@ 7 kg , H. americanus . | It may grow .",
                "Apple Inc. announced it. | Nobody cared about Apple Inc. | They left.",
                "No full stop at all",
                "滚滚长江东逝水，浪花淘尽英雄。|是非成败转头空。|几度夕阳红",
                "“你好！”|他说。|“再见。”|她走了。",
                "他问：“真的吗？”，没有人回答。|夜深了……|大家睡了。",
                "此撰《石头记》一书也．|故曰\"甄士隐\"云云．|但书中",
                "他说．|\"你来了．\"|大家笑了．",
                "圆周率是3.14。|约为３．１４！|真的?|对!",
                "你好.|我是学生. | Hello. | 再见。",
                "“怎么打发去了？\"|红玉道：“去了。”|夜深了。",
                "（注：见下。）|第二句。",
            })
    void endWhereAReaderWouldEndThem(String marked) {
        assertEquals(
                List.of(marked.split(" *\\| *")),
                sentences(marked.replaceAll(" *\\| +", " ").replace("|", "")));
    }

    @Test
    void coverTheTextButForBlanks() {
        String text = "  One. Two!   \u3000三。 四 \"five.\" six? Seven\u00a0 ";
        String joined = String.join("", sentences(text)).replaceAll("[\\s\u3000\u00a0]", "");
        assertEquals(text.replaceAll("[\\s\u3000\u00a0]", ""), joined);
    }

    @Test
    void aLongTextWithoutQuotesTakesLinearTime() {
        assertEquals(500_000, sentences("No it is. ".repeat(500_000)).size());
    }

    @Test
    void aBlankTextHasNone() {
        assertEquals(List.of(), sentences(" \u00a0\u3000 "));
    }

    static List<String> sentences(String text) {
        List<String> found = new ArrayList<>();
        Sentences sentences = new Sentences(text);
        while (sentences.next()) {
            found.add(text.substring(sentences.start(), sentences.end()).strip());
        }
        return found;
    }
}
