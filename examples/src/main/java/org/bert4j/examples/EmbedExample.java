package org.bert4j.examples;

import org.bert4j.predictor.Embedder;
import org.bert4j.starters.PullListener;
import org.bert4j.starters.Starters;
import org.bert4j.task.EmbedTask;
import org.bert4j.task.Embeddings;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingListener;

import java.nio.file.Path;
import java.util.List;

/// Learns to give like sentences like vectors, then compares a text with others:
/// `EmbedExample MODEL TRAIN OUTPUT QUERY TEXT...`.
///
/// TRAIN is a table of pairs with a score, such as `similarity.csv` beside this program (0 unlike, 5 alike).
public final class EmbedExample {
    public static void main(String[] arguments) {
        Path model = Starters.resolve(arguments[0], PullListener.SILENT, false);
        FineTuning recipe = FineTuning.of(EmbedTask.DEFAULT, model, Path.of(arguments[1]));

        RunDirectory run = RunDirectory.create(Path.of(arguments[2]));
        recipe.run(run, new TrainingListener() {}, new Stop());

        List<String> texts = List.of(arguments).subList(4, arguments.length);
        try (Embedder embedder = Embedder.open(run.best())) {
            float[] query = embedder.embed(arguments[3]);
            List<float[]> vectors = embedder.embed(texts);
            for (int i = 0; i < texts.size(); i++) {
                double cosine = Embeddings.cosine(query, vectors.get(i));
                System.out.printf("%.2f %s%n", cosine, texts.get(i));
            }
        }
    }
}
