package org.bert4j.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The table behind [BadInputTest].
final class BadInputs {
    static final String TOKENIZE = "tokenize --model @/model";
    static final String FINETUNE =
            "finetune qa --model @/model --train @/train.json --output @/out --max-length 48"
                    + " --max-question-length 12 --window-step 16 --precision fp32 --epochs 1";
    static final String EVALUATE = "evaluate qa --model @/model --data @/train.json --json";
    static final String PREDICT = "predict qa --model @/model";
    static final String ASK = PREDICT + " --question who --context he";

    private static final String UNKNOWN_RATE = "Unknown option: '--learningrate";

    private BadInputs() {}

    /// @param breaks what is done to a good workspace
    /// @param line   the command's words; `@` is the workspace
    /// @param input  what stands on stdin
    /// @param says   parts of the sentence
    record Case(
            String fact, Consumer<Workspace> breaks, String line, String input, List<String> says) {
        @Override
        public String toString() {
            return fact;
        }
    }

    static Case bad(String fact, Consumer<Workspace> breaks, String line, String... says) {
        return new Case(fact, breaks, line, "", List.of(says));
    }

    static Case badOption(String line, String... says) {
        return bad("option: " + line.replaceFirst(".*(?= --)", ""), _ -> {}, line, says);
    }

    private static Case badLines(String fact, String input, String... says) {
        return new Case(fact, _ -> {}, PREDICT, input, List.of(says));
    }

    static Stream<Case> models() {
        return Stream.of(
                badOption("tokenize --model bert-large", "\"bert-large\"", "minilm", "check"),
                badOption("tokenize --model @/train.json", "train.json is a file", "directory"),
                bad(
                        "a model without config.json",
                        w -> w.delete("model/config.json"),
                        ASK,
                        "config.json",
                        "does not exist",
                        "check the path"),
                config("empty", "", "config.json is empty", "fetch it again"),
                config("a list", "[1, 2]", "config.json is not a JSON object"),
                config("a web page", "<html>", "config.json:1 is not JSON", "fetch"),
                bad(
                        "a truncated config.json",
                        w -> w.cut("model/config.json"),
                        ASK,
                        "config.json",
                        "is not JSON",
                        "fetch"),
                configEntry("\"bert\"", "\"gpt2\"", "config.json", "\"gpt2\"", "choose a BERT"),
                configEntry("\"absolute\"", "\"relative_key\"", "relative_key", "choose another"),
                configEntry("\"use_cache\"", "\"is_decoder\"", "a decoder", "choose another"),
                configEntry("heads\": 4", "heads\": 5", "hidden_size 16", "heads 5", "mend"),
                configEntry("heads\": 4", "heads\": 0", "num_attention_heads is 0"),
                configEntry("\"hidden_size\": 16,", "", "\"hidden_size\" is missing", "mend"),
                configEntry("size\": 16", "size\": \"16\"", "\"hidden_size\" is \"16\""),
                configEntry("size\": 16", "size\": 32", "shape", "do not belong together"),
                configEntry("\"gelu\"", "\"swish9\"", "swish9", "mend"),
                configEntry("size\": 120", "size\": 100", "120 tokens", "100", "no embedding"));
    }

    private static Case config(String what, String content, String... says) {
        return bad("config.json is " + what, w -> w.write("model/config.json", content), ASK, says);
    }

    private static Case configEntry(String entry, String by, String... says) {
        return bad(
                "config.json has %s instead of %s".formatted(by, entry),
                w -> w.replace("model/config.json", entry, by),
                ASK,
                says);
    }

