package org.bert4j.feature;

import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.QaParagraph;
import org.bert4j.feature.QaExampleFeatures.Outcome;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Tokens;
import org.bert4j.tokenizer.WindowStride;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Converts questions to features: tokenises each context once, lays windows over it and labels
/// each window with the answer it holds.
///
/// For one paragraph call [#forTraining] or [#forPrediction]; for a whole file let several threads
/// work and watch the bar:
///
/// ```java
/// try (SquadReader reader = SquadReader.open(file);
///         QaFeatureStream stream = featurizer.trainingStream(reader, 2)) {
///     stream.onProgress(done -> bar.stepTo(done));
///     stream.forEachRemaining(example -> features.addAll(example.features()));
/// }
/// ```
///
/// Sources: google-research/bert `run_squad.py` and transformers `data/processors/squad.py` for a
/// window step, transformers `run_qa.py` for a window overlap. Immutable and safe for several
/// threads.
public final class QaFeaturizer {
    private final BertTokenizer tokenizer;
    private final QaFeatureOptions options;
    private final AnswerLocator answers;
    private final ContextCache contexts;

    public QaFeaturizer(BertTokenizer tokenizer, QaFeatureOptions options) {
        this.tokenizer = tokenizer;
        this.options = options;
        this.contexts = new ContextCache(tokenizer);
        this.answers =
                switch (options.stride()) {
                    case WindowStride.Step _ -> new WordAnswers(tokenizer);
                    case WindowStride.Overlap _ -> new OffsetAnswers();
                };
    }

    public QaFeatureOptions options() {
        return options;
    }

    BertTokenizer tokenizer() {
        return tokenizer;
    }

    /// Labelled features, one entry per question in order. A question that cannot be trained on has
    /// an entry without features. The label is the first reference that stands in the context.
    public List<QaExampleFeatures> forTraining(QaParagraph paragraph) {
        Tokens context = contexts.tokenize(paragraph.context());
        return paragraph.examples().stream().map(e -> trainingFeatures(e, context)).toList();
    }

    /// Unlabelled features, one entry per question in order; nothing is left out.
    public List<QaExampleFeatures> forPrediction(QaParagraph paragraph) {
        Tokens context = contexts.tokenize(paragraph.context());
        return paragraph.examples().stream().map(e -> withoutAnswer(e, context)).toList();
    }

    /// [#forTraining] over many paragraphs on several threads, in the order of the input.
    public QaFeatureStream trainingStream(Iterator<QaParagraph> paragraphs, int threads) {
        return new QaFeatureStream(paragraphs, this::forTraining, threads);
    }

    /// [#forPrediction] over many paragraphs on several threads, in the order of the input.
    public QaFeatureStream predictionStream(Iterator<QaParagraph> paragraphs, int threads) {
        return new QaFeatureStream(paragraphs, this::forPrediction, threads);
    }

    private QaExampleFeatures trainingFeatures(QaExample example, Tokens context) {
        if (example.impossible()) {
            return withoutAnswer(example, context);
        }
        if (!example.trainable()) {
            return QaExampleFeatures.leftOut(example, Outcome.NO_ANSWER_IN_CONTEXT);
        }
        Optional<TokenSpan> answer = answers.locate(context, example.spans().getFirst());
        if (answer.isEmpty()) {
            return QaExampleFeatures.leftOut(example, Outcome.WORDS_LACK_ANSWER);
        }
        return withAnswer(example, context, answer.get());
    }

    private QaExampleFeatures withoutAnswer(QaExample example, Tokens context) {
        return convert(example, context, QaFeature::withoutAnswer);
    }

    private QaExampleFeatures withAnswer(QaExample example, Tokens context, TokenSpan answer) {
        return convert(example, context, (input, i) -> QaFeature.withAnswer(input, i, answer));
    }

    private QaExampleFeatures convert(
            QaExample example, Tokens context, BiFunction<QaInput, Integer, QaFeature> label) {
        Tokens question = tokenizer.tokenize(example.question());
        QaInput input = input(example, question, context);
        List<QaFeature> features = new ArrayList<>();
        for (int i = 0; i < input.windows().windows().size(); i++) {
            features.add(label.apply(input, i));
        }
        boolean cut = input.questionIds().length < question.size();
        return new QaExampleFeatures(example, features, Outcome.CONVERTED, cut);
    }

    private QaInput input(QaExample example, Tokens question, Tokens context) {
        int[] questionIds = Arrays.copyOf(question.ids(), questionLength(question, context));
        ContextWindows windows =
                ContextWindows.over(context.size(), room(questionIds.length), options.stride());
        return new QaInput(
                example,
                questionIds,
                context,
                windows,
                options.maxContextOnly(),
                tokenizer.clsId(),
                tokenizer.sepId());
    }

    /// run_qa strips blanks on the question's left first; WordPiece never sees blanks, so that
    /// changes nothing here.
    private int questionLength(Tokens question, Tokens context) {
        int cut = Math.min(question.size(), options.maxQuestionLength());
        return switch (options.stride()) {
            case WindowStride.Step _ -> cut;
            case WindowStride.Overlap(int overlap) -> {
                int room = room(question.size());
                boolean fits = room >= context.size() || room > overlap;
                yield fits ? question.size() : cut;
            }
        };
    }

    /// Context tokens beside a question of this length.
    private int room(int questionLength) {
        return options.maxLength() - QaFeatureOptions.SPECIAL_TOKENS - questionLength;
    }
}
