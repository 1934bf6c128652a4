package org.bert4j.tune.space;

import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All options that are searched, those that others depend on first.
///
/// A *configuration* gives each option that matters a text, in this order.
public record SearchSpace(List<Parameter> parameters) {
    /// @throws BadInputException if a name comes twice, or a condition can never hold
    public SearchSpace {
        parameters = List.copyOf(parameters);
        if (parameters.isEmpty()) {
            throw new BadInputException(
                    "There is nothing to search; name options such as --search"
                            + " learning-rate=log(1e-5,1e-4).");
        }
        Map<String, Parameter> seen = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            parameter
                    .condition()
                    .ifPresent(condition -> requireCanHold(parameter, condition, seen));
            if (seen.put(parameter.name(), parameter) != null) {
                throw new BadInputException(
                        "The option %s is searched twice; leave one out."
                                .formatted(parameter.name()));
            }
        }
    }

    private static void requireCanHold(
            Parameter parameter, Parameter.Condition condition, Map<String, Parameter> before) {
        Parameter other = before.get(condition.name());
        if (other == null
                || !(other.domain() instanceof Domain.Choice(List<String> values))
                || !values.contains(condition.value())) {
            throw new BadInputException(
                    "The option %s is searched if %s, which never holds; search %s before it, with %s among its values."
                            .formatted(
                                    parameter.name(),
                                    condition,
                                    condition.name(),
                                    condition.value()));
        }
    }

    /// Makes a configuration option by option.
    ///
    /// @param choose code of the value of an option that matters
    public Map<String, String> configuration(Chooser choose) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            if (parameter.matters(values)) {
                double code = parameter.domain().rounded(choose.code(parameter));
                values.put(parameter.name(), parameter.domain().text(code));
            }
        }
        return values;
    }

    /// Gives an option a value.
    public interface Chooser {
        /// @return the code of a value of its domain
        double code(Parameter parameter);
    }

    /// Options that matter under the same condition, and can be chosen together: first those that always matter.
    public List<List<Parameter>> groups() {
        Map<Optional<Parameter.Condition>, List<Parameter>> groups = new LinkedHashMap<>();
        groups.put(Optional.empty(), new ArrayList<>());
        for (Parameter parameter : parameters) {
            groups.computeIfAbsent(parameter.condition(), _ -> new ArrayList<>()).add(parameter);
        }
        return List.copyOf(groups.values());
    }

    /// As it can be read again by [SearchText].
    public List<String> texts() {
        return parameters.stream().map(SearchText::write).toList();
    }
}
