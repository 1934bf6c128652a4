package org.bert4j.trainer;

import org.bert4j.checkpoint.JsonFiles;
import org.bert4j.tokenizer.BadInputException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/// What `run.json` says: every option, the data's hashes, versions, and the plan.
final class RunDescription {
    private static final JsonMapper JSON = new JsonMapper();

    private RunDescription() {}

    /// What a run is made of.
    ///
    /// @param task    as on the command line
    /// @param options every one that changes the result, under the names of the command line
    /// @param data    hashes, by file
    record Recipe(String task, Map<String, Object> options, Map<String, String> data) {}

    /// The plan of a run: of a new one it is made now and written down, of a resumed one it is read.
    ///
    /// @throws BadInputException if a resumed run has other options or data than it began with
    static Plan settle(RunDirectory run, Recipe recipe, Supplier<Plan> newPlan) {
        if (run.isDescribed()) {
            JsonNode before = run.description();
            requireSameTask(run, before, recipe);
            requireSame(run, "options", before.withObject("options"), recipe.options());
            requireSame(run, "data", before.withObject("data"), recipe.data());
            return JsonFiles.convert(run.descriptionFile(), before.withObject("plan"), Plan.class);
        }
        Plan plan = newPlan.get();
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("task", recipe.task());
        description.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        description.put("options", recipe.options());
        description.put("data", recipe.data());
        description.put("plan", plan);
        description.put("java", System.getProperty("java.runtime.version"));
        run.describe(description);
        return plan;
    }

    private static void requireSameTask(RunDirectory run, JsonNode before, Recipe recipe) {
        String task = before.path("task").asString(recipe.task());
        if (!task.equals(recipe.task())) {
            throw new BadInputException(
                    "The run in %s is one of the task %s, not %s; resume it as it was begun, or start another with --overwrite."
                            .formatted(run.root(), task, recipe.task()));
        }
    }

    private static void requireSame(
            RunDirectory run, String what, JsonNode before, Map<String, ?> now) {
        Map<String, Object> old = JsonFiles.toMap(before);
        Map<String, Object> given = JsonFiles.toMap(JSON.readTree(JSON.writeValueAsString(now)));
        Set<String> keys = new LinkedHashSet<>(given.keySet());
        keys.addAll(old.keySet());
        for (String key : keys) {
            if (!Objects.equals(given.get(key), old.get(key))) {
                throw new BadInputException(
                        "The run in %s began with other %s: %s was %s and is now %s; resume it as it was begun, or start another with --overwrite."
                                .formatted(
                                        run.root(),
                                        what,
                                        what.equals("options") ? optionName(key) : key,
                                        old.getOrDefault(key, "not given"),
                                        given.getOrDefault(key, "not given")));
            }
        }
    }

    /// What `learning_rate` is called on the command line.
    private static String optionName(String key) {
        return "--" + key.replace('_', '-');
    }
}
