package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.checkpoint.GrowingFile;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.doctor.DataDoctor;
import org.bert4j.doctor.Examination;
import org.bert4j.doctor.Finding;
import org.bert4j.doctor.LabelDoubts;
import org.bert4j.doctor.Specimen;
import org.bert4j.doctor.Specimens;
import org.bert4j.doctor.Texts;
import org.bert4j.predictor.Embedder;
import org.bert4j.starters.Starters;
import org.bert4j.tokenizer.BertTokenizer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// `bert4j doctor data`: what is wrong with data, before a model learns it.
@Command(
        name = "data",
        sortOptions = false,
        description = {
            "Look at data before a model learns from them: balance of labels, duplicates,"
                    + " contradictions, leaks into the development data, lengths, unknown words,"
                    + " spoilt texts, answers that are not in their context, tags against the"
                    + " rules, labels that are probably wrong.",
            "Each finding comes with examples, what it costs, and what helps."
        },
        footer = {
            "",
            "Example:",
            "  printf 'a fine film\\tgood\\nwhat a bore\\tbad\\na fine film\\tbad\\n' > t.tsv",
            "  ./bert4j doctor data t.tsv",
            "",
            "Leave out what it has found:",
            "  ./bert4j doctor data train.tsv --dev dev.tsv --model minilm --list bad.tsv",
            "  ./bert4j finetune classify --model minilm --train train.tsv --dev dev.tsv \\",
            "      --leave-out bad.tsv --output my-model"
        })
final class DoctorDataCommand implements Runnable {
    private static final int AT_ONCE = 512;
    private static final int MOST_LABELS = 200;
    private static final int WIDTH = 90;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Data to train on.")
    private List<Path> train;

    @Option(
            names = "--dev",
            arity = "1..*",
            preprocessor = SeveralValues.class,
            paramLabel = "FILE",
            description = "Data to evaluate on: is any of it in the other files?")
    private List<Path> dev = List.of();

