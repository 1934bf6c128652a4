package org.bert4j.benchmarks;

import org.bert4j.tune.sampler.RandomSampler;
import org.bert4j.tune.sampler.Sampler;
import org.bert4j.tune.sampler.SobolSampler;
import org.bert4j.tune.sampler.TpeSampler;
import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.space.SearchText;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Samplers on a line of JSON each way, so that another program can hold the functions on which searches are compared
/// (`peers/search_compare.py`).
///
/// A search begins with `{"space": [...], "sampler": "tpe", "seed": 1, "trials": 60}`. A configuration is printed; its
/// value, the smaller the better, is read; and so on.
final class SearchDriver {
    private static final JsonMapper JSON = new JsonMapper();

    private SearchDriver() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            search(JSON.readTree(line), in);
        }
    }

    private static void search(JsonNode wanted, BufferedReader in) throws IOException {
        List<String> lines =
                JSON.convertValue(wanted.get("space"), new TypeReference<List<String>>() {});
        SearchSpace space = new SearchSpace(lines.stream().map(SearchText::parse).toList());
        Sampler sampler = sampler(wanted.get("sampler").asString(), wanted.get("seed").asLong());
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < wanted.get("trials").asInt(); i++) {
            Map<String, String> configuration = sampler.next(space, trials).orElseThrow();
            System.out.println(JSON.writeValueAsString(configuration));
            double value = Double.parseDouble(in.readLine());
            Report report = new Report(0, 1, List.of(-value), 1);
            trials.add(new Trial(i, configuration, 0, Trial.State.COMPLETE, List.of(report)));
        }
    }

    private static Sampler sampler(String name, long seed) {
        return switch (name) {
            case "tpe" -> new TpeSampler(seed);
            case "sobol" -> new SobolSampler(seed);
            case "random" -> new RandomSampler(seed);
            default -> throw new IllegalArgumentException("No sampler " + name);
        };
    }
}
