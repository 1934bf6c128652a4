package org.bert4j.cli;

import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TextExample;
import org.bert4j.predictor.MaskFiller;
import org.bert4j.task.MaskedTokens.Candidate;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// `bert4j predict fill`.
@Command(
        name = "fill",
        sortOptions = false,
        description =
                "Say which tokens a pre-trained model expects in the place of [MASK], or how well"
                        + " it knows a text.",
        footer = {
            "",
            "Example (./bert4j pretrain --help shows how to make my-bert):",
            "  ./bert4j predict fill --model my-bert \\",
            "      --text 'He took the [MASK] from her hand.'"
        })
final class FillPredictCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private ModelOption model;

    @Mixin private DeviceOption device;

    @Option(
            names = "--text",
            paramLabel = "T",
            description =
                    "A text with [MASK] in it, once or several times; without it, texts are read"
                            + " from stdin, one a line.")
    private String text;

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "5",
            description = "How many tokens for each [MASK] (default ${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--perplexity",
            description =
                    "Print the text's pseudo-perplexity instead: every token is masked in turn; the"
                            + " lower, the less the text surprises the model.")
    private boolean perplexity;

    @Option(names = "--json", description = "Print a JSON object a line.")
    private boolean json;

    @Override
    public void run() {
        if (top < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--top is %d; give at least 1".formatted(top));
        }
        try (MaskFiller filler = MaskFiller.open(model.directory())) {
            if (text != null) {
                answer(filler, text);
                return;
            }
            Iterator<TextExample> lines = TextInput.lines(Utf8Lines.stdin(), TableShape.TEXT);
            while (lines.hasNext()) {
                TextExample line = lines.next();
                if (TextInput.isBlank(line)) {
                    System.out.println(json ? "{}" : "");
                } else {
                    answer(filler, line.text());
                }
            }
        }
    }

    private void answer(MaskFiller filler, String asked) {
        if (perplexity) {
            double value = filler.pseudoPerplexity(asked);
            System.out.println(
                    json
                            ? Json.line(Map.of("text", asked, "pseudo_perplexity", value))
                            : String.format(Locale.ROOT, "%.4f", value));
            return;
        }
        List<List<Candidate>> masks = filler.fill(asked, top);
        System.out.println(json ? Json.line(describe(asked, masks)) : shown(masks));
    }

    private static String shown(List<List<Candidate>> masks) {
        return masks.stream().map(FillPredictCommand::table).collect(Collectors.joining("\n\n"));
    }

    private static String table(List<Candidate> candidates) {
        return candidates.stream()
                .map(one -> String.format(Locale.ROOT, "%.4f  %s", one.probability(), one.token()))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> describe(String asked, List<List<Candidate>> masks) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("text", asked);
        all.put("masks", masks);
        return all;
    }
}
