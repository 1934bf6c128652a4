package org.bert4j.cli;

import static org.bert4j.cli.BadInputs.bad;
import static org.bert4j.cli.BadInputs.badOption;

import org.bert4j.cli.BadInputs.Case;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// The table behind [TaskBadInputTest]. Each workspace holds the samples of [TaskSample], and the models `tiny` and
/// `tiny-TASK`.
final class TaskBadInputs {
    private static final String GOOD = "in china\tland\nin paris\tcity\n".repeat(4);
    private static final String DEV = " --dev @/dev.tsv";
    private static final String COMMON =
            " --model @/tiny --output @/out --max-length 24 --precision fp32 --epochs 1";
    private static final String CLASSIFY = "finetune classify --train @/classify.tsv" + COMMON;
    private static final String EVALUATE =
            "evaluate classify --model @/tiny-classify --data @/data.tsv --json";
    private static final String PREDICT = "predict classify --model @/tiny-classify";

    private TaskBadInputs() {}

    private static String finetune(String task, String file) {
        return "finetune %s --train @/%s".formatted(task, file) + COMMON;
    }

    private static Consumer<Workspace> file(String name, String content) {
        return workspace -> workspace.write(name, content);
    }

    private static Consumer<Workspace> file(String name, byte[] content) {
        return workspace -> workspace.write(name, content);
    }

    /// The same mistake in the training data, in the development data, and in data to evaluate.
    private static Stream<Case> everywhere(String what, String content, String... says) {
        return Stream.of(
                bad(what + ", --train", file("classify.tsv", content), CLASSIFY, says),
                bad(what + ", --dev", file("dev.tsv", content), CLASSIFY + DEV, says),
                bad(what + ", --data", file("data.tsv", content), EVALUATE, says));
    }

    static Stream<Case> tables() {
        return Stream.of(
                        everywhere("an empty file", "", ".tsv is empty", "give another"),
                        everywhere("only a header", "text\tlabel\n", "has a header and no row"),
                        everywhere(
                                "a ragged row",
                                "in china\tland\nin paris\tcity\tbig\n",
                                ".tsv:2 has 3 cells",
                                "2"),
                        everywhere("a blank text", GOOD + "  \tcity\n", ".tsv:9", "column 1"),
                        everywhere("no label", GOOD + "new york\t\n", ".tsv:9", "label", "empty"))
                .flatMap(cases -> cases);
    }

