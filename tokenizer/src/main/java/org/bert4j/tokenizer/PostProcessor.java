package org.bert4j.tokenizer;

import tools.jackson.databind.JsonNode;

import java.util.List;

/// The part of a `tokenizer.json` that puts `[CLS]` and `[SEP]` around texts. Only BERT's layout is
/// accepted: `[CLS] A [SEP]` and `[CLS] A [SEP] B [SEP]`.
final class PostProcessor {
    private PostProcessor() {}

    static SpecialTokens specialTokens(JsonFile json, String unk) {
        if (!json.hasValue("post_processor")) {
            throw new BadInputException(
                    ("%s has no \"post_processor\" that puts [CLS] and [SEP] around a text; use the"
                                    + " tokenizer of a BERT model.")
                            .formatted(json.name()));
        }
        JsonFile processor = json.object("post_processor");
        List<String> names =
                switch (processor.string("type", "")) {
                    case "BertProcessing" -> ofBertProcessing(processor.node());
                    case "TemplateProcessing" -> ofTemplate(processor.node());
                    default -> List.of();
                };
        if (names.isEmpty()) {
            throw json.wrong(
                    "post_processor",
                    "does not give [CLS] A [SEP] B [SEP]; use the tokenizer of a BERT model");
        }
        SpecialTokens standard = SpecialTokens.STANDARD;
        return new SpecialTokens(standard.pad(), unk, names.get(0), names.get(1), standard.mask());
    }

    /// `{"cls": ["[CLS]", 101], "sep": ["[SEP]", 102]}`
    private static List<String> ofBertProcessing(JsonNode processor) {
        return List.of(
                processor.path("cls").path(0).asString("[CLS]"),
                processor.path("sep").path(0).asString("[SEP]"));
    }

    /// The names of `[CLS]` and `[SEP]`, or none if the layout is another one.
    private static List<String> ofTemplate(JsonNode processor) {
        JsonNode single = processor.path("single");
        JsonNode pair = processor.path("pair");
        String cls = single.path(0).path("SpecialToken").path("id").asString("");
        String sep = single.path(2).path("SpecialToken").path("id").asString("");
        boolean bert =
                layout(single).equals(cls + ":0 A:0 " + sep + ":0")
                        && layout(pair).equals(cls + ":0 A:0 " + sep + ":0 B:1 " + sep + ":1");
        return bert && !cls.isEmpty() && !sep.isEmpty() ? List.of(cls, sep) : List.of();
    }

    /// A template in short: `[CLS]:0 A:0 [SEP]:0`
    private static String layout(JsonNode template) {
        StringBuilder text = new StringBuilder();
        for (JsonNode piece : template) {
            JsonNode part = piece.has("SpecialToken") ? piece.get("SpecialToken") : piece;
            JsonNode body = part.has("Sequence") ? part.get("Sequence") : part;
            text.append(text.isEmpty() ? "" : " ")
                    .append(body.path("id").asString(""))
                    .append(':')
                    .append(body.path("type_id").asInt(-1));
        }
        return text.toString();
    }
}