    static Stream<Case> tokenizers() {
        return Stream.of(
                bad(
                        "no vocabulary",
                        w -> {
                            w.delete("model/tokenizer.json");
                            w.delete("model/vocab.txt");
                        },
                        TOKENIZE,
                        "model",
                        "vocab.txt"),
                vocabulary("without [UNK]", "[PAD]\n[CLS]\n[SEP]\n[MASK]\na\n", "[UNK]"),
                vocabulary("empty", "", "vocab.txt"),
                bad(
                        "a vocabulary without [CLS] for a task",
                        w -> onlyVocabulary(w, "[UNK]\na\nb\n"),
                        ASK,
                        "[CLS]"),
                bad(
                        "a vocabulary that is not the tokenizer's",
                        w -> {
                            w.delete("model/tokenizer.json");
                            w.write("model/vocab.txt", "[UNK]\na\nb\n");
                        },
                        TOKENIZE,
                        "get the files again",
                        "\"[UNK]\" has id 1"),
                tokenizerJson("empty", "", "tokenizer.json"),
                tokenizerJson("a list", "[]", "tokenizer.json"),
                bad(
                        "a truncated tokenizer.json",
                        w -> w.cut("model/tokenizer.json"),
                        TOKENIZE,
                        "tokenizer.json"),
                bad(
                        "a tokenizer of another kind",
                        w -> w.replace("model/tokenizer.json", "\"WordPiece\"", "\"BPE\""),
                        TOKENIZE,
                        "tokenizer.json",
                        "BPE"),
                bad(
                        "an id beyond the vocabulary",
                        w -> w.replace("model/tokenizer.json", "\"a\": 5,", "\"a\": 5000,"),
                        ASK,
                        "5001 tokens",
                        "120",
                        "no embedding"),
                bad(
                        "a truncated tokenizer_config.json",
                        w -> w.cut("model/tokenizer_config.json"),
                        TOKENIZE,
                        "tokenizer_config.json"));
    }

    private static Case vocabulary(String what, String content, String... says) {
        return bad("a vocabulary " + what, w -> onlyVocabulary(w, content), TOKENIZE, says);
    }

    private static void onlyVocabulary(Workspace workspace, String content) {
        workspace.delete("model/tokenizer.json");
        workspace.delete("model/tokenizer_config.json");
        workspace.delete("model/special_tokens_map.json");
        workspace.write("model/vocab.txt", content);
    }

    private static Case tokenizerJson(String what, String content, String... says) {
        return bad(
                "tokenizer.json is " + what,
                w -> w.write("model/tokenizer.json", content),
                TOKENIZE,
                says);
    }

    static Stream<Case> weights() {
        return Stream.of(
                bad(
                        "no weights",
                        w -> w.delete("model/model.safetensors"),
                        ASK,
                        "holds no weights",
                        "pytorch_model.bin",
                        "fetch"),
                weights("empty", new byte[0]),
                weights("a web page", "<html><body>Not found</body>".getBytes()),
                weights("a pointer of Git LFS", "version https://git-lfs".getBytes()),
                weights("a header that is no JSON", safetensors("{{{{", 0)),
                weights("a header longer than the file", header(1_000_000, "{}", 0)),
                weights("a header of a negative length", header(-1, "{}", 0)),
                weights("overlapping tensors", safetensors(two("0,8", "4,12"), 12)),
                weights("a hole between tensors", safetensors(two("0,8", "12,20"), 20)),
                weights("tensors that end before the file", safetensors(two("0,8", "8,16"), 99)),
                weights("tensors that end behind the file", safetensors(two("0,8", "8,16"), 9)),
                weights("a shape that lies", safetensors(two("0,8", "8,12"), 12)),
                weights(
                        "an unknown type",
                        safetensors(two("0,8", "8,16").replace("F32", "F33"), 16)),
                bad(
                        "truncated weights",
                        w -> w.cut("model/model.safetensors"),
                        ASK,
                        "model.safetensors"),
                bad(
                        "a torch file that is none",
                        w -> {
                            w.delete("model/model.safetensors");
                            w.write("model/pytorch_model.bin", "PK, but no more");
                        },
                        ASK,
                        "pytorch_model.bin"),
                shards("a missing shard", "no-such-file.safetensors", "no-such-file.safetensors"),
                shards("a shard outside", "../outside.safetensors", "outside its directory"));
    }