    static Stream<Case> files() {
        return Stream.of(
                badOption(EVALUATE.replace("data.tsv", "no.tsv"), "no.tsv does not exist"),
                badOption(CLASSIFY.replace("classify.tsv", "no.tsv"), "no.tsv does not exist"),
                badOption(CLASSIFY + " --dev @/no.tsv", "no.tsv does not exist"),
                bad(
                        "binary garbage",
                        file("data.tsv", new byte[] {0, (byte) 0xFF, 3, '\n', (byte) 0xC3, 5}),
                        EVALUATE,
                        "data.tsv",
                        "not UTF-8",
                        "save"),
                bad(
                        "JSON lines that break at line 3",
                        file(
                                "data.jsonl",
                                "{\"text\": \"he\", \"label\": \"LABEL_0\"}\n".repeat(2)
                                        + "{\"text\": \"she\", \"lab\n"),
                        EVALUATE.replace("tsv", "jsonl"),
                        "data.jsonl is not valid JSON at line 3"),
                bad(
                        "a truncated .gz",
                        w -> {
                            w.write("data.tsv.gz", packed(GOOD.repeat(500)));
                            w.cut("data.tsv.gz");
                        },
                        EVALUATE.replace("tsv", "tsv.gz"),
                        "data.tsv.gz"),
                bad(
                        "a .gz that is none",
                        file("data.tsv.gz", GOOD),
                        EVALUATE.replace("tsv", "tsv.gz"),
                        "data.tsv.gz"),
                bad(
                        "a directory without classes",
                        file("folder/a.txt", "he is in paris"),
                        CLASSIFY.replace("classify.tsv", "folder"),
                        "folder"),
                bad(
                        "a directory with an empty class",
                        w -> {
                            w.write("folder/good/a.txt", "he is in paris");
                            w.write("folder/good/b.txt", "he is in china");
                            w.write("folder/bad/.hidden", "");
                        },
                        CLASSIFY.replace("classify.tsv", "folder"),
                        "label"),
                bad(
                        "a wrong column",
                        file("data.csv", "review,stars\nhe,LABEL_0\n"),
                        EVALUATE.replace("tsv", "csv") + " --text-column body",
                        "data.csv has no column \"body\"",
                        "\"review\"",
                        "\"stars\""),
                bad(
                        "a column that is not there",
                        file("data.tsv", GOOD),
                        EVALUATE + " --label-column 7",
                        "no column \"7\"",
                        "column 2"),
                bad(
                        "a text column that is the label",
                        file("data.tsv", GOOD),
                        EVALUATE + " --label-column 1 --text-column 1",
                        "\"1\"",
                        "text and a label"),
                bad(
                        "pairs and single texts",
                        file("dev.tsv", "in china\tin china\tland\n".repeat(3)),
                        CLASSIFY.replace("@/classify.tsv", "@/classify.tsv @/dev.tsv"),
                        "text"));
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < text.length(); i++) {
                gzip.write((text.charAt(i) + i * 31) % 64 + 32);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Stream<Case> labels() {
        return Stream.of(
                bad(
                        "a label in --dev that training has not seen",
                        file("dev.tsv", GOOD + "new york\ttown\n"),
                        CLASSIFY + DEV,
                        "dev.tsv:9",
                        "\"town\" is not one of [city, land]"),
                bad(
                        "a label the model does not know",
                        file("data.tsv", GOOD),
                        EVALUATE,
                        "data.tsv:1",
                        "\"land\" is not one of"),
                bad(
                        "training data of one class",
                        file("classify.tsv", "text\tlabel\nin china\tland\nin paris\tland\n"),
                        CLASSIFY,
                        "1 label [land]",
                        "two"),
                bad(
                        "development data of one class",
                        file("dev.tsv", "text\tlabel\nin china\tland\nin paris\tland\n"),
                        CLASSIFY + DEV,
                        "dev.tsv:2",
                        "\"land\"",
                        "others"),
                bad(
                        "other labels than those of the checkpoint",
                        _ -> {},
                        CLASSIFY.replace("@/tiny ", "@/tiny-classify "),
                        "[city, land]",
                        "tiny-classify",
                        "start from"),
                badOption(CLASSIFY + " --lora 0", "The rank must be at least 1"),
                badOption(
                        CLASSIFY + " --lora 4 --lora-layers query,dense",
                        "'dense' is no layer",
                        "output.dense"),
                badOption(CLASSIFY + " --lora-alpha 4", "belong to --lora RANK"),
                badOption(CLASSIFY + " --lora 4 --freeze encoder", "leave out --freeze"),
                bad(
                        "merging what is whole",
                        _ -> {},
                        "models merge @/tiny-classify --output @/out",
                        "tiny-classify",
                        "nothing to merge"),
                bad(
                        "a label of several labels that training has not seen",
                        file("dev.tsv", "in china\tland,moon\n"),
                        finetune("multilabel", "multilabel.tsv") + DEV,
                        "dev.tsv:1",
                        "\"moon\""),
                bad(
                        "a score that is no number",
                        file("regress.tsv", "he\tshe\t4.5\nhe\tparis\thigh\n"),
                        finetune("regress", "regress.tsv"),
                        "regress.tsv"),
                bad(
                        "a score that is no number, in a named column",
                        file("regress.csv", "a,b,score\nhe,she,4.5\nhe,paris,high\n"),
                        finetune("regress", "regress.csv") + " --label-column score",
                        "regress.csv:3",
                        "\"high\" is not a number"),
                bad(
                        "development scores that are all the same",
                        file("dev.tsv", "he\tshe\t3\nhe\tparis\t3.0\n"),
                        finetune("regress", "regress.tsv") + DEV,
                        "dev.tsv:1",
                        "\"3\""),
                bad(
                        "a similarity below zero",
                        file("embed.tsv", "he\tshe\t3\nshe\tparis\t-1\n".repeat(4)),
                        finetune("embed", "embed.tsv"),
                        "embed.tsv:",
                        "-1"),
                bad(
                        "a choice out of range",
                        file(
                                "choice.jsonl",
                                "{\"text\": \"he\", \"choices\": [\"a\", \"b\"], \"label\": 2}\n"),
                        finetune("choice", "choice.jsonl"),
                        "choice.jsonl:1",
                        "\"2\""),
                bad(
                        "a single choice",
                        file(
                                "choice.jsonl",
                                "{\"text\": \"he\", \"choices\": [\"a\"], \"label\": 0}\n"),
                        finetune("choice", "choice.jsonl"),
                        "choice.jsonl:1",
                        "two or more"),
                bad(
                        "nli data without pairs",
                        file("nli.tsv", GOOD),
                        finetune("nli", "nli.tsv"),
                        "nli.tsv",
                        "2 texts"),
                bad(
                        "a language that is not there",
                        file("nli.csv", "premise,hypothesis,label,language\na b,c,neutral,de\n"),
                        finetune("nli", "nli.csv") + " --language zh",
                        "no row with \"zh\" in \"language\"",
                        "choose from de"),
                bad(
                        "names that do not reach",
                        w -> {
                            w.write("names.txt", "east\nwest\n");
                            w.write("numbers.tsv", "in china\t0\nin paris\t0,2\n");
                        },
                        finetune("multilabel", "numbers.tsv") + " --label-names @/names.txt",
                        "numbers.tsv:2",
                        "\"2\"",
                        "0 to 1"),
                badOption(
                        finetune("multilabel", "multilabel.tsv") + " --label-names @/no.txt",
                        "no.txt does not exist",
                        "--label-names"),
                bad(
                        "names that are no names",
                        file("names.txt", "east\n\neast\n"),
                        finetune("multilabel", "multilabel.tsv") + " --label-names @/names.txt",
                        "names.txt",
                        "one name a line"),
                bad(
                        "a trained classifier of another kind",
                        _ -> {},
                        finetune("regress", "regress.tsv").replace("@/tiny ", "@/tiny-classify "),
                        "tiny-classify was trained for",
                        "regression"),
                bad(
                        "a list of rows that are not there",
                        file("others.tsv", "others.tsv:3\tleak\n"),
                        finetune("classify", "classify.tsv") + " --leave-out @/others.tsv",
                        "others.tsv names none of the training examples"),
                bad(
                        "data without a score",
                        file("data.tsv", "he\tshe\nwho\twhere\n"),
                        "evaluate regress --model @/tiny-regress --data @/data.tsv",
                        "no column looks like a score"));
    }

    static Stream<Case> tags() {
        String train = finetune("ner", "ner.conll");
        return Stream.of(
                bad(
                        "tags of another scheme",
                        _ -> {},
                        train + " --scheme bmes",
                        "ner.conll",
                        "I-LOC",
                        "BMES"),
                bad(
                        "tags of no scheme",
                        file("ner.conll", "he O\nparis X-LOC\n"),
                        train,
                        "ner.conll:2",
                        "X-LOC"),
                bad(
                        "nothing but O",
                        file("ner.conll", "he O\n\nshe O\n\nwho O\n"),
                        train,
                        "no entity"),
                bad(
                        "a type that training has not seen",
                        file("dev.conll", "he B-PER\nis O\n"),
                        train + " --dev @/dev.conll",
                        "dev.conll:1",
                        "PER"),
                bad(
                        "a type the model does not know",
                        file("data.conll", "he B-ZZZ\nis O\n"),
                        "evaluate ner --model @/tiny-ner --data @/data.conll",
                        "data.conll:1",
                        "ZZZ"),
                bad(
                        "a ragged sentence",
                        file("ner.conll", "he PRP O\nis O\n"),
                        train,
                        "ner.conll:2"),
                badOption(train + " --scheme iob7", "--scheme", "bioes", "iob7"),
                badOption(train + " --decoding beam", "--decoding", "viterbi", "beam"),
                badOption(train + " --crf --decoding argmax", "--crf", "--decoding"),
                badOption(
                        "predict ner --model @/tiny-ner --text he --pair she",
                        "--pair",
                        "one text"));
    }

    /// Control characters alone leave no token.
    static Stream<Case> texts() {
        String control = "\u0001\u0002";
        String pairs = "predict nli --model @/tiny-classify";
        return Stream.of(
                bad(
                        "a text of zero tokens in training",
                        file("classify.tsv", GOOD + control + "\tland\n"),
                        CLASSIFY,
                        "classify.tsv:9",
                        "no token"),
                bad(
                        "several texts of zero tokens, of which the first is named",
                        file(
                                "classify.tsv",
                                GOOD
                                        + "%s\tland\n%s\tcity\n"
                                                .formatted(control, control)
                                                .repeat(99)),
                        CLASSIFY,
                        "classify.tsv:9:"),
                bad(
                        "a text of zero tokens to evaluate",
                        file("data.tsv", "text\tlabel\nhe\tcity\n" + control + "\tcity\n"),
                        EVALUATE,
                        "data.tsv:3",
                        "no token"),
                badOption(PREDICT + " --text " + control, "--text", "no token"),
                badOption(PREDICT + " --text he --pair " + control, "no token"),
                badOption(PREDICT + " --text ", "--text", "blank"),
                badOption("predict ner --model @/tiny-ner --text ", "--text", "blank"),
                badOption(PREDICT + " --pair he", "--pair", "--text"),
                badOption(pairs + " --text he", "--pair", "two texts"),
                badOption("predict choice --model @/tiny-choice --text he", "--pair", "choices"),
                badOption(
                        "predict choice --model @/tiny-choice --text he --pair she", "parted by |"),
                lines("a line of zero tokens", PREDICT, control + "\n", "stdin:1", "no token"),
                lines("too many texts", PREDICT, "a\tb\tc\n", "stdin:1 has 3 texts", "1 or 2"),
                lines(
                        "a tab in a text",
                        "predict ner --model @/tiny-ner",
                        "he\tshe\n",
                        "stdin:1 has 2 texts",
                        "takes 1 text",
                        "blanks"),
                lines("a line that is no pair", pairs, "he\n", "stdin:1 has 1 texts", "2 texts"),
                lines("broken JSON", PREDICT, "{\"text\": \"he\n", "stdin:1", "not valid JSON"),
                lines("JSON without a text", PREDICT, "{\"txt\": 1}\n", "stdin:1", "\"text\""));
    }

    private static Case lines(String fact, String line, String input, String... says) {
        return new Case(fact, _ -> {}, line, input, List.of(says));
    }

    static Stream<Case> models() {
        return Stream.of(
                other("classify", "tiny", "labels", "fine-tune"),
                other("multilabel", "tiny", "labels", "fine-tune"),
                other("regress", "tiny", "head", "fine-tune"),
                other("ner", "tiny", "labels", "fine-tune"),
                other("choice", "tiny", "head", "fine-tune"),
                other("classify", "tiny-qa", "fine-tune"),
                other("classify", "tiny-ner", "BertForTokenClassification"),
                other("ner", "tiny-classify", "city", "BIO"),
                other("classify", "tiny-regress", "trained for regression", "single_label"),
                other("regress", "tiny-classify", "single_label_classification", "regression"),
                other("choice", "tiny-ner", "BertForTokenClassification"),
                other("multilabel", "tiny-classify", "single_label_classification"),
                other("classify", "tiny-multilabel", "multi_label_classification"),
                bad(
                        "evaluate with a model that has no head",
                        file("data.tsv", GOOD),
                        EVALUATE.replace("tiny-classify", "tiny"),
                        "fine-tune it first"));
    }

    private static Case other(String task, String model, String... says) {
        String fact = "predict %s with %s".formatted(task, model);
        String line = "predict %s --model @/%s".formatted(task, model);
        return new Case(fact, _ -> {}, line, TaskSample.of(task).input(), List.of(says));
    }

    static Stream<Case> options() {
        return Stream.of(
                badOption(CLASSIFY + " --folds 3 --dev @/classify.tsv", "--folds", "--dev"),
                badOption(CLASSIFY + " --folds 1", "--folds", "at least 2"),
                badOption(CLASSIFY + " --folds 3 --seeds 2", "--folds", "--seeds"),
                badOption(CLASSIFY + " --folds 99", "--folds"),
                badOption(CLASSIFY + " --freeze 99", "freeze 99 layers", "2"),
                badOption(CLASSIFY + " --freeze nonsense", "--freeze", "nonsense", "encoder"),
                badOption(CLASSIFY + " --class-weights high", "--class-weights", "high"),
                badOption(CLASSIFY + " --class-weights land=-1", "--class-weights", "land=-1"),
                badOption(CLASSIFY + " --class-weights land=0", "--class-weights", "above 0"),
                badOption(CLASSIFY + " --class-weights moon=3", "--class-weights", "moon", "city"),
                badOption(CLASSIFY + " --label-smoothing 2", "--label-smoothing", "2"),
                badOption(CLASSIFY + " --head deep", "--head", "mlp", "deep"),
                badOption(CLASSIFY + " --layer-decay 0", "--layer-decay", "0"),
                badOption(CLASSIFY + " --head-learning-rate 7", "--head-learning-rate", "7"),
                badOption(CLASSIFY.replace("24", "4"), "--max-length", "4", "at least 8"),
                badOption(CLASSIFY.replace("24", "49"), "--max-length", "49", "48 positions"),
                badOption(finetune("ner", "ner.conll").replace("24", "49"), "--max-length", "48"),
                badOption(finetune("ner", "ner.conll").replace("24", "4"), "--max-length", "8"),
                badOption(CLASSIFY + " --long-text middle", "--long-text", "middle", "windows"),
                badOption(
                        finetune("embed", "embed.tsv") + " --loss triplet",
                        "--loss",
                        "contrastive"),
                badOption(
                        finetune("embed", "embed.tsv")
                                + " --loss contrastive --text-column 1,2 --micro-batch-size 1",
                        "--micro-batch-size"),
                badOption(EVALUATE + " --class-weights balanced", "--class-weights"),
                badOption(PREDICT + " --max-length 24", "--max-length"),
                badOption("finetune sentiment", "\"sentiment\"", "classify", "ner", "--help"));
    }

    static Stream<Case> outputs() {
        return Stream.of(
                bad(
                        "an output that exists",
                        file("out/notes.txt", "precious"),
                        CLASSIFY,
                        "out is not empty",
                        "--overwrite"),
                bad(
                        "a fold whose place is taken",
                        file("out/fold-1/notes.txt", "precious"),
                        CLASSIFY + " --folds 3",
                        "fold-1 is not empty",
                        "--overwrite"),
                bad(
                        "predictions below a file",
                        w -> {
                            w.write("file", "text");
                            w.write("data.tsv", "text\tlabel\nhe\tcity\n");
                        },
                        EVALUATE + " --predictions @/file/predictions.jsonl",
                        "predictions.jsonl",
                        "file is not a directory",
                        "choose another"),
                bad(
                        "predictions in place of a directory",
                        file("data.tsv", "text\tlabel\nhe\tcity\n"),
                        EVALUATE + " --predictions @/tiny",
                        "tiny: it is a directory",
                        "choose another"),
                bad(
                        "predictions that a bad row ends",
                        file("data.tsv", "text\tlabel\nhe\tcity\nshe\tmoon\n"),
                        EVALUATE + " --predictions @/predictions.jsonl",
                        "data.tsv:3",
                        "moon"),
                badOption(CLASSIFY + " --resume", "no run to resume"));
    }
}
