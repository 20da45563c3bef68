package io.damson.cli;

import io.damson.query.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Options in the environment: {@code --base-path} as {@code DAMSON_BASE_PATH}. An empty variable gives nothing, as in files of Docker
 * Compose.
 */
final class Environment {
    private static final String PREFIX = "DAMSON_";

    /** What Kubernetes sets for a service that is called damson (environment variables of services). */
    private static final String SERVICE = PREFIX + "(SERVICE_(HOST|PORT.*)|PORT_[0-9]+_.*)";

    private static final String SERVICE_PORT = "(tcp|udp|sctp)://.*";

    /** Nothing is done with it. */
    private static final String FAULTY = "-";

    private final Map<String, String> variables = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** What was looked up: a pipe is read once. */
    private final Map<String, Optional<Given>> given = new HashMap<>();

    /** @param all of a process; those that are not Damson's are passed over */
    Environment(Map<String, String> all) {
        all.forEach((name, value) -> {
            if (name.startsWith(PREFIX)
                    && !value.isEmpty()
                    && !name.matches(SERVICE)
                    && !(name.equals(variable("port")) && value.matches(SERVICE_PORT))) {
                variables.put(name, value);
            }
        });
    }

    /** The variable of an option. */
    static String variable(String option) {
        return PREFIX + option.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * What the environment gives for an option.
     *
     * @param source the variable that it is from
     */
    record Given(String source, String value) {}

    /** What it gives for an option; where that is a fault, which is told from then on, something, so that nobody misses the option too. */
    Optional<Given> of(String option) {
        return given.computeIfAbsent(option, this::look);
    }

    private Optional<Given> look(String option) {
        String variable = variable(option);
        String value = variables.get(variable);
        String file = SecretFile.isFor(option) ? variables.get(variable + SecretFile.SUFFIX) : null;
        if (file == null) {
            return Optional.ofNullable(value).map(text -> new Given(variable, text));
        }
        if (value != null) {
            faults.add(variable + " and " + variable + SecretFile.SUFFIX + " are both given: give one of them");
            return Optional.of(new Given(variable, FAULTY));
        }
        try {
            return Optional.of(
                    new Given(variable + SecretFile.SUFFIX, SecretFile.read(variable + SecretFile.SUFFIX, file)));
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
            return Optional.of(new Given(variable, FAULTY));
        }
    }

    /** What was wrong with the options that were looked up. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /**
     * A sentence for each variable that no option has.
     *
     * @param own the options of the command that runs
     * @param all those of all commands, which take a moment to know
     */
    List<String> unknown(Set<String> own, Supplier<Set<String>> all) {
        Set<String> unknown = new TreeSet<>(variables.keySet());
        unknown.removeAll(variables(own));
        if (unknown.isEmpty()) {
            return List.of();
        }
        Set<String> known = variables(all.get());
        unknown.removeAll(known);
        return unknown.stream()
                .map(name -> "the environment variable " + name + " is unknown and has no effect"
                        + Suggestion.nearest(name, known.stream())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""))
                .toList();
    }

    private static Set<String> variables(Set<String> options) {
        Set<String> variables = new TreeSet<>();
        for (String option : options) {
            variables.add(variable(option));
            if (SecretFile.isFor(option)) {
                variables.add(variable(option) + SecretFile.SUFFIX);
            }
        }
        return variables;
    }
}