    private static Case weights(String what, byte[] content) {
        return bad(
                "weights with " + what,
                w -> w.write("model/model.safetensors", content),
                ASK,
                "model.safetensors");
    }

    private static String two(String firstBytes, String secondBytes) {
        return """
        {"a": {"dtype": "F32", "shape": [2], "data_offsets": [%s]},
         "b": {"dtype": "F32", "shape": [2], "data_offsets": [%s]}}\
        """
                .formatted(firstBytes, secondBytes);
    }

    private static byte[] safetensors(String json, int dataBytes) {
        return header(json.length(), json, dataBytes);
    }

    private static byte[] header(long length, String json, int dataBytes) {
        return ByteBuffer.allocate(Long.BYTES + json.length() + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(json.getBytes(StandardCharsets.UTF_8))
                .array();
    }

    private static Case shards(String what, String shard, String says) {
        return bad(
                "an index that names " + what,
                w -> {
                    w.delete("model/model.safetensors");
                    w.write(
                            "model/model.safetensors.index.json",
                            "{\"weight_map\": {\"a\": \"%s\"}}".formatted(shard));
                },
                ASK,
                says);
    }

    static Stream<Case> data() {
        List<Case> same =
                List.of(
                        data("missing", w -> w.delete("train.json"), "does not exist", "give"),
                        data("empty", w -> w.write("train.json", ""), "is empty", "fetch"),
                        data("truncated", w -> w.cut("train.json"), "not valid JSON", "cut off"),
                        foreign("a list", "[{\"question\": \"who?\", \"context\": \"he\"}]"),
                        foreign("a table", "id,question,context\n1,who?,he\n"),
                        foreign("SNLI's lines", "{\"gold_label\": \"neutral\"}\n{\"a\": 1}\n"),
                        foreign("without questions", "{\"data\": []}"),
                        foreign("an article without paragraphs", "{\"data\": [{}]}"),
                        foreign("UTF-16", "\ufeff{\0\"\0d\0"),
                        data(
                                "without a question's text",
                                w -> w.replace("train.json", "\"question\"", "\"frage\""),
                                "data[0].paragraphs[0]",
                                "\"question\""));
        Stream<Case> training =
                Stream.of(
                        bad(
                                "answers that do not stand in their contexts",
                                w -> w.replace("train.json", "\"text\" : \"", "\"text\" : \"not "),
                                FINETUNE,
                                "train.json",
                                "answers stand in their contexts"),
                        bad(
                                "one paragraph and no development file",
                                w -> w.writeQuestions("train.json", 1),
                                FINETUNE,
                                "1 distinct text",
                                "give a development file"),
                        badOption(FINETUNE + " --dev @/dev.json", "dev.json does not exist"));
        return Stream.concat(
                same.stream()
                        .flatMap(bad -> Stream.of(bad, withCommand(bad, FINETUNE, "finetune"))),
                training);
    }

    private static Case data(String what, Consumer<Workspace> breaks, String... says) {
        String[] all =
                Stream.concat(Stream.of("train.json"), Arrays.stream(says)).toArray(String[]::new);
        return bad("data " + what + ", evaluate", breaks, EVALUATE, all);
    }

    private static Case foreign(String what, String content) {
        return data("that are " + what, w -> w.write("train.json", content));
    }

    private static Case withCommand(Case bad, String line, String name) {
        String fact = bad.fact.replace("evaluate", name);
        return new Case(fact, bad.breaks, line, bad.input, bad.says);
    }

    static Stream<Case> options() {
        return Stream.of(
                badOption("finetune --epochs 1", "--epochs"),
                badOption("finetune", "qa"),
                badOption("evaluate", "qa"),
                badOption("predict", "qa"),
                badOption("translate", "translate", "--help"),
                badOption("finetune qa --model @/model --train @/train.json", "--output"),
                badOption(FINETUNE.replace("--epochs 1", "--epochs 0"), "epochs", "at least 1"),
                badOption(FINETUNE.replace("--epochs 1", "--epochs many"), "--epochs", "many"),
                badOption(FINETUNE + " --epochs 2", "--epochs", "only once"),
                badOption(FINETUNE + " --batch-size 0", "--batch-size", "at least 1"),
                badOption(FINETUNE + " --micro-batch-size 0", "--micro-batch-size"),
                badOption(FINETUNE + " --learning-rate 3", "--learning-rate", "between 0 and 1"),
                badOption(FINETUNE + " --learning-rate nan", "'nan' is not a number;"),
                badOption(FINETUNE + " --new-layers 1.5", "'1.5' is not a whole number;"),
                badOption(FINETUNE + " --warmup 1.5", "warmup", "[0, 1)"),
                badOption(FINETUNE + " --weight-decay -1", "weight decay", "-1"),
                badOption(FINETUNE + " --save-every 0", "--save-every", "at least 1"),
                badOption(FINETUNE + " --evaluate-every 0", "--evaluate-every", "at least 1"),
                badOption(FINETUNE + " --patience 0", "patience", "at least 1"),
                badOption(FINETUNE + " --seeds 0", "--seeds", "at least 1"),
                badOption(FINETUNE + " --limit 0", "--limit", "at least 1"),
                badOption(
                        FINETUNE + " --schedule staircase", "--schedule", "[linear, ", "staircase"),
                badOption(FINETUNE.replace("fp32", "fp8"), "--precision", "bf16]", "fp8"),
                badOption(FINETUNE + " --freeze head", "--freeze", "encoder", "head"),
                badOption(FINETUNE + " --lr 1e-3", "--lr"),
                badOption(FINETUNE + " --dev @/train.json --learningrate 3", UNKNOWN_RATE),
                badOption(FINETUNE + " --dev @/train.json --learningrate=3", UNKNOWN_RATE),
                badOption(FINETUNE + " --dev --learningrate 3", UNKNOWN_RATE),
                badOption(FINETUNE.replace("48", "49"), "49", "48 positions", "lower"),
                badOption(FINETUNE.replace("48", "15"), "--max-length 15", "raise --max-length"),
                badOption(FINETUNE + " --max-answer-length 0", "--max-answer-length 0"),
                badOption(FINETUNE.replace("step 16", "step 0"), "window", "step", "0"),
                badOption(FINETUNE.replace("step 16", "overlap 33"), "overlap is 33", "at most 32"),
                badOption(FINETUNE.replace("step 16", "overlap -1"), "window", "overlap", "-1"),
                badOption(FINETUNE + " --window-overlap 8", "--window-step", "--window-overlap"),
                badOption(FINETUNE + " --resume --overwrite", "--resume", "--overwrite"),
                badOption(EVALUATE + " --metric bleu", "--metric", "cmrc]", "bleu"),
                badOption(EVALUATE + " --null-threshold NaN", "--null-threshold", "finite"),
                badOption(TOKENIZE + " --mode sentencepiece", "--mode", "hf-slow", "sentencepiece"),
                badOption(TOKENIZE + " --ids --json", "bert4j: --ids, --json are mutually"),
                badOption("vocab inspect --vocab @/no.txt --input @", "no.txt does not exist"),
                badOption("models pull bert-base", "\"bert-base\"", "minilm"));
    }

    static Stream<Case> questions() {
        String good = "{\"id\": \"1\", \"question\": \"who\", \"context\": \"he\"}\n";
        return Stream.of(
                badOption(PREDICT + " --question who", "--question", "--context-file"),
                badOption(PREDICT + " --context he", "--question is missing"),
                badOption(ASK + " --context-file @/train.json", "--context", "--context-file"),
                badOption(PREDICT + " --question who --context-file @/no.txt", "no.txt", "file"),
                badOption(
                        PREDICT + " --question who --context-file @", "work", "it is a directory"),
                bad(
                        "a context that is not UTF-8",
                        w -> w.write("context.txt", new byte[] {'a', (byte) 0xE9, 'b'}),
                        PREDICT + " --question who --context-file @/context.txt",
                        "context.txt",
                        "not UTF-8"),
                badOption(ASK + " --top-k 0", "--top-k is 0", "at least 1"),
                badLines("a line that is no JSON", "who is it?\n", "stdin:1", "not valid JSON"),
                badLines("a line that is cut off", good.substring(0, 30), "stdin:1", "JSON"),
                badLines("a line that is a list", "[1]\n", "stdin:1"),
                badLines("a line without context", "\n{\"question\": \"?\"}", "stdin:2", "context"),
                badLines("a question that is a number", good.replace("\"who\"", "7"), "stdin:1"));
    }

    static Stream<Case> outputs() {
        return Stream.of(
                bad(
                        "an output that is a file",
                        w -> w.write("out", "text"),
                        FINETUNE,
                        "out is not a directory",
                        "choose another"),
                bad(
                        "an output below a file",
                        w -> w.write("file", "text"),
                        FINETUNE.replace("@/out", "@/file/out"),
                        "file/out",
                        "choose another"),
                bad(
                        "an output that holds something",
                        w -> w.write("out/notes.txt", "precious"),
                        FINETUNE,
                        "out is not empty",
                        "choose another directory"),
                bad(
                        "an output that holds another run",
                        BadInputs::train,
                        FINETUNE,
                        "out is not empty",
                        "--resume",
                        "--overwrite"),
                bad(
                        "--overwrite of something that is no run",
                        w -> w.write("out/notes.txt", "precious"),
                        FINETUNE + " --overwrite",
                        "holds no run",
                        "nothing is deleted"),
                bad(
                        "--overwrite with bad data keeps the old run",
                        w -> {
                            train(w);
                            w.cut("train.json");
                        },
                        FINETUNE + " --overwrite",
                        "train.json",
                        "not valid JSON"),
                badOption(FINETUNE + " --resume", "no run to resume", "start one without"),
                resume("other options", _ -> {}, " --seed 7", "seed was 42 and is now 7"),
                resume("other data", w -> w.writeQuestions("train.json", 25), "", "other data"),
                resume("a cut state", w -> w.cut("out/last/trainer_state.json"), "", "state.json"),
                resume(
                        "cut moments",
                        w -> w.cut("out/last/optimizer.safetensors"),
                        "",
                        "optimizer"),
                resume("cut weights", w -> w.cut("out/last/model.safetensors"), "", "model.safe"),
                resume("a cut run.json", w -> w.cut("out/run.json"), "", "run.json"),
                resume(
                        "an empty run.json",
                        w -> w.write("out/run.json", "{}"),
                        "",
                        "began with other"),
                resume(
                        "the state of another program",
                        w -> w.write("out/last/trainer_state.json", "{}"),
                        "",
                        "trainer_state.json does not hold"),
                resume(
                        "moments of another run",
                        w ->
                                w.write(
                                        "out/last/optimizer.safetensors",
                                        w.bytes("model/model.safetensors")),
                        "",
                        "optimizer.safetensors"),
                resume(
                        "no moments",
                        w -> w.write("out/last/optimizer.safetensors", safetensors("{}", 0)),
                        "",
                        "optimizer.safetensors"),
                bad(
                        "predictions below a file",
                        w -> w.write("file", "text"),
                        EVALUATE + " --predictions @/file/predictions.json",
                        "predictions.json",
                        "choose another"),
                bad(
                        "predictions in place of a directory",
                        w -> w.write("there/file", "text"),
                        EVALUATE + " --predictions @/there",
                        "there",
                        "choose another"));
    }

    private static Case resume(
            String what, Consumer<Workspace> breaks, String option, String... says) {
        Consumer<Workspace> both = BadInputs::train;
        return bad(
                "--resume with " + what,
                both.andThen(breaks),
                FINETUNE + " --resume" + option,
                says);
    }

    private static void train(Workspace workspace) {
        CommandRun.done(workspace.words(FINETUNE));
    }
}
