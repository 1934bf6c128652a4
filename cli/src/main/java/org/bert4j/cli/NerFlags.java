package org.bert4j.cli;

import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TagScheme;
import org.bert4j.dataset.TaggedText;
import org.bert4j.task.Entities;
import org.bert4j.task.NerTask;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// `ner`.
final class NerFlags implements TaskFlags<TaggedText, Entities> {
    private final SchemeFlag tags = new SchemeFlag();
    private final ModelFlags model = new ModelFlags();

    private static final class SchemeFlag {
        @Option(
                names = "--scheme",
                paramLabel = "S",
                description =
                        "Tags of the files: iob1, bio, bmes, bioes (default: detected and"
                                + " printed).")
        private TagScheme scheme;
    }

    private static final class ModelFlags {
        @Option(
                names = "--max-length",
                paramLabel = "N",
                description =
                        "Tokens of a window, of which a longer sentence gets several, so that"
                            + " nothing is lost (default ${DEFAULT-VALUE}, or as many as the model"
                            + " has positions).")
        private int maxLength = NerTask.DEFAULT.maxLength();

        @ArgGroup private DecodingFlags decoding = new DecodingFlags();
    }

    private static final class DecodingFlags {
        @Option(
                names = "--crf",
                description =
                        "Learn which tag follows which: a linear-chain conditional random field.")
        private boolean crf;

        @Option(
                names = "--decoding",
                paramLabel = "D",
                description =
                        "viterbi: the best tags that BIO allows (default); argmax: the best tag of"
                                + " each word; crf: as --crf.")
        private NerTask.Decoding decoding = NerTask.Decoding.VITERBI;

        NerTask.Decoding value() {
            return crf ? NerTask.Decoding.CRF : decoding;
        }
    }

    @Override
    public String name() {
        return "ner";
    }

    @Override
    public String description() {
        return "Named entities in a text.";
    }

    @Override
    public String data() {
        return "Data: CoNLL columns, lists of words and tags, or JSON lines with spans as"
                + " CLUENER's; which of them, and the scheme of the tags, is detected and"
                + " printed.";
    }

    @Override
    public List<String> example() {
        return new HelpExample(
                        name(),
                        "train.conll",
                        List.of(
                                "printf 'Ada B-PER\\nLovelace I-PER\\nlived O\\n' > train.conll",
                                "printf 'in O\\nLondon B-LOC\\n' >> train.conll"),
                        List.of("--text 'Ada Lovelace was born in London.'"))
                .lines();
    }

    @Override
    public List<Object> dataOptions() {
        return List.of(tags);
    }

    @Override
    public List<Object> trainingOptions() {
        return List.of(model);
    }

    @Override
    public NerTask task() {
        NerTask.Scheme given =
                tags.scheme == null
                        ? new NerTask.Scheme.Detected()
                        : new NerTask.Scheme.Given(tags.scheme);
        return new NerTask(given, model.maxLength, model.decoding.value());
    }

    @Override
    public InputLines<TaggedText> lines(InputStream stdin) {
        return TextInput.lines(
                stdin, TableShape.TEXT, line -> TaggedText.unlabelled(line.place(), line.text()));
    }

    @Override
    public TaggedText example(String text, String pair) {
        if (pair != null) {
            throw new IllegalArgumentException("ner takes one text; leave out --pair");
        }
        return TaggedText.unlabelled("--text", text);
    }

    @Override
    public String line(Entities answer) {
        return answer.entities().stream()
                .map(e -> String.format(Locale.ROOT, "%s\t%s", e.type(), e.text()))
                .collect(Collectors.joining("\t"));
    }
}