    @Option(
            names = "--task",
            paramLabel = "T",
            description =
                    "What they are for: classify, nli, pairs, multilabel, regress, ner or qa"
                            + " (default: classify, ner or qa, as the files look).")
    private DataKind task;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "The model that is to be trained: a directory or a starter. Its tokenizer tells"
                            + " lengths and unknown words, its encoder which labels are doubtful"
                            + " (default: minilm or bge-small-zh, by the language, if it was"
                            + " pulled).")
    private String model;

    @Option(names = "--offline", description = "Never open a connection.")
    private boolean offline;

    @Option(
            names = "--max-length",
            paramLabel = "N",
            defaultValue = "128",
            description = "Tokens of a row (default ${DEFAULT-VALUE}, as finetune has).")
    private int maxLength;

    @Option(
            names = "--no-cross-fitting",
            description = "Do not look for doubtful labels, which takes an encoder and a while.")
    private boolean withoutCrossFitting;

    @Mixin private ColumnFlags columns;

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description =
                    "Write the place of every row that might be left out, and why, a line each:"
                            + " what finetune --leave-out reads. Look at it first.")
    private Path list;

    @Option(names = "--json", description = "Print everything as JSON.")
    private boolean json;

    @Override
    public void run() {
        DataKind kind = task == null ? DataKind.of(train.getFirst()) : task;
        Specimens data = new Specimens(train, dev, kind.of(columns));
        Optional<Path> directory = directory(data);
        Optional<BertTokenizer> tokenizer = directory.map(BertTokenizer::load);
        Examination examination = DataDoctor.examine(data, tokenizer, maxLength);
        if (directory.isPresent() && kind.isClassified() && !withoutCrossFitting) {
            examination = withDoubts(examination, data, directory.get(), tokenizer.get());
        }
        if (list != null) {
            write(examination, data);
        }
        List<List<List<Specimen>>> shown = DataDoctor.shown(examination, data);
        if (json) {
            System.out.println(Json.indented(toMap(kind, examination, shown)));
        } else {
            print(kind, data, directory, examination, shown);
        }
    }

    /// Of the model; empty if there is none at hand.
    private Optional<Path> directory(Specimens data) {
        if (model != null) {
            return Optional.of(Starters.resolve(model, new PullDisplay(), offline));
        }
        String text;
        try (ExampleStream<Specimen> specimens = data.open()) {
            text = specimens.hasNext() ? String.join(" ", specimens.next().texts()) : "";
        }
        boolean isChinese = text.codePoints().anyMatch(Character::isIdeographic);
        return Starters.find(isChinese ? "bge-small-zh" : "minilm")
                .filter(Starters::isCached)
                .map(Starters::directory);
    }

    private static Examination withDoubts(
            Examination before, Specimens data, Path directory, BertTokenizer tokenizer) {
        List<Specimen> rows = new ArrayList<>();
        try (ExampleStream<Specimen> specimens = data.open()) {
            while (specimens.hasNext()) {
                Specimen specimen = specimens.next();
                if (!specimen.isDev()) {
                    rows.add(specimen);
                }
            }
        }
        List<String> labels = rows.stream().map(Specimen::label).distinct().toList();
        if (labels.size() < 2 || labels.size() > MOST_LABELS) {
            return before;
        }
        int[] ids = rows.stream().mapToInt(row -> labels.indexOf(row.label())).toArray();
        LabelDoubts.Ranking ranking =
                LabelDoubts.rank(encoded(rows, directory, tokenizer), ids, labels.size());
        Finding finding = LabelDoubts.finding(ranking);
        return finding.cases().isEmpty() ? before : before.with(finding);
    }

    /// A single text has its own vector; a pair those of both, their differences and products.
    private static List<LabelDoubts.Encoded> encoded(
            List<Specimen> rows, Path directory, BertTokenizer tokenizer) {
        List<LabelDoubts.Encoded> encoded = new ArrayList<>(rows.size());
        try (Embedder embedder = Embedder.open(directory);
                ProgressBar bar = Bars.items("Reading with the encoder", rows.size(), "examples")) {
            for (int from = 0; from < rows.size(); from += AT_ONCE) {
                List<Specimen> some = rows.subList(from, Math.min(from + AT_ONCE, rows.size()));
                List<float[]> first =
                        embedder.embed(some.stream().map(row -> row.texts().getFirst()).toList());
                List<float[]> last =
                        some.getFirst().texts().size() == 1
                                ? first
                                : embedder.embed(
                                        some.stream().map(row -> row.texts().getLast()).toList());
                for (int i = 0; i < some.size(); i++) {
                    float[] vector =
                            first == last ? first.get(i) : together(first.get(i), last.get(i));
                    String text = String.join(" ", some.get(i).texts());
                    encoded.add(new LabelDoubts.Encoded(vector, tokenizer.tokenize(text).ids()));
                }
                bar.stepTo(from + some.size());
            }
        }
        return encoded;
    }

    private static float[] together(float[] one, float[] other) {
        int width = one.length;
        float[] together = new float[4 * width];
        for (int i = 0; i < width; i++) {
            together[i] = one[i];
            together[width + i] = other[i];
            together[2 * width + i] = Math.abs(one[i] - other[i]);
            together[3 * width + i] = one[i] * other[i];
        }
        return together;
    }

    /// The first row of each case, which is the one to go.
    private void write(Examination examination, Specimens data) {
        Map<Integer, String> reasons = new TreeMap<>();
        for (Finding finding : examination.findings()) {
            for (int[] rows : finding.cases()) {
                reasons.merge(rows[0], finding.check(), (one, other) -> one + "," + other);
            }
        }
        try (GrowingFile file = GrowingFile.create(list);
                ExampleStream<Specimen> specimens = data.open()) {
            for (int row = 0; specimens.hasNext(); row++) {
                Specimen specimen = specimens.next();
                if (reasons.containsKey(row)) {
                    file.write("%s\t%s%n".formatted(specimen.place(), reasons.get(row)));
                }
            }
            file.moveIntoPlace();
        }
        System.err.printf(Locale.ROOT, "%,d places are in %s%n", reasons.size(), list);
    }

    private static Map<String, Object> toMap(
            DataKind kind, Examination examination, List<List<List<Specimen>>> shown) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("task", kind.name().toLowerCase(Locale.ROOT));
        map.put("train", examination.train());
        map.put("dev", examination.dev());
        map.put("facts", examination.facts());
        List<Map<String, Object>> findings = new ArrayList<>();
        for (int i = 0; i < examination.findings().size(); i++) {
            Finding finding = examination.findings().get(i);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("check", finding.check());
            entry.put("serious", finding.serious());
            entry.put("what", finding.what());
            entry.put("cost", finding.cost());
            entry.put("remedy", finding.remedy());
            entry.put("count", finding.cases().size());
            entry.put("rows", finding.cases());
            entry.put("examples", shown.get(i));
            findings.add(entry);
        }
        map.put("findings", findings);
        return map;
    }

    private void print(
            DataKind kind,
            Specimens data,
            Optional<Path> directory,
            Examination examination,
            List<List<List<Specimen>>> shown) {
        try (ExampleStream<Specimen> specimens = data.open()) {
            System.out.println(specimens.description());
        }
        System.out.printf(
                Locale.ROOT,
                "%,d examples for %s%s%n",
                examination.train(),
                kind.name().toLowerCase(Locale.ROOT),
                examination.dev() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, ", and %,d to evaluate on", examination.dev()));
        examination.facts().forEach(DoctorDataCommand::print);
        if (directory.isEmpty()) {
            System.out.println(
                    "Lengths, unknown words and doubtful labels need a model: give --model"
                            + " minilm.");
        }
        if (examination.findings().isEmpty()) {
            System.out.println("Nothing was found.");
        }
        for (int i = 0; i < examination.findings().size(); i++) {
            print(examination.findings().get(i), shown.get(i));
        }
    }

    private static void print(String name, Object value) {
        String shown =
                value instanceof Double number
                        ? String.format(Locale.ROOT, "%.4f", number)
                        : value.toString();
        System.out.printf("  %-22s %s%n", name, shown);
    }

    private static void print(Finding finding, List<List<Specimen>> shown) {
        System.out.printf("%n%s %s%n", finding.serious() ? "!!" : " -", finding.what());
        System.out.printf("   Cost: %s.%n   Help: %s.%n", finding.cost(), finding.remedy());
        for (List<Specimen> rows : shown) {
            for (int i = 0; i < rows.size(); i++) {
                Specimen row = rows.get(i);
                System.out.printf(
                        "   %s %s  %s%s%n",
                        i == 0 ? "*" : "  =",
                        row.place(),
                        row.labels().isEmpty() ? "" : String.join(", ", row.labels()) + "  ",
                        Texts.shortened(String.join(" | ", row.texts()), WIDTH));
            }
        }
        if (finding.cases().size() > shown.size() && !shown.isEmpty()) {
            System.out.printf(
                    Locale.ROOT, "   and %,d more%n", finding.cases().size() - shown.size());
        }
    }
}
